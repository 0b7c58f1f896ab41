/**
 * The pass: every character is touched once, candidates are noted without a branch, and the rows of a candidate's
 * bucket look at it. The note-taking loop has no unpredictable branch, which is worth a factor of three here.
 */
import { isBoundary } from './characters.js';
import { MISS } from './detector.js';
import { bareValueEnd } from './match/bare-value.js';
import { ANYWHERE, classOf, NO_WORD, OTHER, type Plan } from './plan.js';
import type { Scan } from './scan.js';

/** Characters per chunk: text, candidates and tables of one chunk fit the first-level cache. */
const CHUNK = 4096;
/** Below this length the copy into a typed array costs more than it saves. Characters. */
const SHORT = 64;

interface Workspace {
  readonly units: Uint16Array;
  readonly bytes: Buffer;
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
  const units = new Uint16Array(CHUNK + 1);
  return { units, bytes: Buffer.from(units.buffer), candidates: new Int32Array(CHUNK + 1) };
}

/** Notes the candidates of a short text; returns how many. */
function noteShort(text: string, flags: Uint8Array, candidates: Int32Array): number {
  let count = 0;
  let previous = NO_WORD;
  let first = text.charCodeAt(0);
  first = Math.min(first, OTHER);
  const last = text.length - 1;
  for (let i = 0; i < last; i++) {
    let second = text.charCodeAt(i + 1);
    second = Math.min(second, OTHER);
    const flag = flags[(first << 7) | second]!;
    candidates[count] = i;
    count += (flag | ((flag >> 1) & (previous >> 2))) & ANYWHERE;
    previous = flag;
    first = second;
  }
  return count;
}

/** Notes the candidates among the first `length` units, which have one more unit behind them; returns how many. */
function noteChunk(
  units: Uint16Array,
  length: number,
  flags: Uint8Array,
  candidates: Int32Array,
  afterNoWord: number,
): number {
  let count = 0;
  let previous = afterNoWord;
  let first = units[0]!;
  first = Math.min(first, OTHER);
  for (let i = 0; i < length; i++) {
    let second = units[i + 1]!;
    second = Math.min(second, OTHER);
    const flag = flags[(first << 7) | second]!;
    candidates[count] = i;
    count += (flag | ((flag >> 1) & (previous >> 2))) & ANYWHERE;
    previous = flag;
    first = second;
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
    if (row.third >= 0 && (row.third !== text.charCodeAt(at + 2) || !text.startsWith(row.literal, at)))
      continue;
    if (row.boundary && !boundary) continue;
    const end = judge(scan, row.match, at, at + row.literal.length);
    if (end !== MISS) return end;
  }
  return MISS;
}

/** A rule that throws has not said that the text is clean: what it was judging is hidden. */
function judge(
  scan: Scan,
  match: Plan['buckets'][number][number]['match'],
  at: number,
  after: number,
): number {
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
  const end = askRows(scan, plan, at, isBoundary(scan.text, at));
  if (end > scan.floor) scan.floor = end;
}

/** Runs all rows of the plan over the text of the scan. */
export function runPass(scan: Scan, plan: Plan): void {
  const { text } = scan;
  const workspace = takeWorkspace();
  const { candidates, units, bytes } = workspace;
  if (text.length <= SHORT) {
    const count = noteShort(text, plan.flags, candidates);
    for (let i = 0; i < count; i++) visit(scan, plan, candidates[i]!);
  } else {
    for (let base = 0; base < text.length; base += CHUNK) {
      const length = Math.min(CHUNK, text.length - base);
      const part = base === 0 && text.length <= CHUNK ? text : text.slice(base, base + CHUNK + 1);
      bytes.write(part, 0, 'utf16le');
      if (part.length === length) units[length] = 0;
      const before = isBoundary(text, base) ? NO_WORD : 0;
      const count = noteChunk(units, length, plan.flags, candidates, before);
      for (let i = 0; i < count; i++) visit(scan, plan, base + candidates[i]!);
    }
  }
  kept = workspace;
}
