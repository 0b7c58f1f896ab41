/** US social security numbers, hyphens only: nine digits alone are anything. */
import { isDigit, isIn, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';

const HYPHEN = 45;
const LENGTH = 11;

function digitsAt(text: string, at: number, count: number): boolean {
  for (let i = at; i < at + count; i++) if (!isDigit(text.charCodeAt(i))) return false;
  return true;
}

export function mayBeSsn(text: string, at: number): boolean {
  return text.charCodeAt(at + 3) === HYPHEN && text.charCodeAt(at + 6) === HYPHEN;
}

/** `ddd-dd-dddd`; area not 000, 666 or 9xx, group not 00, serial not 0000 (SSA POMS RM 10201.035). */
export function matchSsn(scan: Scan, at: number): number {
  const { text } = scan;
  if (!mayBeSsn(text, at)) return MISS;
  if (!digitsAt(text, at, 3) || !digitsAt(text, at + 4, 2) || !digitsAt(text, at + 7, 4)) return MISS;
  const before = scan.before(at);
  const next = text.charCodeAt(at + LENGTH);
  if (before === HYPHEN && isIn(text.charCodeAt(at - 2), WORD)) return MISS;
  if (before === 46 && isDigit(text.charCodeAt(at - 2))) return MISS;
  if (isIn(next, WORD) || (next === HYPHEN && isIn(text.charCodeAt(at + LENGTH + 1), WORD))) return MISS;
  const area = text.slice(at, at + 3);
  if (area === '000' || area === '666' || area >= '900') return MISS;
  if (text.startsWith('00', at + 4) || text.startsWith('0000', at + 7)) return MISS;
  scan.hide('ssn-us', at, at + LENGTH);
  return at + LENGTH;
}
