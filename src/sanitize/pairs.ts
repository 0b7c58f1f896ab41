/**
 * Secrets whose name is a value beside them: `{ name: 'password', value: … }`, `['authorization', …]`, the flat
 * `rawHeaders` of Node, and commands with arguments, as Redis clients show them in their errors.
 */

import type { KeyVerdict } from './keys.js';

/** Whether a key can have the value of such a pair, or a command's arguments. */
export type PairRole = 'none' | 'value' | 'arguments';

const NAMES = [
  ...['name', 'key', 'field', 'header', 'command', 'cmd', 'variable', 'parameterKey'],
  ...['k', 'column', 'attribute', 'label', 'setting', 'option'],
  // As clouds write them, and databases.
  ...['Name', 'Key', 'Field', 'Header', 'Variable', 'ParameterKey', 'ParameterName'],
  ...['NAME', 'KEY', 'FIELD', 'HEADER', 'VARIABLE'],
  // As validators do, of the value that they refuse.
  ...['path', 'param', 'property', 'instancePath', 'fieldname', 'fieldName'],
  ...['parameter', 'propertyName', 'columnName', 'paramName', 'attributeName'],
] as const;
const IN_TEXT: ReadonlySet<string> = new Set(
  NAMES.flatMap((name) => [name, name.toLowerCase(), name.toUpperCase()]),
);
/** Programs beside the list of their arguments. */
const PROGRAMS = ['command', 'cmd', 'file', 'path', 'program', 'bin', 'executable'] as const;

const ARGUMENTS: ReadonlySet<string> = new Set(['args', 'argv', 'arguments', 'params', 'spawnargs']);
/** A value (`fieldValue`, `old_val`), one before or after a change, and what a validator got. */
const VALUE =
  /^(?:(?:field|param(?:eter)?|header|attribute|property|variable|env|setting|option|string|text|raw)[_-]?)?(?:(?:old|new|prev(?:ious)?|current|default|initial|original|actual|updated)[_-]?)?(?:val(?:ue)?s?|v)$/i;
const CHANGE =
  /^(?:old|new|prev(?:ious)?|next|current|before|after|original|updated|modified|from|to|changes?|default|initial|actual|received|provided|given|got|input|lhs|rhs)$/i;

/** Longer keys are none of them. UTF-16 units. */
const LONGEST = 24;

/** A flag that takes its value from the next item of an argument list. */
const FLAG = /^--?([A-Za-z][\w.-]{2,63})$/;
/** Flags of tools that are no sensitive names in themselves. */
const SECRET_FLAGS = /^-(?:pw|(?:src|dest)?(?:store|key)pass)$/;

/** Redis commands that take passwords, besides AUTH, which is a sensitive name anyway. */
const SECRET_COMMANDS: ReadonlySet<string> = new Set(['hello', 'config', 'acl', 'migrate']);

const STRICTNESS: Readonly<Record<KeyVerdict, number>> = {
  clear: 0,
  'sensitive-text': 1,
  sensitive: 2,
  'sensitive-number': 3,
};

const SLASH = 47;

/** What can be the name of a header or a field, rather than text. */
const NAME = /^[\w$.-]{2,64}$/;

export function pairRole(key: string): PairRole {
  if (key.length > LONGEST) return 'none';
  if (ARGUMENTS.has(key.toLowerCase())) return 'arguments';
  return VALUE.test(key) || CHANGE.test(key) ? 'value' : 'none';
}

/** Whether a key can have the name of such a pair. */
export function namesPair(key: string): boolean {
  return key.length <= LONGEST && IN_TEXT.has(key);
}

/** What the name in a pair says of the value in it. `rule` judges names. */
export function verdictOfName(given: unknown, rule: (name: string) => KeyVerdict): KeyVerdict {
  // Of a path, as `/user/password` or a list of its steps, the last step.
  const last = typeof given === 'object' ? lastStep(given) : given;
  if (typeof last !== 'string') return 'clear';
  const name = last.charCodeAt(0) === SLASH ? last.slice(last.lastIndexOf('/') + 1) : last;
  if (!NAME.test(name)) return 'clear';
  return SECRET_COMMANDS.has(name.toLowerCase()) ? 'sensitive' : rule(name);
}

function lastStep(path: object | null): unknown {
  try {
    if (!Array.isArray(path)) return undefined;
    return Object.getOwnPropertyDescriptor(path, path.length - 1)?.value;
  } catch {
    return undefined; // a proxy that does not say
  }
}

/** The name of a flag (`--password`) that an item of a list is. */
export function flagName(item: string): string | undefined {
  if (item.charCodeAt(0) !== 45) return undefined;
  return SECRET_FLAGS.test(item) ? 'password' : FLAG.exec(item)?.[1];
}

/** The strictest of what the names beside a value say of it. `read` gives the member of a name. */
export function verdictBeside(
  read: (name: string) => unknown,
  rule: (name: string) => KeyVerdict,
): KeyVerdict {
  let strictest: KeyVerdict = 'clear';
  for (const name of NAMES) {
    const given = read(name);
    // A path with slashes is mostly that of a request; in a JSON Patch (RFC 6902) it leads to the value.
    const isRoute = name === 'path' && typeof given === 'string' && given.charCodeAt(0) === SLASH;
    if (isRoute && typeof read('op') !== 'string') continue;
    const verdict = verdictOfName(given, rule);
    if (STRICTNESS[verdict] > STRICTNESS[strictest]) strictest = verdict;
  }
  return strictest;
}

/** The program whose arguments stand beside it, or empty text. `read` gives the member of a name. */
export function programBeside(read: (name: string) => unknown): string {
  for (const name of PROGRAMS) {
    const program = read(name);
    if (typeof program === 'string') return program;
  }
  return '';
}
