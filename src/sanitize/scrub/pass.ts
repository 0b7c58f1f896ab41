/**
 * The pass: every character is touched once, eight at a step; places where a candidate may start are noted, and the rows of
 * a candidate's bucket look at it. The note-taking loop has no unpredictable branch: that is worth a factor of three.
 */
import { rowFor, visit } from './ask.js';
import { isBlank, isIn, WORD } from './characters.js';
import { FARTHEST, NOT_PLAIN, OTHER } from './flags.js';
import { type Plan, rowsOf } from './plan.js';
import type { Rulebook } from './rulebook.js';
import { Scan } from './scan.js';
import { seen } from './seen.js';
import { freesSeparator, isSeparator } from './separator.js';
import { LONGEST_SHORT, runShort } from './short-pass.js';
import { borrow, CHUNK, fill, giveBack, isWide, LEAD, ROUND, workspace } from './workspace.js';

/** Candidates of a text that are visited before it is copied. */
const MANY = 256;
/** UTF-16 units. */
const LONGEST_WORD = 256;

function flat(text: string): string {
  const encoding = isWide(text) ? 'utf16le' : 'latin1';
  return Buffer.from(text, encoding).toString(encoding);
}

/** A value that goes on behind the end is not cut in half, unless it is a long one. */
function lastBlank(text: string, end: number): number {
  for (let at = end; at > end - LONGEST_WORD; at--) if (isBlank(text.charCodeAt(at - 1))) return at;
  return end;
}

/** One long text on its way through the plan. */
class LongPass {
  scan: Scan | undefined;
  private visited = 0;

  constructor(
    private text: string,
    private readonly plan: Plan,
    private readonly rules: Rulebook,
  ) {}

  run(): Scan | undefined {
    const { text, plan } = this;
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
      const rounds = Math.ceil((LEAD + length + FARTHEST + 1) / ROUND);
      const words = workspace.note(rounds, plan.pairs);
      if ((workspace.all & NOT_PLAIN) !== 0) plain = false;
      if (words > 0) this.visitAll(plan.starts.select(words, length), base);
      const end = Math.max(base + length, this.floor);
      if (end < text.length && this.scan?.isDense(end)) {
        this.scan.hideRest('dense', lastBlank(text, end));
        plain = false;
        break;
      }
    }
    // At the end, since a callback may have had other texts scanned meanwhile.
    seen.plain = plain;
    return this.scan;
  }

  private get floor(): number {
    return this.scan === undefined ? 0 : this.scan.floor;
  }

  private visitAll(count: number, base: number): void {
    const { candidates } = workspace;
    if (this.visited < MANY && this.visited + count >= MANY) this.flatten();
    this.visited += count;
    for (let i = 0; i < count; i++) this.visitOne(candidates[i]!, base);
  }

  /** Characters of a slice, or of a text put together, cost more to look at. */
  private flatten(): void {
    this.text = flat(this.text);
    if (this.scan !== undefined) this.scan.text = this.text;
  }

  /** `place` is that in the chunk. */
  private visitOne(place: number, base: number): void {
    const at = base + place;
    if (at < this.floor) return;
    const { text, plan } = this;
    const { bytes } = workspace;
    const byte = LEAD + place;
    const first = Math.min(bytes[byte]!, OTHER);
    const second = Math.min(bytes[byte + 1]!, OTHER);
    if (isSeparator(second) && freesSeparator(plan, second, first, bytes[byte - 1]!, bytes[byte - 2]!))
      return;
    const bucket = rowsOf(
      plan,
      plan.bucketOf[(first << 7) | second]!,
      Math.min(bytes[byte + 2]!, OTHER),
      Math.min(bytes[byte + 3]!, OTHER),
    );
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
  const saved = borrow();
  try {
    return new LongPass(text, plan, rules).run();
  } finally {
    giveBack(saved);
  }
}
