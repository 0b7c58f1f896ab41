/** The `redact` and `scrub` options, and their variables. */
import { readFileSync } from 'node:fs';
import type { KeyRuleOptions } from '../sanitize/keys.js';
import { type Censor, compilePaths, PathError, type PathRedactor } from '../sanitize/paths.js';
import { PatternError, type VettedPattern, vetPatterns } from '../sanitize/patterns.js';
import { type PseudonymKey, problemWithKey } from '../sanitize/pseudonym.js';
import { PRESETS, type PresetName } from '../sanitize/scrub/presets.js';
import { unknownRules } from '../sanitize/scrub/selection.js';
import type { LoggingOptions, PseudonymOptions } from './options.js';
import { type Reader, shown } from './reader.js';
import {
  eitherRule,
  flagRule,
  functionRule,
  listRule,
  pathRule,
  type Rule,
  textRule,
  Wrong,
  wordRule,
} from './rule.js';
import type { RedactSettings } from './settings.js';
import type { Variable } from './variables.js';

const nameListRule = listRule(textRule);
const presetListRule = listRule(wordRule(Object.keys(PRESETS) as PresetName[]));

/** Known values shorter than this would hide parts of ordinary words. UTF-16 units. */
export const SHORTEST_VALUE = 8;

const ruleListRule: Rule<readonly string[]> = {
  allowed: 'a list of rules and groups; docs/redaction.md has their names',
  read(value) {
    const names = nameListRule.read(value);
    const unknown = names instanceof Wrong ? [] : unknownRules(names);
    return unknown.length === 0 ? names : new Wrong(`there is no rule ${unknown.join(', ')}`);
  },
};

const valuesRule: Rule<boolean | readonly string[]> = eitherRule(flagRule, {
  allowed: `a list of texts of ${SHORTEST_VALUE} characters or more`,
  read: (value) =>
    Array.isArray(value) && value.every((text) => typeof text === 'string' && text.length >= SHORTEST_VALUE)
      ? (value as string[])
      : new Wrong(),
});

const pseudonymRule: Rule<PseudonymOptions> = {
  allowed: 'an object { keyId, key, rules } with a key of 16 bytes or more',
  read(value) {
    if (typeof value !== 'object' || value === null) return new Wrong();
    const problem = problemWithKey(value as PseudonymKey);
    return problem === undefined ? (value as PseudonymOptions) : new Wrong(problem);
  },
};

/** Undefined: nothing is redacted. */
export function resolveRedact(
  reader: Reader,
  given: LoggingOptions['redact'],
  scrub: LoggingOptions['scrub'],
): RedactSettings | undefined {
  const patterns = resolvePatterns(reader, scrub);
  if (given === false) return undefined;
  const names = ['keys', 'paths', 'censor', 'remove', 'rules', 'presets', 'values', 'pseudonym'];
  const group = reader.group('redact', given, names);
  const rules = reader.group('redact.rules', group['rules'], ['enable', 'disable']);
  const read = <T>(name: string, variable: Variable | undefined, rule: Rule<T>) =>
    reader.read(`redact.${name}`, group[name], variable, rule, 'none');
  return {
    keys: resolveKeys(reader, group['keys']),
    paths: resolvePaths(reader, group),
    rules: {
      enable: reader.read('redact.rules.enable', rules['enable'], undefined, ruleListRule, ''),
      disable: reader.read('redact.rules.disable', rules['disable'], undefined, ruleListRule, ''),
      presets: read('presets', 'CODOMYRMEX_LOG_REDACT_PRESETS', presetListRule),
    },
    values: read('values', undefined, valuesRule) ?? true,
    pseudonym: read('pseudonym', undefined, pseudonymRule),
    patterns,
  };
}

function resolveKeys(reader: Reader, given: unknown): KeyRuleOptions {
  const group = reader.group('redact.keys', given, ['add', 'remove', 'allow']);
  const names = (name: keyof KeyRuleOptions, variable?: Variable): readonly string[] =>
    reader.read(`redact.keys.${name}`, group[name], variable, nameListRule, 'none') ?? [];
  return {
    add: names('add', 'CODOMYRMEX_LOG_REDACT_KEYS'),
    remove: names('remove'),
    allow: names('allow', 'CODOMYRMEX_LOG_ALLOW_KEYS'),
  };
}

function resolvePaths(reader: Reader, group: Readonly<Record<string, unknown>>): PathRedactor | undefined {
  const variable = 'CODOMYRMEX_LOG_REDACT_PATHS';
  const isGiven = group['paths'] !== undefined;
  const paths = reader.read('redact.paths', group['paths'], variable, nameListRule, 'none');
  const censor = reader.read(
    'redact.censor',
    group['censor'],
    undefined,
    eitherRule(stringRule, functionRule<Censor>()),
    '',
  );
  const remove = reader.read('redact.remove', group['remove'], undefined, flagRule, '') ?? false;
  if (paths === undefined || paths.length === 0) return undefined;
  try {
    return compilePaths(paths, censor === undefined ? { remove } : { censor, remove });
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    for (const problem of error.problems) {
      reader.problem(
        isGiven ? 'redact.paths' : variable,
        !isGiven,
        `cannot be used: ${problem}`,
        'no path is redacted',
      );
    }
    return undefined;
  }
}

const stringRule: Rule<string> = {
  allowed: 'a text',
  read: (value) => (typeof value === 'string' ? value : new Wrong()),
};

/** Patterns of the option, then those of the file. */
function resolvePatterns(reader: Reader, scrub: unknown): readonly VettedPattern[] {
  const { patterns } = reader.group('scrub', scrub, ['patterns']);
  const own = patterns === undefined ? [] : vetted(reader, 'scrub.patterns', false, patterns);
  const variable = 'CODOMYRMEX_LOG_SCRUB_FILE';
  const path = reader.read('', undefined, variable, pathRule, 'no pattern');
  if (path === undefined) return own;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? 'it is not JSON' : String((error as NodeJS.ErrnoException).code);
    reader.problem(
      variable,
      true,
      `is ${shown(path)}, which cannot be read: ${reason}`,
      'no pattern is taken from it',
    );
    return own;
  }
  const list = Array.isArray(content) ? content : (content as { patterns?: unknown } | null)?.patterns;
  return [...own, ...vetted(reader, variable, true, list)];
}

function vetted(
  reader: Reader,
  source: string,
  fromEnvironment: boolean,
  given: unknown,
): readonly VettedPattern[] {
  if (!Array.isArray(given)) {
    reader.problem(
      source,
      fromEnvironment,
      `is ${shown(given)}; allowed: a list of { name, pattern }`,
      'no pattern is taken',
    );
    return [];
  }
  try {
    return vetPatterns(given);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    for (const problem of error.problems)
      reader.problem(source, fromEnvironment, `cannot be used: ${problem}`, 'none of them is taken');
    return [];
  }
}
