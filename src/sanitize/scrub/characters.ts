/**
 * Character classes as bits, so that "is this character part of a token?" is one load and one `and`.
 * An alphabet is a union of bits; every vendor's token alphabet is one of the unions below.
 */

const DIGIT = 1;
const LOWER_HEX = 2;
const LOWER_REST = 4;
const UPPER_HEX = 8;
const UPPER_REST = 16;
const UNDERSCORE = 32;
const HYPHEN = 64;
const DOT = 128;
const PLUS_SLASH = 256;
const EQUALS = 512;
const TILDE = 1024;
const COLON = 2048;
const SPACE = 4096;

/** A set of characters, as bits of {@link isIn}. */
export type Alphabet = number;

export const DIGITS: Alphabet = DIGIT;
export const HYPHENS: Alphabet = HYPHEN;
export const DOTS: Alphabet = DOT;
export const LOWER: Alphabet = LOWER_HEX | LOWER_REST;
export const UPPER: Alphabet = UPPER_HEX | UPPER_REST;
export const LETTERS: Alphabet = LOWER | UPPER;
export const HEX: Alphabet = DIGIT | LOWER_HEX | UPPER_HEX;
export const BASE36: Alphabet = DIGIT | LOWER;
export const UPPER36: Alphabet = DIGIT | UPPER;
export const BASE62: Alphabet = DIGIT | LETTERS;
/** Letters, digits and underscore: the characters that make a word, and so no boundary. */
export const WORD: Alphabet = BASE62 | UNDERSCORE;
export const BASE62_PLUS_SLASH: Alphabet = BASE62 | PLUS_SLASH;
export const BASE62_HYPHEN: Alphabet = BASE62 | HYPHEN;
/** RFC 4648 section 5, base64url. */
export const BASE64URL: Alphabet = WORD | HYPHEN;
export const DOTTED: Alphabet = BASE64URL | DOT;
/** What follows the first letter of an element's name. */
export const IN_ELEMENT: Alphabet = DOTTED | COLON | SPACE;
/** RFC 4648 section 4, with padding. */
export const BASE64: Alphabet = BASE62 | PLUS_SLASH | EQUALS;
/** Either base64 variant, with padding. */
export const ANY_BASE64: Alphabet = BASE64 | BASE64URL;
export const DOTTED_BASE64: Alphabet = ANY_BASE64 | DOT;
export const DOTTED_TILDE: Alphabet = DOTTED | TILDE;
/** RFC 6750 section 2.1, `b64token`. */
export const BEARER_TOKEN: Alphabet = ANY_BASE64 | DOT | TILDE;

const BITS = new Uint16Array(128);

function assign(bit: number, from: string, to: string): void {
  for (let c = from.charCodeAt(0); c <= to.charCodeAt(0); c++) BITS[c] = bit;
}
assign(DIGIT, '0', '9');
assign(LOWER_REST, 'g', 'z');
assign(LOWER_HEX, 'a', 'f');
assign(UPPER_REST, 'G', 'Z');
assign(UPPER_HEX, 'A', 'F');
assign(UNDERSCORE, '_', '_');
assign(HYPHEN, '-', '-');
assign(DOT, '.', '.');
assign(PLUS_SLASH, '+', '+');
assign(PLUS_SLASH, '/', '/');
assign(EQUALS, '=', '=');
assign(TILDE, '~', '~');
assign(COLON, ':', ':');
assign(SPACE, ' ', ' ');

/** Whether a UTF-16 unit belongs to the alphabet. `NaN`, from reading behind the end, belongs to none. */
export function isIn(code: number, alphabet: Alphabet): boolean {
  return code < 128 && (BITS[code]! & alphabet) !== 0;
}

/** The characters of an alphabet, one by one. */
export function charactersOf(alphabet: Alphabet): readonly string[] {
  return Array.from({ length: 128 }, (_, code) => code)
    .filter((code) => isIn(code, alphabet))
    .map((code) => String.fromCharCode(code));
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const ENOUGH_OF_A_VALUE = 128;

/** Blank, tab, line ends, no-break and the other Unicode spaces that occur in copied text. */
export function isBlank(code: number): boolean {
  return code <= 32
    ? code === 32 || (code >= 9 && code <= 13)
    : code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a) || (code >> 1) << 1 === 0x2028;
}

/** Whether a blank stands among the first characters of a value, as in what is more than a word. */
export function hasBlank(text: string, start: number, end: number): boolean {
  const stop = Math.min(end, start + ENOUGH_OF_A_VALUE);
  for (let at = start; at < stop; at++) if (isBlank(text.charCodeAt(at))) return true;
  return false;
}

export function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** Whether position `at` starts a word: nothing, or no word character, stands before it. */
export function isBoundary(text: string, at: number): boolean {
  return at === 0 || !isIn(text.charCodeAt(at - 1), WORD);
}

const ESCAPE_BEFORE =
  /%(?:25)*[0-9A-Fa-f]{2}$|\\(?:[nrtbfv0]|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})$|\[\d{1,3}(?:;\d{1,3})*m$/;
/** The same, where digits were walked over that may belong to the escape. */
const ESCAPE_HEAD = /(?:%|\\u|\\x)$/;

/** A boundary, or an escape (`%3D`, `\n`) whose last letter is none. For matchers that look back to their start. */
export function startsWord(text: string, at: number): boolean {
  return isBoundary(text, at) || ESCAPE_BEFORE.test(text.slice(Math.max(0, at - 8), at));
}

/** How many of the digits at `at` belong to an escape that begins before them: two of `%22`, four of `\\u0022`. */
export function escapeDigits(text: string, at: number): number {
  const head = ESCAPE_HEAD.exec(text.slice(Math.max(0, at - 2), at))?.[0];
  if (head === undefined) return 0;
  if (head.endsWith('u')) return 4;
  return head === '%' ? 2 + (/^(?:25)*(?=\d\d)/.exec(text.slice(at, at + 6))?.[0].length ?? 0) : 2;
}

/** The value of a hexadecimal digit, or -1. */
export function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const folded = code | 32;
  return folded >= 97 && folded <= 102 ? folded - 87 : -1;
}

/** The byte written as two hexadecimal digits at `at`, or -1. */
export function hexByte(text: string, at: number): number {
  const high = hexValue(text.charCodeAt(at));
  const low = hexValue(text.charCodeAt(at + 1));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/**
 * Whether an encoded quote or bracket ends in these three characters, which then are no part of a name: `%22`, `%27`,
 * `%5D`, also with `%25` or `\\u00` before the digits.
 */
export function endsEscape(last: number, second: number, third: number): boolean {
  const isCode = ((last === 50 || last === 55) && second === 50) || ((last | 32) === 100 && second === 53);
  return isCode && (third === 37 || third === 53 || third === 48);
}
