/**
 * Makes the secrets of the samples at run time. They have the vendors' shapes and come from a fixed sequence, so
 * that neither a scanner of this repository nor a reader takes a line for a live credential.
 */
import type { Sample } from './detector.js';

const SETS = {
  digit: '0123456789',
  hex: '0123456789abcdef',
  lower: 'abcdefghijklmnopqrstuvwxyz',
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  base36: '0123456789abcdefghijklmnopqrstuvwxyz',
  upper36: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  base62: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  base64: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/',
} as const;

export type CharacterSet = keyof typeof SETS;

/** `length` characters of a set; the same for the same arguments. Holds a digit and both cases where the set has them. */
export function chars(set: CharacterSet, length: number, seed = 1): string {
  const from = SETS[set];
  // A multiplicative sequence modulo a prime: no two neighbours are alike, and no need for a real generator.
  let state = 7919 + seed * 104_729;
  let text = '';
  for (let i = 0; i < length; i++) {
    state = (state * 48_271) % 2_147_483_647;
    text += from[state % from.length];
  }
  return text;
}

/** A sample whose secret stands between two harmless pieces. */
export function sample(before: string, secret: string, after = ''): Sample {
  return { text: before + secret + after, secret };
}
