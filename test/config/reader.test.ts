import { expect, test } from 'vitest';
import { shown } from '../../src/config/reader.js';
import { outcomeOf } from './settings-of.js';

test.each<[unknown, string]>([
  ['a', '"a"'],
  ['x'.repeat(100), `"${'x'.repeat(80)}..."`],
  [17, '17'],
  [null, 'null'],
  [undefined, 'undefined'],
  [Symbol('s'), 'Symbol(s)'],
  [[1], 'a list'],
  [{ a: 1 }, 'an object'],
  [() => 1, 'a function'],
])('a message shows %s as %s: what it is, and of an object nothing else', (value, text) => {
  expect(shown(value)).toBe(text);
});

test.each<[object, RegExp]>([
  [{ levle: 'INFO' }, /^option levle is not known \(did you mean level\?\); known: /],
  [{ xyzzy: 1 }, /^option xyzzy is not known; known: /],
  [{ limits: { dpeth: 3 } }, /^option limits\.dpeth is not known \(did you mean depth\?\)/],
  [{ limits: 3 }, /^option limits is 3; allowed: an object of options$/],
])('%j is answered with what is known', (options, sentence) => {
  expect(outcomeOf(options).problems).toEqual([expect.stringMatching(sentence)]);
});

test('a variable that is like none gets no hint', () => {
  expect(outcomeOf({}, { CODOMYRMEX_LOG_QQQQQQQQQQQQ: '1' }).problems).toEqual([
    'CODOMYRMEX_LOG_QQQQQQQQQQQQ is not a known variable',
  ]);
});
