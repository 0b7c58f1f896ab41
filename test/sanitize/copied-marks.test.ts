/** What a path leads to is copied first: what is left out of the copy is counted as it is without a path. */
import { describe, expect, test } from 'vitest';
import { openLab } from '../helpers/lab.js';

const limits = { breadth: 5, string: 1_024, key: 128 };
const members = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));

const VALUES: ReadonlyArray<readonly [string, unknown]> = [
  ['an object of more members', members(14)],
  ['one of just as many', members(5)],
  ['one of one more', members(6)],
  ['a list of more items', Array.from({ length: 14 }, (_, i) => i)],
  ['a list of one more', [1, 2, 3, 4, 5, 6]],
  ['a Map', new Map(Object.entries(members(9)))],
  ['a long text', 'x'.repeat(3_000)],
  ['a long text with a secret at the cut', `${'x '.repeat(505)}password=${'abc1'.repeat(99)}`],
  ['a long key', { ['k'.repeat(200)]: 1 }],
  ['all of them inside each other', { a: [members(8), { b: members(9), c: ['x'.repeat(2_000)] }] }],
];

describe('marks count the same with a path and without one', () => {
  const plain = openLab({ format: 'json', limits });
  const onPath = openLab({ format: 'json', limits, redact: { paths: ['*.zzz', 'error.zzz'] } });
  const line = (lab: typeof plain, fields: object): unknown =>
    JSON.parse(lab.line(() => lab.logger('a').info('m', fields)).replace(/"timestamp":"[^"]*",/, ''));

  test.each(VALUES)('of %s', (_, value) => {
    expect(line(onPath, { v: value })).toEqual(line(plain, { v: value }));
    expect(line(onPath, { v: value, w: 1 })).toEqual(line(plain, { v: value, w: 1 }));
  });

  test.each(VALUES)('of an error that has %s', (_, value) => {
    const error = (): Error =>
      Object.assign(new Error('e', { cause: value }), { own: value, stack: undefined });
    expect(line(onPath, error())).toEqual(line(plain, error()));
  });
});
