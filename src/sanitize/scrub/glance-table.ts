/** Fills the table of the first look with the rows of a plan. */
import { type Alphabet, BASE62, isDigit, isIn, WORD } from './characters.js';
import { CLASSES, COLON, EQUALS, FARTHEST } from './flags.js';
import {
  DIGIT_STEP,
  DOT_STEP,
  GROUPS,
  glance,
  IN_NUMBER,
  LONGEST,
  NOT_PLAIN,
  SHORTEST_NUMBER,
} from './glance.js';
import { isPlain } from './pair-table.js';
import type { Plan, PlanRow } from './plan.js';
import { isSeparator } from './separator.js';

/** What stands before a text and behind it. */
const EDGE = 0;
const SEPARATORS = [COLON, EQUALS];
/** What may stand between the digits of a number. */
const IN_NUMBERS = [...' -+%.'].map((sign) => sign.charCodeAt(0));
const SIX = 54;
const DOT = 46;
const SMALL_A = 97;
const [AMPERSAND, SMALL_N] = [38, 110];
const PLAIN = Array.from({ length: CLASSES }, (_, code) => code).filter((code) => isPlain(code));
const ANY = [EDGE, ...PLAIN];
const NO_WORD = ANY.filter((code) => !isIn(code, WORD));

/**
 * The groups: rows whose matches are short, of some length, and long, so that a short text is not asked about long ones;
 * then separators behind letters and behind digits; and rows that are known by one pair.
 */
const BY_LEAST = [
  { least: 0, groups: [0, 1, 2] },
  { least: 12, groups: [3, 4] },
  { least: 24, groups: [5, 6] },
];
const LETTER_ENDS = 7;
const DIGIT_ENDS = 9;
const ALONE = 10;
const ALONE_LONG = 11;
const LONG = 40;
/** A pair that so many texts have says nothing. */
const WIDE = 0.2;
/** A pair that next to no text has says enough. */
const RARE = 1 / 40_000;

type Codes = readonly number[];
/** Two pairs that stand behind each other in every match of a row. */
type Sign = readonly [Codes, Codes, Codes, Codes];

/** The characters that a match of the row can have at `index`, counted from the start of its literal. */
function codesAt({ literal, thirdIn, boundary }: PlanRow, index: number): Codes {
  if (index < 0) return boundary && index === -1 ? NO_WORD : ANY;
  if (index < literal.length) return [literal.charCodeAt(index)];
  return index === 2 && thirdIn !== 0 ? membersOf(thirdIn) : ANY;
}

const members = new Map<Alphabet, Codes>();

function membersOf(alphabet: Alphabet): Codes {
  const known = members.get(alphabet) ?? PLAIN.filter((code) => isIn(code, alphabet));
  members.set(alphabet, known);
  return known;
}

/** About how often a character occurs. */
function weight(code: number): number {
  if ((code >= 97 && code <= 122) || code === 32) return 8;
  if (isDigit(code) || (code >= 45 && code <= 47) || code === COLON) return 6;
  return isIn(code, BASE62) ? 2 : 1 / 4;
}

const TOTAL = ANY.reduce((sum, code) => sum + weight(code), 0);
const SHARES = Float64Array.from({ length: CLASSES }, (_, code) => weight(code) / TOTAL);
/** Of the sets that many rows have. */
const shares = new Map<Codes, number>([[ANY, 1]]);

function share(codes: Codes): number {
  if (codes.length === 1) return SHARES[codes[0]!]!;
  const known = shares.get(codes) ?? codes.reduce((sum, code) => sum + SHARES[code]!, 0);
  shares.set(codes, known);
  return known;
}

function frequency([a, b, c, d]: Sign): number {
  return share(a) * share(b) * share(c) * share(d);
}

function rarestSign(row: PlanRow): Sign {
  let rarest: Sign = [ANY, ANY, ANY, ANY];
  let least = 1;
  const last = Math.min(row.literal.length - 1, FARTHEST);
  for (let at = -1; at <= last; at++) {
    const sign = [
      codesAt(row, at),
      codesAt(row, at + 1),
      codesAt(row, at + 2),
      codesAt(row, at + 3),
    ] as const;
    const often = frequency(sign);
    if (often < least) {
      least = often;
      rarest = sign;
    }
  }
  return rarest;
}

/** How much of all pairs is marked with each bit so far. */
const marked = new Float64Array(2 * GROUPS);

/** How much of them is not, and would be. */
function growth(firsts: Codes, seconds: Codes, bit: number): number {
  const { table } = glance;
  let sum = 0;
  for (const first of firsts)
    for (const second of seconds)
      if (((table[(first << 7) | second]! >> bit) & 1) === 0) sum += SHARES[first]! * SHARES[second]!;
  return sum;
}

/** The group in which a sign makes the fewest wrong hits more. */
function bestGroup([a, b, c, d]: Sign, groups: readonly number[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const [first, second] = [marked[group]!, marked[group + GROUPS]!];
    const cost = (first + growth(a, b, group)) * (second + growth(c, d, group + GROUPS)) - first * second;
    if (cost < least) {
      least = cost;
      best = group;
    }
  }
  return best;
}

function mark(firsts: Codes, seconds: Codes, bit: number): void {
  marked[bit]! += growth(firsts, seconds, bit);
  for (const first of firsts) for (const second of seconds) glance.table[(first << 7) | second]! |= 1 << bit;
}

function fitsFrom(least: number, group: number): void {
  for (let length = least; length <= LONGEST; length++) glance.fitting[length]! |= 1 << group;
}

/** The group of rows that are known by one pair. */
function learnPair(first: Codes, second: Codes, least: number): void {
  const group = least >= LONG ? ALONE_LONG : ALONE;
  mark(first, second, group);
  fitsFrom(least, group);
}

function learnRow(row: PlanRow): void {
  // The cheapest question first: many literals start with a pair that is rare enough.
  const [start, behind] = [codesAt(row, 0), codesAt(row, 1)];
  if (share(start) * share(behind) < RARE) return learnPair(start, behind, row.least);
  const sign = rarestSign(row);
  const [a, b, c, d] = sign;
  const [first, second] = [share(a) * share(b), share(c) * share(d)];
  if (Math.min(first, second) < RARE || Math.max(first, second) > WIDE) {
    return first < second ? learnPair(a, b, row.least) : learnPair(c, d, row.least);
  }
  const group = bestGroup(sign, BY_LEAST.findLast(({ least }) => row.least >= least)!.groups);
  mark(a, b, group);
  mark(c, d, group + GROUPS);
  fitsFrom(row.least, group);
}

/** A separator behind a character in which a sensitive name can end; small letters stand for both cases, 6 for all digits. */
function learnSeparator({ mayEndKey, mayEndIn }: Plan, last: number, least: number): void {
  if (!isIn(last, BASE62)) return learnPair([last], SEPARATORS, least);
  const group = isDigit(last) ? DIGIT_ENDS : LETTER_ENDS + (last & 1);
  mark([last], SEPARATORS, group + GROUPS);
  fitsFrom(least, group);
  const isAlike = isDigit(last) ? last !== SIX && !mayEndKey(last, EDGE, EDGE) : last < SMALL_A;
  if (isAlike) return;
  for (const second of ANY) {
    if (!mayEndIn(last, second)) continue;
    for (const third of ANY) {
      if (mayEndKey(last, second, third)) glance.table[(third << 7) | second]! |= 1 << group;
    }
  }
}

/** From now on {@link glance} calls no text harmless that holds a match of one of these rows. */
export function learn(plan: Plan): void {
  const both = (1 << (ALONE + GROUPS)) | (1 << (ALONE_LONG + GROUPS));
  for (let pair = 0; pair < glance.table.length; pair++) {
    const second = pair & (CLASSES - 1);
    const isNumber = isDigit(second) || IN_NUMBERS.includes(second);
    glance.table[pair]! |= both | (isPlain(second) ? 0 : NOT_PLAIN) | (isNumber ? IN_NUMBER : 0);
    glance.steps[second] = isNumber ? (second === DOT ? DOT_STEP : DIGIT_STEP) : 0;
  }
  const ends = new Map<number, number>();
  for (const row of new Set(plan.buckets.flat())) {
    const codes = [...row.literal].map((letter) => letter.charCodeAt(0));
    // The only separator of numbers that is a word.
    if (row.isNumber) learnPair([AMPERSAND], [SMALL_N], row.least);
    // Neither of a text that is plain, nor of a short one, nor one of the numbers that are counted.
    if (!codes.every(isPlain) || row.least > LONGEST || (row.isNumber && row.least >= SHORTEST_NUMBER))
      continue;
    const [last, sign] = codes as [number, number?];
    if (codes.length === 2 && isSeparator(sign as number))
      ends.set(last, Math.min(row.least, ends.get(last) ?? row.least));
    else learnRow(row);
  }
  for (const [last, least] of ends) learnSeparator(plan, last, least);
}
