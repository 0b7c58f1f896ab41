import { expect, test } from 'vitest';
import { openLab } from '../helpers/lab.js';

function lineOf(template: string, name: string): string {
  const lab = openLab({ format: { type: 'text', template } });
  return lab.line(() => lab.logger(name).info('m'));
}

test.each([
  ['%(levelname)-8s|', 'INFO    |\n'],
  ['%(levelname)8s|', '    INFO|\n'],
  ['%(levelname)2s|', 'INFO|\n'],
  ['%(name)-6s|', 'shop  |\n'],
  ['%(name)6s|', '  shop|\n'],
  ['%(message)4s|', ' "m"|\n'],
  ['%(message)-4s|%%', '"m" |%\n'],
])('the template %s pads as it says', (template, line) => {
  expect(lineOf(template, 'shop')).toBe(line);
});

test('the place of the call is told where the template asks for it', () => {
  expect(lineOf('%(module)s %(funcName)-10s| %(lineno)d', 'shop')).toMatch(/^\S+ \S+ *\| \d+\n$/);
});
