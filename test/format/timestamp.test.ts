import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timestamp } from '../../src/format/timestamp.js';

test('a time is the text of its Date, in whatever order times come', () => {
  const times = fc.integer({ min: 0, max: 253_402_300_799_999 });
  fc.assert(fc.property(times, (time) => timestamp(time) === new Date(time).toISOString()));
});

test('the text has one width, before 1970 as well', () => {
  for (const time of [-1, -62_135_596_800_000, 0, 999, 1000])
    expect(timestamp(time)).toBe(new Date(time).toISOString());
});

test('a clock that shows no year of four digits gives the epoch', () => {
  for (const time of [Number.NaN, 8.64e15, -8.64e15, Number.POSITIVE_INFINITY]) {
    expect(timestamp(time)).toMatch(/^1970-01-01T00:00:00\.\d{3}Z$/);
  }
});
