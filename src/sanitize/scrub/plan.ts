/**
 * The detectors of one scrubber, compiled for the pass: one table over pairs of neighbouring characters says where a
 * candidate may start, and a bucket per pair says who looks at it.
 */
import { type Alphabet, isIn, WORD } from './characters.js';
import type { Detector, Matcher } from './detector.js';
import { SEPARATORS } from './detectors/structure.js';
import { ANYWHERE, AT_BOUNDARY, CLASSES, FIRST_NOT_PLAIN, NO_WORD, OTHER } from './flags.js';
import type { KeyEndings } from './key-endings.js';
import { createPairTable, isPlain, type PairTable } from './pair-table.js';
import type { Rulebook } from './rulebook.js';
import { isSeparator } from './separator.js';
import { Starts } from './starts.js';

export interface PlanRow {
  readonly literal: string;
  /** Third character of the literal, for a cheap no; -1 when it is shorter. */
  readonly third: number;
  /** Fourth character of the literal, likewise. */
  readonly fourth: number;
  /** Last character of the literal, and how far from its start: `password "` and `password '` differ in no other. */
  readonly last: number;
  readonly lastAt: number;
  /** What the third character must be in where the literal does not say; 0 for anything. */
  readonly thirdIn: Alphabet;
  /** What the fourth character must be in, likewise. */
  readonly fourthIn: Alphabet;
  readonly boundary: boolean;
  /** Length of a match at least, literal included. */
  readonly least: number;
  /** A match has nothing but digits and what stands between them. */
  readonly isNumber: boolean;
  /** A miss says nothing of the text: see `Scan.misses`. */
  readonly isCommon: boolean;
  readonly mayMatch: ((text: string, at: number) => boolean) | undefined;
  readonly match: Matcher;
}

export interface Plan {
  /** Flags by `first << 7 | second`. */
  readonly flags: Uint8Array;
  /** Bucket number by `first << 7 | second`; bucket 0 is empty. */
  readonly bucketOf: Uint16Array;
  readonly buckets: readonly (readonly PlanRow[])[];
  /** Of buckets with many rows those that go on with two characters, by `third << 7 | fourth`; made when they are asked for. */
  readonly narrow: (Map<number, readonly PlanRow[]> | undefined)[];
  /** The table of the first pass. */
  readonly pairs: PairTable;
  /** Where a candidate may start. */
  readonly starts: Starts;
  /** The cheap no for what stands before a separator: its last, second and third last character. */
  readonly mayEndKey: Rulebook['mayEndKey'];
  /** Whether there is a third character with which that says yes. */
  readonly mayEndIn: KeyEndings['mayEndIn'];
  /** Which third characters a bucket has use for: 128 bits each, in four words. */
  readonly thirds: Int32Array;
  /** The same for the rows that need no boundary. */
  readonly thirdsAnywhere: Int32Array;
}

export function classOf(code: number): number {
  return Math.min(code, OTHER);
}

/** Whether the literal of a row stands at `at`; its first two characters are known to. */
export function startsWith(text: string, at: number, row: PlanRow): boolean {
  if (row.third < 0) {
    if (row.thirdIn !== 0 && !isIn(text.charCodeAt(at + 2), row.thirdIn)) return false;
    return row.fourthIn === 0 || isIn(text.charCodeAt(at + 3), row.fourthIn);
  }
  if (row.third !== text.charCodeAt(at + 2)) return false;
  if (row.fourth < 0) return true;
  if (row.fourth !== text.charCodeAt(at + 3) || row.last !== text.charCodeAt(at + row.lastAt)) return false;
  return row.lastAt < 5 || text.startsWith(row.literal, at);
}

/** Fewer are asked one by one. */
const MANY_ROWS = 8;

/** The rows of a bucket whose literal may go on with these two characters; by their classes, as the others. */
export function rowsOf(plan: Plan, bucket: number, third: number, fourth: number): readonly PlanRow[] {
  const rows = plan.buckets[bucket]!;
  if (rows.length < MANY_ROWS) return rows;
  plan.narrow[bucket] ??= new Map();
  const known = plan.narrow[bucket];
  const key = (third << 7) | fourth;
  let fitting = known.get(key);
  if (fitting === undefined) {
    fitting = rows.filter((row) => mayGoOn(row, third, fourth));
    known.set(key, fitting);
  }
  return fitting;
}

function mayGoOn(row: PlanRow, third: number, fourth: number): boolean {
  const fits = (code: number, alphabet: Alphabet) => alphabet === 0 || code === OTHER || isIn(code, alphabet);
  if (row.third < 0) return fits(third, row.thirdIn) && fits(fourth, row.fourthIn);
  return classOf(row.third) === third && (row.fourth < 0 || classOf(row.fourth) === fourth);
}

/** What may stand between a name and its separator: quotes, blanks, brackets, `?`, `*`, the end of a tag or entity. */
const NAME_CLOSERS = ['"', "'", '`', ']', ' ', '\t', '*', '?', ';', '>', '\\', String.fromCharCode(OTHER)];

function literalsOf(detector: Detector, nameEnds: readonly string[]): readonly string[] {
  if (detector.prefilter !== (SEPARATORS as readonly string[])) return detector.prefilter;
  return SEPARATORS.flatMap((separator) => [...nameEnds, ...NAME_CLOSERS].map((end) => end + separator));
}

export function createPlan(detectors: readonly Detector[], endings: KeyEndings): Plan {
  const rows = new Map<number, PlanRow[]>();
  const flags = new Uint8Array(CLASSES * CLASSES);
  const add = (first: number, second: number, row: PlanRow) => {
    const pair = (first << 7) | second;
    const bucket = rows.get(pair) ?? [];
    if (bucket.some(({ literal, match }) => literal === row.literal && match === row.match)) return;
    bucket.push(row);
    rows.set(pair, bucket);
    flags[pair]! |= row.boundary ? AT_BOUNDARY : ANYWHERE;
  };
  for (const detector of detectors) {
    for (const literal of literalsOf(detector, endings.lastCharacters)) {
      const third = literal.length > 2 ? literal.charCodeAt(2) : -1;
      const row = {
        literal,
        third,
        fourth: literal.length > 3 ? literal.charCodeAt(3) : -1,
        last: literal.charCodeAt(literal.length - 1),
        lastAt: literal.length - 1,
        thirdIn: detector.third ?? 0,
        fourthIn: detector.fourth ?? 0,
        boundary: detector.boundary,
        least: literal.length + (detector.least ?? 0),
        isNumber: detector.isNumber === true,
        isCommon: detector.isCommon === true || literal.length < 3,
        mayMatch: detector.mayMatch,
        match: detector.match,
      };
      const first = classOf(literal.charCodeAt(0));
      if (literal.length > 1) add(first, classOf(literal.charCodeAt(1)), row);
      else for (let second = 0; second < CLASSES; second++) add(first, second, row);
    }
  }
  return compile(rows, flags, sparing(detectors, endings));
}

/** No separator is freed behind a character that starts more than an assignment there, as a group of IPv6 does. */
function sparing(detectors: readonly Detector[], endings: KeyEndings): KeyEndings {
  const starts = new Set<number>();
  for (const { prefilter } of detectors) {
    for (const literal of prefilter)
      if (isSeparator(literal.charCodeAt(1))) starts.add(literal.charCodeAt(0));
  }
  if (starts.size === 0) return endings;
  return {
    ...endings,
    mayEnd: (last, second, third) => starts.has(last) || endings.mayEnd(last, second, third),
    mayEndIn: (last, second) => starts.has(last) || endings.mayEndIn(last, second),
  };
}

function compile(
  rows: ReadonlyMap<number, PlanRow[]>,
  flags: Uint8Array,
  { mayEnd: mayEndKey, mayEndIn }: KeyEndings,
): Plan {
  const bucketOf = new Uint16Array(CLASSES * CLASSES);
  const buckets: PlanRow[][] = [[]];
  for (const [pair, bucket] of rows) {
    // The longest literal first: `sk-ant-` before `sk-`.
    bucket.sort((a, b) => b.literal.length - a.literal.length);
    bucketOf[pair] = buckets.length;
    buckets.push(bucket);
  }
  for (let first = 0; first < CLASSES; first++) {
    if (!isPlain(first))
      for (let second = 0; second < CLASSES; second++) flags[(first << 7) | second]! |= FIRST_NOT_PLAIN;
    if (first !== OTHER && isIn(first, WORD)) continue;
    for (let second = 0; second < CLASSES; second++) flags[(first << 7) | second]! |= NO_WORD;
  }
  const pairs = createPairTable(buckets.flat());
  const thirds = thirdsOf(buckets);
  const thirdsAnywhere = thirdsOf(buckets.map((bucket) => bucket.filter(({ boundary }) => !boundary)));
  const starts = new Starts({ flags, bucketOf, thirds, thirdsAnywhere });
  const narrow = buckets.map(() => undefined);
  return { flags, bucketOf, buckets, narrow, pairs, thirds, thirdsAnywhere, starts, mayEndKey, mayEndIn };
}

/** The third characters of each bucket's rows. */
function thirdsOf(buckets: readonly (readonly PlanRow[])[]): Int32Array {
  const thirds = new Int32Array(buckets.length * 4);
  buckets.forEach((bucket, number) => {
    const mark = (code: number) => {
      thirds[number * 4 + (code >> 5)]! |= 1 << (code & 31);
    };
    for (const { third, thirdIn } of bucket) {
      if (third >= 0) mark(classOf(third));
      else if (thirdIn === 0) thirds.fill(-1, number * 4, number * 4 + 4);
      else for (let code = 0; code < CLASSES; code++) if (isIn(code, thirdIn)) mark(code);
    }
  });
  return thirds;
}
