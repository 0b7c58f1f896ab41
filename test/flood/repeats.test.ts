import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { getLogger } from '../../src/index.js';
import { type Lab, setUp } from '../helpers/memory.js';
import { captureStderr } from '../helpers/stderr.js';

captureStderr();

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const said = ({ lines }: Lab): string[] => lines.map((line) => JSON.parse(line).message);

/** Logs the message so often. */
function repeat(lab: Lab, message: string, times: number): void {
  const { log } = lab;
  for (let i = 0; i < times; i += 1) log.info(message, { i });
}

describe('collapseRepeats', () => {
  test('writes the first record, and before the next other one how often it came again', () => {
    const lab = setUp({ collapseRepeats: '10s' });
    repeat(lab, 'no connection', 413);
    repeat(lab, 'connected', 1);
    repeat(lab, 'no connection', 2);
    repeat(lab, 'connected', 1);
    expect(said(lab)).toEqual([
      ...['no connection', 'repeated 412 times: no connection', 'connected'],
      ...['no connection', 'repeated 1 time: no connection', 'connected'],
    ]);
    expect(lab.logging.stats().suppressed.collapseRepeats).toBe(413);
    const summary = JSON.parse(lab.lines[1] as string);
    expect(summary).toMatchObject({ level: 'INFO', name: 'test' });
    const times = lab.lines.map((line) => JSON.parse(line).timestamp);
    expect(times).toEqual(times.toSorted());
  });

  test('says so after the interval when nothing else comes', () => {
    const lab = setUp({ collapseRepeats: '10s' });
    repeat(lab, 'no connection', 3);
    vi.advanceTimersByTime(9_999);
    expect(said(lab)).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(said(lab)).toEqual(['no connection', 'repeated 2 times: no connection']);
    vi.advanceTimersByTime(60_000);
    expect(said(lab)).toHaveLength(2);
  });

  test('writes a record again once in an interval while it goes on', () => {
    const lab = setUp({ collapseRepeats: '1s' });
    for (let i = 0; i < 25; i += 1) {
      repeat(lab, 'no connection', 1);
      vi.advanceTimersByTime(100);
    }
    repeat(lab, 'connected', 1);
    const written = said(lab).filter((message) => message === 'no connection').length;
    const told = said(lab).reduce(
      (sum, message) => sum + Number(/^repeated (\d+)/.exec(message)?.[1] ?? 0),
      0,
    );
    expect(written).toBe(3);
    expect(told + written).toBe(25);
  });

  test('keeps loggers, levels and templates apart, and does not compare arguments', () => {
    const lab = setUp({ collapseRepeats: '10s' });
    const { log } = lab;
    const other = getLogger('other');
    log.info('%s is slow', 'a');
    other.info('%s is slow', 'b');
    log.info('%s is slow', 'c');
    other.info('%s is slow', 'd');
    log.warn('%s is slow', 'e');
    expect(said(lab)).toEqual(['a is slow', 'b is slow', 'repeated 1 time: %s is slow', 'e is slow']);
  });

  test('collapses no errors, unless they are named', () => {
    const storm = (errors: boolean): string[] => {
      const lab = setUp({ collapseRepeats: { interval: '10s', errors } });
      repeat(lab, 'no connection', 2);
      for (let i = 0; i < 3; i += 1) lab.log.error('no connection');
      repeat(lab, 'connected', 1);
      return said(lab);
    };
    expect(storm(false)).toEqual([
      ...['no connection', 'repeated 1 time: no connection'],
      ...['no connection', 'no connection', 'no connection', 'connected'],
    ]);
    expect(storm(true)).toEqual([
      ...['no connection', 'repeated 1 time: no connection'],
      ...['no connection', 'repeated 2 times: no connection', 'connected'],
    ]);
  });

  test('says what is held back at flush and at close, and leaves no timer and no listener', async () => {
    const lab = setUp({ collapseRepeats: '10s' });
    const listeners = process.listenerCount('exit');
    repeat(lab, 'no connection', 3);
    expect(process.listenerCount('exit')).toBe(listeners + 1);
    await lab.logging.flush();
    expect(said(lab)).toEqual(['no connection', 'repeated 2 times: no connection']);
    repeat(lab, 'no connection', 4);
    await lab.logging.close();
    expect(said(lab).at(-1)).toBe('repeated 4 times: no connection');
    expect(process.listenerCount('exit')).toBe(listeners);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('comes to an end with a transport that logs whenever it writes', async () => {
    const lines: string[] = [];
    const write = (line: string): void => {
      lines.push(line);
      getLogger('echo').info('written');
    };
    const lab = setUp({ collapseRepeats: '10s', transports: [{ name: 'echo', write }] });
    repeat(lab, 'no connection', 5);
    vi.advanceTimersByTime(10_000);
    await lab.logging.flush();
    expect(lines.length).toBeLessThan(20);
  });

  test('takes fields without a message for what they are, each a record of its own', () => {
    const lab = setUp({ collapseRepeats: '10s', rateLimit: { perSecond: 0.001 } });
    for (let i = 0; i < 5; i += 1) lab.log.info({ event: `event ${i}` });
    expect(lab.lines).toHaveLength(5);
  });

  test('redacts what it repeats', () => {
    const lab = setUp({ collapseRepeats: '10s' });
    const secret = ['hunter', '2', 'hunter'].join('');
    repeat(lab, `login with password=${secret}`, 2);
    repeat(lab, 'done', 1);
    expect(lab.lines.join('')).not.toContain(secret);
    expect(said(lab)[1]).toMatch(/^repeated 1 time: login with password=\[REDACTED/);
  });
});
