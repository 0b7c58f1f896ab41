/** What the corpus consists of. */
import type { Random } from './random.js';

/**
 * How the input reaches the logger:
 *
 * - `value`: a string, logged as a field with a name that says nothing.
 * - `message`: a string, logged as the message without arguments.
 * - `object`: an object of fields.
 * - `error`: an Error.
 * - `headers`: request headers in one of their many forms, logged as the field `headers`.
 * - `arguments`: a format string and its arguments.
 * - `text`: text of several lines, as for `scrub(text)` and for messages.
 */
export type Kind = 'value' | 'message' | 'object' | 'error' | 'headers' | 'arguments' | 'text';

export interface CorpusCase {
  readonly id: string;
  readonly kind: Kind;
  /** What it is about: `token`, `card`, `key-name`. */
  readonly group: string;
  /** False for wrappings that one meets rarely: of those nine in ten are to be found. */
  readonly ordinary: boolean;
  /** Makes the input, anew for every call, so that a logger that writes to it harms no other run. */
  readonly input: () => unknown;
  /** Must not be in the output, neither whole nor in large part. Empty for a look-alike. */
  readonly secrets: readonly string[];
  /** Must be in the output as they are. Empty for most positives. */
  readonly survives: readonly string[];
}

/** A way to write a secret down. The rest of what it makes is not secret. */
export interface Wrap {
  readonly name: string;
  readonly kind: Kind;
  readonly unusual?: boolean;
  readonly make: (secret: string, r: Random) => unknown;
}

export function positive(
  id: string,
  kind: Kind,
  input: () => unknown,
  secrets: readonly string[],
  extra: { readonly survives?: readonly string[]; readonly unusual?: boolean } = {},
): CorpusCase {
  const group = id.split('/')[0] ?? id;
  return {
    id: `${id}#${kind}`,
    kind,
    group,
    ordinary: !extra.unusual,
    input,
    secrets,
    survives: extra.survives ?? [],
  };
}

export function lookalike(
  id: string,
  kind: Kind,
  input: () => unknown,
  survives: readonly string[],
): CorpusCase {
  const group = id.split('/')[0] ?? id;
  return { id: `${id}#${kind}`, kind, group, ordinary: true, input, secrets: [], survives };
}
