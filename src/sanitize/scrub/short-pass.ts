/** The pass over a text that is too short to be worth a copy: read where it is, one character at a step. */
import { rowFor, visit } from './ask.js';
import { ANYWHERE, BLANK, FIRST_NOT_PLAIN, NO_WORD, OTHER } from './flags.js';
import { isPlain } from './pair-table.js';
import type { Plan } from './plan.js';
import type { Rulebook } from './rulebook.js';
import { Scan, type Span } from './scan.js';
import { seen } from './seen.js';
import { freesSeparator, isSeparator } from './separator.js';

/** Longer texts are faster to read as bytes, also where they hold a secret. UTF-16 units. */
export const LONGEST_SHORT = 80;

/** Runs all rows of the plan over a text; undefined when none of them had more than a cheap no. */
export function runShort(text: string, plan: Plan, rules: Rulebook): Scan | undefined {
  const { flags } = plan;
  const anywhere = ANYWHERE;
  const noWord = NO_WORD;
  const other = OTHER;
  const last = text.length - 1;
  let scan: Scan | undefined;
  let all = 0;
  let previous = noWord;
  let first = Math.min(text.charCodeAt(0), other);
  let at = 0;
  while (at < last) {
    const second = Math.min(text.charCodeAt(at + 1), other);
    const pair = (first << 7) | second;
    const flag = flags[pair]!;
    all |= flag;
    const starts = (flag | ((flag >> 1) & (previous >> 2))) & anywhere;
    if (starts !== 0) {
      const found = ask(scan, text, plan, rules, at, pair, (previous & noWord) !== 0);
      if (found !== undefined && found.floor > at + 1) {
        // What is decided is not read again.
        if (!isPlainShown(text, found.spans, at + 1, found.floor)) all |= FIRST_NOT_PLAIN;
        at = found.floor;
        scan = found;
        if (at > last) break;
        previous = flags[(Math.min(text.charCodeAt(at - 1), other) << 7) | BLANK]!;
        first = Math.min(text.charCodeAt(at), other);
        continue;
      }
      scan = found;
    }
    previous = flag;
    first = second;
    at++;
  }
  seen.plain = (all & FIRST_NOT_PLAIN) === 0 && (at > last || isPlain(first));
  return scan;
}

/** Asks the rows of a pair, if one may start there. Makes the scan where there is none yet. */
function ask(
  scan: Scan | undefined,
  text: string,
  plan: Plan,
  rules: Rulebook,
  at: number,
  pair: number,
  boundary: boolean,
): Scan | undefined {
  const third = at + 2 < text.length ? Math.min(text.charCodeAt(at + 2), OTHER) : 0;
  if (!plan.starts.fits(pair, third, boundary)) return scan;
  const sign = text.charCodeAt(at + 1);
  if (isSeparator(sign) && freesSeparator(plan, sign, pair >> 7, before(text, at - 1), before(text, at - 2)))
    return scan;
  const bucket = plan.buckets[plan.bucketOf[pair]!]!;
  const row = rowFor(bucket, 0, text, at, boundary);
  if (row < 0) return scan;
  const known = scan ?? new Scan(text, rules);
  visit(known, plan, bucket, row, at, boundary);
  return known;
}

function before(text: string, at: number): number {
  return at < 0 ? BLANK : text.charCodeAt(at);
}

/** Whether what is shown of the text between two positions is plain. */
function isPlainShown(text: string, spans: readonly Span[], from: number, to: number): boolean {
  let end = to;
  for (let i = spans.length - 1; i >= 0 && end > from; i--) {
    const span = spans[i]!;
    if (!isPlainPart(text, Math.max(from, span.end), end)) return false;
    end = span.start;
  }
  return isPlainPart(text, from, end);
}

function isPlainPart(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isPlain(text.charCodeAt(at))) return false;
  return true;
}
