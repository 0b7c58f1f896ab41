/**
 * The pass: every character is touched once, two at a step; places near a candidate are noted without a branch, and the
 * rows of a candidate's bucket look at it. The note-taking loop has no unpredictable branch: that is worth a factor of
 * three.
 */
import { rowFor, visit } from './ask.js';
import { isIn, WORD } from './characters.js';
import { FARTHEST, KINDS, NOT_PLAIN, OFFSET_ZERO, OTHER, RARE, SECOND } from './flags.js';
import type { PairTable } from './pair-table.js';
import type { Plan } from './plan.js';
import { type Rulebook, Scan } from './scan.js';
import { seen } from './seen.js';
import { LONGEST_SHORT, runShort } from './short-pass.js';
import { CHUNK, fill, giveBack, isWide, LEAD, takeWorkspace, type Workspace } from './workspace.js';

/**
 * Notes the numbers of the pairs near which a candidate may start; returns how many. Four pairs a round, because V8 looks
 * at the maps of the arrays anew in each round of a loop: that takes longer than the work.
 */
function notePairs(pairs: Uint16Array, count: number, flags: Uint8Array, near: Int32Array): number {
  const kinds = KINDS;
  const second = SECOND;
  const rare = RARE;
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
    noted += (ab | (ab >> 1) | (ab >> 2) | (a >> rare)) & 1;
    near[noted] = i + 1;
    noted += (bc | (bc >> 1) | (bc >> 2) | (b >> rare)) & 1;
    near[noted] = i + 2;
    noted += (cd | (cd >> 1) | (cd >> 2) | (c >> rare)) & 1;
    near[noted] = i + 3;
    noted += (de | (de >> 1) | (de >> 2) | (d >> rare)) & 1;
    all |= a | b | c | d;
    a = e;
  }
  if ((all & NOT_PLAIN) !== 0) seen.plain = false;
  return noted;
}

/** One long text on its way through the plan. */
class LongPass {
  scan: Scan | undefined;
  /** Candidates from `head` to `count` wait: what is noted next may start before them. */
  private head = 0;
  private count = 0;
  private readonly table: PairTable;

  constructor(
    private readonly text: string,
    private readonly plan: Plan,
    private readonly rules: Rulebook,
    private readonly workspace: Workspace,
  ) {
    this.table = plan.pairs;
  }

  run(): Scan | undefined {
    const { text, table, workspace } = this;
    const wide = isWide(text);
    seen.plain = true;
    for (let base = 0; base < text.length; base += CHUNK) {
      if (this.floor >= base + CHUNK) {
        // Decided as a whole; whether it is plain was not looked at.
        seen.plain = false;
        continue;
      }
      fill(workspace, text, base, wide);
      const length = Math.min(CHUNK, text.length - base);
      const count = (LEAD + length + FARTHEST + 2) >> 1;
      const noted = notePairs(workspace.pairs, count, table.flags, workspace.near);
      if (noted > 0) this.visitNoted(noted, base, length);
    }
    return this.scan;
  }

  private get floor(): number {
    return this.scan === undefined ? 0 : this.scan.floor;
  }

  /** Turns noted pairs into candidates in text order, each once, and visits them. */
  private visitNoted(noted: number, base: number, length: number): void {
    const { bytes, pairs, near } = this.workspace;
    const { offsets } = this.table;
    const { starts } = this.plan;
    const zero = OFFSET_ZERO;
    const farthest = FARTHEST;
    const lead = LEAD;
    const end = lead + length;
    let floor = this.floor - base + lead;
    for (let n = 0; n < noted; n++) {
      const pair = near[n]!;
      const latest = pair * 2 + zero;
      if (latest < floor) continue;
      if (this.count > 0) {
        this.visitBefore(latest - zero - farthest - lead, base);
        floor = this.floor - base + lead;
        if (latest < floor) continue;
      }
      for (let bits = offsets[pairs[pair]!]!; bits !== 0; bits &= bits - 1) {
        const at = latest - (31 - Math.clz32(bits & -bits));
        if (at >= floor && at >= lead && at < end && starts.mayStart(bytes, at)) this.keep(at - lead);
      }
    }
    this.visitBefore(length, base);
  }

  /** Keeps a candidate in its place; one that is there already is the same. */
  private keep(at: number): void {
    const { candidates } = this.workspace;
    let place = this.count;
    while (place > this.head && candidates[place - 1]! > at) place--;
    if (place > this.head && candidates[place - 1] === at) return;
    for (let i = this.count; i > place; i--) candidates[i] = candidates[i - 1]!;
    candidates[place] = at;
    this.count++;
  }

  /** Visits the candidates that wait before this place of the chunk. */
  private visitBefore(end: number, base: number): void {
    const { candidates } = this.workspace;
    while (this.head < this.count && candidates[this.head]! < end) {
      this.visitOne(candidates[this.head]!, base);
      this.head++;
    }
    if (this.head === this.count) {
      this.head = 0;
      this.count = 0;
    }
  }

  /** `place` is that in the chunk. */
  private visitOne(place: number, base: number): void {
    const at = base + place;
    if (at < this.floor) return;
    const { text, plan } = this;
    const { bytes } = this.workspace;
    const byte = LEAD + place;
    const pair = (Math.min(bytes[byte]!, OTHER) << 7) | Math.min(bytes[byte + 1]!, OTHER);
    const bucket = plan.buckets[plan.bucketOf[pair]!]!;
    const boundary = !isIn(bytes[byte - 1]!, WORD);
    const row = rowFor(bucket, 0, text, at, boundary);
    if (row < 0) return;
    this.scan ??= new Scan(text, this.rules);
    visit(this.scan, plan, bucket, row, at, boundary);
  }
}

/** Runs all rows of the plan over a text; undefined when none of them had more than a cheap no. */
export function runPass(text: string, plan: Plan, rules: Rulebook): Scan | undefined {
  if (text.length <= LONGEST_SHORT) return runShort(text, plan, rules);
  const workspace = takeWorkspace();
  const scan = new LongPass(text, plan, rules, workspace).run();
  giveBack(workspace);
  return scan;
}
