/**
 * Tables whose first line has the names: CSV, and those with bars as databases and Markdown print them. Below a sensitive
 * name every cell is hidden.
 */
import { isLineEnd } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { keyNameBefore } from './key-name.js';
import { isStopValue } from './stop-values.js';

const BAR = 124;
const LIGHT_BAR = 0x2502;
const QUOTE = 34;
const LINE_FEED = 10;
/** Longer lines have no names. Characters. */
const LONGEST_HEAD = 1_024;
const LONGEST_ROW = 8_192;
const MOST_ROWS = 4_096;
/** Columns of one table that are hidden. */
const MOST_COLUMNS = 8;
/** The line below the names of a table with bars. */
const RULE = /^\s{0,8}[|+\u251c\u255e]?[-=\u2500\u2550:|+\u253c\u256a\u2502 ]{3,}[|+\u2524\u2561]?\s{0,8}$/;
const RULE_START = /^\s{0,3}[-=|+\u251c\u255e\u2500\u2550]/;
/** The names of a table without bars. */
const NAMES =
  /^"?[A-Za-z_][\w .-]{0,63}"?(?:([,;\t])"?[A-Za-z_][\w .-]{0,63}"?)(?:\1"?[A-Za-z_][\w .-]{0,63}"?){0,63}$/;

interface Line {
  readonly start: number;
  /** Before its line end. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

function lineAt(scan: Scan, start: number): Line {
  const found = scan.find('\n', start);
  const stop = Math.min(found, scan.text.length);
  const end = scan.text.charCodeAt(stop - 1) === 13 && stop > start ? stop - 1 : stop;
  return { start, end, next: stop + 1 };
}

function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < LONGEST_HEAD && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return start;
}

/** How many signs stand in a line before `to`, outside quotes. */
function signsIn(text: string, start: number, to: number, sign: number): number {
  let count = 0;
  let isQuoted = false;
  for (let at = start; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE && sign !== BAR) isQuoted = !isQuoted;
    else if (!isQuoted && isSign(code, sign)) count++;
  }
  return count;
}

function isSign(code: number, sign: number): boolean {
  return code === sign || (sign === BAR && code === LIGHT_BAR);
}

/** `| id | password |`; the literal is the end of the name and its blank. */
export function matchTableHead(scan: Scan, after: number): void {
  const { text } = scan;
  let at = after;
  while (text.charCodeAt(at) === 32 && at - after < LONGEST_HEAD) at++;
  const code = text.charCodeAt(at);
  if (!isSign(code, BAR) && !isLineEnd(code)) return;
  const below = scan.find('\n', after) + 1;
  if (below - after > LONGEST_HEAD || !RULE_START.test(text.slice(below, below + 4))) return;
  const rule = lineAt(scan, below);
  if (rule.end - rule.start > LONGEST_HEAD || !RULE.test(text.slice(rule.start, rule.end))) return;
  const head = lineAt(scan, lineStart(text, after));
  if (head.end - head.start > LONGEST_HEAD || signsIn(text, head.start, head.end, BAR) === 0) return;
  hideColumn(scan, head, after - 1, rule.next, BAR);
}

/** `id,user,password`; the literal is the end of the name, and the comma or the line end behind it. */
export function matchCsvHead(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  const end = after - 1;
  const code = text.charCodeAt(end);
  // Behind the comma of a sentence a blank follows.
  if (!isLineEnd(code) && (text.charCodeAt(after) <= 32 || Number.isNaN(text.charCodeAt(after)))) return MISS;
  if (end >= scan.csvRead) scan.csvSign = csvSign(scan, end);
  if (scan.csvSign === 0) return MISS;
  const head = lineAt(scan, lineStart(text, end));
  hideColumn(scan, head, end, head.next, scan.csvSign);
  return MISS;
}

/** What stands between the names in the line around `at`; 0: it has none, or the next line has not as many cells. */
function csvSign(scan: Scan, at: number): number {
  const { text } = scan;
  const far = scan.find('\n', at);
  scan.csvRead = Math.min(far, at + LONGEST_HEAD) + 1;
  if (far - at > LONGEST_HEAD) return 0;
  const head = lineAt(scan, lineStart(text, at));
  if (head.end - head.start > LONGEST_HEAD || head.next >= text.length) return 0;
  const sign = NAMES.exec(text.slice(head.start, head.end))?.[1]?.charCodeAt(0) ?? 0;
  const row = lineAt(scan, head.next);
  if (sign === 0 || row.end - row.start > LONGEST_ROW) return 0;
  return signsIn(text, row.start, row.end, sign) === signsIn(text, head.start, head.end, sign) ? sign : 0;
}

/** Hides the cells below the name that ends at `nameEnd`, from the row at `first` on. */
function hideColumn(scan: Scan, head: Line, nameEnd: number, first: number, sign: number): void {
  const { text } = scan;
  const isSame = scan.tableHead === head.start;
  // A table is read once for each of its columns, and what stands in it is none.
  if (isSame ? scan.tableColumns >= MOST_COLUMNS : head.start < scan.tableEnd) return;
  const key = keyNameBefore(scan, nameEnd, false);
  if (key === undefined || !scan.rules.enabled('key-value')) return;
  const column = signsIn(text, head.start, key.start, sign);
  const columns = signsIn(text, head.start, head.end, sign);
  let row = lineAt(scan, first);
  for (let rows = 0; rows < MOST_ROWS && row.start < text.length; rows++) {
    if (row.end - row.start > LONGEST_ROW || signsIn(text, row.start, row.end, sign) !== columns) break;
    hideCell(scan, row, column, sign);
    row = lineAt(scan, row.next);
  }
  scan.tableColumns = isSame ? scan.tableColumns + 1 : 1;
  scan.tableHead = head.start;
  scan.tableEnd = Math.max(scan.tableEnd, row.start);
}

function hideCell(scan: Scan, row: Line, column: number, sign: number): void {
  const { text } = scan;
  let from = row.start;
  for (let before = 0; before < column; before++) from = nextSign(text, from, row.end, sign) + 1;
  let to = nextSign(text, from, row.end, sign);
  while (from < to && isPadding(text.charCodeAt(from))) from++;
  while (to > from && isPadding(text.charCodeAt(to - 1))) to--;
  if (isStopValue(text, from, to, false) || /^[-+=]*$/.test(text.slice(from, Math.min(to, from + 64))))
    return;
  scan.hideLater('key-value', from, to);
}

function isPadding(code: number): boolean {
  return code === 32 || code === QUOTE || code === LINE_FEED;
}

/** Where the next sign outside quotes stands, at most `end`. */
function nextSign(text: string, from: number, end: number, sign: number): number {
  let isQuoted = false;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE && sign !== BAR) isQuoted = !isQuoted;
    else if (!isQuoted && isSign(code, sign)) return at;
  }
  return end;
}
