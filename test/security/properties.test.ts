import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { forbiddenIn } from '../helpers/allowed.js';
import { difference } from '../helpers/difference.js';
import { type Lab, openLab } from '../helpers/lab.js';
import { sized } from '../helpers/size.js';
import { readStrictJson } from '../helpers/strict-json.js';
import { flatten, readTextLine, type TextField } from '../helpers/text-line.js';
import { type AnyRecord, anyFields, anyRecord, anyText, anyValue } from './arbitrary.js';
import { written, writtenFields } from './model.js';

/** Records per formatter. */
const RUNS = sized({ part: 1_000, normal: 10_000 });
/** The same records each time; another seed gives others. */
const seed = Number(process.env['FAST_CHECK_SEED'] ?? 20_261_122);

/** For a machine that has other things to do: alone, the slowest of them takes some seconds. */
vi.setConfig({ testTimeout: 120_000 });

const json = openLab({ format: 'json' });
const text = openLab({ format: 'text' });

function lineOf(lab: Lab, { logger, message, fields, bound, context }: AnyRecord): string {
  return lab.line(() =>
    lab.withContext(context, () => lab.logger(logger).child(bound).info(message, fields)),
  );
}

/** One line, and nothing in it that must have been escaped. */
function expectInert(line: string): void {
  expect(line.endsWith('\n')).toBe(true);
  expect(forbiddenIn(line.slice(0, -1))).toBeUndefined();
}

function expectSame(got: unknown, wanted: unknown): void {
  expect(difference(got, wanted)).toBeUndefined();
}

const isRedacted = (value: unknown): boolean => value === '[REDACTED]';

/** A random key can be a word for a secret; then its value must not be compared. */
function withoutRedacted(got: unknown, wanted: unknown): unknown {
  if (isRedacted(got)) return got;
  if (typeof got !== 'object' || typeof wanted !== 'object' || got === null || wanted === null) return wanted;
  const entries = Object.entries(wanted).map(([key, value]) => [
    key,
    Object.hasOwn(got, key) ? withoutRedacted(own(got, key), value) : value,
  ]);
  return Array.isArray(wanted) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

function own(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

test('any record is one JSON line that says exactly what was logged, without a name that occurs twice', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const line = lineOf(json, record);
      expectInert(line);
      const { timestamp, ...rest } = readStrictJson(line.slice(0, -1)) as Record<string, unknown>;
      expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      const { context, bound, fields, logger: name, message } = record;
      const wanted = { level: 'INFO', name, message, ...writtenFields(context, bound, fields) };
      expectSame(rest, withoutRedacted(rest, wanted));
      JSON.parse(line);
    }),
    { numRuns: RUNS, seed },
  );
});

test('any record is one text line that reads back as what was logged, in one way only', () => {
  const key = (field: TextField): string => JSON.stringify(field.path);
  fc.assert(
    fc.property(anyRecord, (record) => {
      const line = lineOf(text, record);
      expectInert(line);
      const { level, name, message, fields } = readTextLine(line.slice(0, -1));
      expectSame({ level, name, message }, { level: 'INFO', name: record.logger, message: record.message });
      const wanted = flatten(writtenFields(record.context, record.bound, record.fields));
      const redacted = fields.filter(({ value }) => isRedacted(value));
      const isHidden = ({ path }: TextField): boolean =>
        redacted.some((field) => field.path.every((part, at) => part === path[at]));
      const compared = (list: readonly TextField[]): TextField[] =>
        list.filter((field) => !isHidden(field)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
      expectSame(compared(fields), compared(wanted));
    }),
    { numRuns: RUNS, seed },
  );
});

test('any arguments whatever give one line with a true header', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyValue, anyText), { maxLength: 5 }), (args) => {
      const line = json.line(() => json.logger('args').warn(...(args as [string])));
      expectInert(line);
      const record = readStrictJson(line.slice(0, -1)) as Record<string, unknown>;
      expect(record).toMatchObject({ level: 'WARNING', name: 'args', message: expect.any(String) });
      const other = text.line(() => text.logger('args').warn(...(args as [string])));
      expectInert(other);
      const { level, name, message } = readTextLine(other.slice(0, -1));
      expectSame({ level, name, message }, { level: 'WARNING', name: 'args', message: record['message'] });
    }),
    { numRuns: RUNS / 4, seed },
  );
});

test('an error made of any text, with any own properties, keeps its place', () => {
  fc.assert(
    fc.property(anyText, anyText, anyFields, anyFields, (message, stack, properties, fields) => {
      const error = Object.defineProperty(new Error(message), 'stack', { value: stack });
      for (const [key, value] of Object.entries(properties)) {
        if (key !== 'stack') Object.defineProperty(error, key, { value, enumerable: true });
      }
      const line = json.line(() => json.logger('e').error('failed', fields, error));
      expectInert(line);
      const record = readStrictJson(line.slice(0, -1)) as Record<string, object>;
      expect(record).toMatchObject({ level: 'ERROR', name: 'e', message: 'failed' });
      expect(own(record['error'] as object, 'stack')).toBe(stack);
      readTextLine(text.line(() => text.logger('e').error('failed', fields, error)).slice(0, -1));
    }),
    { numRuns: RUNS / 4, seed },
  );
});

describe('whatever the schema, a record is one JSON object without a name that occurs twice', () => {
  const LEVEL_OF = {
    pino: { path: ['level'], value: 30 },
    ecs: { path: ['log.level'], value: 'info' },
    gcp: { path: ['severity'], value: 'INFO' },
    otel: { path: ['SeverityText'], value: 'INFO' },
    datadog: { path: ['status'], value: 'info' },
  } as const;

  test.each(Object.entries(LEVEL_OF))('%s', (schema, { path, value }) => {
    const lab = openLab({ format: { type: 'json', schema: schema as keyof typeof LEVEL_OF } });
    const troubled = fc.tuple(
      anyRecord,
      fc.constantFrom('time', 'severity', 'status', 'log.level', 'Body', 'err'),
    );
    fc.assert(
      fc.property(troubled, ([record, name]) => {
        const line = lineOf(lab, { ...record, fields: { ...record.fields, [name]: 'spoofed' } });
        expectInert(line);
        const parsed = readStrictJson(line.slice(0, -1)) as Record<string, unknown>;
        expect(own(parsed, path[0])).toBe(value);
      }),
      { numRuns: RUNS / 10, seed },
    );
  });
});

test('the same child logs the same fields again, whatever was logged in between', () => {
  fc.assert(
    fc.property(anyFields, anyFields, (bound, fields) => {
      const child = json.logger('twice').child(bound);
      const once = json.line(() => child.info('m', { k: 1 }));
      json.lines(() => child.info('other', fields));
      const again = json.line(() => child.info('m', { k: 1 }));
      const timeless = (line: string): string => line.slice(line.indexOf(',"level"'));
      expect(timeless(again)).toBe(timeless(once));
    }),
    { numRuns: RUNS / 10, seed },
  );
});

test('logging never changes what it is given', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const before = structuredClone(record);
      lineOf(json, record);
      expect(record).toEqual(before);
      expectSame(written(record), written(before));
    }),
    { numRuns: RUNS / 10, seed },
  );
});
