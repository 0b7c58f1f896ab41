/**
 * The pass: every character is touched once, two at a step; candidates are noted without a branch, and the rows of a
 * candidate's bucket look at it. The note-taking loop has no unpredictable branch: that is worth a factor of three.
 */
import { isBoundary } from './characters.js';
import { type Matcher, MISS } from './detector.js';
import {
  ANYWHERE,
  BLANK,
  FARTHEST,
  FIRST_NOT_PLAIN,
  KINDS,
  NO_WORD,
  NOT_PLAIN,
  OFFSET_ZERO,
  OTHER,
  SECOND,
} from './flags.js';
import { bareValueEnd } from './match/bare-value.js';
import { isPlain } from './pair-table.js';
import { classOf, type Plan, startsWith } from './plan.js';
import { type Rulebook, Scan } from './scan.js';

/** Characters per chunk, even: text and candidates of one chunk fit the first-level cache. */
const CHUNK = 4096;
/** Characters of context before a chunk, even, so that pairs stay aligned. */
const LEAD = 4;
/** And behind it: a candidate that starts in its last character may be known by a pair that stands there. */
const TAIL = FARTHEST + 12;
/** Below this length the copy into a typed array costs more than it saves. Characters. */
const SHORT = 40;
/** Matches no text of one-byte characters, and V8 knows that without looking at them. */
const WIDE = /[^\0-\xff]/;

/**
 * What the last pass has seen besides candidates. `plain`: the text holds no control character, quote or backslash and
 * nothing beyond ASCII, so a writer of JSON need not look at it again. A property, because a second result would cost
 * an object per string.
 */
export const pass = { plain: false };

interface Workspace {
  readonly bytes: Buffer;
  readonly pairs: Uint16Array;
  /** Numbers of the pairs near which a candidate may start. */
  readonly near: Int32Array;
  /** Positions of candidates in the chunk. */
  readonly candidates: Int32Array;
}

/** One workspace is kept; a scan that starts inside another one (from a user's callback) makes its own. */
let kept: Workspace | undefined;

function takeWorkspace(): Workspace {
  const workspace = kept;
  if (workspace !== undefined) {
    kept = undefined;
    return workspace;
  }
  const memory = new ArrayBuffer(LEAD + CHUNK + TAIL);
  return {
    bytes: Buffer.from(memory),
    pairs: new Uint16Array(memory),
    near: new Int32Array((LEAD + CHUNK + TAIL) / 2 + 4),
    candidates: new Int32Array(CHUNK + 1),
  };
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Copies a chunk and its surroundings as one byte a character; wide characters become the class of all others. */
function fill({ bytes, pairs }: Workspace, text: string, base: number, wide: boolean): void {
  const from = base === 0 ? 0 : base - LEAD;
  const to = Math.min(text.length, base + CHUNK + TAIL);
  const offset = base === 0 ? LEAD : 0;
  if (base === 0) for (let i = 0; i < LEAD; i++) bytes[i] = BLANK;
  if (wide) {
    for (let i = from; i < to; i++) bytes[offset + i - from] = Math.min(text.charCodeAt(i), OTHER);
  } else bytes.write(from === 0 && to === text.length ? text : text.slice(from, to), offset, 'latin1');
  const written = offset + to - from;
  for (let i = written; i < written + TAIL && i < bytes.length; i++) bytes[i] = BLANK;
  if (!LITTLE_ENDIAN)
    for (let i = 0; i < pairs.length; i++) pairs[i] = bytes[2 * i]! | (bytes[2 * i + 1]! << 8);
}

/**
 * Notes the numbers of the pairs near which a candidate may start; returns how many. Four pairs a round, because V8 looks
 * at the maps of the arrays anew in each round of a loop: that takes longer than the work.
 */
function notePairs(pairs: Uint16Array, count: number, flags: Uint8Array, near: Int32Array): number {
  const kinds = KINDS;
  const second = SECOND;
  let noted = 0;
  let all = 0;
  let a = flags[pairs[0]!]!;
  for (let i = 0; i < count; i += 4) {
    const b = flags[pairs[i + 1]!]!;
    const c = flags[pairs[i + 2]!]!;
    const d = flags[pairs[i + 3]!]!;
    const e = flags[pairs[i + 4]!]!;
    // The kinds of sign that these neighbours make; one is added where there is any.
    const ab = a & (b >> second) & kinds;
    const bc = b & (c >> second) & kinds;
    const cd = c & (d >> second) & kinds;
    const de = d & (e >> second) & kinds;
    near[noted] = i;
    noted += (ab | (ab >> 1) | (ab >> 2)) & 1;
    near[noted] = i + 1;
    noted += (bc | (bc >> 1) | (bc >> 2)) & 1;
    near[noted] = i + 2;
    noted += (cd | (cd >> 1) | (cd >> 2)) & 1;
    near[noted] = i + 3;
    noted += (de | (de >> 1) | (de >> 2)) & 1;
    all |= a | b | c | d;
    a = e;
  }
  if ((all & NOT_PLAIN) !== 0) pass.plain = false;
  return noted;
}

/** Turns noted pairs into candidates in text order, each once. */
function keepCandidates(workspace: Workspace, noted: number, length: number, plan: Plan): number {
  const { bytes, pairs, near, candidates } = workspace;
  const { offsets } = plan.pairs;
  const { starts } = plan;
  const zero = OFFSET_ZERO;
  let count = 0;
  for (let n = 0; n < noted; n++) {
    const pair = near[n]!;
    for (let bits = offsets[pairs[pair]!]!; bits !== 0; bits &= bits - 1) {
      const at = pair * 2 + zero - (31 - Math.clz32(bits & -bits));
      if (at < LEAD || at - LEAD >= length || !starts.mayStart(bytes, at)) continue;
      let place = count;
      while (place > 0 && candidates[place - 1]! > at - LEAD) place--;
      if (place > 0 && candidates[place - 1] === at - LEAD) continue;
      for (let i = count; i > place; i--) candidates[i] = candidates[i - 1]!;
      candidates[place] = at - LEAD;
      count++;
    }
  }
  return count;
}

/** Asks the rows at one candidate. Returns the position from which the pass goes on, or `MISS`. */
export function askRows(scan: Scan, plan: Plan, at: number, boundary: boolean): number {
  const { text } = scan;
  const next = at + 1 < text.length ? classOf(text.charCodeAt(at + 1)) : 0;
  const bucket = plan.buckets[plan.bucketOf[(classOf(text.charCodeAt(at)) << 7) | next]!]!;
  for (let i = 0; i < bucket.length; i++) {
    const row = bucket[i]!;
    if (row.boundary && !boundary) continue;
    if (!startsWith(text, at, row)) continue;
    const end = judge(scan, row.match, at, at + row.literal.length);
    if (end !== MISS) return end;
  }
  return MISS;
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

function visit(scan: Scan, plan: Plan, at: number): void {
  if (at < scan.floor) return;
  const { text } = scan;
  let end = askRows(scan, plan, at, isBoundary(text, at));
  // Behind a placeholder a word starts, also where the hidden part ended inside one.
  while (end > at) {
    if (end > scan.floor) scan.floor = end;
    if (end >= text.length || isBoundary(text, end)) return;
    end = askRows(scan, plan, end, true);
  }
}

/** A short text, read where it is. */
function runShort(text: string, plan: Plan, rules: Rulebook): Scan | undefined {
  const { flags } = plan;
  const last = text.length - 1;
  let scan: Scan | undefined;
  let all = 0;
  let previous = NO_WORD;
  let first = Math.min(text.charCodeAt(0), OTHER);
  for (let i = 0; i < last; i++) {
    const second = Math.min(text.charCodeAt(i + 1), OTHER);
    const key = (first << 7) | second;
    const flag = flags[key]!;
    all |= flag;
    if (((flag | ((flag >> 1) & (previous >> 2))) & ANYWHERE) !== 0) {
      const third = i + 2 <= last ? Math.min(text.charCodeAt(i + 2), OTHER) : 0;
      if (((plan.thirds[(plan.bucketOf[key]! << 2) | (third >> 5)]! >> (third & 31)) & 1) !== 0) {
        scan ??= new Scan(text, rules);
        visit(scan, plan, i);
      }
    }
    previous = flag;
    first = second;
  }
  pass.plain = (all & FIRST_NOT_PLAIN) === 0 && isPlain(first);
  return scan;
}

/** Runs all rows of the plan over a text; undefined when there was not even a candidate. */
export function runPass(text: string, plan: Plan, rules: Rulebook): Scan | undefined {
  if (text.length <= SHORT) return runShort(text, plan, rules);
  const workspace = takeWorkspace();
  const { pairs, near, candidates } = workspace;
  const wide = WIDE.test(text);
  pass.plain = true;
  let scan: Scan | undefined;
  for (let base = 0; base < text.length; base += CHUNK) {
    fill(workspace, text, base, wide);
    const length = Math.min(CHUNK, text.length - base);
    const noted = notePairs(pairs, (LEAD + length + FARTHEST + 2) >> 1, plan.pairs.flags, near);
    if (noted === 0) continue;
    const count = keepCandidates(workspace, noted, length, plan);
    if (count > 0) scan ??= new Scan(text, rules);
    for (let i = 0; i < count; i++) visit(scan!, plan, base + candidates[i]!);
  }
  kept = workspace;
  return scan;
}
