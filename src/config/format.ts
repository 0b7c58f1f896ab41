/** The `format` option, and its variables. */
import { SCHEMA_NAMES } from '../format/schema.js';
import { DEFAULT_TEMPLATE, parseTemplate, TEMPLATE_WORDS, type TemplatePart } from '../format/template.js';
import { STYLES, type Theme } from '../format/theme.js';
import { LEVELS } from '../record/level.js';
import type { Reader } from './reader.js';
import { type Rule, Wrong, wordRule } from './rule.js';
import type { FormatSettings } from './settings.js';

const typeRule = wordRule(['json', 'text']);
const outputTypeRule = wordRule(['TEXT', 'JSON']);
const schemaRule = wordRule(SCHEMA_NAMES);

/** A template; the words that people mistake for one are told where they belong. */
const templateRule: Rule<readonly TemplatePart[]> = {
  allowed: TEMPLATE_WORDS,
  read(value) {
    if (typeof value !== 'string') return new Wrong();
    if (/^\s*(json|text)\s*$/i.test(value)) {
      return new Wrong(
        'this is the template of a text line; to choose JSON or TEXT, set CODOMYRMEX_LOG_OUTPUT_TYPE',
      );
    }
    const parts = parseTemplate(value);
    return typeof parts === 'string' ? new Wrong(parts) : parts;
  },
};

const styleRule: Rule<unknown> = {
  allowed: `a style or a list of styles: ${STYLES.join(', ')}`,
  read(value) {
    const styles = [value].flat();
    return styles.length > 0 && styles.every((style) => STYLES.includes(style as never))
      ? value
      : new Wrong();
  },
};

const DEFAULT_PARTS = parseTemplate(DEFAULT_TEMPLATE) as readonly TemplatePart[];

/** The format of a whole set-up. */
export function resolveFormat(reader: Reader, given: unknown, isProduction: boolean): FormatSettings {
  const group = typeof given === 'string' ? { type: given } : formatGroup(reader, 'format', given);
  const fromCode = reader.read('format.type', group['type'], undefined, typeRule, '');
  const fromEnv =
    group['type'] === undefined
      ? reader.read('', undefined, 'CODOMYRMEX_LOG_OUTPUT_TYPE', outputTypeRule, 'the default')
      : undefined;
  const type =
    fromCode ??
    (fromEnv === undefined ? (isProduction ? 'json' : 'text') : fromEnv === 'JSON' ? 'json' : 'text');
  const template = reader.read(
    'format.template',
    group['template'],
    'CODOMYRMEX_LOG_FORMAT',
    templateRule,
    'the default template',
  );
  const schema = reader.read(
    'format.schema',
    group['schema'],
    'CODOMYRMEX_LOG_SCHEMA',
    schemaRule,
    'default',
  );
  const theme = resolveTheme(reader, 'format.theme', group['theme']);
  return type === 'json'
    ? { type, schema: schema ?? 'default' }
    : { type, template: template ?? DEFAULT_PARTS, theme: theme };
}

/** The format of one transport; what it does not say is as in the whole set-up. */
export function resolveOwnFormat(
  reader: Reader,
  path: string,
  given: unknown,
  common: FormatSettings,
): FormatSettings {
  if (given === undefined) return common;
  const group = typeof given === 'string' ? { type: given } : formatGroup(reader, path, given);
  const type = reader.read(`${path}.type`, group['type'], undefined, typeRule, '') ?? common.type;
  if (type === 'json') {
    const schema = reader.read(`${path}.schema`, group['schema'], undefined, schemaRule, '');
    return { type, schema: schema ?? (common.type === 'json' ? common.schema : 'default') };
  }
  const template = reader.read(`${path}.template`, group['template'], undefined, templateRule, '');
  const theme = resolveTheme(reader, `${path}.theme`, group['theme']);
  const base = common.type === 'text' ? common : undefined;
  return { type, template: template ?? base?.template ?? DEFAULT_PARTS, theme: theme ?? base?.theme };
}

function formatGroup(reader: Reader, path: string, given: unknown): Readonly<Record<string, unknown>> {
  return reader.group(path, given, ['type', 'template', 'schema', 'theme']);
}

/** Undefined: the default theme. */
function resolveTheme(reader: Reader, path: string, given: unknown): Theme | false | undefined {
  if (given === undefined || given === false) return given;
  const group = reader.group(path, given, ['timestamp', 'name', 'message', 'key', 'level']);
  for (const part of ['timestamp', 'name', 'message', 'key']) {
    reader.read(`${path}.${part}`, group[part], undefined, styleRule, '');
  }
  const levels = reader.group(`${path}.level`, group['level'], Object.keys(LEVELS));
  for (const level of Object.keys(levels)) {
    reader.read(`${path}.level.${level}`, levels[level], undefined, styleRule, '');
  }
  return group as Theme;
}
