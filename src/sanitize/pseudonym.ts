/**
 * Keyed pseudonyms: the same value gets the same placeholder, so that one user can be followed through a log without
 * being known. HMAC-SHA256 and not a bare hash, because e-mail addresses and phone numbers can be guessed and hashed by
 * anyone (the same reason as in Microsoft.Extensions.Compliance.Redaction).
 */

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const crypto = () => process.getBuiltinModule('node:crypto');

export interface PseudonymKey {
  /** Written into every pseudonym, so that keys can be changed. Up to 16 letters, digits, `-` and `_`. */
  readonly keyId: string;
  /** At least 16 bytes. A string counts as UTF-8. */
  readonly key: string | Uint8Array;
}

/** The placeholder for a value of some kind: `[REDACTED:email:k1:9f2c51d0a7b3e488]`. */
export type Pseudonymize = (kind: string, value: string) => string;

const KEY_ID = /^[\w-]{1,16}$/;
const MIN_KEY_BYTES = 16;
/** 64 bits: no two of a million users share a pseudonym but with a chance of 1 in 37 million. */
const HEX_DIGITS = 16;
const MAX_KIND = 64;

/** The reason why a key cannot be used, or undefined. The reason never contains the key. */
export function problemWithKey({ keyId, key }: PseudonymKey): string | undefined {
  if (typeof keyId !== 'string' || !KEY_ID.test(keyId)) {
    return 'the pseudonym keyId must be 1 to 16 letters, digits, "-" and "_"';
  }
  if (typeof key !== 'string' && !(key instanceof Uint8Array))
    return 'the pseudonym key must be a string or bytes';
  if (Buffer.byteLength(key) < MIN_KEY_BYTES)
    return `the pseudonym key must have at least ${MIN_KEY_BYTES} bytes`;
  return undefined;
}

/** Throws a TypeError for a key that cannot be used; set-up asks `problemWithKey` first. */
export function createPseudonymizer(options: PseudonymKey): Pseudonymize {
  const problem = problemWithKey(options);
  if (problem !== undefined) throw new TypeError(problem);
  const { keyId, key } = options;
  const secret = crypto().createSecretKey(
    typeof key === 'string' ? Buffer.from(key, 'utf8') : Buffer.from(key),
  );
  return (kind, value) => {
    const label = labelOf(kind);
    // The kind is part of the text, so that a phone number and a customer number that are equal do not look it.
    const mac = crypto().createHmac('sha256', secret).update(`${label}\0${value}`).digest('hex');
    return `[REDACTED:${label}:${keyId}:${mac.slice(0, HEX_DIGITS)}]`;
  };
}

/** Only what cannot end a placeholder early or look like another one. */
function labelOf(kind: string): string {
  return kind.slice(0, MAX_KIND).replace(/[^\w-]/g, '-') || 'value';
}
