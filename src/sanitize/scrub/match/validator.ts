/** What validators say of a value that they refuse. */
import { DOTTED, isIn } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { nearClose } from './near-quote.js';
import { quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

const EQUALS = 61;
const BACK_TICK = 96;
const LONGEST_NAME = 64;
/** Longer values are looked at by other rules. Characters. */
const FARTHEST = 2_048;
/** Before and behind the value of a cast that failed. */
const TO_TYPE = /^\w{1,32} failed for value /;
const AT_PATH = /^["'`](?: \(type \w{1,32}\))? (?:at|for) path ["'`]([\w.-]{2,64})["'`]/;

/** ``Path `password` (`x`) is too short``; the literal is what stands between name and value. */
export function matchRefusedPath(scan: Scan, at: number, after: number): number {
  const { text, rules } = scan;
  const least = Math.max(scan.floor, at - LONGEST_NAME);
  let start = at;
  while (start > least && isIn(text.charCodeAt(start - 1), DOTTED)) start--;
  if (text.charCodeAt(start - 1) !== BACK_TICK || !rules.nameInfo(text.slice(start, at)).sensitive)
    return MISS;
  const end = refusedEnd(scan, after);
  if (end - after > FARTHEST || isStopValue(text, after, end, false)) return MISS;
  scan.hide('key-value', after, end);
  return end;
}

/** Where a value ends behind which its length may be told. */
function refusedEnd(scan: Scan, after: number): number {
  return Math.min(scan.find('`)', after), scan.find('`, length ', after));
}

/** `field 'password': `, and a name alone on the line above. */
const FIELD = /(?<![\w.-])([\w.-]{2,64})["'`]?:? ?$/;
const FIELD_ABOVE = /(?:^|\n)([\w.-]{2,64})\r?$/;
const REFUSED_END = /^[^[\]\n]{1,256}(?=\])/;

/** `field 'password': rejected value [x]`, `password\n  … input_value='x'`; the literal ends before the value. */
export function matchRefusedInput(scan: Scan, at: number, after: number): number {
  const { text, rules } = scan;
  const before = text.slice(Math.max(scan.floor, at - 4 * LONGEST_NAME), at);
  const line = before.lastIndexOf('\n');
  const isAbove = text.charCodeAt(after - 1) === EQUALS;
  if (isAbove && line < 0) return MISS;
  const found = isAbove ? FIELD_ABOVE.exec(before.slice(0, line)) : FIELD.exec(before.slice(-LONGEST_NAME));
  const name = found?.[1];
  if (name === undefined || !rules.nameInfo(name).sensitive) return MISS;
  const quote = quoteAt(text, after);
  const start = after + (quote?.width ?? 0);
  const end =
    quote === undefined
      ? after + (REFUSED_END.exec(text.slice(after, after + 300))?.[0].length ?? 0)
      : nearClose(scan, start, quote);
  if (end <= start || isStopValue(text, start, end, false)) return MISS;
  scan.hide('key-value', start, end);
  return end;
}

/** `Cast to String failed for value "x" (type string) at path "password"`; the literal are the first two words. */
export function matchRefusedCast(scan: Scan, _at: number, after: number): number {
  const { text, rules } = scan;
  const before = TO_TYPE.exec(text.slice(after, after + LONGEST_NAME))?.[0].length ?? 0;
  const quote = before === 0 ? undefined : quoteAt(text, after + before);
  if (quote === undefined) return MISS;
  const start = after + before + quote.width;
  const end = nearClose(scan, start, quote);
  if (end < 0) return MISS;
  const name = AT_PATH.exec(text.slice(end, end + 2 * LONGEST_NAME))?.[1];
  if (name === undefined || !rules.nameInfo(name).sensitive || isStopValue(text, start, end, false))
    return MISS;
  // What names a document, of a session, say.
  if (text.startsWith('ObjectId ', after) && /session$/i.test(name)) return MISS;
  scan.hide('key-value', start, end);
  return end;
}
