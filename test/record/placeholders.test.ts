import { describe, expect, test } from 'vitest';
import { eachPlaceholder, placeholders, takesObject } from '../../src/record/placeholders.js';

describe('placeholders of a template', () => {
  test.each([
    ['no placeholder', ''],
    ['%s of %d%%', 'sd'],
    ['%s%d%i%f%j%o%O', 'sdifjoO'],
    ['100%', ''],
    ['%', ''],
    ['%%s', ''],
    ['%%%s', 's'],
    ['%x %c %S %s', 's'],
    ['% s', ''],
    ['%5d', ''],
  ])('%j has %j', (template, letters) => {
    expect(placeholders(template)).toBe(letters);
  });

  test('are visited from left to right with their offsets, the percent sign among them', () => {
    const visited: Array<[string, number]> = [];
    eachPlaceholder('%s: %% of %j', (letter, at) => visited.push([letter, at]));
    expect(visited).toEqual([
      ['s', 0],
      ['%', 4],
      ['j', 10],
    ]);
  });

  test('only %o, %O and %j print a whole object', () => {
    expect([...'sdifjoO'].filter(takesObject)).toEqual(['j', 'o', 'O']);
  });
});
