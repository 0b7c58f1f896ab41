/**
 * A wrapper for a value that must never be printed: classification at the source, before any rule has to guess. Through
 * every door out of it (text, JSON, inspect, spread, clone) comes a placeholder or nothing; only `reveal` gives it back.
 */

const PLACEHOLDER = '[REDACTED]';

/** Shared by the ESM and the CJS copy of this package, so that each knows the other's secrets. */
const BRAND = Symbol.for('codomyrmex-logging/secret');
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** A value behind a placeholder. The value is in a private field: not enumerable, not cloned, not shown by inspect. */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
    Object.freeze(this);
  }

  /** The value itself. The only way to it. */
  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return PLACEHOLDER;
  }

  toJSON(): string {
    return PLACEHOLDER;
  }

  toLocaleString(): string {
    return PLACEHOLDER;
  }

  valueOf(): string {
    return PLACEHOLDER;
  }

  /** For every hint: a secret is no number either. */
  [Symbol.toPrimitive](): string {
    return PLACEHOLDER;
  }

  get [Symbol.toStringTag](): string {
    return 'Secret';
  }

  get [BRAND](): true {
    return true;
  }

  [INSPECT](): string {
    return PLACEHOLDER;
  }
}

/** Wraps a value. A secret stays the one it is. */
export function secret<T>(value: T): T extends Secret<unknown> ? T : Secret<T> {
  return (isSecret(value) ? value : new Secret(value)) as T extends Secret<unknown> ? T : Secret<T>;
}

/** Whether a value is a secret, of this copy of the package or another. Never throws, also on a hostile Proxy. */
export function isSecret(value: unknown): value is Secret<unknown> {
  try {
    return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
  } catch {
    return false;
  }
}
