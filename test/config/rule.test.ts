import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { nearest } from '../../src/config/nearest.js';
import {
  eitherRule,
  flagRule,
  functionRule,
  integerRule,
  intervalRule,
  levelsRule,
  listRule,
  mapRule,
  modeRule,
  pathRule,
  type Rule,
  sizeRule,
  textRule,
  timerIntervalRule,
  timerRule,
  Wrong,
  wordRule,
} from '../../src/config/rule.js';

const read = <T>(rule: Rule<T>, value: unknown): T | 'wrong' => {
  const result = rule.read(value);
  return result instanceof Wrong ? 'wrong' : result;
};

/** Rule, what is read, what it means. */
const TABLE: ReadonlyArray<readonly [string, Rule<unknown>, ReadonlyArray<readonly [unknown, unknown]>]> = [
  [
    'a size',
    sizeRule(1),
    [
      ['10M', 10_485_760],
      ['10m', 10_485_760],
      [' 1 K ', 1_024],
      ['7', 7],
      ['7B', 7],
      ['1g', 2 ** 30],
      [5, 5],
      ['0', 'wrong'],
      [0, 'wrong'],
      [-1, 'wrong'],
      [1.5, 'wrong'],
      ['1.5M', 'wrong'],
      ['10MB', 'wrong'],
      ['M', 'wrong'],
      [`${'9'.repeat(15)}G`, 'wrong'],
      [Number.NaN, 'wrong'],
      [Number.POSITIVE_INFINITY, 'wrong'],
      [null, 'wrong'],
      ['1e3', 'wrong'],
    ],
  ],
  [
    'a time for a timer',
    timerRule(1),
    [
      [1, 1],
      ['250', 250],
      [2 ** 31 - 1, 2 ** 31 - 1],
      [2 ** 31, 'wrong'],
      [0, 'wrong'],
      [1.5, 'wrong'],
    ],
  ],
  [
    'an interval for a timer',
    timerIntervalRule,
    [
      ['24d', 24 * 86_400_000],
      ['25d', 'wrong'],
      ['0s', 'wrong'],
    ],
  ],
  [
    'an interval',
    intervalRule,
    [
      ['1s', 1_000],
      ['5m', 300_000],
      ['2H', 7_200_000],
      ['1d', 86_400_000],
      ['0s', 'wrong'],
      ['1', 'wrong'],
      [5, 'wrong'],
      ['1w', 'wrong'],
      ['-1s', 'wrong'],
      [null, 'wrong'],
    ],
  ],
  [
    'a whole number',
    integerRule(2, 'things'),
    [
      [2, 2],
      ['2', 2],
      [' 17 ', 17],
      [1, 'wrong'],
      ['1', 'wrong'],
      [2.5, 'wrong'],
      ['2.5', 'wrong'],
      ['x', 'wrong'],
      [2n, 'wrong'],
    ],
  ],
  [
    'a mode',
    modeRule,
    [
      ['0600', 0o600],
      ['640', 0o640],
      ['0o660', 0o660],
      [0o600, 0o600],
      ['0644', 'wrong'],
      [0o604, 'wrong'],
      ['0400', 'wrong'],
      [0o200, 'wrong'],
      ['888', 'wrong'],
      ['1777', 'wrong'],
      [-1, 'wrong'],
      [0o1777, 'wrong'],
      [1.5, 'wrong'],
      ['', 'wrong'],
    ],
  ],
  [
    'a flag',
    flagRule,
    [
      ['1', true],
      ['TRUE', true],
      ['yes', true],
      ['On', true],
      [true, true],
      ['0', false],
      ['off', false],
      [false, false],
      ['2', 'wrong'],
      [1, 'wrong'],
      ['', 'wrong'],
    ],
  ],
  [
    'a word',
    wordRule(['json', 'text']),
    [
      ['JSON', 'json'],
      [' text ', 'text'],
      ['xml', 'wrong'],
      [5, 'wrong'],
    ],
  ],
  [
    'a word with a meaning',
    mapRule({ gzip: 'gzip', off: undefined } as const, 'x'),
    [
      ['GZIP', 'gzip'],
      ['off', undefined],
      [undefined, undefined],
      ['zip', 'wrong'],
    ],
  ],
  [
    'a text',
    textRule,
    [
      ['x', 'x'],
      ['', 'wrong'],
      [' ', 'wrong'],
      [5, 'wrong'],
    ],
  ],
  [
    'a path',
    pathRule,
    [
      ['logs/app.log', 'logs/app.log'],
      [pathToFileURL('/var/log/a b.log'), '/var/log/a b.log'],
      ['', 'wrong'],
      ['a\u0000b', 'wrong'],
      ['a\nb', 'wrong'],
      ['logs/', 'wrong'],
      [new URL('http://x.test/a'), 'wrong'],
      [5, 'wrong'],
    ],
  ],
  [
    'a list',
    listRule(wordRule(['a', 'b'])),
    [
      [
        ['a', 'B'],
        ['a', 'b'],
      ],
      ['a, b,', ['a', 'b']],
      ['', []],
      [['a', 'c'], 'wrong'],
      ['c', 'wrong'],
      [5, 'wrong'],
    ],
  ],
  [
    'one of two',
    eitherRule(integerRule(0, 'x'), textRule),
    [
      ['5', 5],
      ['x', 'x'],
      ['', 'wrong'],
    ],
  ],
  [
    'a function',
    functionRule(),
    [
      ['x', 'wrong'],
      [null, 'wrong'],
    ],
  ],
  [
    'levels',
    levelsRule,
    [
      [
        'shop.*=DEBUG,http=warn',
        new Map([
          ['shop.*', 10],
          ['http', 30],
        ]),
      ],
      [{ '*': 'ERROR' }, new Map([['*', 40]])],
      ['', new Map()],
      ['shop', 'wrong'],
      ['shop=LOUD', 'wrong'],
      ['sh*p=DEBUG', 'wrong'],
      ['shop*=DEBUG', 'wrong'],
      [{ a: 5 }, 'wrong'],
      [['a=INFO'], 'wrong'],
      [5, 'wrong'],
      [null, 'wrong'],
    ],
  ],
];

describe.each(TABLE)('%s', (_, rule, rows) => {
  test.each(rows)('%o is %o', (value, expected) => {
    expect(read(rule, value)).toEqual(expected);
  });

  test('says what is allowed', () => {
    expect(rule.allowed).toMatch(/\w/);
  });
});

test('a function is read as it is', () => {
  const work = (): void => {};
  expect(read(functionRule(), work)).toBe(work);
});

describe('the nearest name', () => {
  const names = ['level', 'levels', 'format', 'transports'];

  test.each([
    ['levle', 'level'],
    ['LEVEL', 'level'],
    ['formt', 'format'],
    ['transport', 'transports'],
    ['xyzzyxyzzy', undefined],
    ['x'.repeat(1_000), undefined],
  ])('to %s is %s', (given, expected) => {
    expect(nearest(given, names)).toBe(expected);
  });
});
