/** `INSERT INTO users (name, password) VALUES ('ann', 'x')`: a column names the value at its place. */
import { isBlank, isIn, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import type { NameInfo } from '../name-info.js';
import type { Scan } from '../scan.js';
import { doubledClose, quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

/** Blanks, also as escapes inside a string. */
const GAP = String.raw`(?:\s|\\[nrt]){0,32}`;
/** PostgreSQL and SQL Server have more between the columns and the values. */
const CLAUSE = String.raw`(?:(?:OVERRIDING|OUTPUT)\s[^()'"]{1,200}?(?=\s(?:VALUES?|SELECT)\b|\\[nrt]VALUES?\b)${GAP})?`;
const HEAD = new RegExp(
  String.raw`^${GAP}(?:[\w.$"\x60[\]]|\\{1,7}["\x60]){1,128}(?:\s{1,4}AS\s{1,4}\w{1,64})?${GAP}\(([^()]{1,4096})\)${GAP}${CLAUSE}(?:VALUES?${GAP}\(|SELECT\s)`,
  'i',
);
const LONGEST_HEAD = 4_700;
const NEXT_ROW = new RegExp(String.raw`^\)${GAP},${GAP}\(`);
const LONGEST_GAP = 80;
/** What ends the values of a SELECT. */
const END_OF_SELECT = /^\s(?:FROM|WHERE|ON|LIMIT|UNION)\s/i;
/** A number or bytes without quotes. */
const NUMBER = /^(?:0x[\dA-F]{6,}|\d{4,})$/i;
/** Of one value, what stands outside quotes. Characters. */
const LONGEST_VALUE = 4_096;
/** So many rows of a text are read in a second way. */
const MOST_ODD = 8;

const OPEN = 40;
const CLOSE = 41;
const COMMA = 44;
const SEMICOLON = 59;

/** The literal ends behind `INTO`, or behind it and a blank. */
export function matchInsert(scan: Scan, _at: number, after: number): number {
  const { text, rules } = scan;
  if (after <= scan.insertEnd) return MISS;
  const head = HEAD.exec(text.slice(after, after + LONGEST_HEAD));
  if (head === null) return MISS;
  const columns = head[1]!.split(',').map((column) => {
    const name = column.replace(/\\[nrt]|[^\w.-]/g, '');
    return name === '' ? undefined : rules.nameInfo(name);
  });
  if (!columns.some((info) => info?.sensitive)) return MISS;
  let at = after + head[0].length;
  while (at >= 0) {
    const end = hideRow(scan, at, columns, true);
    // Of standard SQL a backslash escapes nothing.
    const isOdd = text.charCodeAt(end) !== CLOSE && scan.oddRows < MOST_ODD;
    if (isOdd) scan.oddRows++;
    at = isOdd ? hideRow(scan, at, columns, false) : end;
    // What was read for nothing is not read for the next one.
    scan.insertEnd = at;
    const next = NEXT_ROW.exec(text.slice(at, at + LONGEST_GAP));
    at = next === null ? -1 : at + next[0].length;
  }
  // What stands between is still to be judged.
  return MISS;
}

/** Hides the values of one row; returns where it ends: before its bracket, or where it cannot be read further. */
function hideRow(
  scan: Scan,
  from: number,
  columns: readonly (NameInfo | undefined)[],
  escapes: boolean,
): number {
  let at = from;
  for (const info of columns) {
    at = hideValue(scan, at, info?.sensitive === true ? info : undefined, escapes);
    if (scan.text.charCodeAt(at) !== COMMA) return at;
    at++;
  }
  return at;
}

/** Hides every text in the value of a sensitive column, `crypt('x', 'y')` as well as `'x'`; returns where the value ends. */
function hideValue(scan: Scan, from: number, info: NameInfo | undefined, escapes: boolean): number {
  const { text } = scan;
  let outside = 0;
  let depth = 0;
  let hasTexts = false;
  let at = from;
  for (; at < text.length && outside < LONGEST_VALUE; at++, outside++) {
    const code = text.charCodeAt(at);
    if (isIn(code, WORD)) continue;
    if (code === OPEN) depth++;
    else if (code === CLOSE && --depth < 0) break;
    else if (depth === 0 && (code === COMMA || code === SEMICOLON)) break;
    else if (depth === 0 && isBlank(code) && END_OF_SELECT.test(text.slice(at, at + 8))) break;
    const written = quoteAt(text, at);
    if (written === undefined) continue;
    const quote = escapes ? written : { ...written, slashes: -1 };
    hasTexts = true;
    const start = at + quote.width;
    const close = doubledClose(text, start, quote);
    const end = close < 0 ? text.length : close;
    if (info !== undefined && !isStopValue(text, start, end, false)) scan.hideLater('key-value', start, end);
    at = close < 0 ? end : end + quote.width - 1;
  }
  if (info !== undefined && !hasTexts) hideNumber(scan, from, at, info);
  return Math.min(at, text.length);
}

function hideNumber(scan: Scan, from: number, to: number, info: NameInfo): void {
  const written = scan.text.slice(from, Math.min(to, from + LONGEST_VALUE));
  const value = written.trim();
  if (!info.numeric || !NUMBER.test(value)) return;
  const start = from + written.indexOf(value);
  scan.hideLater('key-value', start, start + value.length);
}
