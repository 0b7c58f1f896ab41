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

/** Where the quote closes, however far that is, or -1. That there is none is found once. */
export function farClose(scan: Scan, from: number, quote: Quote): number {
  return scan.find(quote.close, from) < scan.text.length ? closingQuote(scan.text, from, quote) : -1;
}

/** The same where a doubled quote belongs to the value. */
export function farDoubledClose(scan: Scan, from: number, quote: Quote): number {
  return scan.find(quote.close, from) < scan.text.length ? doubledClose(scan.text, from, quote) : -1;
}
