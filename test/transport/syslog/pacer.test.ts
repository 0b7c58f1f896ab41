import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Pacer } from '../../../src/transport/syslog/pacer.js';

describe('the pace of writes', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const make = () => {
    const sent = vi.fn();
    return { sent, pacer: new Pacer(sent, 1_000) };
  };

  test('a single line goes out in the next turn of the event loop, not in the log call', () => {
    const { sent, pacer } = make();
    pacer.wake(10);
    expect(sent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(0);
    expect(sent).toHaveBeenCalledTimes(1);
  });

  test('lines right behind it are gathered for 5 ms', () => {
    const { sent, pacer } = make();
    pacer.wake(10);
    vi.advanceTimersByTime(1);
    for (let octets = 10; octets < 500; octets += 10) pacer.wake(octets);
    vi.advanceTimersByTime(3);
    expect(sent).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(2);
    expect(sent).toHaveBeenCalledTimes(2);
  });

  test('a full write does not wait', () => {
    const { sent, pacer } = make();
    pacer.wake(10);
    vi.advanceTimersByTime(1);
    pacer.wake(10);
    pacer.wake(1_000);
    vi.advanceTimersByTime(0);
    expect(sent).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(100);
    expect(sent).toHaveBeenCalledTimes(2);
  });

  test('nothing comes after the end', () => {
    const { sent, pacer } = make();
    pacer.wake(10);
    vi.advanceTimersByTime(1);
    pacer.wake(10);
    pacer.stop();
    vi.advanceTimersByTime(100);
    expect(sent).toHaveBeenCalledTimes(1);
  });
});
