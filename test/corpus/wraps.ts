/** Ways in which one and the same text gets into a log, without a word that says what it is. */
import type { Wrap } from './case.js';

/** With the whole of an error, as some libraries build it: the message is in the stack as well. */
function failing(message: string, extra: object = {}): Error {
  return Object.assign(new Error(message), extra);
}

export const NEUTRAL_WRAPS: readonly Wrap[] = [
  { name: 'alone', kind: 'value', make: (s) => s },
  { name: 'message', kind: 'message', make: (s) => `worker 3 sent ${s} and got no answer` },
  { name: 'nested', kind: 'object', make: (s) => ({ job: { steps: [{ note: s, ok: true }] } }) },
  { name: 'error', kind: 'error', make: (s) => failing(`upstream refused ${s}`) },
  { name: 'argument', kind: 'arguments', make: (s) => ['got %s after %d tries', s, 3] },
  { name: 'end of sentence', kind: 'message', make: (s) => `The request was made with ${s}.` },
  { name: 'json text', kind: 'value', make: (s) => JSON.stringify({ id: 7, note: s, ok: false }) },
  { name: 'cause', kind: 'error', make: (s) => failing('job failed', { cause: failing(`first: "${s}"`) }) },
  { name: 'quoted', kind: 'message', make: (s) => `unexpected "${s}" on line 12` },
  {
    name: 'cli log',
    kind: 'text',
    make: (s) => `step 1/3 ok\n> run --with ${s}\nstep 2/3 failed (exit 1)\n`,
  },
  { name: 'bracketed', kind: 'value', make: (s) => `(${s}), [${s}]` },
  { name: 'json argument', kind: 'arguments', make: (s) => ['payload %j', { note: s }] },
  { name: 'array', kind: 'object', make: (s) => ({ list: ['a', s, 'b'] }) },
  { name: 'map', kind: 'object', make: (s) => ({ store: new Map([['first', s]]), seen: new Set([s]) }) },
  { name: 'own property', kind: 'error', make: (s) => failing('job failed', { detail: { line: s } }) },
  { name: 'url path', kind: 'message', make: (s) => `GET https://hooks.example.net/run/${s} 404` },
  { name: 'surplus argument', kind: 'arguments', make: (s) => ['sent', s] },
  {
    name: 'nested json text',
    kind: 'value',
    make: (s) => JSON.stringify({ body: JSON.stringify({ note: s }) }),
  },
  { name: 'percent-encoded', kind: 'value', make: (s) => `q=1&note%3D${encodeURIComponent(s)}%26page%3D2` },
  { name: 'yaml', kind: 'text', make: (s) => `job:\n  name: nightly\n  note: ${s}\n  retries: 3\n` },
  { name: 'xml', kind: 'text', make: (s) => `<job><note>${s}</note><n>3</n></job>` },
  {
    name: 'stack',
    kind: 'error',
    make: (s) => failing('x', { stack: `Error: got ${s}\n    at run (/srv/app/run.js:1:2)` }),
  },
  { name: 'comma list', kind: 'message', make: (s) => `candidates: one,${s},three` },
  {
    name: 'markdown',
    kind: 'text',
    unusual: true,
    make: (s) => `Use \`${s}\` as described in **chapter 2**.`,
  },
  { name: 'html entity', kind: 'text', unusual: true, make: (s) => `<td>&quot;${s}&quot;</td>` },
];
