/** Most credentials are a vendor's prefix and a run of its token alphabet: such a detector is one row of data. */
import type { Alphabet } from './characters.js';
import * as alphabet from './characters.js';
import { type Detector, type Matcher, MISS, type OptInGroup } from './detector.js';
import { type CharacterSet, chars, sample } from './samples.js';
import type { Scan } from './scan.js';

/** The token alphabets by name, each with the character set from which its samples are made. */
const ALPHABETS = {
  digit: [alphabet.DIGITS, 'digit'],
  hex: [alphabet.HEX, 'hex'],
  base36: [alphabet.BASE36, 'base36'],
  upper36: [alphabet.UPPER36, 'upper36'],
  letters: [alphabet.LETTERS, 'lower'],
  base62: [alphabet.BASE62, 'base62'],
  'base62-hyphen': [alphabet.BASE62_HYPHEN, 'base62'],
  word: [alphabet.WORD, 'base62'],
  base64url: [alphabet.BASE64URL, 'base62'],
  dotted: [alphabet.DOTTED, 'base62'],
  base64: [alphabet.BASE64, 'base64'],
  'any-base64': [alphabet.ANY_BASE64, 'base64'],
  'dotted-base64': [alphabet.DOTTED_BASE64, 'base64'],
} as const satisfies Record<string, readonly [Alphabet, CharacterSet]>;

export interface TokenRow {
  readonly name: string;
  readonly about: string;
  readonly source?: string;
  readonly group?: OptInGroup;
  /** The literals the token starts with. */
  readonly starts: readonly string[];
  readonly body: keyof typeof ALPHABETS;
  /** Least length of the body. There is no greatest: formats grow, and a rest left in the text is a leak. */
  readonly min: number;
  /** Only for formats whose prefix is weak: a longer run is something else. */
  readonly max?: number;
  /** The body must hold a digit or both cases, because the prefix alone also starts ordinary words. */
  readonly mixed?: boolean;
  /** Look-alikes beyond the ones that follow from the shape. */
  readonly misses?: readonly string[];
}

function firstIn(letters: Alphabet): (text: string, at: number) => number {
  return (text, at) => {
    let i = at;
    while (i < text.length && !alphabet.isIn(text.charCodeAt(i), letters)) i++;
    return i;
  };
}
const firstDigit = firstIn(alphabet.DIGITS);
const firstLower = firstIn(alphabet.LOWER);
const firstUpper = firstIn(alphabet.UPPER);

/** Whether `start` to `end` holds a digit or both cases of letters. Remembered, or `sk-sk-sk-...` would be dear. */
export function isMixed(scan: Scan, start: number, end: number): boolean {
  if (scan.endOf('digit', start, firstDigit) < end) return true;
  return scan.endOf('lower', start, firstLower) < end && scan.endOf('upper', start, firstUpper) < end;
}

/** `ecdsa-sha2-nistp256-cert-v01`: three words or more, with a number behind some of them. */
const WORDS = /^[a-z]{1,16}\d{0,5}(?:-[a-z]{1,16}\d{0,5}){2,9}$/;
const LONGEST_WORDS = 96;

function isWords(text: string, start: number, end: number): boolean {
  return end - start <= LONGEST_WORDS && WORDS.test(text.slice(start, end));
}

const PERCENT = 37;
const ENCODED_SIGN = /^%(?:25)*(?:2[BbFf]|3[Dd])/;

/** The end of a run in which `+`, `/` and `=` of the alphabet may be percent-encoded. */
function encodedEnd(letters: Alphabet): (text: string, at: number) => number {
  const signs = alphabet.isIn(43, letters) ? ENCODED_SIGN : undefined;
  return (text, at) => {
    let end = at;
    for (;;) {
      while (alphabet.isIn(text.charCodeAt(end), letters)) end++;
      const sign = text.charCodeAt(end) === PERCENT ? signs?.exec(text.slice(end, end + 8)) : undefined;
      if (!sign) return end;
      end += sign[0].length;
    }
  };
}

/** Gives back the punctuation that belongs to the sentence and not to the token: dots, and one hyphen. */
export function withoutTail(text: string, end: number, least: number): number {
  let to = end;
  while (to > least && text.charCodeAt(to - 1) === 46) to--;
  if (to === end && to > least && text.charCodeAt(to - 1) === 45) to--;
  return to;
}

function tokenMatcher(row: TokenRow): Matcher {
  const [letters] = ALPHABETS[row.body];
  const { name, min, max = Number.POSITIVE_INFINITY, mixed = false } = row;
  const endIn = encodedEnd(letters);
  const encoded = `encoded ${row.body}`;
  return (scan: Scan, at: number, after: number): number => {
    let end = scan.runEnd(after, letters);
    if (scan.text.charCodeAt(end) === PERCENT) end = scan.endOf(encoded, after, endIn);
    const length = end - after;
    if (length < min || length > max) return MISS;
    if (mixed && (!isMixed(scan, after, end) || isWords(scan.text, after, end))) return MISS;
    const to = withoutTail(scan.text, end, after + min);
    scan.hide(name, at, to);
    return to;
  };
}

/** Makes the whole detector of a row, samples included. */
export function token(row: TokenRow): Detector {
  const [, set] = ALPHABETS[row.body];
  const hits = () =>
    row.starts.map((start, i) => {
      const secret = start + chars(set, row.min, i + 1);
      return sample('use ', secret, ' now');
    });
  const misses = () => [
    ...row.starts.filter((start) => !/[.$-]./.test(start)).map((start) => `x${start}${chars(set, row.min)}`),
    ...row.starts.map((start) => `use ${start}${chars(set, Math.min(row.min - 1, 3))} now`),
    ...(row.misses ?? []),
  ];
  return {
    name: row.name,
    about: row.about,
    ...(row.source === undefined ? {} : { source: row.source }),
    ...(row.group === undefined ? {} : { group: row.group }),
    prefilter: row.starts,
    boundary: true,
    least: row.min,
    match: tokenMatcher(row),
    ...(row.mixed ? { validation: 'a digit or both cases' } : {}),
    mask: 'full',
    hits,
    misses,
  };
}
