/** What a detector is: one row of data from which the engine, the tests and the documentation are made. */
import type { Alphabet } from './characters.js';
import type { Scan } from './scan.js';

/** Groups that are off until they are enabled by name. */
export const OPT_IN_GROUPS = [
  'phone',
  'ip',
  'entropy',
  'national-id',
  'mac',
  'wallet',
  'public-key-id',
  'weak-prefix',
] as const;
export type OptInGroup = (typeof OPT_IN_GROUPS)[number];

/** How far behind its literal a rule's cheap no may read. Characters. */
export const NEAR = 256;

/** Nothing found here; the pass goes on with the next row. */
export const MISS = -1;

/**
 * Looks at one candidate. `at` is where the literal starts, `after` is the position behind it. Reports what must
 * go through `scan.hide`, in text order, and returns the position from which the pass goes on, or `MISS`.
 * It may only move forward, and what it reads without reporting must be bounded or remembered by the scan.
 */
export type Matcher = (scan: Scan, at: number, after: number) => number;

export interface Sample {
  /** The whole text. Built at run time, so that no source line looks like a live credential. */
  readonly text: string;
  /** The part that must not be seen afterwards. */
  readonly secret: string;
}

export interface Detector {
  /** The name in `[REDACTED:<name>]`, in options and in counters. */
  readonly name: string;
  /** Absent: on by default. */
  readonly group?: OptInGroup;
  /** What it finds, in one sentence, for the documentation. */
  readonly about: string;
  /** Where the vendor or the standard describes the format. */
  readonly source?: string;
  /** Literals one of which starts every candidate. Two characters at least decide, so one-letter literals are dear. */
  readonly prefilter: readonly string[];
  /** What the character behind a literal of two must be in, for a cheaper no. */
  readonly third?: Alphabet;
  /** What the second character behind such a literal must be in, likewise. */
  readonly fourth?: Alphabet;
  /** The literal must start a word: the character before it is no letter, digit or underscore. */
  readonly boundary: boolean;
  /** How many characters follow the literal at least. */
  readonly least?: number;
  /**
   * Its literals are everywhere in some kinds of ordinary text, so that it says nothing of a text how often it is looked at
   * for nothing. So are those of two characters.
   */
  readonly isCommon?: boolean;
  /** A match has nothing but digits, and between them hyphens, blanks, dots, `+`, `%20` and `&nbsp;`. */
  readonly isNumber?: boolean;
  /**
   * A cheap and generous no at a literal, asked before anything is set up for the match. It reads at most {@link NEAR}
   * characters, so that it stays cheap wherever it is asked.
   */
  readonly mayMatch?: (text: string, at: number) => boolean;
  readonly match: Matcher;
  /** What is checked beyond the shape, for the documentation. */
  readonly validation?: string;
  /** What the reader still sees. */
  readonly mask: 'full' | 'value' | 'last4' | 'userinfo' | 'network';
  readonly hits: () => readonly Sample[];
  /** Texts that look alike and must stay as they are. */
  readonly misses: () => readonly string[];
}
