import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LoggingOptions } from '../../src/index.js';
import { type Line, setUp } from '../helpers/memory.js';
import { captureStderr } from '../helpers/stderr.js';

captureStderr();

const LEVELS = ['debug', 'info', 'warning', 'error', 'critical'] as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Logs so many records of each level, and counts what of it is written. */
function sampled(times: number, sample: LoggingOptions['sample'] & {}): Record<string, number> {
  const { log, written } = setUp({ level: 'DEBUG', sample });
  const lines = written(() => {
    for (let i = 0; i < times; i += 1) for (const level of LEVELS) log[level]('request');
  });
  return lines.reduce<Record<string, number>>((counts, { level }: Line) => {
    counts[level] = (counts[level] ?? 0) + 1;
    return counts;
  }, {});
}

describe('sample', () => {
  test('keeps about that part of a level, and all of the others', () => {
    const counts = sampled(4_000, { debug: 0.01, INFO: 0.1 });
    expect(counts['DEBUG']).toBeLessThan(100);
    expect(counts['INFO']).toBeGreaterThan(280);
    expect(counts['INFO']).toBeLessThan(520);
    expect(counts).toMatchObject({ WARNING: 4_000, ERROR: 4_000, CRITICAL: 4_000 });
  });

  test('of 0 keeps none, of 1 all', () => {
    expect(sampled(100, { DEBUG: 0, INFO: 1 })).toMatchObject({ INFO: 100, WARNING: 100 });
    expect(sampled(100, { DEBUG: 0, INFO: 1 })).not.toHaveProperty('DEBUG');
  });

  test('leaves out errors only where that is permitted', () => {
    expect(sampled(100, { ERROR: 0, errors: true })).not.toHaveProperty('ERROR');
    expect(sampled(100, { INFO: 0, errors: true })).toMatchObject({ ERROR: 100, CRITICAL: 100 });
  });
});

describe('what is sampled and limited away', () => {
  test('is counted, and reported once in a minute with the gravest level among it', () => {
    const { log, logging, written } = setUp({ sample: { INFO: 0 }, rateLimit: { perSecond: 1, burst: 1 } });
    const lines = written(() => {
      for (let i = 0; i < 10; i += 1) {
        log.info('request');
        log.child({ a: 1 }).warn('slow');
      }
      vi.advanceTimersByTime(59_999);
    });
    expect(lines.map(({ message }) => message)).toEqual(['slow']);
    const [report] = written(() => vi.advanceTimersByTime(1));
    expect(report).toMatchObject({
      ...{ name: 'codomyrmex-logging', level: 'WARNING', message: '19 records were left out' },
      ...{ sample: 10, rateLimit: 9, loggers: { test: 19 } },
    });
    expect(logging.stats().suppressed).toMatchObject({ sample: 10, rateLimit: 9 });
    expect(written(() => vi.advanceTimersByTime(120_000))).toEqual([]);
    expect(written(() => log.info('request'))).toEqual([]);
    expect(written(() => vi.advanceTimersByTime(60_000))[0]).toMatchObject({
      ...{ level: 'INFO', message: '1 record was left out', sample: 1 },
    });
  });

  test('is reported at close, and leaves no timer and no listener', async () => {
    const lab = setUp({ sample: { INFO: 0 } });
    const listeners = process.listenerCount('exit');
    lab.log.info('request');
    const { logging } = lab;
    await logging.flush();
    expect(lab.lines).toEqual([]);
    await logging.close();
    expect(lab.last()).toMatchObject({ message: '1 record was left out', loggers: { test: 1 } });
    expect(process.listenerCount('exit')).toBe(listeners);
    expect(vi.getTimerCount()).toBe(0);
  });
});
