/**
 * The table of the first pass. The text is read as pairs of bytes, two characters a step, so a literal is met at
 * one of two alignments: its first two characters are a pair, or its second and third are. The table says for each of
 * the 65,536 pairs whether a candidate may start in it or just before it.
 */
import { type Alphabet, BASE36, BASE62, isIn, WORD } from './characters.js';

/** A candidate is near, whatever stands before. */
export const NEAR = 1;
/** A candidate starts with this pair when the character before the pair is no word character. */
export const EVEN = 2;
/** A candidate starts one character before this pair, when a word starts there. */
export const ODD = 4;
/** The second character of this pair is no word character. */
export const SECOND_NO_WORD = 8;
/** The first character of this pair is no word character. */
export const FIRST_NO_WORD = 16;

/** A character of this pair cannot stand between quotes as it is: control, quote, backslash, or beyond ASCII. */
export const NOT_PLAIN = 32;

/** A literal as the table needs it. */
export interface TableLiteral {
  readonly literal: string;
  /** What the third character must be in where the literal has only two; 0 for anything. */
  readonly thirdIn: Alphabet;
  readonly boundary: boolean;
}

const BYTES = 256;
/** Bytes from here on are one class, see `classOf` in the plan. */
const OTHER = 127;

const isWord = (byte: number) => byte < OTHER && isIn(byte, WORD);

export const isPlain = (byte: number) => byte >= 32 && byte < OTHER && byte !== 34 && byte !== 92;

export function createPairTable(literals: readonly TableLiteral[]): Uint8Array {
  const table = new Uint8Array(BYTES * BYTES);
  // `undefined` stands for every byte; the OTHER class for every byte from 127 on.
  const bytesOf = (code: number | undefined): readonly number[] => {
    if (code !== undefined && code < OTHER) return [code];
    return Array.from({ length: code === undefined ? BYTES : BYTES - OTHER }, (_, i) =>
      code === undefined ? i : i + OTHER,
    );
  };
  const mark = (
    first: number | undefined,
    second: number | undefined,
    bit: number,
    fits: (first: number, second: number) => boolean = () => true,
  ) => {
    for (const a of bytesOf(first)) {
      for (const b of bytesOf(second)) if (fits(a, b)) table[a | (b << 8)]! |= bit;
    }
  };
  for (const { literal, thirdIn, boundary } of literals) {
    const [a, b, c] = [0, 1, 2].map((i) => (i < literal.length ? literal.charCodeAt(i) : undefined));
    mark(a, b, boundary ? EVEN : NEAR);
    const plainSecond = b !== undefined && isIn(b, BASE62);
    if (b === undefined || (plainSecond && !isIn(a!, BASE62) && !isRarePair(b, c))) {
      // Known by its first character alone, which is the second of a pair.
      mark(undefined, a, NEAR, (before) => !boundary || !isWord(before));
    } else {
      const fits = (_: number, third: number) =>
        c !== undefined || thirdIn === 0 || (third < OTHER && isIn(third, thirdIn));
      mark(b, c, boundary && isIn(a!, BASE62) ? ODD : NEAR, fits);
    }
  }
  for (let first = 0; first < BYTES; first++) {
    for (let second = 0; second < BYTES; second++) {
      table[first | (second << 8)]! |=
        (isWord(second) ? 0 : SECOND_NO_WORD) |
        (isWord(first) ? 0 : FIRST_NO_WORD) |
        (isPlain(first) && isPlain(second) ? 0 : NOT_PLAIN);
    }
  }
  return table;
}

/** Two letters in lower case are in every other word; other pairs are rare enough to be looked at. */
function isRarePair(second: number, third: number | undefined): boolean {
  return third !== undefined && !(isIn(second, BASE36) && isIn(third, BASE36));
}
