/** The item behind a quoted sensitive name, in a list, a call, a table: `["x-api-key", "x"]`, `set('password', 'x')`. */
import { hasBlank, isIn, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { looksSecret } from '../looks-secret.js';
import type { Scan } from '../scan.js';
import { keyNameBefore } from './key-name.js';
import { nearClose } from './near-quote.js';
import { hidePrintedMembers } from './printed-member.js';
import { quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

const LONGEST_LINK = 160;
/** Between two items: of a list, of a table as `console.table` prints it, of a value that PHP has serialised. */
const COMMA =
  /^(?:\s{0,4}[,|\u2502]\s{0,16}|;s:\d{1,6}:| {1,2}(?=["'\\])| (?:with|got invalid|has invalid) value )/;
/** Behind these what follows is the value of the name, whatever it looks like. */
const SURE = /^(?:;s:| \w)/;
/** A call that sets it. */
const SETTER =
  /(?:define|setenv|putenv|put|\bset|setProperty|setItem|[sS]et(?:Request)?Header|[aA]dd(?:Request)?Header|SetEnvironmentVariable|\bheader|append|VALUES ?)\(\s{0,4}\\?["']$/i;
const LONGEST_SETTER = 40;
const SCHEME = /^(?:bearer|basic|token|digest|negotiate) \S{6}/i;

/** Behind the name of the header a word and something like a token are credentials, whatever the scheme. */
function isSchemeWithToken(value: string): boolean {
  const words = value.slice(0, 512).split(' ');
  return words.length > 1 && words.slice(1).some((word) => looksSecret(word, false) || /^\w+=\S/.test(word));
}

/** `"name", "value"` in a list or a call; the literal is the end of the name and its quote. */
export function matchNeighbour(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  const comma = COMMA.exec(text.slice(after, after + LONGEST_LINK));
  if (comma === null) {
    const last = /^\s{0,16}\}/.test(text.slice(after, after + 20))
      ? keyNameBefore(scan, after, false)
      : undefined;
    if (last !== undefined && last.quote !== '') hidePrintedMembers(scan, last, after);
    return MISS;
  }
  const at = after + comma[0].length;
  const quote = quoteAt(text, at);
  if (quote === undefined) {
    const name = isIn(text.charCodeAt(at), WORD) ? keyNameBefore(scan, after, false) : undefined;
    if (name !== undefined && name.quote !== '') hidePrintedMembers(scan, name, after);
    return MISS;
  }
  const start = at + quote.width;
  const end = nearClose(scan, start, quote);
  if (end <= start) return MISS;
  const key = keyNameBefore(scan, after, false);
  if (key === undefined || key.quote === '') return MISS;
  const rule = key.info.header === undefined ? 'json-in-string' : 'http-header';
  if (!scan.rules.enabled(rule)) return MISS;
  const value = text.slice(start, Math.min(end, start + 4_096));
  const isCookie = key.info.header !== undefined && /^[^\s=;]+=[^\s;]/.test(value);
  const open = text.slice(Math.max(0, key.start - LONGEST_SETTER), key.start);
  const isSure = SURE.test(comma[0]) || SETTER.test(open);
  if (isSure && !isStopValue(text, start, end, false)) {
    scan.hide(rule, start, end);
    return end;
  }
  const isCredentials = key.info.header === 'authorization' && isSchemeWithToken(value);
  if (
    !isCookie &&
    !isCredentials &&
    !SCHEME.test(value) &&
    !(looksSecret(value, !key.name.includes('-')) && !hasBlank(text, start, end))
  )
    return MISS;
  scan.hide(rule, start, end);
  return end;
}
