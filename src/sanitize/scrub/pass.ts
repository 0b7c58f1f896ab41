/**
 * The pass: every character is touched once, two at a step; places near a candidate are noted without a branch, and the
 * rows of a candidate's bucket look at it. The note-taking loop has no unpredictable branch: that is worth a factor of
 * three.
 */
import { rowFor, visit } from './ask.js';
import { isIn, WORD } from './characters.js';
import { FARTHEST, NOT_PLAIN, OFFSET_ZERO, OTHER } from './flags.js';
import type { PairTable } from './pair-table.js';
import type { Plan } from './plan.js';
import { type Rulebook, Scan } from './scan.js';
import { seen } from './seen.js';
import { LONGEST_SHORT, runShort } from './short-pass.js';
import { borrow, CHUNK, fill, giveBack, isWide, LEAD, workspace } from './workspace.js';

/** Candidates of a text that are visited before it is copied. */
const MANY = 512;

function flat(text: string): string {
  const encoding = isWide(text) ? 'utf16le' : 'latin1';
  return Buffer.from(text, encoding).toString(encoding);
}

/** One long text on its way through the plan. */
class LongPass {
  scan: Scan | undefined;
  /** Candidates from `head` to `count` wait: what is noted next may start before them. */
  private head = 0;
  private count = 0;
  private visited = 0;
  private readonly table: PairTable;

  constructor(
    private text: string,
    private readonly plan: Plan,
    private readonly rules: Rulebook,
  ) {
    this.table = plan.pairs;
  }

  run(): Scan | undefined {
    const { text, table } = this;
    const wide = isWide(text);
    let plain = true;
    for (let base = 0; base < text.length; base += CHUNK) {
      if (this.floor >= base + CHUNK) {
        // Decided as a whole; whether it is plain was not looked at.
        plain = false;
        continue;
      }
      fill(text, base, wide);
      const length = Math.min(CHUNK, text.length - base);
      const count = (LEAD + length + FARTHEST + 2) >> 1;
      const noted = workspace.note(count, table.flags);
      if ((workspace.all & NOT_PLAIN) !== 0) plain = false;
      if (noted > 0) this.visitNoted(noted, base, length);
    }
    // At the end, since a callback may have had other texts scanned meanwhile.
    seen.plain = plain;
    return this.scan;
  }

  private get floor(): number {
    return this.scan === undefined ? 0 : this.scan.floor;
  }

  /** Turns noted pairs into candidates in text order, each once, and visits them. */
  private visitNoted(noted: number, base: number, length: number): void {
    const { bytes, pairs, near } = workspace;
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
    const { candidates } = workspace;
    let place = this.count;
    while (place > this.head && candidates[place - 1]! > at) place--;
    if (place > this.head && candidates[place - 1] === at) return;
    for (let i = this.count; i > place; i--) candidates[i] = candidates[i - 1]!;
    candidates[place] = at;
    this.count++;
  }

  /** Visits the candidates that wait before this place of the chunk. */
  private visitBefore(end: number, base: number): void {
    const { candidates } = workspace;
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
    const { bytes } = workspace;
    const byte = LEAD + place;
    const pair = (Math.min(bytes[byte]!, OTHER) << 7) | Math.min(bytes[byte + 1]!, OTHER);
    const bucket = plan.buckets[plan.bucketOf[pair]!]!;
    const boundary = !isIn(bytes[byte - 1]!, WORD);
    const row = rowFor(bucket, 0, text, at, boundary);
    if (row < 0) return;
    this.scan ??= new Scan(text, this.rules);
    this.visited++;
    if (this.visited === MANY) {
      // Characters of a slice, or of a text put together, cost more to look at.
      this.text = flat(text);
      this.scan.text = this.text;
    }
    visit(this.scan, plan, bucket, row, at, boundary);
  }
}

/** Runs all rows of the plan over a text; undefined when none of them had more than a cheap no. */
export function runPass(text: string, plan: Plan, rules: Rulebook): Scan | undefined {
  if (text.length <= LONGEST_SHORT) return runShort(text, plan, rules);
  const saved = borrow();
  try {
    return new LongPass(text, plan, rules).run();
  } finally {
    giveBack(saved);
  }
}
