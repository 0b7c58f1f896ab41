import { describe, expect, test } from 'vitest';
import type { LoggingOptions } from '../../src/config/options.js';
import { type Lab, openLab } from '../helpers/lab.js';
import { captureStderr } from '../helpers/stderr.js';

const stderr = captureStderr();

const template = '%(message)s';
const open = (options: LoggingOptions = {}): Lab =>
  openLab({ format: { type: 'text', template }, ...options });
const many = (count: number, made: (i: number) => unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`m${i}`, made(i)]));
/** What stands in a line of itself below `depth` names of `length` characters. */
const nested = (depth: number, length: number, unit: string, inside: object): object =>
  depth === 0 ? inside : { [unit.repeat(length)]: nested(depth - 1, length, unit, inside), last: 1 };

describe('the room for a field with a dotted name', () => {
  test('does not depend on the record before', () => {
    const lab = open({ limits: { line: 1_024 } });
    const same = () => lab.line(() => lab.logger().info('same', { a: 1, b: 2 }));
    const first = same();
    lab.line(() => lab.logger().info('other', { ['k'.repeat(300)]: 1 }));
    expect([first, same()]).toEqual(['same a=1 b=2\n', 'same a=1 b=2\n']);
  });

  test('does not depend on the field before', () => {
    const lab = open({ limits: { line: 1_024 } });
    const line = lab.line(() => lab.logger().info('m', { ['k'.repeat(300)]: 1, a: 1, b: 2, c: { d: 3 } }));
    expect(line).toMatch(/k=1 a=1 b=2 c\.d=3\n$/);
  });

  test('is the same beside JSON, which shares its walk', () => {
    const lab = openLab({
      format: 'json',
      limits: { line: 1_024 },
      console: { stream: 'stderr', format: { type: 'text', template } },
    });
    const texts = [{ a: 1, b: 2 }, { ['k'.repeat(300)]: 1 }, { a: 1, b: 2 }].map((fields) =>
      lab.line(() => lab.logger().info('m', fields)).replace(/^.*?"message"/, ''),
    );
    expect(texts[2]).toBe(texts[0]);
  });

  test.each(['x', '\u65e5', '"', '\u0001'])(
    'counts names of %j that are written again for each value',
    (unit) => {
      const lab = open();
      const child = lab.logger().child({ [unit.repeat(300)]: many(200, (i) => i) });
      const rest = many(900, () => 'y'.repeat(250));
      const sizes = [
        lab.line(() => child.info('a')),
        lab.line(() => child.info('b', rest)),
        lab.line(() =>
          lab
            .logger()
            .child({ [unit.repeat(300)]: many(200, (i) => i) })
            .info('b', rest),
        ),
      ].map((line) => Buffer.byteLength(line));
      expect(Math.max(...sizes)).toBeLessThanOrEqual(256 * 1024);
      // There was room for most of it.
      expect(sizes[1]).toBeGreaterThan(250 * 1024);
      expect(sizes[2]).toBe(sizes[1]);
    },
  );

  test.each([
    [1_024, 12, 30],
    [1_024, 40, 3],
    [4_096, 12, 200],
    [65_536, 200, 40],
    [262_144, 12, 1_000],
    [262_144, 100, 300],
  ])(
    'leaves enough of %i bytes for the marks of %i containers with names of %i characters',
    (line, depth, length) => {
      const lab = open({ limits: { line, depth: depth + 2 } });
      for (const unit of ['k', '\u65e5', '"']) {
        for (const value of [1, 'v'.repeat(line), ['a', 'b'], { a: { b: 1 } }]) {
          const inside = many(2_000, () => value);
          const written = lab.line(() => lab.logger().info('m', nested(depth, length, unit, inside)));
          expect(Buffer.byteLength(written)).toBeLessThanOrEqual(line);
          expect(written).toMatch(/\[\+\d+ more\]|\[truncated \d+\]/);
        }
      }
    },
  );

  test('counts the colours of each name', () => {
    const theme = { key: ['bold', 'underline', 'red', 'bgWhite'] } as const;
    const lab = openLab({
      env: { FORCE_COLOR: '1' },
      limits: { line: 2_048 },
      console: { stream: 'stderr', format: { type: 'text', template, theme } },
      transports: [],
    });
    const child = lab.logger().child({ b: { c: { d: many(5, (i) => i) } } });
    const from = stderr.lines.length;
    for (let depth = 0; depth < 10; depth += 1) {
      child.info(
        'm'.repeat(depth * 100),
        nested(
          depth,
          3,
          'k',
          many(900, (i) => i),
        ),
      );
    }
    const lines = stderr.lines.slice(from);
    expect(lines).toHaveLength(10);
    for (const line of lines) {
      expect(line).toContain('\u001b[31m');
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(2_048);
      expect(Buffer.byteLength(line)).toBeGreaterThan(1_400);
    }
  });
});
