/** Takes an error apart without trusting it: every property is read once, inside try. */

import * as types from 'node:util/types';
import { bigintText } from './bigint-text.js';
import { isBoxedText, isBytes } from './indexed.js';

/** Names that are written by the error itself; an own property of one of these names is not repeated. */
const CORE = ['name', 'message', 'stack', 'code', 'cause', 'errors'] as const;
const CORE_NAMES: ReadonlySet<string> = new Set(CORE);

/** What a property whose getter threw is replaced by. */
export const GETTER_THREW = '[Getter threw]';

/** What a part that a proxy does not speak of is replaced by. */
const UNREADABLE = '[Unreadable]';

/** Stands for a property that is not there: `undefined` is a legal cause. */
export const ABSENT: unique symbol = Symbol('absent');

export interface ErrorParts {
  readonly type: string;
  readonly message: string;
  /** Undefined where the error has none, or one that is not text. */
  readonly stack: string | undefined;
  /** A string or a number, as Node's system errors have it; otherwise {@link ABSENT}. */
  readonly code: unknown;
  readonly cause: unknown;
  /** The members of an AggregateError, or {@link ABSENT}. */
  readonly errors: unknown;
  /** A name, message or stack that is no text; then own enumerable properties besides those above, in order. */
  readonly own: ReadonlyArray<readonly [name: string, value: unknown]>;
  /** How many of these there are, also those beyond the limit. */
  readonly ownCount: number;
  /** Whether it said which own properties it has. */
  readonly isOpen: boolean;
}

/**
 * The parts of `error`; a value that was thrown without being an Error has its type and its text.
 *
 * @param given the message, where it was read already
 */
export function errorParts(error: unknown, maxOwn: number, given: unknown = ABSENT): ErrorParts {
  if (typeof error !== 'object' || error === null || isValue(error)) return partsOfValue(error);
  const name = read(error, 'name');
  const message = given === ABSENT ? read(error, 'message') : given;
  const stack = read(error, 'stack');
  const names = ownNames(error, maxOwn);
  const own = oddParts(name, message, stack);
  const odd = own.length;
  if (names !== undefined) for (const key of names.first) own.push([key, read(error, key)]);
  return {
    type: typeOf(error, name),
    message: typeof message === 'string' ? message : '',
    stack: typeof stack === 'string' ? stack : undefined,
    code: read(error, 'code') ?? ABSENT,
    cause: ownOrAbsent(error, 'cause'),
    errors: ownOrAbsent(error, 'errors'),
    own,
    ownCount: odd + (names?.count ?? 0),
    isOpen: names !== undefined,
  };
}

/** Type and message alone, as a message shows an error. */
export function errorHeading(error: object): Pick<ErrorParts, 'type' | 'message'> {
  const message = read(error, 'message');
  return {
    type: typeOf(error, read(error, 'name')),
    message: typeof message === 'string' ? message : '',
  };
}

/** Schemas have texts in their places, so that these are written beside them. */
function oddParts(name: unknown, message: unknown, stack: unknown): Array<readonly [string, unknown]> {
  const odd: Array<readonly [string, unknown]> = [];
  if (isOdd(name)) odd.push(['name', name]);
  if (isOdd(message)) odd.push(['message', message]);
  if (isOdd(stack)) odd.push(['stack', stack]);
  return odd;
}

function isOdd(part: unknown): boolean {
  return typeof part !== 'string' && part !== undefined && part !== null;
}

function partsOfValue(value: unknown): ErrorParts {
  return {
    type: value === null ? 'null' : typeof value,
    message: textOf(value),
    stack: undefined,
    code: ABSENT,
    cause: ABSENT,
    errors: ABSENT,
    own: [],
    ownCount: 0,
    isOpen: true,
  };
}

/** Lists are values, however many members they have. */
function isValue(error: object): boolean {
  try {
    return Array.isArray(error) || isBytes(error) || isBoxedText(error);
  } catch {
    return false;
  }
}

function textOf(value: unknown): string {
  try {
    if (types.isStringObject(value)) return String.prototype.valueOf.call(value);
    if (typeof value === 'object' && value !== null) return Object.prototype.toString.call(value);
    if (typeof value === 'bigint') return bigintText(value);
    return typeof value === 'function' ? '[Function]' : String(value);
  } catch {
    return UNREADABLE;
  }
}

/** The name that was given to it; for a class that gave none, the name of the class. */
function typeOf(error: object, name: unknown): string {
  if (typeof name === 'string' && name !== 'Error' && name !== '') return name;
  const maker = read(error, 'constructor');
  const className = typeof maker === 'function' ? read(maker, 'name') : '';
  return typeof className === 'string' && className !== '' && className !== 'Object' ? className : 'Error';
}

/** The first own names and how many there are; undefined where a proxy does not say. */
function ownNames(error: object, max: number): { first: readonly string[]; count: number } | undefined {
  try {
    const names = Object.keys(error);
    if (names.length <= max) {
      const first = names.filter(isOwnName);
      return { first, count: first.length };
    }
    // A million names are not each looked at: those of the parts are counted instead.
    const parts = CORE.filter((name) => isEnumerable.call(error, name)).length;
    return {
      first: names
        .slice(0, max + parts)
        .filter(isOwnName)
        .slice(0, max),
      count: names.length - parts,
    };
  } catch {
    return undefined;
  }
}

const isEnumerable = Object.prototype.propertyIsEnumerable;

function isOwnName(name: string): boolean {
  return !CORE_NAMES.has(name);
}

function ownOrAbsent(error: object, name: string): unknown {
  try {
    return Object.hasOwn(error, name) ? read(error, name) : ABSENT;
  } catch {
    return UNREADABLE;
  }
}

function read(object: object, name: string): unknown {
  try {
    return (object as Record<string, unknown>)[name];
  } catch {
    return GETTER_THREW;
  }
}
