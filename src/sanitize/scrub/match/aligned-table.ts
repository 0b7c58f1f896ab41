/** Tables whose columns are told apart by blanks, as commands print them: below a sensitive name every cell is hidden. */
import { isBlank } from '../characters.js';
import type { Scan } from '../scan.js';
import { MOST_COLUMNS } from '../tables-seen.js';
import { type Line, LONGEST_HEAD, lineAt, lineStart, namesStart } from './cells.js';
import { keyNameBefore } from './key-name.js';
import { isStopValue } from './stop-values.js';

const MOST_ROWS = 1_024;
const LONGEST_ROW = 8_192;
/** Three names, or two in capitals, two blanks apart. */
const NAME = '[A-Za-z_][\\w()./%-]{0,40}(?: [\\w()./%-]{1,40})?';
const NAMES = new RegExp(`^ {0,16}${NAME}(?: {2,64}${NAME}){2,32} {0,64}$`);
const CAPITALS = /^ {0,16}[A-Z_]{2,40}(?: {2,64}[A-Z_]{2,40}){1,32} {0,64}$/;
const RULE = /^[-=\s]{3,}$/;
const COUNT = /^\d{1,6}$/;

/** `ID   USER   PASSWORD`, and lines below it whose cells begin where the name does. */
export function matchAlignedHead(scan: Scan, nameEnd: number): void {
  const { text } = scan;
  if (nameEnd >= scan.tables.alignedRead) readHead(scan, nameEnd);
  const head = scan.tables.alignedHead;
  if (head === undefined || scan.tables.alignedColumns >= MOST_COLUMNS) return;
  const key = keyNameBefore(scan, nameEnd, false);
  if (key === undefined || !scan.rules.enabled('key-value') || key.start <= head.start) return;
  if (text.charCodeAt(key.start - 1) !== 32 || text.charCodeAt(key.start - 2) !== 32) return;
  scan.tables.alignedColumns++;
  const column = key.start - head.start;
  const width = / {2,}\S/.exec(text.slice(nameEnd, head.end))?.[0].length ?? 0;
  const to = width === 0 ? LONGEST_ROW : nameEnd + width - 1 - head.start;
  let row = lineAt(scan, head.next);
  if (RULE.test(text.slice(row.start, row.end))) row = lineAt(scan, row.next);
  for (let rows = 0; rows < MOST_ROWS && hideCell(scan, row, column, to, key.info.numeric); rows++)
    row = lineAt(scan, row.next);
  scan.tables.alignedEnd = Math.max(scan.tables.alignedEnd, row.start);
}

function readHead(scan: Scan, at: number): void {
  const { text } = scan;
  const far = scan.find('\n', at);
  scan.tables.alignedRead = Math.min(far, at + LONGEST_HEAD) + 1;
  scan.tables.alignedHead = undefined;
  scan.tables.alignedColumns = 0;
  if (far - at > LONGEST_HEAD) return;
  const line = lineAt(scan, lineStart(text, at));
  // The rows of a table are no names of another one.
  if (line.start < scan.tables.alignedEnd) return;
  if (line.end - line.start > LONGEST_HEAD) return;
  const head = { ...line, start: namesStart(text, line) };
  const names = text.slice(head.start, head.end);
  if (CAPITALS.test(names) || NAMES.test(names)) scan.tables.alignedHead = head;
}

/** Hides the cell of a row that begins at a column; false where none does. */
function hideCell(scan: Scan, row: Line, column: number, width: number, isNumeric: boolean): boolean {
  const { text } = scan;
  const start = row.start + column;
  if (start >= row.end || row.end - row.start > LONGEST_ROW) return false;
  if (isBlank(text.charCodeAt(start)) || !isBlank(text.charCodeAt(start - 1))) return false;
  const cell = text.slice(start, Math.min(row.end, row.start + width)).split('  ', 1)[0]!;
  const value = cell.trimEnd();
  const isCount = !isNumeric && COUNT.test(value);
  if (!isCount && !RULE.test(value) && !isStopValue(text, start, start + value.length, true))
    scan.hideLater('key-value', start, start + value.length);
  return true;
}
