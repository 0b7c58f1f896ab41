import { describe, expect, test } from 'vitest';
import type { Logger } from '../src/index.js';
import { HOSTILE } from './helpers/hostile.js';
import { setUp, setUpText } from './helpers/memory.js';

const MAX_MS = 50;
/** A machine that is busy with something else gets further chances. */
const ATTEMPTS = 8;

/** Every place that a value can be in. */
const PLACES: Readonly<Record<string, (log: Logger, value: unknown) => void>> = {
  message: (log, value) => log.info(value as string),
  argument: (log, value) => log.info('%s and %d', value, value),
  'argument as JSON': (log, value) => log.info('%j', value),
  'argument as inspected': (log, value) => log.info('%O', value),
  surplus: (log, value) => log.info('m', value, 1),
  field: (log, value) => log.info('m', { value }),
  fields: (log, value) => log.info('m', value, { a: 1 }),
  'fields first': (log, value) => log.info(value as object, 'm'),
  binding: (log, value) => log.child({ value }).info('m', { a: 1 }),
  bindings: (log, value) => log.child(value as object).info('m', { level: 1 }),
  'property of an error': (log, value) => log.error('m', Object.assign(new Error('x'), { value })),
  'cause of an error': (log, value) => log.error('m', new Error('x', { cause: value })),
  exception: (log, value) => log.exception(value, 'm'),
};

describe.each([
  ['JSON', () => setUp()],
  ['text', () => setUpText()],
] as const)('as %s', (format, makeLab) => {
  const lab = makeLab();

  test.each(HOSTILE)('%s is one line in every place', (_, make) => {
    for (const [place, write] of Object.entries(PLACES)) {
      let best = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < ATTEMPTS && best >= MAX_MS; attempt += 1) {
        const value = make();
        const { log } = lab;
        lab.lines.length = 0;
        const begin = performance.now();
        write(log, value);
        best = Math.min(best, performance.now() - begin);
        expect(lab.lines, place).toHaveLength(1);
        const line = lab.lines[0] as string;
        expect(line.indexOf('\n'), place).toBe(line.length - 1);
        if (format === 'JSON') expect(() => JSON.parse(line), place).not.toThrow();
      }
      expect(best, place).toBeLessThan(MAX_MS);
    }
    expect(lab.logging.stats()).toMatchObject({ dropped: 0, failures: { memory: 0 } });
  });

  test('globalThis and process are one line as a field', () => {
    const { log } = lab;
    lab.lines.length = 0;
    log.info('m', { globalThis, process });
    expect(lab.lines).toHaveLength(1);
  });
});
