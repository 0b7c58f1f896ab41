/** Cookie and Set-Cookie values: names and attributes stay, every value goes (RFC 6265 sections 4.1 and 4.2). */
import { isBlank, isLineEnd } from '../characters.js';
import { MISS } from '../detector.js';
import { placeholderEnd } from '../placeholder.js';
import type { Scan } from '../scan.js';
import { bareValueEnd, withoutPunctuation } from './bare-value.js';
import { quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

const ATTRIBUTES = new Set(
  'expires max-age domain path secure httponly samesite partitioned priority version comment'.split(' '),
);
/** `failed to set cookie: headers already sent` */
const WORD = /^[A-Za-z]{0,14}[,;]?$/;
const SEMICOLON = 59;
const EQUALS = 61;
const LONGEST_NAME = 256;
/** Browsers send some hundred. What stands behind so many is hidden as one. */
const MAX_PAIRS = 4_096;
/** `Wed, 2`: the comma of a date (RFC 9110 section 5.6.7) joins nothing. */
const WEEKDAY = /^ *[A-Za-z]{3,9}, *\d/;

/** Where a pair ends: `;`, a line end, two blanks, or a backslash with one of `escapes` behind it. */
function pairEnd(text: string, from: number, escapes: string): number {
  let i = from;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === SEMICOLON || isLineEnd(code)) return i;
    if (code === 92 && i + 1 < text.length && escapes.includes(text[i + 1]!)) return i;
    if (code === 32 && isBlank(text.charCodeAt(i + 1))) return i;
  }
  return i;
}

/** Of a header that ends at a known quote, an escaped quote is a part. */
const quotedPairEnd = (text: string, from: number) => pairEnd(text, from, 'rn');
/** Else it may be that of a string around it. */
const openPairEnd = (text: string, from: number) => pairEnd(text, from, 'rn"\'');

/** Hides the values of a cookie header between `at` and `limit`, a quote if it is not the end; returns where the header ends. */
export function hideCookies(
  scan: Scan,
  rule: string,
  at: number,
  limit: number,
  attributes: boolean,
): number {
  const { text } = scan;
  const isQuoted = limit < text.length;
  let from = at;
  for (let pairs = 0; from < limit; pairs++) {
    while (from < limit && text.charCodeAt(from) === 32) from++;
    const end = Math.min(
      limit,
      isQuoted ? scan.endOf('quoted cookie', from, quotedPairEnd) : scan.endOf('cookie', from, openPairEnd),
    );
    const sign = scan.find('=', from);
    const isLast = text.charCodeAt(end) !== SEMICOLON;
    const named = sign > from && sign < end && (!isLast || isCookieName(text, from, sign));
    if (!named && pairs === 0 && isLast) return hideOnly(scan, rule, from, end);
    const name = text
      .slice(from, named ? sign : Math.min(end, from + 40))
      .trim()
      .toLowerCase();
    if (attributes && pairs > 0 && ATTRIBUTES.has(name))
      hideJoinedCookie(scan, rule, named ? sign + 1 : from, end, name);
    else if (named || !ATTRIBUTES.has(name)) hideOne(scan, rule, named ? sign + 1 : from, end);
    if (isLast) return end;
    from = end + 1;
    if (pairs === MAX_PAIRS) return hideRest(scan, rule, from, limit, isQuoted ? quotedPairEnd : openPairEnd);
  }
  return Math.max(from, at + 1);
}

/** Hides all pairs from `from` on as one. */
function hideRest(
  scan: Scan,
  rule: string,
  from: number,
  limit: number,
  endOf: (text: string, from: number) => number,
): number {
  const { text } = scan;
  let end = from;
  do end = endOf(text, end + 1);
  while (end < limit && text.charCodeAt(end) === SEMICOLON);
  hideOne(scan, rule, from, Math.min(end, limit));
  return Math.min(end, limit);
}

/** RFC 6265 section 4.1.1: a name is a token. Base64 may hold a slash and ends in the sign; `&` is of a form. */
function isCookieName(text: string, from: number, to: number): boolean {
  return (
    to - from <= LONGEST_NAME && /^[^\s,;"&/?@()<>{}\\]+$/.test(text.slice(from, to)) && !endsHere(text, to)
  );
}

/** Whether nothing but a second sign follows. */
function endsHere(text: string, sign: number): boolean {
  const end = text.charCodeAt(sign + 1) === EQUALS ? sign + 2 : sign + 1;
  return (
    end > sign + 1 && (end === text.length || isBlank(text.charCodeAt(end)) || text.charCodeAt(end) === 34)
  );
}

/** A value without a name: one token, and it may be a word of prose. */
function hideOnly(scan: Scan, rule: string, from: number, limit: number): number {
  const { text } = scan;
  const end = withoutPunctuation(text, from, bareValueEnd(text, from, false, limit));
  if (isStopValue(text, from, end, true) || WORD.test(text.slice(from, Math.min(end, from + 16))))
    return MISS;
  scan.hide(rule, from, end);
  return end;
}

function hideOne(scan: Scan, rule: string, from: number, end: number): void {
  const { text } = scan;
  let start = from;
  let to = end;
  const quote = quoteAt(text, from);
  if (quote !== undefined && to - start > quote.width) {
    const close = text.slice(start, start + quote.width);
    start += quote.width;
    if (text.startsWith(close, to - close.length)) to -= close.length;
  }
  if (start >= to || placeholderEnd(text, start) === to) return;
  if (to - start === 1 && text.charCodeAt(start) === EQUALS) return;
  scan.hide(rule, start, to);
}

/** Proxies join Set-Cookie lines with commas: `a=1; Path=/, b=2`. */
function hideJoinedCookie(scan: Scan, rule: string, from: number, end: number, name: string): void {
  const date = name === 'expires' ? WEEKDAY.exec(scan.text.slice(from, from + 16)) : null;
  const comma = scan.find(',', from + (date?.[0].length ?? 0));
  if (comma >= end) return;
  const sign = scan.find('=', comma);
  if (sign < end) hideOne(scan, rule, sign + 1, end);
}
