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

/** How much of a body the `mixed` check reads. */
const MIXED_WINDOW = 64;

/** Whether `start` to `end` holds a digit or both cases of letters, judged by its first 64 characters. */
export function isMixed(text: string, start: number, end: number): boolean {
  const stop = Math.min(end, start + MIXED_WINDOW);
  let lower = false;
  let upper = false;
  for (let i = start; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (alphabet.isDigit(code)) return true;
    lower ||= code >= 97 && code <= 122;
    upper ||= code >= 65 && code <= 90;
    if (lower && upper) return true;
  }
  return false;
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
  return (scan: Scan, at: number, after: number): number => {
    const end = scan.runEnd(after, letters);
    const length = end - after;
    if (length < min || length > max) return MISS;
    if (mixed && !isMixed(scan.text, after, end)) return MISS;
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
    match: tokenMatcher(row),
    ...(row.mixed ? { validation: 'a digit or both cases' } : {}),
    mask: 'full',
    hits,
    misses,
  };
}
