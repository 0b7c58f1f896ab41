/**
 * Whether a value looks like a secret by itself. Asked where nothing but a word of prose says that one follows
 * (`the password is x`, a cell of a table, the next item of a list): there a word of a language is none.
 */
import { DOTS, HYPHENS, isBlank, isDigit, isIn, LETTERS } from './characters.js';

const HYPHEN = 45;
const DOT = 46;
const PLAIN_WORD = LETTERS | HYPHENS | DOTS;
const SHORTEST = 6;
const LONGEST = 4_096;

/** Brackets and quotes of source text, a path, an address. */
const SOURCE = /[()[\]{}<>"'`|\\]|^[./~]|:\/\//;
/** `30s`, `512MB`, `1.5x`; a date; `app.ts:42`, `v1.2.3-rc1`. */
const MEASURE =
  /^\d+(?:[.,]\d+)?[A-Za-z%]{1,7}$|^\d{4}-\d\d-\d\d|^v\d[\d.]*$|^v\d+[.-].*$|^\d+\.\d|\.(?:[cm]?[jt]sx?|py|go|rb|java|json|ya?ml|toml|md|txt|pem|key|crt|conf|cfg|ini|log|sql|html?|css)(?::\d+)*$/;
/** `phase2`, `users_v2`, `sha256`, `rate-limit-1`: a word with a number. */
const NUMBERED_WORD = /^(?:[a-z]+|[A-Z]+|[A-Z][a-z]+)(?:[-_.](?:[a-z]+|[A-Z]+))*[-_.]?\d{1,3}$/;
const ALPHANUMERIC = /^[A-Za-z0-9_-]+$/;
/** Within letters and digits. */
const BASE64_SIGNS = /(?<=\w)[+/](?=\w)|={1,2}$/g;
const SIGN = /[A-Za-z0-9][!#$%&*+=?@^~]+[A-Za-z0-9!#$%&*+=?@^~]/;

/** Whether a word of letters, hyphens and dots stands at `at`, which {@link looksSecret} would tell to be none. */
export function isPlainWordAt(text: string, at: number): boolean {
  let end = at;
  while (isIn(text.charCodeAt(end), PLAIN_WORD)) end++;
  return end === text.length || isBlank(text.charCodeAt(end));
}

/** At least so long, a word of small and capital letters and digits is made by a machine. */
const LONGEST_IDENTIFIER = 15;
/** Small and capital letters and digits. */
export const MIXED = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)/;
const DIGITS_APART = /^[A-Za-z0-9]*\d[A-Za-z]+\d/;
/** Changes between small letters, capitals and digits, in all and by character: in `OAuth2Client` there are four. */
const LEAST_CHANGES = 5;
const LEAST_SHARE = 0.4;

/** Whether a word was drawn, rather than written: letters and digits that change more often than in a name of something. */
export function looksDrawn(value: string): boolean {
  if (isRandomCase(value)) return true;
  if (!looksSecret(value, true) || !ALPHANUMERIC.test(value.replace(BASE64_SIGNS, ''))) return false;
  if (DIGITS_APART.test(value) || (value.length > LONGEST_IDENTIFIER && MIXED.test(value))) return true;
  return changesIn(value) >= Math.max(LEAST_CHANGES, LEAST_SHARE * value.length);
}

/** With a digit, and both cases. */
const BASE64 = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/]{16,}={0,2}$/;
const CAMEL = /[a-z]{5}|^[A-Z]?[a-z]+$/;

/** Letters of which one cannot tell which will be a capital. */
function isRandomCase(value: string): boolean {
  return (
    value.length > 11 &&
    !CAMEL.test(value) &&
    ALPHANUMERIC.test(value) &&
    changesIn(value) > 0.42 * value.length
  );
}

function changesIn(value: string): number {
  let changes = 0;
  for (let i = 1; i < value.length; i++)
    if (kindOf(value.charCodeAt(i)) !== kindOf(value.charCodeAt(i - 1))) changes++;
  return changes;
}

function kindOf(code: number): number {
  if (isDigit(code)) return 0;
  return code < 97 ? 1 : 2;
}

/** `strict`: a single word with a number behind it is a name of something. */
export function looksSecret(value: string, strict: boolean): boolean {
  if (value.length < SHORTEST || value.length > LONGEST) return false;
  let digits = 0;
  let letters = 0;
  let signs = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (isDigit(code)) digits++;
    else if (isIn(code, LETTERS)) letters++;
    else if (code !== HYPHEN && code !== DOT) signs++;
  }
  // A word, or some with hyphens, which most values are.
  if (letters === 0) return false;
  if (digits === 0 && signs === 0) return isRandomCase(value);
  if (BASE64.test(value) && changesIn(value) > 0.35 * value.length) return true;
  if (SOURCE.test(value) || MEASURE.test(value)) return false;
  if (digits === 0) return SIGN.test(value);
  return !strict || (value.length > 7 && !NUMBERED_WORD.test(value));
}
