/**
 * Turns the arguments of a log call into a record. This is the only place that knows call shapes:
 *
 *     message | message, …arguments | …, fields | …, error | fields, message, … | error, message, …
 */
import * as types from 'node:util/types';
import { GETTER_THREW } from './error.js';
import { isBoxedText, isBytes } from './indexed.js';
import { inherits } from './inherits.js';
import type { Level } from './level.js';
import { placeholders, takesObject } from './placeholders.js';
import { type LogRecord, MISSING, NO_ARGUMENTS, NO_ERROR, ReadError } from './record.js';

/** What a lazy message or field that threw is replaced by. */
export const FUNCTION_THREW = '[Function threw]';

/** True for every Error, also of another realm (`vm`, test runners) and for a revoked proxy of nothing. */
export function isError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return types.isNativeError(value) || inherits(value, Error.prototype);
  } catch {
    return false;
  }
}

/** Of a function that is not written in JavaScript, and of a class. */
const NOT_CALLED = /^class\b|\{\s*\[native code\]\s*\}$/;

/**
 * Whether a field is made by calling its value: a function that takes nothing. What takes arguments, classes, and functions
 * that are not written in JavaScript (`{ abort: process.abort }`) do something else than make a field.
 */
export function isLazy(value: unknown): value is () => unknown {
  try {
    if (typeof value !== 'function' || value.length > 0) return false;
    return !NOT_CALLED.test(Function.prototype.toString.call(value));
  } catch {
    return false;
  }
}

/** Calls a lazy message or field. It never throws, and a promise that it returns cannot end the process. */
export function callLazy(lazy: () => unknown): unknown {
  try {
    const value = lazy();
    if (types.isPromise(value)) Promise.prototype.then.call(value, undefined, () => {});
    return value;
  } catch {
    return FUNCTION_THREW;
  }
}

/**
 * A call of a level method. Most have a message, or a message and fields: for these no list of arguments is made.
 *
 * @param all the arguments, where there are more than two
 */
export function callOf(
  time: number,
  level: Level,
  count: number,
  first: unknown,
  second: unknown,
  all: readonly unknown[] | undefined,
): LogRecord {
  if (typeof first === 'string') {
    if (count === 1) return make(time, level, first, NO_ARGUMENTS, undefined, NO_ERROR);
    if (count === 2 && isPlain(second) && first.indexOf('%') < 0)
      return make(time, level, first, NO_ARGUMENTS, second as object, NO_ERROR);
  }
  return recordOf(time, level, all ?? [first, second].slice(0, count));
}

export function recordOf(time: number, level: Level, args: readonly unknown[]): LogRecord {
  const first = args[0];
  if (typeof first === 'string') return withArguments(time, level, first, args, 1, undefined, NO_ERROR);
  const count = args.length;
  if (count === 0) return make(time, level, '', NO_ARGUMENTS, undefined, NO_ERROR);
  if (typeof first === 'function') {
    const message = callLazy(first as () => unknown);
    const given = typeof message === 'function' ? FUNCTION_THREW : message;
    return recordOf(time, level, [given, ...args.slice(1)]);
  }
  if (isError(first)) return errorFirst(time, level, first, args);
  return isFields(first)
    ? fieldsFirst(time, level, first as object, args)
    : withArguments(time, level, first, args, 1, undefined, NO_ERROR);
}

/** A call of `exception`: the first argument is the error, whatever was thrown, or else a text before an error. */
export function exceptionOf(time: number, level: Level, args: readonly unknown[]): LogRecord {
  if (typeof args[0] === 'string' && args.slice(1).some(isError)) return recordOf(time, level, args);
  return errorFirst(time, level, args[0], args);
}

/** Behind the error: a message with its arguments, or more fields. */
function errorFirst(time: number, level: Level, error: unknown, args: readonly unknown[]): LogRecord {
  const message = messageAt(args, 1);
  if (message !== undefined) return withArguments(time, level, message, args, 2, undefined, error);
  if (typeof error !== 'object' || error === null)
    return withArguments(time, level, error, args, 1, undefined, error);
  // An error without a message of its own speaks for itself.
  const own = ownMessage(error);
  if (own !== undefined) return withArguments(time, level, own, args, 1, undefined, error);
  const said = readMessage(error);
  const text = typeof said === 'string' && said !== GETTER_THREW ? said : '';
  return withArguments(time, level, text, args, 1, undefined, new ReadError(error, said));
}

function fieldsFirst(time: number, level: Level, fields: object, args: readonly unknown[]): LogRecord {
  const message = messageAt(args, 1);
  if (message !== undefined) return withArguments(time, level, message, args, 2, fields, NO_ERROR);
  return withArguments(time, level, '', args, 1, fields, NO_ERROR);
}

/** The argument at this place, when it is text, or makes it. */
function messageAt(args: readonly unknown[], at: number): string | undefined {
  let message = args[at];
  if (typeof message === 'function') message = callLazy(message as () => unknown);
  return typeof message === 'string' ? message : undefined;
}

/**
 * Takes a trailing error and trailing fields off the arguments; what is left fills the placeholders. An error
 * that a placeholder waits for is both: `('failed: %s', error)` reads well and keeps the stack.
 */
function withArguments(
  time: number,
  level: Level,
  message: unknown,
  args: readonly unknown[],
  from: number,
  givenFields: object | undefined,
  givenError: unknown,
): LogRecord {
  let rest = args.slice(from);
  let fields = givenFields;
  let error = givenError;
  const letters = typeof message === 'string' && rest.length > 0 ? placeholders(message) : '';
  for (let taken = 0; taken < 2 && rest.length > 0; taken += 1) {
    const last = rest[rest.length - 1];
    if (error === NO_ERROR && isError(last)) {
      error = last;
      if (rest.length <= letters.length) break; // it also fills the placeholder that waits for it
    } else if (fields === undefined && isFields(last) && !isWanted(last, rest.length - 1, letters)) {
      fields = last as object;
    } else {
      break;
    }
    rest = rest.slice(0, -1);
  }
  return make(time, level, message, arranged(rest, letters), fields, error);
}

/** Whether a placeholder that is still open after `filled` arguments takes this trailing object. */
function isWanted(object: unknown, filled: number, letters: string): boolean {
  const open = letters.slice(filled);
  return isPlain(object) ? [...open].some(takesObject) : open.length > 0;
}

/** `%s` and `%d` never take a trailing plain object: it moves on to the `%o`, `%O` or `%j` that does. */
function arranged(rest: readonly unknown[], letters: string): readonly unknown[] {
  if (rest.length === 0) return NO_ARGUMENTS;
  const last = rest.length - 1;
  if (last >= letters.length || takesObject(letters[last] as string) || !isPlain(rest[last])) return rest;
  let target = last;
  while (target < letters.length && !takesObject(letters[target] as string)) target += 1;
  if (target === letters.length) return rest;
  return [...rest.slice(0, last), ...new Array(target - last).fill(MISSING), rest[last]];
}

function make(
  time: number,
  level: Level,
  message: unknown,
  args: readonly unknown[],
  fields: object | undefined,
  error: unknown,
): LogRecord {
  return { time, level, message, args, fields, error };
}

/** The message of an ordinary error, which can be read twice. Undefined: it runs code, or there is none. */
function ownMessage(error: object): string | undefined {
  if (types.isProxy(error)) return undefined;
  const message: unknown = Object.getOwnPropertyDescriptor(error, 'message')?.value;
  return typeof message === 'string' ? message : undefined;
}

function readMessage(error: object): unknown {
  try {
    return (error as { message?: unknown }).message;
  } catch {
    return GETTER_THREW;
  }
}

/** A literal or null-prototype object, of any realm. */
export function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  try {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return true;
    return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf');
  } catch {
    return true; // a hostile proxy: the walk, which reads inside try, finds out what can be shown
  }
}

/** Built-in objects that are one value, by what `Object.prototype.toString` says of them. */
const VALUE_TAGS: ReadonlySet<string> = new Set(
  [
    ...['Array', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Date', 'RegExp', 'Map', 'Set', 'Promise'],
    ...['WeakMap', 'WeakSet', 'WeakRef', 'Generator', 'AsyncGenerator'],
    ...['Number', 'String', 'Boolean', 'Symbol', 'BigInt', 'URL', 'URLSearchParams', 'Headers'],
  ].map((tag) => `[object ${tag}]`),
);

/** Plain objects and instances of the application's classes hold fields; built-in containers are values. */
export function isFields(value: unknown): boolean {
  if (isPlain(value)) return true;
  if (typeof value !== 'object' || value === null || isError(value)) return false;
  try {
    return !isBytes(value) && !isBoxedText(value) && !VALUE_TAGS.has(Object.prototype.toString.call(value));
  } catch {
    return true; // likewise
  }
}
