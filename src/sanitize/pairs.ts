/**
 * Secrets whose name is a value beside them: `{ name: 'password', value: … }`, `['authorization', …]`, the flat
 * `rawHeaders` of Node, and commands with arguments, as Redis clients show them in their errors.
 */
import * as types from 'node:util/types';
import { withoutInvisible } from './invisible.js';
import type { KeyVerdict } from './keys.js';
import { owns } from './names.js';
import { ALL_NAMES, FIELDS, OTHERS, type PairRole, SECRET_TYPE, TYPE } from './pair-names.js';
import { looksSecret } from './scrub/looks-secret.js';
import { columnsWithParameters, STATEMENTS } from './statement.js';

const FIELD_SET: ReadonlySet<string> = new Set(FIELDS);
const OTHER_SET: ReadonlySet<string> = new Set(OTHERS);
/** What marks a value as secret: outputs of Terraform. */
const MARKS: ReadonlySet<string> = new Set([
  ...['sensitive', 'Sensitive', 'isSensitive', 'secret', 'isSecret', 'is_secret', 'is_sensitive', 'masked'],
]);
const LOOKED_FOR: readonly string[] = [...ALL_NAMES, ...MARKS];
const LOOKED_FOR_SET: ReadonlySet<string> = new Set(LOOKED_FOR);
/** Of an object with more members, and of a proxy, each name is asked for. */
const MOST_MEMBERS = 32;
/** What a validator got, by its type. */
const TYPES = /^(?:undefined|null|string|number|boolean|object|array|date|nan|\[object \w{1,16}\])$/i;
/** Redis commands that take passwords, besides AUTH, which is a sensitive name anyway. */
const SECRET_COMMANDS: ReadonlySet<string> = new Set(['hello', 'config', 'acl', 'migrate']);

const STRICTNESS: Readonly<Record<KeyVerdict, number>> = {
  clear: 0,
  'sensitive-text': 1,
  sensitive: 2,
  'sensitive-number': 3,
};

/** Of a command with its arguments. */
const COMMAND_NAMES: ReadonlySet<string> = new Set(['name', 'Name', 'NAME', 'command', 'cmd']);
const COMMANDS_WITH_PASSWORDS: ReadonlySet<string> = new Set(['auth', ...SECRET_COMMANDS]);

function isCommand(name: string, given: unknown): boolean {
  return (
    COMMAND_NAMES.has(name) && typeof given === 'string' && COMMANDS_WITH_PASSWORDS.has(given.toLowerCase())
  );
}

const SLASH = 47;
/** Types of JSON Web Keys (RFC 7518, section 6.1, and RFC 8037). */
const KEY_TYPES: ReadonlySet<unknown> = new Set(['RSA', 'EC', 'oct', 'OKP']);

/** What can be the name of a header or a field, rather than text. */
const NAME = /^[\w$.-]{2,64}$/;
const LONGEST_NAME = 128;

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
    const last: unknown = Object.getOwnPropertyDescriptor(path, path.length - 1)?.value;
    // `{ key: 'password' }`, as some validators have them.
    return typeof last === 'object' && last !== null
      ? Object.getOwnPropertyDescriptor(last, 'key')?.value
      : last;
  } catch {
    return undefined; // a proxy that does not say
  }
}

/** A name that only a getter knows: the value beside it is hidden if it looks like a secret. */
const UNREAD = Symbol('unread');

/** What stands beside a value. */
export interface Beside {
  /** Which names of pairs there may be. */
  readonly names: readonly string[];
  /** The member of a name. */
  read(name: string): unknown;
}

/**
 * What stands in an object. Its names are looked for once, however many of its values ask. Getters are left alone, and
 * {@link UNREAD}: they are read once, in their turn.
 */
export function besideIn(object: object): Beside {
  let names: readonly string[] | undefined;
  return {
    get names() {
      names ??= namesIn(object);
      return names;
    },
    read: (name) => {
      try {
        const member = Object.getOwnPropertyDescriptor(object, name);
        return member?.get === undefined ? member?.value : UNREAD;
      } catch {
        return undefined; // a proxy that does not say
      }
    },
  };
}

/** The same where any of the names may be there. */
export function besideOf(read: (name: string) => unknown): Beside {
  return { names: LOOKED_FOR, read };
}

function namesIn(object: object): readonly string[] {
  return smallNames(object) ?? LOOKED_FOR.filter((name) => owns(object, name));
}

/** Undefined for a proxy, and for an object of many members. */
function smallNames(object: object): readonly string[] | undefined {
  if (types.isProxy(object)) return undefined;
  const names: string[] = [];
  let seen = 0;
  for (const name in object) {
    if (LOOKED_FOR_SET.has(name)) names.push(name);
    seen += 1;
    if (seen > MOST_MEMBERS) return undefined;
  }
  return names;
}

/** All that may name a value: what is in its object, and what else the fields of the record come from. */
export interface Around {
  readonly own: Beside;
  readonly bound: readonly Beside[];
}

function isList(value: unknown): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false; // a revoked proxy
  }
}

/** The data of a Secret of Kubernetes, and the bytes of a Buffer. */
function isHeld(own: Beside): boolean {
  return own.read('kind') === 'Secret' || (own.read('type') === 'Buffer' && isList(own.read('data')));
}

/** A code beside what it is for (RFC 6749, section 4.1.3), or beside the state of the request (section 4.1.2). */
function isGrant(own: Beside, value: unknown): boolean {
  if (own.read('grant_type') === 'authorization_code') return true;
  if (typeof value !== 'string' || value.length < SHORTEST_CODE) return false;
  return typeof own.read('state') === 'string' && looksSecret(value, true);
}

const SHORTEST_CODE = 16;

/** What a validator of JSON refuses stands under `data`, beside the path to it. */
function isRefused(own: Beside): boolean {
  return typeof own.read('instancePath') === 'string';
}

/** Whether a statement beside its parameters has one for a sensitive column. */
function readsSecret(own: Beside, rule: (name: string) => KeyVerdict): boolean {
  for (const name of STATEMENTS) {
    const statement = own.read(name);
    if (
      typeof statement === 'string' &&
      columnsWithParameters(statement).some((one) => rule(one) !== 'clear')
    )
      return true;
  }
  return false;
}

/** The strictest of what the names around a value say of it. */
export function verdictBeside(
  role: PairRole,
  value: unknown,
  { own, bound }: Around,
  rule: (name: string) => KeyVerdict,
): KeyVerdict {
  const isText = typeof value === 'string';
  if (role === 'jwk') return isText && KEY_TYPES.has(own.read('kty')) ? 'sensitive' : 'clear';
  if (role === 'grant') return isGrant(own, value) ? 'sensitive' : 'clear';
  if (role === 'manifest' && !isRefused(own)) return isHeld(own) ? 'sensitive' : 'clear';
  const isSure = role === 'value' || role === 'arguments' || role === 'manifest';
  if (!isSure && isText && TYPES.test(value)) return 'clear';
  const seemsSecret = isText ? looksSecret(value, false) : isSure;
  if (role === 'state' && !seemsSecret) return 'clear';
  let strictest: KeyVerdict = 'clear';
  const note = (verdict: KeyVerdict): void => {
    if (STRICTNESS[verdict] > STRICTNESS[strictest]) strictest = verdict;
  };
  if ((role === 'arguments' || isList(value)) && readsSecret(own, rule)) note('sensitive');
  for (const name of own.names) {
    const given = own.read(name);
    if (MARKS.has(name)) {
      if (role === 'value' && given === true) note('sensitive');
      continue;
    }
    if (role === 'arguments' && !isCommand(name, given)) continue;
    if (given === UNREAD) {
      if (isText && looksSecret(value, false)) note('sensitive');
      continue;
    }
    if (name === TYPE) {
      // The attribute of a directory as well: `userPassword`.
      if (typeof given === 'string' && (SECRET_TYPE.test(given) || rule(given) === 'sensitive-number'))
        note('sensitive');
      continue;
    }
    // A path with slashes is mostly that of a request; in a JSON Patch (RFC 6902) it leads to the value.
    const isRoute = name === 'path' && typeof given === 'string' && given.charCodeAt(0) === SLASH;
    if (isRoute && typeof own.read('op') !== 'string' && typeof own.read('message') !== 'string') continue;
    // The keys of a storage account of Azure are called `key1` and `key2`.
    const isKey = name === 'keyName' && (given === 'key1' || given === 'key2');
    const verdict = isKey ? 'sensitive' : verdictOfName(given, rule);
    // A part of a program is called `session`, seldom `password`.
    const isPart = role === 'change' && !seemsSecret && OTHER_SET.has(name);
    if (!isPart || verdict === 'sensitive-number') note(verdict);
  }
  for (const beside of bound)
    for (const name of beside.names) if (FIELD_SET.has(name)) note(verdictOfName(beside.read(name), rule));
  return strictest;
}
