/**
 * One log event, as the application gave it: nothing in it has been cleaned. Only the sanitizer reads it.
 */
import type { Level } from './level.js';

/** What a call passes as fields. Values are read once, never written to. */
export type Fields = Readonly<Record<string, unknown>>;

/** Stands in {@link LogRecord.error} for "none": `undefined` is a value that code can throw. */
export const NO_ERROR: unique symbol = Symbol('no error');

/** Stands for a placeholder in the message that got no argument. */
export const MISSING: unique symbol = Symbol('missing argument');

/** An error whose message was read already, as that of the record: a getter is read once. */
export class ReadError {
  readonly #error: unknown;

  constructor(
    error: unknown,
    readonly message: unknown,
  ) {
    this.#error = error;
  }

  /** What was thrown is asked no question: it can be a proxy. */
  static is(value: unknown): value is ReadError {
    return typeof value === 'object' && value !== null && #error in value;
  }

  get error(): unknown {
    return this.#error;
  }
}

/** No arguments: shared, so that a call without any allocates none. */
export const NO_ARGUMENTS: readonly unknown[] = Object.freeze([]);

/** All properties are always present, in this order, so that every record has one shape. */
export interface LogRecord {
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  readonly level: Level;
  /** The message, or the template that {@link args} fill. Not always a string: it is whatever was passed. */
  readonly message: unknown;
  /** Arguments for the placeholders of the message, then the surplus. Empty: nothing is substituted. */
  readonly args: readonly unknown[];
  /** The fields of this call; undefined when there are none. */
  readonly fields: object | undefined;
  /** The error of this call, perhaps as a {@link ReadError}, or {@link NO_ERROR}. */
  readonly error: unknown;
}

/** The error of a record itself. */
export function errorOf({ error }: LogRecord): unknown {
  return ReadError.is(error) ? error.error : error;
}
