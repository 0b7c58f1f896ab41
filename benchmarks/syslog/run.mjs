/**
 * Syslog over TLS on loopback: throughput against other clients, and what a server that never reads costs. Writes
 * `results/syslog.md`.
 *
 *     npm ci && npm run build            # in the root
 *     cd benchmarks/syslog && npm ci && npm run bench
 *
 * The openssl command is needed. Clients are measured in turns, each in a process of its own; what is reported is the
 * best round of each, which is the one that other programs on the machine disturbed least.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { makePki } from './pki.mjs';
import { measureStuck } from './stuck.mjs';
import { measureClient, measureOpenssl } from './throughput.mjs';

const COUNT = 300_000;
const ROUNDS = 5;
const STUCK_ROUNDS = 15;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const versionOf = (path) => JSON.parse(readFileSync(here(path), 'utf8')).version;
const peer = (name) => `${name} ${versionOf(`node_modules/${name}/package.json`)}`;
const OURS = `codomyrmex-logging ${versionOf('../../package.json')}`;

/** `syslog`: what arrives is messages that a syslog server can tell apart, so that the goal counts them. */
const LINES = [
  { file: 'ours.mjs', mode: '--lines', name: `${OURS}, its transport`, syslog: true },
  { file: 'winston.mjs', mode: '--lines', name: `${peer('winston-syslog')}, its transport`, syslog: true },
  { file: 'pino.mjs', mode: '--frames', name: `${peer('pino-socket')}, framing in its hook`, syslog: true },
  { file: 'pino.mjs', mode: '--lines', name: `${peer('pino-socket')}, as it comes: no framing` },
  { file: 'socket.mjs', mode: '--lines', name: "Node's TLS socket, frames made before" },
];
const CALLS = [
  { file: 'ours.mjs', mode: '--syslog', name: `${OURS}, all redaction on`, syslog: true },
  { file: 'winston.mjs', mode: '--syslog', name: `${peer('winston')} with winston-syslog`, syslog: true },
  {
    ...{ file: 'pino.mjs', mode: '--syslog', syslog: true },
    name: `${peer('pino')} with ${peer('pino-syslog')} and pino-socket`,
  },
  { file: 'pino.mjs', mode: '--json', name: `${peer('pino')} with pino-socket: JSON, no syslog` },
];
const OPENSSL = execFileSync('openssl', ['version'], { encoding: 'utf8' }).split(' ').slice(0, 2).join(' ');

function bestOf(measure) {
  const results = [];
  return async () => {
    results.push(await measure());
    return results.reduce((best, one) => (one.perSecond > best.perSecond ? one : best));
  };
}

const pki = makePki();
pki.transport = join(pki.folder, 'transport.mjs');
await build({
  ...{ entryPoints: [here('../../src/transport/syslog/syslog.ts')], outfile: pki.transport },
  ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' },
});
const runs = [
  bestOf(() => measureOpenssl(pki, COUNT)),
  ...[...LINES, ...CALLS].map(({ file, mode }) => bestOf(() => measureClient(pki, file, COUNT, mode))),
];
let best = [];
for (let round = 0; round < ROUNDS; round += 1) {
  best = [];
  for (const run of runs) best.push(await run());
}
const stuck = await measureStuck(pki, STUCK_ROUNDS);
pki.remove();

const [openssl, ...clients] = best;
const named = (list, results) => list.map((client, at) => ({ ...client, ...results[at] }));
const lines = named(LINES, clients.slice(0, LINES.length));
const calls = named(CALLS, clients.slice(LINES.length));
const thousands = (perSecond) => `${Math.round(perSecond / 1_000)},000`;
const times = (value) => `${value.toFixed(2)} ×`;

function row({ name, perSecond, megabytes, cpu }, ours) {
  const of = [ours.perSecond / perSecond, perSecond / openssl.perSecond].map(times);
  return `| ${[name, thousands(perSecond), megabytes.toFixed(0), cpu?.toFixed(1) ?? '–', ...of].join(' | ')} |`;
}

/** What was set as a goal for the transport, and what came of it. */
const goal = (text, value, target) =>
  `${text}: ${value >= target ? 'met' : 'missed'}, at ${value.toFixed(2)} × against ${target} ×`;
/** Ours against the best of the others whose messages a syslog server can tell apart. */
const bestSyslog = ([ours, ...others]) => {
  const peers = others.filter(({ syslog }) => syslog);
  const rate = ours.perSecond / Math.max(...peers.map(({ perSecond }) => perSecond));
  const cpu = Math.min(...peers.map(({ cpu }) => cpu)) / ours.cpu;
  const text = 'Goal over the fastest other client whose messages a syslog server can tell apart';
  return `${goal(text, rate, 3)}.\n  The CPU time of the thriftiest of them is ${times(cpu)} ours, whatever the receiver takes`;
};
const ratio = (one, other) => times(one.perSecond / other.perSecond);
const [ours] = lines;
const [bare, ceiling] = lines.slice(-2);

const HEAD = `| | records a second | MB/s | CPU µs a record | ours / this | this / openssl |
|---|---:|---:|---:|---:|---:|`;
const micro = (ms) => `${(ms * 1_000).toFixed(1)} µs`;
const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

writeFileSync(
  here('../results/syslog.md'),
  `# Syslog over TLS on loopback

Written by \`benchmarks/syslog/run.mjs\` on Node ${process.version}, ${cpus()[0].model.trim()}, ${cpus().length} cores, ${OPENSSL}; do not edit.

${COUNT.toLocaleString('en')} records of some 400 octets, to \`openssl s_server\`, from the first call until the last record is there; each client has
sent 50,000 records before. The best of ${ROUNDS} rounds. Every record was counted at the receiver, and none was missing.
The load average at the end was ${loadavg()[0].toFixed(1)}: above the number of cores, others competed for them, and CPU time is the steadier figure.

## Finished messages, given to the transport

${HEAD}
${row({ ...openssl, name: '`openssl s_client`, frames from a file' }, ours)}
${lines.map((line) => row(line, ours)).join('\n')}

- ${bestSyslog(lines)}.
- ${goal('Goal over `openssl s_client`', ours.perSecond / openssl.perSecond, 0.5)}.
- pino-socket as it comes is no syslog client: it writes what it is given, keeps nothing for a replay, and reconnects only
  when asked to. Ours has ${ratio(ours, bare)} its rate, and Node's own TLS socket, with frames made before, ${ratio(ceiling, bare)}. What the last one
  has is the most that this receiver and Node leave to any client.

winston-syslog does not frame: it was told to end messages by a line feed. It does not verify the server's certificate
either: it sends to one of another CA. In the third row, octet counting was added to pino-socket where its documentation
has a place for it (\`onBeforeDataWrite\`).

## Log calls with a message and seven fields

${HEAD}
${calls.map((call) => row(call, calls[0])).join('\n')}

- ${bestSyslog(calls)}.

Only the first redacts, and frames by octet counting; the next two end a message by a line feed. pino-syslog and pino-socket
run in a worker thread, on a second core, and the other two on the one that logs. CPU time is that of all threads.

## A server that never reads

A process that logs 50 records and waits for a millisecond, again and again, with the queue full, against the same with a
server that reads; ${STUCK_ROUNDS} rounds in turns, ratios of the same round.

| | never reads | reads | ratio |
|---|---:|---:|---:|
| log call, median | ${micro(stuck.of('stuck', 'p50'))} | ${micro(stuck.of('reading', 'p50'))} | ${stuck.ratio('p50').toFixed(2)} |
| log call, 99th percentile | ${micro(stuck.of('stuck', 'p99'))} | ${micro(stuck.of('reading', 'p99'))} | ${stuck.ratio('p99').toFixed(2)} |
| memory of the process | ${megabytes(stuck.memory.stuck)} | ${megabytes(stuck.memory.reading)} | |
| lines in the queue | ${megabytes(stuck.memory.queuedBytes)} | | |
| \`close()\`, whose deadline is 5 s | ${(stuck.closeMs / 1_000).toFixed(1)} s | | |
| end of the process | ${(stuck.exitMs / 1_000).toFixed(1)} s | | |
`,
);
process.stdout.write(readFileSync(here('../results/syslog.md'), 'utf8'));
