import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../../src/format/template.js';
import { outcomeOf } from './settings-of.js';

const DEFAULT = parseTemplate('%(asctime)s - %(name)s - %(levelname)s - %(message)s');

function formatsOf(options: object, env: Record<string, string> = {}) {
  const { settings, problems } = outcomeOf(options, env);
  return { format: settings.format, own: settings.console?.format, problems };
}

describe('the format of a set-up', () => {
  test.each<[string, object, Record<string, string>, object]>([
    ['text, unless it is said', {}, {}, { type: 'text', template: DEFAULT, theme: undefined }],
    ['JSON in production', {}, { NODE_ENV: 'production' }, { type: 'json', schema: 'default' }],
    [
      'what the variable says',
      {},
      { NODE_ENV: 'production', CODOMYRMEX_LOG_OUTPUT_TYPE: 'TEXT' },
      { type: 'text' },
    ],
    ['what the option says', { format: 'json' }, { CODOMYRMEX_LOG_OUTPUT_TYPE: 'TEXT' }, { type: 'json' }],
    ['of a schema', { format: { type: 'json', schema: 'ecs' } }, {}, { type: 'json', schema: 'ecs' }],
    [
      'of a template',
      { format: { type: 'text', template: '%(message)s' } },
      {},
      { type: 'text', template: parseTemplate('%(message)s') },
    ],
    ['without colours', { format: { type: 'text', theme: false } }, {}, { type: 'text', theme: false }],
    [
      'of a theme',
      { format: { type: 'text', theme: { key: ['bold', 'red'], message: 'dim', level: { ERROR: 'red' } } } },
      {},
      { theme: { key: ['bold', 'red'], message: 'dim', level: { ERROR: 'red' } } },
    ],
  ])('is %s', (_, options, env, expected) => {
    const { format, problems } = formatsOf(options, env);
    expect(problems).toEqual([]);
    expect(format).toMatchObject(expected);
  });

  test.each<[unknown, RegExp]>([
    [17, /^option format is 17; allowed: an object of options$/],
    ['xml', /^option format\.type is "xml"; allowed: json/],
    [{ type: 'text', template: 17 }, /^option format\.template is 17/],
    [{ type: 'text', template: 'json' }, /^option format\.template is "json" .*CODOMYRMEX_LOG_OUTPUT_TYPE/],
    [{ type: 'json', schema: 'gelf' }, /^option format\.schema is "gelf"/],
    [{ theme: 'dark' }, /^option format\.theme is "dark"/],
    [
      { theme: { key: 'loud' } },
      /^option format\.theme\.key is "loud"; allowed: a style or a list of styles/,
    ],
    [{ theme: { key: [] } }, /^option format\.theme\.key is a list/],
    [{ theme: { keys: 'red' } }, /^option format\.theme\.keys is not known/],
    [{ theme: { level: { LOUD: 'red' } } }, /^option format\.theme\.level\.LOUD is not known/],
    [{ theme: { level: { ERROR: 'loud' } } }, /^option format\.theme\.level\.ERROR is "loud"/],
  ])('%j is refused by name', (format, sentence) => {
    expect(formatsOf({ format }).problems).toContainEqual(expect.stringMatching(sentence));
  });
});

describe('the format of one transport', () => {
  const text = { type: 'text', template: '%(message)s', theme: false };
  const json = { type: 'json', schema: 'ecs' };

  test.each<[string, unknown, unknown, object]>([
    ['as the set-up has it', text, undefined, { type: 'text', theme: false }],
    ['another type, the rest by default', text, 'json', { type: 'json', schema: 'default' }],
    ['the same type, the rest as in the set-up', json, 'json', json],
    [
      'the same type, in other colours',
      text,
      { theme: { key: 'red' } },
      { type: 'text', theme: { key: 'red' } },
    ],
    ['text beside JSON', json, 'text', { type: 'text', template: DEFAULT, theme: undefined }],
    ['only another schema', json, { schema: 'gcp' }, { type: 'json', schema: 'gcp' }],
    ['only another template', text, { template: 'DETAILED' }, { template: parseTemplate('DETAILED') }],
  ])('is %s', (_, format, own, expected) => {
    const result = formatsOf({ format, console: { format: own } });
    expect(result.problems).toEqual([]);
    expect(result.own).toMatchObject(expected);
  });

  test('is refused by its own name', () => {
    const { own, problems } = formatsOf({ format: json, console: { format: { type: 'xml' } } });
    expect(problems).toEqual([expect.stringMatching(/^option console\.format\.type is "xml"/)]);
    expect(own).toEqual(json);
  });
});
