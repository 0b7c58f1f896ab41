/** Seeded randomness: every run of the corpus has the same secrets, and none of them stands in a file. */

export interface Random {
  /** An integer from 0 up to, but not including, the limit. */
  below(limit: number): number;
  /** So many characters of an alphabet. */
  chars(alphabet: string, length: number): string;
}

export const DIGITS = '0123456789';
export const HEX = '0123456789abcdef';
export const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const BASE62 = DIGITS + UPPER + LOWER;
export const BASE64 = `${BASE62}+/`;
export const BASE64URL = `${BASE62}-_`;
export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const BECH32 = '023456789ACDEFGHJKLMNPQRSTUVWXYZ';

/** Mulberry32, seeded with an FNV-1a hash of a text: a case does not depend on the cases before it. */
export function randomFor(seed: string): Random {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chars: (alphabet, length) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join(''),
  };
}

/** A password as people make them: mixed, with a sign in it that needs no quotes. Always a digit, never a word. */
export function password(r: Random): string {
  return `${r.chars(UPPER, 1)}${r.chars(LOWER, 3)}${r.chars(DIGITS, 2)}!${r.chars(BASE62, 6)}${r.chars(DIGITS, 1)}`;
}

/** Text of no meaning that no format claims. */
export function opaque(r: Random, length = 24): string {
  return `${r.chars(LOWER, 1)}${r.chars(BASE62, length - 3)}${r.chars(DIGITS, 1)}${r.chars(UPPER, 1)}`;
}
