/**
 * The pass: every character is touched once, candidates are noted without a branch, and the rows of a candidate's
 * bucket look at it. The note-taking loop has no unpredictable branch, which is worth a factor of three here.
 */
import { isBoundary } from './characters.js';
import { type Matcher, MISS } from './detector.js';
import { bareValueEnd } from './match/bare-value.js';
import { ANYWHERE, classOf, NO_WORD, OTHER, type Plan } from './plan.js';
import { type Rulebook, Scan } from './scan.js';

/** Characters per chunk: text, candidates and tables of one chunk fit the first-level caches. */
const CHUNK = 4096;
/** Below this length the copy into a typed array costs more than it saves. Characters. */
const SHORT = 48;

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
  // Two units behind the chunk: a pair needs the next one, its filter the one after that.
  const units = new Uint16Array(CHUNK + 2);
  return { units, bytes: Buffer.from(units.buffer), candidates: new Int32Array(CHUNK + 1) };
}

/** Notes the candidates of a short text; returns how many. */
function noteShort(text: string, flags: Uint8Array, candidates: Int32Array): number {
  let count = 0;
  let previous = NO_WORD;
  let first = Math.min(text.charCodeAt(0), OTHER);
  const last = text.length - 1;
  for (let i = 0; i < last; i++) {
    const second = Math.min(text.charCodeAt(i + 1), OTHER);
    const flag = flags[(first << 7) | second]!;
    candidates[count] = i;
    count += (flag | ((flag >> 1) & (previous >> 2))) & ANYWHERE;
    previous = flag;
    first = second;
  }
  return count;
}

/** Notes the candidates among the first `length` units, and keeps those whose third unit fits; returns how many. */
function noteChunk(
  units: Uint16Array,
  length: number,
  plan: Plan,
  candidates: Int32Array,
  afterNoWord: number,
): number {
  const { flags } = plan;
  let count = 0;
  let previous = afterNoWord;
  let first = Math.min(units[0]!, OTHER);
  for (let i = 0; i < length; i++) {
    const second = Math.min(units[i + 1]!, OTHER);
    const flag = flags[(first << 7) | second]!;
    candidates[count] = i;
    count += (flag | ((flag >> 1) & (previous >> 2))) & ANYWHERE;
    previous = flag;
    first = second;
  }
  let fitting = 0;
  for (let i = 0; i < count; i++) {
    const at = candidates[i]!;
    const pair = (Math.min(units[at]!, OTHER) << 7) | Math.min(units[at + 1]!, OTHER);
    const third = Math.min(units[at + 2]!, OTHER);
    candidates[fitting] = at;
    fitting += (plan.thirds[(plan.bucketOf[pair]! << 2) | (third >> 5)]! >> (third & 31)) & 1;
  }
  return fitting;
}

/** Asks the rows at one candidate. Returns the position from which the pass goes on, or `MISS`. */
export function askRows(scan: Scan, plan: Plan, at: number, boundary: boolean): number {
  const { text } = scan;
  const next = at + 1 < text.length ? classOf(text.charCodeAt(at + 1)) : 0;
  const bucket = plan.buckets[plan.bucketOf[(classOf(text.charCodeAt(at)) << 7) | next]!]!;
  for (let i = 0; i < bucket.length; i++) {
    const row = bucket[i]!;
    if (row.boundary && !boundary) continue;
    if (row.third >= 0 && (row.third !== text.charCodeAt(at + 2) || !text.startsWith(row.literal, at)))
      continue;
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
  const end = askRows(scan, plan, at, isBoundary(scan.text, at));
  if (end > scan.floor) scan.floor = end;
}

/** Runs all rows of the plan over a text; undefined when there was not even a candidate. */
export function runPass(text: string, plan: Plan, rules: Rulebook): Scan | undefined {
  const workspace = takeWorkspace();
  const { candidates, units, bytes } = workspace;
  let scan: Scan | undefined;
  if (text.length <= SHORT) {
    const count = noteShort(text, plan.flags, candidates);
    if (count > 0) scan = new Scan(text, rules);
    for (let i = 0; i < count; i++) {
      if (candidates[i]! >= scan!.floor) visit(scan!, plan, candidates[i]!);
    }
  } else {
    for (let base = 0; base < text.length; base += CHUNK) {
      const length = Math.min(CHUNK, text.length - base);
      const part = text.length <= CHUNK ? text : text.slice(base, base + CHUNK + 2);
      bytes.write(part, 0, 'utf16le');
      if (part.length < CHUNK + 2) units.fill(0, part.length, part.length + 2);
      const count = noteChunk(units, length, plan, candidates, isBoundary(text, base) ? NO_WORD : 0);
      if (count > 0) scan ??= new Scan(text, rules);
      for (let i = 0; i < count; i++) {
        const at = base + candidates[i]!;
        if (at >= scan!.floor) visit(scan!, plan, at);
      }
    }
  }
  kept = workspace;
  return scan;
}
