/** The closing quote of a value, where a text may have none, and many ask for it. */
import type { Scan } from '../scan.js';
import { closingQuote, doubledClose, type Quote } from './quote.js';

/** Longer values are looked at by other rules. Characters. */
const FARTHEST = 2_048;

/** Where the quote closes, or -1. Asked as often as one likes: a quote that is far off costs nothing. */
export function nearClose(scan: Scan, start: number, quote: Quote): number {
  if (scan.find(quote.close, start) - start > FARTHEST) return -1;
  const end = doubledClose(scan.text.slice(start, start + FARTHEST), 0, quote);
  return end < 0 ? -1 : start + end;
}

/** Where the quote closes, however far that is, or -1. What is far is found once. */
export function farClose(scan: Scan, from: number, quote: Quote): number {
  return farEnd(scan, from, quote, `close ${quote.slashes} ${quote.close}`, closingQuote);
}

/** The same where a doubled quote belongs to the value. */
export function farDoubledClose(scan: Scan, from: number, quote: Quote): number {
  return farEnd(scan, from, quote, `doubled ${quote.slashes} ${quote.close}`, doubledClose);
}

function farEnd(
  scan: Scan,
  from: number,
  quote: Quote,
  kind: string,
  closeOf: (text: string, from: number, quote: Quote) => number,
): number {
  const { text } = scan;
  const near = scan.find(quote.close, from);
  if (near >= text.length) return -1;
  const end = scan.endOf(kind, from, (whole, at) => {
    const close = closeOf(whole, at, quote);
    return close < 0 ? text.length : close;
  });
  return end >= text.length ? -1 : end;
}
