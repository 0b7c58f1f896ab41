/** How much of a line values may fill, so that what has to stand behind them finds room as well. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { LoggingOptions } from '../../src/config/options.js';
import type { Logger } from '../../src/logger.js';
import { type Lab, openLab } from '../helpers/lab.js';
import { sized } from '../helpers/size.js';
import { readStrictJson } from '../helpers/strict-json.js';
import { anyRecord } from '../security/arbitrary.js';

const folder = mkdtempSync(join(tmpdir(), 'room-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Records of each format. */
const RUNS = sized({ part: 150, normal: 600, full: 12_000 });
const seed = Number(process.env['FAST_CHECK_SEED'] ?? 20_261_122);

const many = (count: number, made: (i: number) => unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`m${i}`, made(i)]));

/** Objects inside each other, each of which has members left behind the one inside. */
const nested = (depth: number, members: () => object): object => {
  let value = members();
  for (let at = 0; at < depth; at += 1) value = { ...many(2, (i) => i), inner: value, ...members() };
  return value;
};

const nestedLists = (depth: number, items: number): unknown[] => {
  let value: unknown[] = [];
  for (let at = 0; at < depth; at += 1) value = [value, ...Array.from({ length: items }, (_, i) => i)];
  return value;
};

describe('the marks of all containers around a value', () => {
  test.each([
    [undefined, 12],
    [undefined, 300],
    [undefined, 1_000],
    [1_024, 10],
    [1_024, 300],
    [4_096, 100],
    [66_000, 300],
  ])('have room in a line of %s bytes, %i deep', (line, depth) => {
    const limits = { depth, ...(line === undefined ? {} : { line }) };
    const lab = openLab({ format: 'json', limits });
    const log = lab.logger();
    for (const members of [
      () => many(depth > 100 ? 40 : 1_200, (i) => i),
      () => many(depth > 100 ? 40 : 300, () => 'x'.repeat(300)),
      () => many(depth > 100 ? 40 : 300, () => '\u65e5'.repeat(300)),
    ]) {
      for (const value of [nested(depth - 1, members), { list: nestedLists(depth - 1, 40) }]) {
        const written = lab.line(() => log.info('m', value));
        expect(Buffer.byteLength(written)).toBeLessThanOrEqual(line ?? 256 * 1024);
        expect(JSON.parse(written).message).toBe('m');
      }
    }
  });

  test('do not take anything from a line that has room', () => {
    const lab = openLab({ format: 'json', limits: { depth: 1_000 } });
    const value = nested(800, () => ({ last: 1 }));
    const written = lab.line(() => lab.logger().info('m', value));
    expect(written).not.toMatch(/more\]/);
  });

  test('have room where each has many members left', () => {
    const lab = openLab({ format: 'json', limits: { line: 1_024 } });
    const written = lab.line(() =>
      lab.logger().info(
        'm',
        nested(10, () => many(20_000, (i) => i)),
      ),
    );
    expect(Buffer.byteLength(written)).toBeLessThanOrEqual(1_024);
    expect(written).toMatch(/\[\+\d+ more\]/);
  });
});

/** Formats that share one walk, and formats by themselves. */
const SETUPS: Record<string, LoggingOptions> = {
  json: { format: 'json' },
  otel: { format: { type: 'json', schema: 'otel' } },
  text: { format: { type: 'text', template: '%(message)s' } },
  both: {
    format: 'json',
    file: { path: join(folder, 'x.log'), format: { type: 'text', template: '%(levelname)s %(message)s' } },
  },
};

describe.each(Object.keys(SETUPS))('a line in the format %s', (name) => {
  const time = /\d{4}-\d\d-\d\dT[\d:.]+Z|(?<="Timestamp":")\d+/;

  test.each([1_024, 3_000])(
    'of %i bytes is the same whether its bound fields were rendered before',
    (line) => {
      const lab = openLab({ ...SETUPS[name], limits: { line } });
      const bound = () => ({ a: 'x'.repeat(200), b: { c: [1, 2, { d: '\u65e5'.repeat(20) }] }, e: 'last' });
      const known = lab.logger().child(bound());
      lab.line(() => known.info('short'));
      for (let length = 0; length < line; length += line > 2_000 ? 17 : 5) {
        const message = 'm'.repeat(length);
        const written = lab.line(() => known.info(message));
        const alone = lab.line(() => lab.logger().child(bound()).info(message));
        expect(written.replace(time, '')).toBe(alone.replace(time, ''));
        expect(Buffer.byteLength(written)).toBeLessThanOrEqual(line);
        const withFields = () => lab.line(() => known.info(message, { f: 1 }));
        const first = lab.line(() => lab.logger().child(bound()).info(message, { f: 1 }));
        expect(withFields().replace(time, '')).toBe(first.replace(time, ''));
      }
    },
  );

  test('of any record keeps to its limit, and does not depend on the lines before', () => {
    const limits = [1_024, 1_500, 4_000];
    const labs = limits.map((line) => openLab({ ...SETUPS[name], limits: { line } }));
    const sizes = fc.tuple(fc.nat(limits.length - 1), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(anyRecord, sizes, ({ bound, context, fields }, [at, part]) => {
        const [line, lab] = [limits[at] as number, labs[at] as Lab];
        const message = 'm'.repeat(Math.floor(line * part));
        const log = (child: Logger): string =>
          lab.line(() => lab.withContext(context, () => child.info(message, fields))).replace(time, '');
        const known = lab.logger().child(bound);
        lab.line(() => known.info('short'));
        const written = log(known);
        expect(log(lab.logger().child(bound))).toBe(written);
        expect(Buffer.byteLength(written)).toBeLessThanOrEqual(line - 20);
        if (written.startsWith('{')) readStrictJson(written.trim());
      }),
      { numRuns: RUNS, seed },
    );
  });
});
