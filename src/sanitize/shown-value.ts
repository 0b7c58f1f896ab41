/** Values that no machine-made secret can be, whatever name they stand under: a version, a file, a state, counts. */
import type { KeyVerdict } from './keys.js';
import { isDigit } from './scrub/characters.js';
import { isDuration, isFile, isFingerprint } from './scrub/known-forms.js';

/** Longer ones are looked at no further. UTF-16 units. */
const LONGEST = 96;
const LONGEST_STATE = 11;
const LONGEST_NOUN = 8;
const LONGEST_MASK = 12;
const STATES = new Set(
  (
    'include omit same-origin none null undefined true false up down ok yes no required optional missing invalid valid ' +
    'expired active inactive enabled disabled *** ****** ******** [MASK]'
  )
    .split(' ')
    .flatMap((state) => [state, state.toUpperCase()]),
);
const [SLASH, CARET, TILDE, LESS, GREATER] = [47, 94, 126, 60, 62];
/** `^1.2.3` of a package that is called `cookie`. */
const VERSION =
  /^(?:[~^]|[<>]=?)?\d{1,4}\.\d{1,4}\.\d{1,4}(?:-(?:alpha|beta|rc|next|canary|dev|pre|snapshot)[.\d]{0,8})?$/;
/** `PWD`, which is a password elsewhere, is a folder in the environment of a process. */
const FOLDER_NAME = /^(?:OLD)?PWD$/;
const FOLDER = /^(?:\/|~(?:\/|$)|[A-Za-z]:\\)/;
/** `{ auth: { pass } }` */
const PASSWORD = /pass$/i;

function isNoSecret(value: string): boolean {
  if (value.length <= LONGEST_STATE && STATES.has(value)) return true;
  const first = value.charCodeAt(0);
  if (value.length > LONGEST) return false;
  if (first === SLASH) return isFile(value); // `GOOGLE_APPLICATION_CREDENTIALS=/etc/key.json`
  const mayBeVersion =
    isDigit(first) || first === CARET || first === TILDE || first === LESS || first === GREATER;
  return mayBeVersion && VERSION.test(value);
}

/** `x-ratelimit-limit-tokens: '90000'`, `x-ratelimit-reset-tokens: '6m0s'` */
const COUNTED = /(?:tokens|sessions|cookies|secrets)$/i;
const COUNT = /^\d{1,12}$/;

const isNoSecretOrCount = (value: string) =>
  isNoSecret(value) || COUNT.test(value) || (value.length < 24 && isDuration(value));

/** What a fingerprint stands under. */
const PUBLIC_NAME = /^(?:GPG|PGP)_KEY$/;

const isNoSecretOrFingerprint = (value: string) => isFingerprint(value) || isNoSecret(value);

const isFolder = (value: string) => FOLDER.test(value);

/** What others put in place of a secret. */
const MASK = /^(?:\*{3,12}|\u2022{3,12}|[<[]?(?:redacted|masked|filtered|hidden|removed)[\]>])$/i;

const isMask = (value: string) => value.length <= LONGEST_MASK && MASK.test(value);

/** What tells of a text under a sensitive name that it is no secret. A password, and a secret number, can be any text. */
export function harmlessUnder(name: string, verdict: KeyVerdict): ((value: string) => boolean) | undefined {
  // A name can be as long as its object's author likes.
  const noun = name.slice(-LONGEST_NOUN);
  if (verdict !== 'sensitive-number' && !PASSWORD.test(noun)) {
    if (PUBLIC_NAME.test(name)) return isNoSecretOrFingerprint;
    return COUNTED.test(noun) ? isNoSecretOrCount : isNoSecret;
  }
  return FOLDER_NAME.test(name) ? isFolder : isMask;
}

const MOST_COUNTS = 16;

/** `{ prompt: 812, completion: 133 }` under `tokens`: nothing but counts, by names. */
export function isCounts(name: string, value: object, names: readonly string[]): boolean {
  return /s$/i.test(name) && names.length <= MOST_COUNTS && names.every((key) => isCount(value, key));
}

function isCount(object: object, name: string): boolean {
  return /^[A-Za-z_]/.test(name) && typeof Object.getOwnPropertyDescriptor(object, name)?.value === 'number';
}

export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
