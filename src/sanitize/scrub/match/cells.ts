/** Lines of a table, and where its cells stand between commas, tabs or bars. */
import { isLineEnd } from '../characters.js';
import type { Scan } from '../scan.js';

export const BAR = 124;
const LIGHT_BAR = 0x2502;
const QUOTE = 34;
const BACKSLASH = 92;
/** Longer lines have no names. Characters. */
export const LONGEST_HEAD = 1_024;

export interface Line {
  readonly start: number;
  /** Before its line end. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

export function lineAt(scan: Scan, start: number): Line {
  const found = scan.find('\n', start);
  const stop = Math.min(found, scan.text.length);
  const end = scan.text.charCodeAt(stop - 1) === 13 && stop > start ? stop - 1 : stop;
  return { start, end, next: stop + 1 };
}

export function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < LONGEST_HEAD && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return start;
}

/** What stands before the names in the line of a log. */
const BEFORE_NAMES = /^.{0,256}?[:>] (?=[\w"])/;

/** Where the names of columns begin in their line. */
export function namesStart(text: string, { start, end }: Line): number {
  return start + (BEFORE_NAMES.exec(text.slice(start, end))?.[0].length ?? 0);
}

/** Between two cells. `raw`: wherever it stands; else a comma in quotes and a bar behind a backslash belong to a cell. */
export interface Sign {
  readonly code: number;
  readonly raw: boolean;
}

export function isSign(code: number, sign: number): boolean {
  return code === sign || (sign === BAR && code === LIGHT_BAR);
}

/** How many signs stand in a line before `to`. */
export function signsIn(text: string, start: number, to: number, sign: Sign): number {
  let count = 0;
  for (let at = nextSign(text, start, to, sign); at < to; at = nextSign(text, at + 1, to, sign)) count++;
  return count;
}

/** Where the next sign stands, at most `end`. */
export function nextSign(text: string, from: number, end: number, { code: sign, raw }: Sign): number {
  if (raw && sign !== BAR) {
    let at = from;
    while (at < end && text.charCodeAt(at) !== sign) at++;
    return at;
  }
  let isQuoted = false;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE && !raw && sign !== BAR) isQuoted = !isQuoted;
    else if (!isQuoted && isSign(code, sign) && (raw || text.charCodeAt(at - 1) !== BACKSLASH)) return at;
  }
  return end;
}

/** The cell of a line behind so many signs, without the blanks and quotes around it; empty where there are not as many. */
export function cellAt(text: string, line: Line, column: number, sign: Sign): readonly [number, number] {
  let from = line.start;
  for (let before = 0; before < column; before++) from = nextSign(text, from, line.end, sign) + 1;
  let to = from > line.end ? from : nextSign(text, from, line.end, sign);
  while (from < to && isPadding(text.charCodeAt(from))) from++;
  while (to > from && isPadding(text.charCodeAt(to - 1))) to--;
  return [from, to];
}

function isPadding(code: number): boolean {
  return code === 32 || code === QUOTE;
}
