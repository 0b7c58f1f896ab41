import { describe, expect, test } from 'vitest';
import { BackOff } from '../../../src/transport/syslog/back-off.js';

describe('the back-off', () => {
  const figures = { firstMs: 500, refusedMs: 2_000, maxMs: 60_000 };

  test('doubles up to 2 s while the port refuses, up to 60 s otherwise', () => {
    const refused = new BackOff(figures, () => 1);
    expect([1, 2, 3, 4].map(() => refused.next('refused'))).toEqual([500, 1_000, 2_000, 2_000]);
    const away = new BackOff(figures, () => 1);
    const waits = Array.from({ length: 9 }, () => away.next('timeout'));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  test('spreads over the whole range and begins anew after a reset', () => {
    const backOff = new BackOff(figures, () => 0.25);
    backOff.next('authentication');
    expect(backOff.next('authentication')).toBe(250);
    backOff.reset();
    expect(backOff.next('authentication')).toBe(125);
  });
});
