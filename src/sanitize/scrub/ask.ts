/** Asks the rows of a bucket about one candidate. Most candidates get a cheap no, before anything is set up for them. */
import { isBoundary } from './characters.js';
import { type Matcher, MISS } from './detector.js';
import { bareValueEnd } from './match/bare-value.js';
import { classOf, type Plan, type PlanRow, startsWith } from './plan.js';
import type { Scan } from './scan.js';

/** The rows for what starts at `at`. */
export function bucketAt(plan: Plan, text: string, at: number): readonly PlanRow[] {
  const next = at + 1 < text.length ? classOf(text.charCodeAt(at + 1)) : 0;
  return plan.buckets[plan.bucketOf[(classOf(text.charCodeAt(at)) << 7) | next]!]!;
}

/** The first row from `from` on that has more than a cheap no for what starts at `at`; -1 where there is none. */
export function rowFor(
  bucket: readonly PlanRow[],
  from: number,
  text: string,
  at: number,
  boundary: boolean,
): number {
  const left = text.length - at;
  for (let i = from; i < bucket.length; i++) {
    const row = bucket[i]!;
    if (left < row.least || (row.boundary && !boundary) || !startsWith(text, at, row)) continue;
    if (row.mayMatch === undefined || row.mayMatch(text, at)) return i;
  }
  return -1;
}

/** Asks the rows at one candidate, from one that may match. Returns where the pass goes on, or `MISS`. */
function askFrom(
  scan: Scan,
  bucket: readonly PlanRow[],
  first: number,
  at: number,
  boundary: boolean,
): number {
  for (let i = first; i >= 0; i = rowFor(bucket, i + 1, scan.text, at, boundary)) {
    const row = bucket[i]!;
    const end = judge(scan, row.match, at, at + row.literal.length);
    if (end !== MISS) return end;
    if (!row.isCommon) scan.miss(at);
  }
  return MISS;
}

/** Asks all rows at one candidate. */
export function askRows(scan: Scan, plan: Plan, at: number, boundary: boolean): number {
  const bucket = bucketAt(plan, scan.text, at);
  return askFrom(scan, bucket, rowFor(bucket, 0, scan.text, at, boundary), at, boundary);
}

/** A rule that throws has not said that the text is clean: what it was judging is hidden. */
function judge(scan: Scan, match: Matcher, at: number, after: number): number {
  try {
    return match(scan, at, after);
  } catch {
    const end = Math.max(bareValueEnd(scan.text, at, false), after);
    scan.hide('error', at, end);
    return end;
  }
}

/** Asks the rows of a candidate's bucket, `first` before the others, and moves the floor behind what they decide. */
export function visit(
  scan: Scan,
  plan: Plan,
  bucket: readonly PlanRow[],
  first: number,
  at: number,
  boundary: boolean,
): void {
  const { text } = scan;
  let end = askFrom(scan, bucket, first, at, boundary);
  // Behind a placeholder a word starts, also where the hidden part ended inside one.
  while (end > at) {
    if (end > scan.floor) scan.floor = end;
    if (end >= text.length || isBoundary(text, end) || scan.isDense(end)) return;
    end = askRows(scan, plan, end, true);
  }
}
