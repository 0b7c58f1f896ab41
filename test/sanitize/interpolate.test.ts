import { describe, expect, test } from 'vitest';
import { setUp } from '../helpers/memory.js';

const lab = setUp();
const joined = (...args: [unknown, ...unknown[]]): string => {
  lab.log.info(...(args as [string, ...unknown[]]));
  return lab.last()['message'];
};

describe('a joined message', () => {
  test.each([
    ['%s', ['x'], 'x'],
    ['%s', [-0], '-0'],
    ['%s', [5n], '5n'],
    ['%s', [[1, [2, [3]]]], '[ 1, [Array] ]'],
    ['%d', ['7'], '7'],
    ['%d', ['x'], 'NaN'],
    ['%d', [5n], '5n'],
    ['%d', [Symbol('s')], 'NaN'],
    ['%d', ['1'.repeat(1_024)], 'Infinity'],
    ['%d', ['1'.repeat(1_025)], 'NaN'],
    ['%d', [new String('7')], '7'],
    ['%d', [new String('1'.repeat(1_025))], 'NaN'],
    ['%i', [`7${' '.repeat(2_000)}`], '7'],
    ['%f', [`7.5${' '.repeat(2_000)}`], '7.5'],
    ['%i', ['7.9'], '7'],
    ['%i', [5n], '5n'],
    ['%f', ['7.9x'], '7.9'],
    ['%f', [5n], '5'],
    ['%f', [Symbol('s')], 'NaN'],
    ['%j', [{ a: [1, 'x'] }], '{"a":[1,"x"]}'],
    ['%j', [undefined], 'undefined'],
    ['%j', ['x'], '"x"'],
    ['%O', [{ a: { b: { c: { d: 1 } } } }], '{ a: { b: { c: [Object] } } }'],
    ['%o', [[1]], '[ 1, [length]: 1 ]'],
    ['%%', ['x'], '% x'],
    ['%c', ['x'], '%c x'],
    ['%s', [new Map([['a', 1]])], '{ a: 1 }'],
    ['m', [Symbol('s')], 'm Symbol(s)'],
    ['m', [() => 1], 'm [Function]'],
    ['m', [function named() {}], 'm [Function: named]'],
    [
      '%s',
      [
        (
          () => () =>
            1
        )(),
      ],
      '[Function]',
    ],
  ])('%s with %o is %s', (template, args, expected) => {
    expect(joined(template, ...args)).toBe(expected);
  });

  test('of an error shows its type and message, and never its stack', () => {
    expect(joined('%s', new TypeError('wrong'), new Error('the record\u2019s own'))).toBe('TypeError: wrong');
  });

  test('uses what a class says of itself, unless that throws', () => {
    const id = (convert: () => string) => Object.assign(Object.create({ toString: convert }), { id: 1 });
    expect(
      joined(
        '%s %s',
        id(() => 'id-7'),
        1,
      ),
    ).toBe('id-7 1');
    expect(
      joined(
        '%s %s',
        id(() => {
          throw new Error('no');
        }),
        1,
      ),
    ).toContain('id: 1');
  });

  test('runs no inspection hook and no getter twice', () => {
    let reads = 0;
    const value = {
      get a() {
        reads += 1;
        return reads;
      },
      [Symbol.for('nodejs.util.inspect.custom')]() {
        throw new Error('called');
      },
    };
    expect(joined('%O', value)).toBe('{ a: 1 }');
    expect(reads).toBe(1);
  });

  test('hides secrets inside objects that are printed', () => {
    for (const letter of ['%j', '%o', '%O']) {
      expect(joined(letter, { password: 'hunter2' })).not.toContain('hunter2');
    }
    expect(joined('m', [{ apiKey: 'hunter2' }])).not.toContain('hunter2');
  });

  test('of a message that is no text shows it as it is', () => {
    expect(joined([1, 2], 3)).toBe('[ 1, 2 ] 3');
    expect(joined(5n)).toBe('5n');
    expect(joined(null, 'x')).toBe('null x');
  });

  test('is cut, however many arguments there are', () => {
    const text = joined('m', ...new Array(1_000).fill('x'.repeat(1_000)));
    expect(text.length).toBeLessThan(70_000);
    expect(text).toMatch(/\[truncated \d+\]$/);
  });

  test('escapes control characters of arguments once', () => {
    lab.log.info('%s', 'a\n\u001b[31m');
    expect(lab.lines.at(-1)).toContain('"message":"a\\n\\u001b[31m"');
  });
});
