/** Sets of code points as sorted ranges: what one position of a pattern can match. */
import type { AST } from './syntax.js';

/** Inclusive ranges, sorted and apart. */
export type CharSet = readonly (readonly [number, number])[];

/** A set that may contain more than the pattern does is not exact: enough to see an overlap, too much to exclude one. */
export interface Chars {
  readonly set: CharSet;
  readonly exact: boolean;
}

const MAX = 0x10ffff;
const EVERYTHING: CharSet = [[0, MAX]];
const DIGITS: CharSet = [[0x30, 0x39]];
export const WORD_CHARS: CharSet = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
export const LINE_ENDS: CharSet = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
/** White space of ECMA-262. */
const SPACES: CharSet = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** With the flags `i` and `u` these two letters match an ASCII one: U+017F is an s, U+212A a k. */
export const ODD_CASES: CharSet = [
  [0x17f, 0x17f],
  [0x212a, 0x212a],
];

export function union(...sets: readonly CharSet[]): CharSet {
  const ranges = sets.flat().sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [low, high] of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else joined.push([low, high]);
  }
  return joined;
}

export function complement(set: CharSet): CharSet {
  const rest: [number, number][] = [];
  let from = 0;
  for (const [low, high] of set) {
    if (low > from) rest.push([from, low - 1]);
    from = high + 1;
  }
  if (from <= MAX) rest.push([from, MAX]);
  return rest;
}

export function overlap(a: CharSet, b: CharSet): boolean {
  return a.some(([low, high]) => b.some((other) => low <= other[1] && other[0] <= high));
}

export function contains(whole: CharSet, part: CharSet): boolean {
  return !overlap(part, complement(whole));
}

export type CharNode = AST.CharacterSet | AST.CharacterClass | AST.CharacterClass['elements'][number];

/** What a node of one character matches under the flags. */
export function charsOf(node: CharNode, flags: string): Chars {
  const plain = withoutCase(node, flags);
  return flags.includes('i') ? inAnyCase(plain, flags.includes('u')) : plain;
}

function withoutCase(node: CharNode, flags: string): Chars {
  switch (node.type) {
    case 'Character':
      return { set: [[node.value, node.value]], exact: true };
    case 'CharacterClassRange':
      return { set: [[node.min.value, node.max.value]], exact: true };
    case 'CharacterSet':
      return ofEscape(node, flags);
    case 'CharacterClass': {
      const parts = node.elements.map((element) => charsOf(element, flags));
      const set = union(...parts.map((part) => part.set));
      const exact = parts.every((part) => part.exact);
      if (!node.negate) return { set, exact };
      return exact ? { set: complement(set), exact } : { set: EVERYTHING, exact };
    }
    default:
      return { set: EVERYTHING, exact: false };
  }
}

function ofEscape(node: AST.CharacterSet, flags: string): Chars {
  if (node.kind === 'property') return { set: EVERYTHING, exact: false };
  if (node.kind === 'any') {
    return { set: flags.includes('s') ? EVERYTHING : complement(LINE_ENDS), exact: true };
  }
  const set = { digit: DIGITS, space: SPACES, word: WORD_CHARS }[node.kind];
  return { set: node.negate ? complement(set) : set, exact: true };
}

/** ASCII letters in both cases; beyond ASCII everything, because case is complicated there. */
function inAnyCase({ set, exact }: Chars, unicode: boolean): Chars {
  const letters: [number, number][] = [];
  for (const [low, high] of set) {
    const upper = [Math.max(low, 0x41), Math.min(high, 0x5a)] as const;
    const lower = [Math.max(low, 0x61), Math.min(high, 0x7a)] as const;
    if (upper[0] <= upper[1]) letters.push([upper[0] + 32, upper[1] + 32]);
    if (lower[0] <= lower[1]) letters.push([lower[0] - 32, lower[1] - 32]);
  }
  if (set.some(([, high]) => high >= 0x80)) return { set: union(set, letters, [[0x80, MAX]]), exact: false };
  const odd = unicode && letters.length > 0;
  return { set: union(set, letters, odd ? ODD_CASES : []), exact: exact && !odd };
}
