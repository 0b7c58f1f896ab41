/** The closing quote of a value that is not far away. */
import type { Scan } from '../scan.js';
import { doubledClose, type Quote } from './quote.js';

/** Longer values are looked at by other rules. Characters. */
const FARTHEST = 2_048;

/** Where the quote closes, or -1. Asked as often as one likes: a quote that is far off costs nothing. */
export function nearClose(scan: Scan, start: number, quote: Quote): number {
  if (scan.find(quote.close, start) - start > FARTHEST) return -1;
  const end = doubledClose(scan.text.slice(start, start + FARTHEST), 0, quote);
  return end < 0 ? -1 : start + end;
}
