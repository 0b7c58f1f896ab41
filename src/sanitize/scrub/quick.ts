/**
 * The look that nearly all values of a log get and no more: it says whether a short text is harmless, that is, without a
 * candidate for any row and without a character that has to be escaped. A yes is proof; a no means that the whole pass
 * has to look. Most texts need one glance; where that leaves a doubt, each candidate is asked about.
 */
import { isIn, WORD } from './characters.js';
import {
  ANYWHERE,
  AT_BOUNDARY,
  BEHIND_NO_WORD,
  BEHIND_WORD,
  BLANK,
  BUCKET,
  CLASSES,
  FIRST_NOT_PLAIN,
  GATE,
  OTHER,
} from './flags.js';
import { glance, HARMLESS, LONGEST, UNSAFE } from './glance.js';
import { learn } from './glance-table.js';
import { isPlain } from './pair-table.js';
import { type Plan, startsWith } from './plan.js';
import { freesSeparator, isSeparator } from './separator.js';

/** Longer texts are faster to read as bytes. UTF-16 units. */
export const LONGEST_QUICK = LONGEST;

export class QuickLook {
  /** Flags and bucket of a pair, by `first << 7 | second`. */
  private readonly table = new Int32Array(CLASSES * CLASSES);
  private readonly thirds: Int32Array;

  constructor(private readonly plan: Plan) {
    this.thirds = plan.thirds;
    learn(plan);
    const starts = plan.buckets.map((bucket) =>
      bucket.reduce((bits, { boundary }) => bits | (boundary ? AT_BOUNDARY : ANYWHERE), 0),
    );
    for (let first = 0; first < CLASSES; first++) {
      const behind = first !== OTHER && isIn(first, WORD) ? BEHIND_WORD : BEHIND_NO_WORD;
      const bits = behind | (isPlain(first) ? 0 : FIRST_NOT_PLAIN);
      for (let key = first << 7; key < (first + 1) << 7; key++) {
        const number = plan.bucketOf[key]!;
        this.table[key] = bits | starts[number]! | (number << BUCKET);
      }
    }
  }

  /** Whether the text can be printed as it is. */
  isHarmless(text: string): boolean {
    const seen = glance.at(text);
    return seen === HARMLESS || (seen !== UNSAFE && this.hasNoCandidate(text));
  }

  private hasNoCandidate(text: string): boolean {
    const { table, thirds } = this;
    const other = OTHER;
    const gate = GATE;
    const bucket = BUCKET;
    const starts = ANYWHERE | AT_BOUNDARY;
    const noWord = BEHIND_NO_WORD;
    const last = text.length - 1;
    if (last < 0) return true;
    let before = noWord;
    let all = 0;
    let first = Math.min(text.charCodeAt(0), other);
    for (let at = 0; at < last; at++) {
      const second = Math.min(text.charCodeAt(at + 1), other);
      const flags = table[(first << 7) | second]!;
      if ((flags & (before >> gate) & starts) !== 0) {
        const third = at + 1 < last ? Math.min(text.charCodeAt(at + 2), other) : 0;
        const fits = thirds[((flags >> bucket) << 2) | (third >> 5)]! >> (third & 31);
        if ((fits & 1) !== 0 && this.mayStart(text, at, flags >> bucket, (before & noWord) === noWord))
          return false;
      }
      all |= flags;
      before = flags;
      first = second;
    }
    return (all & FIRST_NOT_PLAIN) === 0 && isPlain(first);
  }

  /** Whether a row has more than a cheap no for what starts at `at`. */
  private mayStart(text: string, at: number, number: number, boundary: boolean): boolean {
    const { plan } = this;
    if (at + 1 < text.length && isFreed(plan, text, at + 1)) return false;
    const left = text.length - at;
    const bucket = plan.buckets[number]!;
    for (let i = 0; i < bucket.length; i++) {
      const row = bucket[i]!;
      if (left < row.least || (row.boundary && !boundary) || !startsWith(text, at, row)) continue;
      if (row.mayMatch === undefined || row.mayMatch(text, at)) return true;
    }
    return false;
  }
}

/** Whether what stands at `sign` is a separator behind a name that is not sensitive. */
function isFreed(plan: Plan, text: string, sign: number): boolean {
  const code = text.charCodeAt(sign);
  if (!isSeparator(code)) return false;
  const second = sign > 1 ? text.charCodeAt(sign - 2) : BLANK;
  const third = sign > 2 ? text.charCodeAt(sign - 3) : BLANK;
  return freesSeparator(plan, code, text.charCodeAt(sign - 1), second, third);
}
