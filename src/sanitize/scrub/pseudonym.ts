/** Keyed pseudonyms: the same value gives the same text, and without the key nobody can try values. */

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const crypto = () => process.getBuiltinModule('node:crypto');

export interface PseudonymOptions {
  /** Printed with each pseudonym, so that keys can be changed. Letters, digits, `.`, `_`, `-`; at most 32. */
  readonly keyId: string;
  /** At least 16 bytes; an unkeyed or short-keyed hash of personal data is reversed by trying. */
  readonly key: string | Uint8Array;
  /** Rules whose matches become pseudonyms. @default e-mail, phone, IP addresses and national numbers */
  readonly rules?: readonly string[];
}

/** Values by which one person is followed. Cards and account numbers are not: PCI DSS 3.5.1.1. */
const DEFAULT_RULES = [
  'email',
  'phone',
  'ipv4',
  'ipv6',
  'ssn-us',
  'cpf',
  'bsn',
  'aadhaar',
  'sin',
  'kr-rrn',
  'nino',
];
const KEY_ID = /^[A-Za-z0-9._-]{1,32}$/;
const LEAST_KEY_BYTES = 16;
/** 64 bits, in hexadecimal digits. */
const LENGTH = 16;

/** Gives the placeholder with a pseudonym, or undefined for rules that have none. */
export function createPseudonyms(
  options: PseudonymOptions,
): (rule: string, secret: string) => string | undefined {
  const { keyId, key } = options;
  if (!KEY_ID.test(keyId))
    throw new TypeError(`pseudonym.keyId is ${JSON.stringify(keyId)}; use 1 to 32 of A-Z a-z 0-9 . _ -`);
  if (Buffer.byteLength(key) < LEAST_KEY_BYTES)
    throw new TypeError('pseudonym.key is too short; use at least 16 bytes');
  const rules = new Set(options.rules ?? DEFAULT_RULES);
  return (rule, secret) => {
    if (!rules.has(rule)) return undefined;
    // Addresses are compared without case; a percent-encoded `@` is the same address.
    const value = rule === 'email' ? secret.toLowerCase().replace(/%(?:25)*40/, '@') : secret;
    const digest = crypto().createHmac('sha256', key).update(`${rule}\0${value}`).digest('hex');
    return `[REDACTED:${rule}:${keyId}:${digest.slice(0, LENGTH)}]`;
  };
}
