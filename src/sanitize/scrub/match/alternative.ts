/** Further texts of an expression in source text: `config.password || 'x'`, `a ? 'x' : 'y'`, `'x' + 'y'`. */
import { isBlank } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { nearClose } from './near-quote.js';
import { isQuote, quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

const BACKTICK = 96;
const CLOSING = 41;
/** What joins the parts; behind the first one `:` is no operator, but ends a key. */
const OPERATOR = /^\s{1,4}(?:\|\||\?\?|\?|\+|or|:|if [\w.]{1,40} else)\s{1,4}(?=["'`])/;
const LONGEST_OPERATOR = 64;
const MOST_PARTS = 8;
/** What joins words is none. */
const WORD = /\w{3}/;

/** Hides the texts that `||`, `??`, `? :`, `+` and `or` join to the value that ends at `from`; returns where the last one ends. */
export function hideAlternatives(scan: Scan, rule: string, from: number): number {
  const { text } = scan;
  let end = from;
  for (let parts = 0; parts < MOST_PARTS; parts++) {
    const gap = behindClosing(text, end);
    if (!isBlank(text.charCodeAt(gap))) return end;
    const operator = OPERATOR.exec(text.slice(gap, gap + LONGEST_OPERATOR))?.[0];
    if (operator === undefined || (parts === 0 && operator.trim() === ':')) return end;
    const quote = quoteAt(text, gap + operator.length);
    const start = gap + operator.length + (quote?.width ?? 0);
    const close = quote === undefined ? -1 : nearClose(scan, start, quote);
    if (close < 0) return end;
    const isPart = WORD.test(text.slice(start, Math.min(close, start + LONGEST_OPERATOR)));
    if (isPart && !isStopValue(text, start, close, false)) scan.hide(rule, start, close);
    end = close;
  }
  return end;
}

/** The same behind a part that is no secret itself. */
export function alternativesEnd(scan: Scan, rule: string, end: number): number {
  const to = hideAlternatives(scan, rule, end);
  return to > end ? to : MISS;
}

/** Behind the quote and the bracket that may close a value. */
function behindClosing(text: string, at: number): number {
  let end = at;
  if (isQuote(text.charCodeAt(end)) || text.charCodeAt(end) === BACKTICK) end++;
  if (text.charCodeAt(end) === CLOSING) end++;
  return end;
}
