import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setUp } from '../helpers/memory.js';
import { captureStderr } from '../helpers/stderr.js';

captureStderr();

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('rateLimit', () => {
  test('writes a burst, then so many a second', () => {
    const { log, logging, written } = setUp({ rateLimit: { perSecond: 2, burst: 5 } });
    const lines = written(() => {
      for (let i = 0; i < 20; i += 1) log.info('cache miss', { i });
      vi.advanceTimersByTime(1_000);
      for (let i = 20; i < 30; i += 1) log.info('cache miss', { i });
    });
    expect(lines.map(({ i, suppressed }) => [i, suppressed])).toEqual([
      ...[0, 1, 2, 3, 4].map((i) => [i, undefined]),
      [20, 15],
      [21, undefined],
    ]);
    expect(logging.stats().suppressed.rateLimit).toBe(23);
  });

  test('never saves up more than a burst', () => {
    const { log, written } = setUp({ rateLimit: { perSecond: 10, burst: 3 } });
    const lines = written(() => {
      log.info('cache miss');
      vi.advanceTimersByTime(3_600_000);
      for (let i = 0; i < 10; i += 1) log.info('cache miss');
    });
    expect(lines).toHaveLength(4);
  });

  test('has a bucket for each logger, level and template; arguments do not count', () => {
    const { log, written } = setUp({ rateLimit: { perSecond: 0.1 } });
    const lines = written(() => {
      for (const who of ['a', 'b', 'c']) log.info('%s logged in', who);
      log.warn('%s logged in', 'd');
      log.info('%s logged out', 'e');
      log.child({ bound: 1 }).info('%s logged in', 'f');
    });
    expect(lines.map(({ message }) => message[0])).toEqual(['a', 'd', 'e']);
  });

  test('lets errors through, unless they are named', () => {
    const storm = (errors: boolean): number => {
      const { log, written } = setUp({ rateLimit: { perSecond: 1, errors } });
      return written(() => {
        for (let i = 0; i < 10; i += 1) log.error('no connection');
        for (let i = 0; i < 10; i += 1) log.critical('no connection');
      }).length;
    };
    expect(storm(false)).toBe(20);
    expect(storm(true)).toBe(2);
  });

  test('counts nothing that no transport would get', () => {
    const { log, logging } = setUp({ rateLimit: { perSecond: 1 }, transports: [] });
    for (let i = 0; i < 5; i += 1) log.info('nobody listens');
    expect(logging.stats().suppressed.rateLimit).toBe(0);
  });
});
