/** What is known about a key name: judged once per distinct name, because a log repeats its names for ever. */

export interface NameInfo {
  /** A key of this name holds a secret. */
  readonly sensitive: boolean;
  /** Its value has the grammar of this header. */
  readonly header: 'authorization' | 'cookie' | 'set-cookie' | undefined;
  /** Its value is a number by nature: PIN, card, password. */
  readonly numeric: boolean;
  /** A plural: a number under it is a count. */
  readonly plural: boolean;
  /** Its value is made by a machine, so that a word of a language is none. */
  readonly drawn: boolean;
  /** Its value may be several words: a recovery phrase. */
  readonly phrase: boolean;
  /** What its value may be instead of a secret: how one authenticates (`auth: basic`), the directory of `PWD=`. */
  readonly value: 'method' | 'folder' | undefined;
  /** Sensitive as a parameter of an address: always, or when its value is long. */
  readonly parameter: 'always' | 'long' | 'code' | undefined;
}

/** Decisions that are remembered. A million distinct names must not grow the process. */
const MAX_REMEMBERED = 4096;

const NUMERIC =
  /(?:^|[^a-z])(?:pin|t?otp|mfa|cvv2?|cvc2?|csc|ssn|pan|codes?|password|passwd|pwd|passcode|number|card)(?:$|[^a-z])/i;
const NUMERIC_TAIL =
  /(?:pin|otp|cvv2?|cvc2?|csc|ssn|pan|code|.pass|passwd|password|pwd|pw|passcode|number|card)\d?$/i;
const PLURAL = /(?:tokens|secrets|cookies|sessions|keys|credentials|passwords|codes|creds)$/i;

/** AWS, Google and Azure sign their addresses; SAML and CAS carry tickets in them. */
const PARAMETERS = new Set(
  (
    'sig signature x-amz-signature x-amz-security-token x-amz-credential x-goog-signature x-goog-credential ' +
    'auth sid jwt ticket otp samlresponse samlrequest hmac code_verifier client_assertion assertion ' +
    'q-signature policy-signature x-oss-signature x-cos-security-token authkey auth_key oauth_verifier oauth_signature token'
  ).split(' '),
);
/** Ambiguous names: `key=name` is common. */
const LONG_PARAMETERS = new Set(['key', 'k', 'hash', 'policy', 'appid']);

const DRAWN = /(?:auth|session|sid|tokens?|cookies?|credentials?|creds?|jwt|bearer|csrf|xsrf|secrets)\d?$/i;

function headerOf(name: string): NameInfo['header'] {
  if (/authorization$/i.test(name)) return 'authorization';
  if (/set[-_]?cookie$/i.test(name)) return 'set-cookie';
  return /cookie$/i.test(name) ? 'cookie' : undefined;
}

function parameterOf(lower: string): NameInfo['parameter'] {
  if (PARAMETERS.has(lower)) return 'always';
  if (lower === 'code') return 'code';
  return LONG_PARAMETERS.has(lower) ? 'long' : undefined;
}

function otherValueOf(name: string): NameInfo['value'] {
  if (/(?:^|[^a-z])auth$/i.test(name)) return 'method';
  return /^\$?(?:old)?pwd$/i.test(name) ? 'folder' : undefined;
}

/** Remembers what is known about names; a judgement that throws is a yes. */
export function createNameMemory(keyNames: (name: string) => boolean): (name: string) => NameInfo {
  const known = new Map<string, NameInfo>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    let sensitive = true;
    try {
      sensitive = keyNames(name) === true;
    } catch {
      // Fails closed: a name that cannot be judged is sensitive.
    }
    const parameter = parameterOf(name.toLowerCase());
    const info: NameInfo =
      sensitive || parameter !== undefined ? { ...infoOf(name), sensitive, parameter } : HARMLESS;
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(name, info);
    return info;
  };
}

/** Under such a name nothing is asked. */
const HARMLESS: NameInfo = {
  sensitive: false,
  header: undefined,
  numeric: false,
  plural: false,
  drawn: false,
  phrase: false,
  value: undefined,
  parameter: undefined,
};

function infoOf(name: string): Omit<NameInfo, 'sensitive' | 'parameter'> {
  const isNumeric = NUMERIC.test(name) || NUMERIC_TAIL.test(name);
  return {
    header: headerOf(name),
    numeric: isNumeric,
    plural: PLURAL.test(name),
    drawn: !isNumeric && DRAWN.test(name),
    phrase: /mnemonic|phrase|seed/i.test(name),
    value: otherValueOf(name),
  };
}
