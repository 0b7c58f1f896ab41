import { describe, expect, test } from 'vitest';
import { openLab } from '../helpers/lab.js';
import { point } from './payloads.js';

/**
 * Inputs that are easily taken for each other. What JSON itself writes alike is left out: NaN, Infinity, a bigint, a
 * symbol, a function, a date and a boxed value are written as text, so they equal that text; -0 is 0; `undefined`
 * is no member of an object, and null in a list; a Map is an object, a Set and a list are both lists; and a mark
 * of the library (`[Circular]`) equals the same text typed by someone. Two more are alike on purpose: a field named
 * like a core key is written with `_` behind it, as one that is really called so; and an argument that is itself
 * `%s` fills its placeholder with what stood there.
 */
const LF = point(0x0a);
const BACKSLASH = point(0x5c);

/** Texts that look alike, or would look alike if something were stripped, trimmed, folded or escaped only once. */
const TEXTS: readonly string[] = [
  ...[`a${LF}b`, `a${BACKSLASH}nb`, `a${BACKSLASH}${BACKSLASH}nb`, `a${BACKSLASH}${LF}b`, 'anb', 'a b', 'ab'],
  ...[`a${point(0x0d)}b`, `a${BACKSLASH}rb`, `a${point(0x0d)}${LF}b`, `a${BACKSLASH}r${BACKSLASH}nb`],
  ...[`a${point(0x09)}b`, `a${BACKSLASH}tb`, `a  b`, `a${point(0xa0)}b`, `a${point(0x3000)}b`],
  ...[`a${point(0x1b)}b`, `a${BACKSLASH}u001bb`, `a${BACKSLASH}x1bb`, `a${BACKSLASH}eb`, `a^[b`],
  ...[`a${point(0x9b)}b`, `a${point(0x1b)}[b`, `a${point(0x7f)}b`, `a${point(0x08)}b`, `a${point(0)}b`],
  ...[`a${point(0x2028)}b`, `a${point(0x2029)}b`, `a${point(0x85)}b`, `a${BACKSLASH}u2028b`],
  ...[
    `a${point(0x200b)}b`,
    `a${point(0x200d)}b`,
    `a${point(0xfeff)}b`,
    `a${point(0xad)}b`,
    `a${point(0x2060)}b`,
  ],
  ...[`a${point(0xd800)}b`, `a${point(0xdc00)}b`, `a${point(0xfffd)}b`, `a${BACKSLASH}ud800b`, 'a?b'],
  ...[`a${point(0xe0041)}b`, `a${point(0x202e)}b`, `a${point(0x2067)}b`, `aAb`],
  ...[`${point(0xe9)}`, `e${point(0x301)}`, 'e', 'E', `${point(0x435)}`],
  ...['"a"', "'a'", 'a', ' a', 'a ', '`a`', `${BACKSLASH}"a${BACKSLASH}"`, '"a', 'a"'],
  ...['', ' ', '""', "''", '{}', '[]', '[object Object]', '{', 'null', 'undefined', 'NaN'],
  ...['true', 'True', '1', '1.0', '01', '+1', '1e0', '-0', '0', ' 1'],
];

/** Values that a line could write alike. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 1.5, 1e21, {}, []],
  ...[
    [null],
    [[]],
    [{}],
    [''],
    ['a', 'b'],
    [['a'], 'b'],
    [['a', 'b']],
    ['a,b'],
    'a,b',
    '["a","b"]',
    '{"a":1}',
  ],
  ...[{ a: 1 }, { a: '1' }, { a: null }, { a: {} }, { a: [] }, { a: '' }, { '': 1 }, { '': { '': 1 } }],
  ...[{ 'a.b': 1 }, { a: { b: 1 } }, { a: { b: { c: 1 } } }, { 'a.b': { c: 1 } }, { a: { 'b.c': 1 } }],
  ...[{ 0: 1 }, [1], { 0: 1, 1: 2 }, [1, 2], { '00': 1 }, { a: { 0: 1 } }, { a: [1] }],
  ...[{ 'a b': 1 }, { 'a=b': 1 }, { '"a"': 1 }, { [`a${LF}b`]: 1 }, { [`a${BACKSLASH}nb`]: 1 }],
  ...['a=1', 'a=b c=d', '.a=1', 'a.b=1'],
];

/** Whole calls. */
const CALLS: ReadonlyArray<readonly unknown[]> = [
  ['m'],
  ['m a=1'],
  ['m', { a: 1 }],
  ['m', { a: '1' }],
  ['m a=1 b=2'],
  ['m a=1', { b: 2 }],
  ['m', { a: 1, b: 2 }],
  ['m', { a: '1 b=2' }],
  ['m', { 'a=1 b': 2 }],
  ['"m a=1"'],
  ['"m', { a: 1 }],
  ['"m" ', { a: 1 }],
  ['m ', { a: 1 }],
  ['m "x', { a: '=1 b' }],
  ['m "x a="', { b: 1 }],
  ['m - INFO - x'],
  ['', { m: 1 }],
  ['m=1'],
  ['m', { level: 'ERROR' }],
  ['m', { level: 'ERROR', level_: 'x' }],
  ['m', { level: 'x', level_: 'ERROR' }],
  ['m', { message: 'x' }],
  ['m x'],
  ['m %s'],
  ['m %s', 'x', 'y'],
  ['m %s', `x${BACKSLASH} y`],
  ['m', { error: 'x' }],
  ['m', { error: { message: 'x' } }],
  ['m', { 'error.message': 'x' }],
];

const COUNT = TEXTS.length + VALUES.length + CALLS.length;

/** The lines, without their time, that more than one input gives. */
function shared(lines: readonly string[]): string[] {
  const timeless = lines.map((line) => line.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, ''));
  return timeless.filter((line, at) => timeless.indexOf(line) !== at);
}

test('the confusable inputs are at least 60', () => {
  expect(COUNT).toBeGreaterThanOrEqual(60);
});

describe.each(['json', 'text'] as const)('as %s, distinct inputs give distinct lines', (format) => {
  const lab = openLab({ format });
  const log = lab.logger('shop');

  test('texts as message', () => {
    expect(shared(TEXTS.map((text) => lab.line(() => log.info(text))))).toEqual([]);
  });

  test('texts as an argument', () => {
    expect(shared(TEXTS.map((text) => lab.line(() => log.info('user %s seen', text))))).toEqual([]);
  });

  test('texts as key', () => {
    const lines = TEXTS.map((text) => lab.line(() => log.info('m', { [text]: 1 })));
    expect(shared(lines)).toEqual([]);
  });

  test('texts as nested key', () => {
    const lines = TEXTS.map((text) => lab.line(() => log.info('m', { a: { [text]: 1 } })));
    expect(shared(lines)).toEqual([]);
  });

  test('texts as logger name', () => {
    expect(shared(TEXTS.map((text) => lab.line(() => lab.logger(text).info('m'))))).toEqual([]);
  });

  test('texts and other values as a field', () => {
    const values = [...TEXTS, ...VALUES];
    expect(shared(values.map((value) => lab.line(() => log.info('m', { v: value }))))).toEqual([]);
  });

  test('texts and other values as a bound field', () => {
    const values = [...TEXTS, ...VALUES];
    expect(shared(values.map((value) => lab.line(() => log.child({ v: value }).info('m'))))).toEqual([]);
  });

  test('texts as the message and the code of an error', () => {
    const errors = TEXTS.flatMap((text) => [
      Object.defineProperty(new Error(text), 'stack', { value: 'x' }),
      Object.defineProperty(Object.assign(new Error('x'), { code: text }), 'stack', { value: 'x' }),
    ]);
    expect(shared(errors.map((error) => lab.line(() => log.error('m', error))))).toEqual([]);
  });

  test('whole calls, messages beside fields', () => {
    const lines = CALLS.map((call) => lab.line(() => log.info(...(call as [string]))));
    expect(shared(lines)).toEqual([]);
  });
});
