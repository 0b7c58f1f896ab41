/** `INSERT INTO users (name, password) VALUES ('ann', 'x')`: a column names the value at its place. */
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { doubledClose, quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

const HEAD = /^\s{0,4}[\w.$"`[\]\\]{1,128}\s{0,8}\(([^()]{1,1500})\)\s{0,8}VALUES\s{0,8}\(/i;
const LONGEST_HEAD = 1_700;
const MOST_VALUES = 256;

/** The literal ends behind `INTO`, or behind it and a blank. */
export function matchInsert(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  if (after <= scan.insertEnd) return MISS;
  const head = HEAD.exec(text.slice(after, after + LONGEST_HEAD));
  if (head === null) return MISS;
  const columns = head[1]!.split(',').map((column) => column.replace(/[^\w.-]/g, ''));
  const sensitive = columns.map((column) => column !== '' && scan.rules.nameInfo(column).sensitive);
  if (!sensitive.includes(true)) return MISS;
  let at = after + head[0].length;
  while (at > 0) {
    scan.insertEnd = at;
    at = nextRow(text, hideRow(scan, at, sensitive));
  }
  // What stands between is still to be judged.
  return MISS;
}

/** Hides the values of one row; returns where it ends. */
function hideRow(scan: Scan, from: number, sensitive: readonly boolean[]): number {
  const { text } = scan;
  let at = from;
  for (let column = 0; column < MOST_VALUES; column++) {
    while (text.charCodeAt(at) === 32) at++;
    const quote = quoteAt(text, at);
    if (quote === undefined) {
      while (at < text.length && text[at] !== ',' && text[at] !== ')' && text[at] !== '\n') at++;
    } else {
      const start = at + quote.width;
      const close = doubledClose(text, start, quote);
      const end = close < 0 ? text.length : close;
      if (sensitive[column] === true && !isStopValue(text, start, end, false))
        scan.hideLater('key-value', start, end);
      if (close < 0) return -1;
      at = end + quote.width;
    }
    if (text[at] !== ',') return text[at] === ')' ? at + 1 : -1;
    at++;
  }
  return -1;
}

/** Behind the bracket that opens the next row, or -1. */
function nextRow(text: string, at: number): number {
  if (at < 0) return -1;
  const gap = /^\s{0,8},\s{0,8}\(/.exec(text.slice(at, at + 20));
  return gap === null ? -1 : at + gap[0].length;
}
