/**
 * Secrets whose name is a value beside them: `{ name: 'password', value: … }`, `['authorization', …]`, the flat
 * `rawHeaders` of Node, and commands with arguments, as Redis clients show them in their errors.
 */

import * as types from 'node:util/types';
import { withoutInvisible } from './invisible.js';
import type { KeyVerdict } from './keys.js';
import { owns } from './names.js';
import { looksSecret } from './scrub/looks-secret.js';

/** What a key can have: the value of such a pair, one of a change, a state, or a command's arguments. */
export type PairRole = 'none' | 'value' | 'change' | 'state' | 'arguments';

/** Names that mean a field of something. */
const FIELDS = [
  ...['field', 'header', 'variable', 'parameter', 'param', 'property', 'attribute', 'column', 'prop', 'attr'],
  ...['fieldName', 'fieldname', 'headerName', 'variableName', 'paramName', 'parameterKey', 'propertyName'],
  ...['attributeName', 'columnName', 'settingName', 'field_name', 'column_name', 'envVar'],
  // As clouds write them, and databases.
  ...[
    'Field',
    'Header',
    'Variable',
    'ParameterKey',
    'ParameterName',
    'FieldName',
    'FIELD',
    'HEADER',
    'VARIABLE',
  ],
] as const;
/** Keys and paths, as those of a request are too; the last ones are those of validators. */
const KEYS = ['key', 'k', 'Key', 'KEY', 'path', 'instancePath', 'loc'] as const;
/** Names that a part of a program has as well. */
const OTHERS = ['name', 'Name', 'NAME', 'command', 'cmd', 'label', 'setting', 'option'] as const;

const ALL: readonly string[] = [...FIELDS, ...KEYS, ...OTHERS];
const FIELD_SET: ReadonlySet<string> = new Set(FIELDS);
const OTHER_SET: ReadonlySet<string> = new Set(OTHERS);
const ALL_SET: ReadonlySet<string> = new Set(ALL);
const IN_TEXT: ReadonlySet<string> = new Set(
  ALL.flatMap((name) => [name, name.toLowerCase(), name.toUpperCase()]),
);
const PARTS: ReadonlySet<string> = new Set(OTHERS.map((name) => name.toLowerCase()));
/** Of an object with more members each name is asked for. */
const MOST_MEMBERS = 32;

/** Programs beside the list of their arguments; that of a whole command line last. */
const PROGRAMS = [
  ...['path', 'file', 'spawnfile', 'program', 'bin', 'exe', 'executable', 'Path', 'command', 'Command'],
  ...['cmd', 'Cmd'],
] as const;

const ARGUMENTS: ReadonlySet<string> = new Set(['args', 'argv', 'arguments', 'params', 'spawnargs']);
/** A value, whatever of: `fieldValue`, `old_val`. */
const VALUE = /^(?:\w{0,16}[Vv]alues?|VALUES?|(?:\w{1,16}[_-])?vals?|[a-z]{1,16}Vals?|[vV])$/;
/** One before or after a change, and what a validator got. */
const CHANGE =
  /^(?:old|new|before|after|original|from|to|received|provided|given|got|lhs|rhs|changes?|prev(?:ious)?|current|updated|modified)$/i;
/** The same, if it looks like a secret: as often they hold a word that tells of the state of things. */
const STATE = /^(?:next|default|initial|actual|input)$/i;
/** What a validator got, by its type. */
const TYPES = /^(?:undefined|null|string|number|boolean|object|array|date|nan|\[object \w{1,16}\])$/i;

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
const LONGEST_NAME = 128;

export function pairRole(key: string): PairRole {
  if (key.length > LONGEST) return 'none';
  if (ARGUMENTS.has(key.toLowerCase())) return 'arguments';
  if (VALUE.test(key)) return 'value';
  if (CHANGE.test(key)) return 'change';
  return STATE.test(key) ? 'state' : 'none';
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
  const step = last.charCodeAt(0) === SLASH ? last.slice(last.lastIndexOf('/') + 1) : last;
  const name = NAME.test(step) || step.length > LONGEST_NAME ? step : withoutInvisible(step);
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

/** Whether a part of a program can have its name under the key as well. */
export function namesPart(key: string): boolean {
  return PARTS.has(key.toLowerCase());
}

/** What stands beside a value. */
export interface Beside {
  /** Which names of pairs there may be. */
  names(): readonly string[];
  /** The member of a name. */
  read(name: string): unknown;
}

/** What stands in an object. Getters are left alone: they are read once, in their turn. */
export function besideIn(object: object): Beside {
  return {
    names: () => namesIn(object),
    read: (name) => {
      try {
        // Most are not there; to ask for that is the fastest.
        return owns(object, name) ? Object.getOwnPropertyDescriptor(object, name)?.value : undefined;
      } catch {
        return undefined; // a proxy that does not say
      }
    },
  };
}

/** The same where any of the names may be there. */
export function besideOf(read: (name: string) => unknown): Beside {
  return { names: () => ALL, read };
}

function namesIn(object: object): readonly string[] {
  if (types.isProxy(object)) return ALL;
  const names: string[] = [];
  let seen = 0;
  for (const name in object) {
    if (ALL_SET.has(name)) names.push(name);
    seen += 1;
    if (seen > MOST_MEMBERS) return ALL;
  }
  return names;
}

/**
 * The strictest of what the names beside a value say of it.
 *
 * @param own what is in the object of the value
 * @param bound what else the fields of the record come from
 */
export function verdictBeside(
  role: PairRole,
  value: unknown,
  own: Beside,
  bound: readonly Beside[],
  rule: (name: string) => KeyVerdict,
): KeyVerdict {
  const isText = typeof value === 'string';
  const isSure = role === 'value' || role === 'arguments';
  if (!isSure && isText && TYPES.test(value)) return 'clear';
  const seemsSecret = isText ? looksSecret(value, false) : isSure;
  if (role === 'state' && !seemsSecret) return 'clear';
  let strictest: KeyVerdict = 'clear';
  const note = (verdict: KeyVerdict): void => {
    if (STRICTNESS[verdict] > STRICTNESS[strictest]) strictest = verdict;
  };
  for (const name of own.names()) {
    const given = own.read(name);
    // A path with slashes is mostly that of a request; in a JSON Patch (RFC 6902) it leads to the value.
    const isRoute = name === 'path' && typeof given === 'string' && given.charCodeAt(0) === SLASH;
    if (isRoute && typeof own.read('op') !== 'string') continue;
    const verdict = verdictOfName(given, rule);
    // A part of a program is called `session`, seldom `password`.
    const isPart = role === 'change' && !seemsSecret && OTHER_SET.has(name);
    if (!isPart || verdict === 'sensitive-number') note(verdict);
  }
  for (const beside of bound)
    for (const name of beside.names()) if (FIELD_SET.has(name)) note(verdictOfName(beside.read(name), rule));
  return strictest;
}

/** The program whose arguments stand beside it, or empty text. `read` gives the member of a name. */
export function programBeside({ read }: Beside): string {
  for (const name of PROGRAMS) {
    const program = read(name);
    if (typeof program === 'string') return program.split(' ', 1)[0]!;
  }
  return '';
}
