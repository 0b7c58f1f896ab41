import { describe, expect, test, vi } from 'vitest';
import { forbiddenIn } from '../helpers/allowed.js';
import { isInstrumented } from '../helpers/instrumented.js';
import { type Lab, openBuiltLab, openLab } from '../helpers/lab.js';
import { processorTime } from '../helpers/processor-time.js';
import { some } from '../helpers/size.js';
import { readStrictJson } from '../helpers/strict-json.js';
import { readTextLine } from '../helpers/text-line.js';
import { HOSTILE } from './hostile.js';

vi.setConfig({ testTimeout: 120_000 });

/** Of what is built the time counts, of the source the lines that ran. */
const open = isInstrumented ? openLab : openBuiltLab;
const json = open({ format: 'json' });
const text = open({ format: 'text' });

/** The default limit of a line. UTF-8 bytes. */
const LONGEST_LINE = 256 * 1024;
/**
 * Of processor time for one call, the making of the value not counted; the best of some tries counts. Where it is over
 * that, it may be as much longer as this machine takes longer at the time to list the names of a large object, at most
 * twice.
 */
const SLOWEST_MS = isInstrumented ? 1_000 : 50;
/** What so long a call is at least of the time for 50,000 names, 10 ms on a quiet machine. */
const TIMES_NAMES = 5;
const large = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`m${n}`, n]));

function isSlow(took: number): boolean {
  if (took <= SLOWEST_MS) return false;
  const names = processorTime(() => Object.keys(large), 3);
  return took > Math.min(2 * SLOWEST_MS, TIMES_NAMES * names);
}

const TRIES = 12;

type Place = (lab: Lab, value: unknown) => void;

/** Where a value can stand, and whether the message is ours there. */
const PLACES: Readonly<Record<string, Place>> = {
  message: (lab, value) => lab.logger('h').info(value as string),
  'fields before a message': (lab, value) => lab.logger('h').info(value as object, 'm'),
  'message before fields': (lab, value) => lab.logger('h').info(value as string, { k: 1 }),
  'thrown value': (lab, value) => lab.logger('h').exception(value, 'm'),
  '%s argument': (lab, value) => lab.logger('h').info('m %s', value, { k: 1 }),
  'argument of every kind': (lab, value) =>
    lab.logger('h').info('m %d %i %f %j %o %O', value, value, value, value, value, value),
  'surplus argument': (lab, value) => lab.logger('h').info('m', value, 1),
  fields: (lab, value) => lab.logger('h').info('m', value),
  field: (lab, value) => lab.logger('h').info('m', { k: value }),
  'nested field': (lab, value) => lab.logger('h').info('m', { k: [{ k: value }] }),
  bindings: (lab, value) =>
    lab
      .logger('h')
      .child(value as object)
      .info('m'),
  'bindings under fields of the same name': (lab, value) =>
    lab.logger('h').child({ m: 2, k: 2 }).info('m', value),
  'bindings over a core name': (lab, value) =>
    lab
      .logger('h')
      .child(value as object)
      .info('m', { level: 1 }),
  binding: (lab, value) => lab.logger('h').child({ k: value }).info('m'),
  'context value': (lab, value) => lab.withContext({ k: value }, () => lab.logger('h').info('m')),
  'property of an error': (lab, value) =>
    lab.logger('h').info('m', Object.assign(new Error('e'), { k: value })),
  'cause of an error': (lab, value) => lab.logger('h').info('m', new Error('e', { cause: value })),
  'name of a level': (lab, value) => lab.logger('h').log(value as 'INFO', 'm'),
};

/** What is wrong with the one line that a call gives; throws where it throws. */
function wrong(lab: Lab, place: Place, value: unknown, isJson: boolean): string | undefined {
  const begin = process.cpuUsage();
  const start = performance.now();
  const line = lab.line(() => place(lab, value));
  const { user, system } = process.cpuUsage(begin);
  // Processor time counts compiling and collecting garbage beside it; time of the clock counts other processes.
  const took = Math.min((user + system) / 1_000, performance.now() - start);
  const found = forbiddenIn(line.slice(0, -1));
  if (found !== undefined) return `a raw ${found}`;
  const record = isJson
    ? (readStrictJson(line.slice(0, -1)) as Record<string, unknown>)
    : readTextLine(line.slice(0, -1));
  if (record['message'] === '[record could not be encoded]') return 'the record is lost';
  const bytes = Buffer.byteLength(line);
  if (bytes > LONGEST_LINE) return `the line has ${bytes} bytes`;
  return isSlow(took) ? `it took ${Math.round(took)} ms` : undefined;
}

/** Tried again only where it was slow: the first time also counts compiling, and perhaps a garbage collection. */
function problem(lab: Lab, place: Place, make: () => unknown, isJson: boolean): string | undefined {
  let found: string | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      found = wrong(lab, place, make(), isJson);
    } catch (error) {
      return error instanceof Error
        ? `${error.name}: ${error.message.slice(0, 300)}`
        : `threw ${String(error)}`;
    }
    if (!found?.startsWith('it took')) return found;
  }
  return found;
}

test('the hostile kinds are at least 21', () => {
  expect(Object.keys(HOSTILE).length).toBeGreaterThanOrEqual(21);
});

describe('one line, within its limits, and nothing thrown, wherever it is logged:', () => {
  test.each(some(Object.entries(HOSTILE), 8))('%s', (_, make) => {
    const problems = Object.entries(PLACES).flatMap(([name, place]) => [
      [`${name}, as JSON`, problem(json, place, make, true)],
      [`${name}, as text`, problem(text, place, make, false)],
    ]);
    expect(problems.filter(([, found]) => found !== undefined)).toEqual([]);
  });

  test('globalThis and process', () => {
    const make = (): unknown => ({ globalThis, process });
    const { field } = PLACES as Record<'field', Place>;
    expect([problem(json, field, make, true), problem(text, field, make, false)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

test.each<[string, Parameters<typeof open>[0], () => unknown]>([
  [
    'a key of 50 MB and names of its own',
    { redact: { keys: { add: ['badge'] } } },
    HOSTILE['a key of 50 MB']!,
  ],
  [
    'a key of 50 MB in a Map and names of its own',
    { redact: { keys: { add: ['badge'] } } },
    HOSTILE['a key of a Map of 50 MB']!,
  ],
  ['a key of 50 MB and paths', { redact: { paths: ['*.badge'] } }, HOSTILE['a key of 50 MB']!],
  [
    'objects of new keys without a value and paths',
    { redact: { paths: ['*.badge'] } },
    () => ({ ...(HOSTILE['sixty objects of 900 new keys without a value']!() as object[]) }),
  ],
  [
    'a replacement of a megabyte for each of a thousand matches',
    {
      scrub: { patterns: [{ name: 'badge', pattern: /EMP-[0-9]{6}/, replace: () => 'x'.repeat(1_000_000) }] },
    },
    () => ({ k: 'EMP-123456 '.repeat(1_000) }),
  ],
])('a set-up with %s is as fast', (_, options, make) => {
  const own = open({ format: 'json', ...options });
  const { field, fields } = PLACES as Record<'field' | 'fields', Place>;
  expect([problem(own, field, make, true), problem(own, fields, make, true)]).toEqual([undefined, undefined]);
});

test('none of them was counted as dropped, or as a failure of the transport', () => {
  for (const { logging } of [json, text]) {
    expect(logging.stats()).toMatchObject({ dropped: 0, failures: { memory: 0 } });
  }
});
