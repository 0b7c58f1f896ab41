/** The item behind a quoted sensitive name, in a list, a call, a table: `["x-api-key", "x"]`, `set('password', 'x')`. */
import { DOTTED, hasBlank, isBlank, isIn, isLineEnd, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { looksSecret } from '../looks-secret.js';
import type { NameInfo } from '../name-info.js';
import type { Scan } from '../scan.js';
import { keyNameBefore, NAME_WINDOW } from './key-name.js';
import { nearClose } from './near-quote.js';
import { hidePrintedMembers } from './printed-member.js';
import { isQuote, quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';
import { matchCsvHead } from './table.js';

const BACKSLASH = 92;
const SMALL_B = 98;
const COLON = 58;
const LONGEST_LINK = 160;
/** Between two items: of a list, of a table as `console.table` prints it, of a value that PHP has serialised. */
const COMMA =
  /^(?:\s{0,4}[,|\u2502](?:\\+[rn]|\s){0,20}|;s:\d{1,6}:| {1,2}(?=["'\\])| (?:with|got invalid|has invalid) value )/;
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

/** A list, or a tuple and no call. */
const OPENS_PAIR = /(?:\[|(?:^|[^\w\s])\s?\()\s{0,4}b?\\?["']$/;

/** A text that is nothing but a list of pairs, whose first one says who: `[["user","bob"],["password","x"]]`; an entry of it. */
const LIST_OF_PAIRS = /^\s{0,8}\[\s{0,8}\[\s{0,8}\\?["'](?:user(?:_?name)?|login|e?mail|host)\\?["']/i;
const WORD_OF_LIST = /^[a-z]{8,}$/;
const ENTRY = /[[,]\s{0,8}\[\s{0,8}\\?["']$/;

/** Whether the second of two items is the value of the first, and no second name. */
function isPairValue(value: string, { numeric }: NameInfo): boolean {
  if (looksSecret(value, false) && !/\s/.test(value)) return true;
  return numeric && (/^\d{4,16}$/.test(value) || isSigned(value));
}

/** With letters, a digit and a sign, and no path, element of something or rule of a validator (`required|min:8`). */
const isSigned = (value: string) => SIGNED.test(value) && !/[/\\]|:\/\/|\[\w*\]|^[a-z]{3,}[|:]/.test(value);
const SIGNED = /^(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])(?=.*[^\w.-])\S{6,128}$/;

/** What a list or a call begins with, or goes on with. */
const OPENS_ITEM: ReadonlySet<number> = new Set([...'[(,'].map((sign) => sign.charCodeAt(0)));

/** The same behind any sensitive name; the literal is the quote behind it and what stands between two items. */
export function matchItem(scan: Scan, at: number): number {
  const { text, rules } = scan;
  if (!rules.mayEndKey(text.charCodeAt(at - 1), text.charCodeAt(at - 2), text.charCodeAt(at - 3)))
    return MISS;
  const width = text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  const open = openBefore(text, at, width);
  const isItem = open >= 0 && (OPENS_ITEM.has(text.charCodeAt(open)) || text.startsWith(';s:', at + 1));
  return isItem ? matchNeighbour(scan, at, at + width) : MISS;
}

/** The last character before the item that ends at `end`, and before blanks; -1: there is no item. */
function openBefore(text: string, end: number, width: number): number {
  const least = Math.max(0, end - NAME_WINDOW);
  let start = end;
  while (start > least && isIn(text.charCodeAt(start - 1), DOTTED)) start--;
  if (start === least || text.slice(start - width, start) !== text.slice(end, end + width)) return -1;
  let before = start - width - 1;
  if (text.charCodeAt(before) === SMALL_B) before--;
  while (before >= least && isBlank(text.charCodeAt(before))) before--;
  return before;
}

/** `"name", "value"` in a list or a call; the literal is the end of the name and its quote. */
export function matchNeighbour(scan: Scan, at: number, after: number): number {
  // A member of JSON, as most are.
  if (scan.text.charCodeAt(after) === COLON) return MISS;
  if (endsCell(scan.text.charCodeAt(after))) matchCsvHead(scan, at, after + 1);
  const end = hideNeighbour(scan, after);
  if (end === MISS) scan.miss(at);
  return end;
}

/** A comma, a semicolon, a tab, a line end. */
function endsCell(code: number): boolean {
  return code === 44 || code === 59 || code === 9 || isLineEnd(code);
}

function hideNeighbour(scan: Scan, after: number): number {
  const { text } = scan;
  const comma = COMMA.exec(text.slice(after, after + LONGEST_LINK));
  if (comma === null) {
    const last = /^\s{0,16}\}/.test(text.slice(after, after + 20))
      ? keyNameBefore(scan, after, false)
      : undefined;
    if (last !== undefined && last.quote !== '') hidePrintedMembers(scan, last, after);
    return MISS;
  }
  let at = after + comma[0].length;
  // `b'x'` of Python.
  if (text.charCodeAt(at) === SMALL_B && isQuote(text.charCodeAt(at + 1))) at++;
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
  // `["pin", "4310"]` has no other item.
  const isPair = OPENS_PAIR.test(open) && /^\s{0,4}[\])]/.test(text.slice(end + quote.width, end + 8));
  const isOfList =
    isPair &&
    WORD_OF_LIST.test(value) &&
    ENTRY.test(open) &&
    LIST_OF_PAIRS.test(text.slice(0, LONGEST_SETTER));
  if (
    isPair &&
    (isPairValue(value, key.info) || (isOfList && !isStopValue(text, start, end, key.info.drawn)))
  ) {
    scan.hide(rule, start, end);
    return end;
  }
  const isCredentials = key.info.header === 'authorization' && isSchemeWithToken(value);
  if (
    !isCookie &&
    !isCredentials &&
    !SCHEME.test(value) &&
    !(key.info.numeric && isSigned(value)) &&
    !(looksSecret(value, !key.name.includes('-')) && !hasBlank(text, start, end))
  )
    return MISS;
  scan.hide(rule, start, end);
  return end;
}
