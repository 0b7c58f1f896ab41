import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberText } from '../../src/sanitize/number-text.js';

test.each([
  0,
  1,
  -1,
  17,
  2 ** 53,
  1e21,
  0.5,
  1.5,
  19.9,
  0.25,
  1.05,
  12.34,
  0.125,
  3.007,
  3.015,
  7.001,
  0.001,
  0.0005,
  1.2345,
  999_999_999.999,
  1_000_000_000.5,
  1e-7,
  0.1 + 0.2,
  -2.5,
])('%d is written as JavaScript writes it', (value) => {
  expect(numberText(value)).toBe(String(value));
});

test('so is any number with some decimals', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.constantFrom(1, 10, 100, 1_000, 10_000),
      (n, by) => {
        expect(numberText(n / by)).toBe(String(n / by));
      },
    ),
    { numRuns: 2_000 },
  );
});
