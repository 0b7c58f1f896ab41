import { describe, expect, test } from 'vitest';
import type { Batch } from '../../../src/transport/syslog/frame-source.js';
import { SendWindow } from '../../../src/transport/syslog/window.js';

describe('the window', () => {
  const batch = (length: number): Batch => ({
    bytes: Buffer.alloc(length),
    length,
    frames: 1,
    replay: false,
    sequence: 0,
    writtenAt: 0,
  });
  const make = (maxBytes = 1_000) => {
    const clock = { now: 1_000 };
    const window = new SendWindow({ confirmAfterMs: 2_000, maxBytes, keepBytes: true }, () => clock.now);
    return { clock, window };
  };

  test('confirms a batch when its connection has outlived it for the time set', () => {
    const { clock, window } = make();
    window.add(batch(10));
    clock.now += 10;
    window.written();
    clock.now += 1_999;
    expect(window.confirmed()).toHaveLength(0);
    clock.now += 1;
    expect(window.confirmed()).toHaveLength(1);
    expect(window).toMatchObject({ isEmpty: true, bytes: 0, frames: 0 });
  });

  test('lets the oldest written ones go beyond its octets', () => {
    const { window } = make(25);
    for (let n = 0; n < 3; n += 1) window.add(batch(10));
    expect(window.written()).toHaveLength(1);
    expect(window.written()).toHaveLength(0);
    expect(window.bytes).toBe(20);
  });

  test('does not let anything get older while the receiver holds up a write', () => {
    const { clock, window } = make();
    window.add(batch(10));
    window.written();
    window.add(batch(10));
    clock.now += 5_000;
    expect(window.confirmed()).toHaveLength(0);
    window.written();
    expect(window.confirmed()).toHaveLength(0);
    clock.now += 2_000;
    expect(window.confirmed()).toHaveLength(2);
  });
});
