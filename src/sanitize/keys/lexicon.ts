/**
 * The words that key names are made of, and the splitting of names that are written without any seam (`dbpassword`,
 * `APIKEY`): such a name is read only as a row of whole words from this list, so `monkey` and `compass` stay whole.
 */
import {
  CONTAINERS,
  HARMLESS_HEADS,
  MODIFIERS,
  PREPOSITIONS,
  STILL_SENSITIVE_TAILS,
} from './heads-and-tails.js';
import { NOUN_WORDS, OPEN_NOUNS } from './nouns.js';

/** Longer runs of letters are not names. It also bounds the work for a name of 8,000 letters. */
const MAX_RUN = 48;

const nouns = [...NOUN_WORDS, ...NOUN_WORDS.map((noun) => `${noun}s`)];
const WORDS: ReadonlySet<string> = new Set([
  ...nouns,
  ...MODIFIERS,
  ...CONTAINERS,
  ...HARMLESS_HEADS,
  ...STILL_SENSITIVE_TAILS,
  ...PREPOSITIONS,
]);
/** By their first two letters. */
const BY_START = new Map<string, string[]>();
for (const word of WORDS) {
  if (word.length < 2) continue;
  const start = word.slice(0, 2);
  const words = BY_START.get(start);
  if (words) words.push(word);
  else BY_START.set(start, [word]);
}

/** Nouns that no other word ends in, so that anything may stand before them: `acmepassword`. */
const open = OPEN_NOUNS.filter((noun) => noun.length > 5 || noun.charCodeAt(0) > 127).concat('token');
const MAY_FOLLOW_ANYTHING: ReadonlySet<string> = new Set([...open, ...open.map((noun) => `${noun}s`)]);

export function isKnownWord(word: string): boolean {
  return WORDS.has(word);
}

/** What runs of letters consist of: names that differ have the same words. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 1_024;

/** The known words that a run of letters consists of, as few as possible; the run itself when it does not. */
export function segment(run: string): readonly string[] {
  if (run.length > MAX_RUN) return [run];
  const before = known.get(run);
  if (before !== undefined) return before;
  const words = segmented(run);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(run, words);
  return words;
}

function segmented(run: string): readonly string[] {
  const next = shortestWays(run);
  if (next[0]! > 0) return cut(run, 0, next);
  for (let i = 1; i < run.length; i++) {
    if (next[i]! > 0 && MAY_FOLLOW_ANYTHING.has(run.slice(i, next[i]))) {
      return [run.slice(0, i), ...cut(run, i, next)];
    }
  }
  return [run];
}

/** For every offset the end of the first word on the shortest way to the end of the run; 0 where there is none. */
function shortestWays(run: string): number[] {
  const end = run.length;
  const next = new Array<number>(end + 1).fill(0);
  const count = new Array<number>(end + 1).fill(Number.POSITIVE_INFINITY);
  count[end] = 0;
  for (let i = end - 1; i >= 0; i--) {
    for (const word of BY_START.get(run.slice(i, i + 2)) ?? []) {
      const j = i + word.length;
      const words = j > end ? Number.POSITIVE_INFINITY : count[j]! + 1;
      // Of two ways of as many words the one with the longer first word.
      const isBetter = words < count[i]! || (words === count[i] && j > next[i]!);
      if (words <= end && isBetter && run.startsWith(word, i)) {
        count[i] = words;
        next[i] = j;
      }
    }
  }
  return next;
}

function cut(run: string, from: number, next: readonly number[]): string[] {
  const words: string[] = [];
  for (let i = from; i < run.length; i = next[i]!) words.push(run.slice(i, next[i]));
  return words;
}
