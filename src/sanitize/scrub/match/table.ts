/**
 * Tables whose first line has the names: CSV, and those with bars as databases and Markdown print them. Below a sensitive
 * name every cell is hidden.
 */
import { isLineEnd } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { MOST_COLUMNS } from '../tables-seen.js';
import { matchAlignedHead } from './aligned-table.js';
import {
  BAR,
  cellAt,
  isSign,
  type Line,
  LONGEST_HEAD,
  lineAt,
  lineStart,
  namesStart,
  type Sign,
  signsIn,
} from './cells.js';
import { keyNameBefore } from './key-name.js';
import { isStopValue } from './stop-values.js';

const HASH = 35;
const LONGEST_ROW = 8_192;
const LONGEST_INDENT = 64;
const MOST_ROWS = 4_096;
/** One of the first rows has as many cells as there are names. */
const FIRST_ROWS = 3;
/** Rows with more or fewer cells, one behind the other, before the table is thought to have ended. */
const MOST_ODD = 8;
/** The line below the names of a table with bars. */
const RULE = /^[-=\u2500\u2550:|+\u251c\u255e\u253c\u256a\u2502\u2524\u2561\s]+$/;
const DASHES = /[-=\u2500\u2550]/;
const RULE_START = /^\s{0,3}[-=|+\u251c\u255e\u2500\u2550]/;
/** One column, as `psql` prints it. */
const ONE_COLUMN = /^ [\w.]+ *\r?\n-+$/;
/** The names of a table without bars; where a blank follows each comma, they hold none. */
const NAMES =
  /^"?[A-Za-z_][\w .-]{0,63}"?(?:([,;\t])"?[A-Za-z_][\w .-]{0,63}"?)(?:\1"?[A-Za-z_][\w .-]{0,63}"?){0,63}$/;
const APART = /^"?[A-Za-z_][\w.-]{0,63}"?(?:(,) "?[A-Za-z_][\w.-]{0,63}"?){2,64}$/;

/** `| id | password |`, and a line of dashes or the like below it. */
export function matchTableHead(scan: Scan, nameEnd: number): void {
  const { text } = scan;
  if (nameEnd < scan.tables.noneBefore) return;
  let at = nameEnd;
  while (text.charCodeAt(at) === 32 && at - nameEnd < LONGEST_HEAD) at++;
  const code = text.charCodeAt(at);
  if (!isSign(code, BAR) && !isLineEnd(code)) return;
  const below = scan.find('\n', at) + 1;
  // Until something is found the other names of this line are asked for nothing.
  scan.tables.noneBefore = Math.min(below, at + LONGEST_HEAD);
  if (below - nameEnd > LONGEST_HEAD || !RULE_START.test(text.slice(below, below + 4))) return;
  const rule = lineAt(scan, below);
  if (!isRule(text, rule)) return;
  const head = withoutText(text, lineAt(scan, lineStart(text, nameEnd)), rule);
  const sign = { code: BAR, raw: false };
  if (head.end - head.start > LONGEST_HEAD) return;
  const isOne = ONE_COLUMN.test(text.slice(head.start, rule.end));
  if (!isOne && signsIn(text, head.start, head.end, sign) === 0) return;
  if (scan.tables.mayTry(head.start)) scan.tables.noneBefore = 0;
  hideColumn(scan, head, nameEnd, rule.next, BAR);
}

/** Of a table in a frame what stands before it in its first line, `result: | id | password |`, is no cell. */
function withoutText(text: string, head: Line, rule: Line): Line {
  if (isFramed(text, head, BAR) || !isFramed(text, { ...rule, start: rule.next }, BAR)) return head;
  const bar = text.slice(head.start, head.end).search(/[|\u2502]/);
  return bar < 0 ? head : { ...head, start: head.start + bar };
}

/** Whether the first sign of a line is one between cells. */
function isFramed(text: string, { start }: Line, code: number): boolean {
  let at = start;
  while (text.charCodeAt(at) === 32 && at - start < LONGEST_INDENT) at++;
  return isSign(text.charCodeAt(at), code);
}

function isRule(text: string, { start, end }: Line): boolean {
  if (end - start > LONGEST_HEAD || !RULE_START.test(text.slice(start, start + 4))) return false;
  const line = text.slice(start, end);
  return RULE.test(line) && DASHES.test(line);
}

/** `id,user,password`; the literal is the end of the name, and the comma or the line end behind it. */
export function matchCsvHead(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  const end = after - 1;
  if (Number.isNaN(text.charCodeAt(after))) return MISS;
  if (isLineEnd(text.charCodeAt(end))) {
    matchTableHead(scan, end);
    matchAlignedHead(scan, end);
  }
  if (end >= scan.tables.csvRead) readHead(scan, end);
  if (scan.tables.csvSign === 0) return MISS;
  const head = lineAt(scan, scan.tables.csvStart);
  hideColumn(scan, head, end, head.next, scan.tables.csvSign);
  return MISS;
}

/** Notes what stands between the names in the line around `at`; 0: it has none, or the next lines have not as many cells. */
function readHead(scan: Scan, at: number): void {
  const { text } = scan;
  const far = scan.find('\n', at);
  scan.tables.csvRead = Math.min(far, at + LONGEST_HEAD) + 1;
  scan.tables.csvSign = 0;
  if (far - at > LONGEST_HEAD) return;
  const line = lineAt(scan, lineStart(text, at));
  if (line.end - line.start > LONGEST_HEAD || line.next >= text.length) return;
  scan.tables.csvStart = namesStart(text, line);
  const names = text.slice(scan.tables.csvStart, line.end);
  const found = (NAMES.exec(names) ?? APART.exec(names))?.[1]?.charCodeAt(0) ?? 0;
  if (found === 0) return;
  const sign = { code: found, raw: false };
  const columns = signsIn(text, scan.tables.csvStart, line.end, sign);
  let row = lineAt(scan, line.next);
  for (let rows = 0; rows < FIRST_ROWS && row.start < text.length; rows++) {
    if (row.end - row.start > LONGEST_ROW) return;
    if (signsIn(text, row.start, row.end, sign) === columns) scan.tables.csvSign = found;
    row = lineAt(scan, row.next);
  }
}

/** Hides the cells below the name that ends at `nameEnd`, from the row at `first` on. */
function hideColumn(scan: Scan, head: Line, nameEnd: number, first: number, code: number): void {
  const { text } = scan;
  const isSame = scan.tables.head === head.start;
  // A table is read once for each of its columns, and what stands in it is none.
  if (isSame ? scan.tables.columns >= MOST_COLUMNS : head.start < scan.tables.end) return;
  const key = keyNameBefore(scan, nameEnd, false);
  if (key === undefined || !scan.rules.enabled('key-value')) return;
  const sign = { code, raw: false };
  const column = signsIn(text, head.start, key.start, sign);
  const behind = signsIn(text, key.start, head.end, sign);
  const raw = { code, raw: true };
  const hasFrame = isFramed(text, head, code);
  let row = lineAt(scan, first);
  let odd = 0;
  for (let rows = 0; rows < MOST_ROWS && row.start < text.length && odd < MOST_ODD; rows++) {
    if (row.end - row.start > LONGEST_ROW) break;
    const isComment = text.charCodeAt(row.start) === HASH || isRule(text, row);
    if (!isComment && hasFrame !== isFramed(text, row, code)) break;
    if (
      !isComment &&
      signsIn(text, row.start, row.end, raw) === 0 &&
      !isCellAlone(text, row, column + behind)
    )
      break;
    if (isComment || !hideCells(scan, row, column, behind, sign, raw)) odd++;
    else odd = 0;
    row = lineAt(scan, row.next);
  }
  scan.tables.columns = isSame ? scan.tables.columns + 1 : 1;
  scan.tables.head = head.start;
  scan.tables.end = Math.max(scan.tables.end, row.start);
}

/**
 * Hides the cell of a row with so many before and behind it; false where it has not as many. What a cell holds can break
 * its row: then the one counted from either end is hidden.
 */
function hideCells(scan: Scan, row: Line, column: number, behind: number, sign: Sign, raw: Sign): boolean {
  const { text } = scan;
  const isPlain = scan.find(sign.code === BAR ? '\\' : '"', row.start) >= row.end;
  for (const kind of isPlain ? [raw] : [sign, raw])
    if (signsIn(text, row.start, row.end, kind) === column + behind) {
      hideCell(scan, cellAt(text, row, column, kind));
      return true;
    }
  const last = signsIn(text, row.start, row.end, raw) - behind;
  hideCell(scan, cellAt(text, row, column, raw));
  if (last >= 0 && last !== column) hideCell(scan, cellAt(text, row, last, raw));
  return false;
}

/** A row of the only column: it begins with a blank. */
function isCellAlone(text: string, row: Line, signs: number): boolean {
  return signs === 0 && text.charCodeAt(row.start) === 32;
}

function hideCell(scan: Scan, [from, to]: readonly [number, number]): void {
  const { text } = scan;
  if (isStopValue(text, from, to, false) || /^[-+=]*$/.test(text.slice(from, Math.min(to, from + 64))))
    return;
  scan.hideLater('key-value', from, to);
}
