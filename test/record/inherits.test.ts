import { expect, test } from 'vitest';
import { isError } from '../../src/record/arguments.js';
import { inherits } from '../../src/record/inherits.js';

test('a class above the own one is in the chain', () => {
  expect(inherits(new RangeError('x'), Error.prototype)).toBe(true);
  expect(inherits({}, Error.prototype)).toBe(false);
  expect(inherits(Object.create(null), Error.prototype)).toBe(false);
});

test('a chain without an end is given up', () => {
  let asked = 0;
  const endless = (): object =>
    new Proxy(
      {},
      {
        getPrototypeOf() {
          asked += 1;
          return endless();
        },
      },
    );
  expect(inherits(endless(), Error.prototype)).toBe(false);
  expect(isError(endless())).toBe(false);
  expect(asked).toBeLessThan(200);
});
