/** Takes an error apart without trusting it: every property is read once, inside try. */
import { bigintText } from './bigint-text.js';
import { isBoxedText, isBytes } from './indexed.js';

/** Names that are written by the error itself; an own property of one of these names is not repeated. */
const CORE_NAMES: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'code', 'cause', 'errors']);

/** What a property whose getter threw is replaced by. */
export const GETTER_THREW = '[Getter threw]';

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
  /** Own enumerable properties besides those above, in order. */
  readonly own: ReadonlyArray<readonly [name: string, value: unknown]>;
  /** How many of these there are, also those beyond the limit. */
  readonly ownCount: number;
}

/** The parts of `error`; a value that was thrown without being an Error has its type and its text. */
export function errorParts(error: unknown, maxOwn: number): ErrorParts {
  if (typeof error !== 'object' || error === null || isList(error)) return partsOfValue(error);
  const name = read(error, 'name');
  const message = read(error, 'message');
  const stack = read(error, 'stack');
  const names = ownNames(error);
  return {
    type: typeOf(error, name),
    message: typeof message === 'string' ? message : '',
    stack: typeof stack === 'string' ? stack : undefined,
    code: read(error, 'code') ?? ABSENT,
    cause: ownOrAbsent(error, 'cause'),
    errors: ownOrAbsent(error, 'errors'),
    own: names.slice(0, maxOwn).map((name) => [name, read(error, name)] as const),
    ownCount: names.length,
  };
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
  };
}

/** Lists are values, however many members they have. */
function isList(error: object): boolean {
  try {
    return Array.isArray(error) || isBytes(error) || isBoxedText(error);
  } catch {
    return false;
  }
}

function textOf(value: unknown): string {
  try {
    if (typeof value === 'object' && value !== null) return Object.prototype.toString.call(value);
    if (typeof value === 'bigint') return bigintText(value);
    return typeof value === 'function' ? '[Function]' : String(value);
  } catch {
    return '[Unreadable]';
  }
}

/** The name that was given to it; for a class that gave none, the name of the class. */
function typeOf(error: object, name: unknown): string {
  if (typeof name === 'string' && name !== 'Error' && name !== '') return name;
  const maker = read(error, 'constructor');
  const className = typeof maker === 'function' ? read(maker, 'name') : '';
  return typeof className === 'string' && className !== '' && className !== 'Object' ? className : 'Error';
}

function ownNames(error: object): readonly string[] {
  try {
    return Object.keys(error).filter((name) => !CORE_NAMES.has(name));
  } catch {
    return [];
  }
}

function ownOrAbsent(error: object, name: string): unknown {
  try {
    return Object.hasOwn(error, name) ? read(error, name) : ABSENT;
  } catch {
    return ABSENT;
  }
}

function read(object: object, name: string): unknown {
  try {
    return (object as Record<string, unknown>)[name];
  } catch {
    return GETTER_THREW;
  }
}
