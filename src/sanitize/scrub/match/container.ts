/** The end of an array or object that starts at a bracket, read as JSON or as `util.inspect` writes it. */
import { isBlank } from '../characters.js';
import type { Scan } from '../scan.js';
import { closingQuote, quoteAt } from './quote.js';

/** How far its end is looked for. Characters. */
const FARTHEST = 1 << 20;
/** A container without an end is hidden up to here. Characters. */
const LONGEST_OPEN = 65_536;

/** A quote inside a container opens a string only behind one of these: the apostrophe of `it's` does not. */
function opensString(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return (
    isBlank(before) || before === 91 || before === 123 || before === 44 || before === 58 || before === 61
  );
}

/** So many may have no end before the rest of the text is one of them: each is looked for anew. */
const MOST_OPEN = 8;
const CLOSERS = [']', '}', ')'] as const;

/** The position behind the matching bracket; where there is none, a bound or the end of the text. */
export function containerEnd(scan: Scan, at: number): number {
  const { text } = scan;
  if (CLOSERS.every((closer) => scan.find(closer, at) >= text.length)) return openEnd(text, at);
  if (scan.openContainers >= MOST_OPEN) return text.length;
  const end = closedEnd(text, at);
  if (end > 0) return end;
  scan.openContainers++;
  return openEnd(text, at);
}

function openEnd(text: string, at: number): number {
  return Math.min(text.length, at + LONGEST_OPEN);
}

/** Behind the matching bracket; 0: there is none. */
function closedEnd(text: string, at: number): number {
  const stop = Math.min(text.length, at + FARTHEST);
  let depth = 0;
  for (let i = at; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (code === 91 || code === 123 || code === 40) depth++;
    else if (code === 93 || code === 125 || code === 41) {
      depth--;
      if (depth === 0) return i + 1;
    } else if ((code === 34 || code === 39 || code === 96 || code === 92) && opensString(text, i)) {
      const quote = quoteAt(text, i);
      if (quote === undefined) continue;
      const close = closingQuote(text, i + quote.width, quote);
      if (close < 0) break;
      i = close + quote.width - 1;
    }
  }
  return 0;
}
