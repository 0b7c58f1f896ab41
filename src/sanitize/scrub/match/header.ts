/** Values of Authorization and Cookie headers: which part is the secret, and where the header ends in running text. */
import { ANY_BASE64, BASE62_HYPHEN, DOTTED, isBlank, isIn, isLineEnd, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { looksDrawn } from '../looks-secret.js';
import type { Scan } from '../scan.js';
import { bareValueEnd, withoutPunctuation } from './bare-value.js';
import { hideCookies } from './cookie.js';
import type { KeyName } from './key-name.js';
import { farClose } from './near-quote.js';
import { quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

/** Schemes with one token (RFC 6750, RFC 7617, and the many that copied them). */
const ONE_TOKEN = new Set('bearer basic token apikey api-key jwt key privatetoken ssws splunk'.split(' '));
/** Schemes with parameters; their name stays readable, everything behind it goes. */
const PARAMETERS = new Set(
  'digest aws4-hmac-sha256 aws4-ecdsa-p256-sha256 negotiate ntlm hawk oauth dpop vapid hoba mutual scram-sha-1 scram-sha-256 gnap googlelogin sharedkey sharedkeylite sharedaccesssignature signature aws kerberos'.split(
    ' ',
  ),
);
const LONGEST_SCHEME = 24;
const SEMICOLON = 59;
/** Of a name and its sign. Characters. */
const LONGEST_COOKIE = 96;
/** The header itself, and no name that ends like it. */
const COOKIE = /^(?:set[-_]?)?cookie$/i;
/** First letters of these names, in both cases. */
const STARTS = new Set(
  [...ONE_TOKEN, ...PARAMETERS].flatMap((name) => [name.charCodeAt(0), name.toUpperCase().charCodeAt(0)]),
);

function scheme(text: string, at: number): { readonly name: string; readonly end: number } | undefined {
  if (!STARTS.has(text.charCodeAt(at))) return undefined;
  let end = at;
  while (end < at + LONGEST_SCHEME && isIn(text.charCodeAt(end), BASE62_HYPHEN)) end++;
  const code = text.charCodeAt(end);
  if (end === at) return undefined;
  let behind = end;
  if (code === 32) while (behind < end + 8 && text.charCodeAt(behind) === 32) behind++;
  else if (text.startsWith('%20', end)) behind = end + 3;
  else if (code === 43) behind = end + 1;
  else return undefined;
  return { name: text.slice(at, end).toLowerCase(), end: behind };
}

/** Behind the scheme and its blank when a one-token scheme starts at `at`, else 0. */
export function schemeEnd(text: string, at: number): number {
  const found = scheme(text, at);
  return found !== undefined && ONE_TOKEN.has(found.name) ? found.end : 0;
}

/** Where a header value that runs on ends: CR or LF (also as escapes), `; name=`, or two blanks. */
function headerEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isLineEnd(code)) return i;
    if (code === 92 && (text[i + 1] === 'r' || text[i + 1] === 'n')) return i;
    if (code === 32 && isBlank(text.charCodeAt(i + 1))) return i;
    if (code === 34 && endsJsonString(text, i + 1)) return i;
    if (code === 59) {
      let next = i + 1;
      while (next < i + 8 && text.charCodeAt(next) === 32) next++;
      const name = next;
      while (next < name + 64 && isIn(text.charCodeAt(next), DOTTED)) next++;
      if (next > name && text.charCodeAt(next) === 61) return i;
    }
  }
  return text.length;
}

/** Whether only a string of JSON can end before `at`: `"}`, `"]`, `","`. */
function endsJsonString(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 125 || code === 93 || (code === 44 && text.charCodeAt(at + 1) === 34);
}

/** The end set by a quote: around the value (`"Cookie": "..."`), or around the whole line (`-H "Cookie: ..."`). */
function quoteLimit(
  scan: Scan,
  key: KeyName,
  at: number,
): { readonly start: number; readonly limit: number } {
  const { text } = scan;
  const around = quoteAt(text, at);
  if (around !== undefined) {
    const close = farClose(scan, at + around.width, around);
    return { start: at + around.width, limit: close < 0 ? text.length : close };
  }
  if (key.quote === '') {
    for (let width = 1; width <= 4 && key.start >= width; width++) {
      const quote = quoteAt(text, key.start - width);
      if (quote === undefined || quote.width !== width) continue;
      if (width < 4 && text.charCodeAt(key.start - width - 1) === 92) continue;
      const close = farClose(scan, at, quote);
      return { start: at, limit: close < 0 ? text.length : close };
    }
  }
  return { start: at, limit: text.length };
}

/** Where the one token of a scheme ends. A quote in its midst, as in `token="..."`, opens a part of it. */
function tokenEnd(scan: Scan, at: number, limit: number): number {
  const { text } = scan;
  const end = bareValueEnd(text, at, false, limit);
  const quote = end < limit && end > at ? quoteAt(text, end) : undefined;
  if (quote === undefined || !isIn(text.charCodeAt(end + quote.width), WORD)) return end;
  if (!isIn(text.charCodeAt(end - 1), ANY_BASE64)) return end;
  const close = farClose(scan, end + quote.width, quote);
  return close < 0 ? limit : Math.min(limit, close);
}

/** `none x`: a word that is no secret, and behind it what looks like one. */
function hideSecond(scan: Scan, rule: string, first: number, limit: number): number {
  const { text } = scan;
  const end = text.charCodeAt(first) === 32 ? bareValueEnd(text, first + 1, false, limit) : first;
  if (end - first < 2 || !looksDrawn(text.slice(first + 1, withoutPunctuation(text, first + 1, end))))
    return MISS;
  scan.hide(rule, first + 1, end);
  return end;
}

/** What ends a header that stands percent-encoded in a parameter: the next one, or its own line end. */
const encodedHeaderEnd = (text: string, from: number): number => {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isIn(code, WORD)) continue;
    if (isBlank(code) || code === 38 || code === 34 || code === 39 || code === 60 || code === 62) return at;
    if (code === 37 && ENCODED_LINE_END.test(text.slice(at, at + 8))) return at;
  }
  return text.length;
};
const ENCODED_LINE_END = /^%(?:25){0,2}0[AaDd]/;

/** Hides a header value whose line is percent-encoded, as a whole: its blanks and signs are so too. */
export function hideEncodedHeader(scan: Scan, at: number, rule: string): number {
  const end = scan.endOf('encoded header', at, encodedHeaderEnd);
  const word = withoutPunctuation(scan.text, at, bareValueEnd(scan.text, at, true, end));
  if (end === at || isStopValue(scan.text, at, word, true)) return MISS;
  scan.hide(rule, at, end);
  return end;
}

/** Hides the secret parts of a header value at `at`. Undefined: it has not the form of a header value. */
export function hideHeaderValue(scan: Scan, key: KeyName, at: number, rule: string): number | undefined {
  const { text } = scan;
  const code = text.charCodeAt(at);
  if (code === 91 || code === 123) return undefined;
  const { start, limit } = quoteLimit(scan, key, at);
  const { header } = key.info;
  const quoted = start > at;
  if (header !== 'authorization') {
    if (quoted && scan.find('=', start) >= limit) return undefined;
    // `login_cookie=x` holds the value of one.
    if (!quoted && !COOKIE.test(key.name)) {
      const end = bareValueEnd(text, start, false, Math.min(limit, start + LONGEST_COOKIE));
      if (scan.find('=', start) >= end && text.charCodeAt(end) !== SEMICOLON) return undefined;
    }
    return hideCookies(scan, rule, start, limit, header === 'set-cookie');
  }
  const found = scheme(text, start);
  if (found !== undefined && ONE_TOKEN.has(found.name)) {
    const quote = quoteAt(text, found.end);
    if (quote !== undefined && !quoted && limit === text.length) return undefined;
    const end = quoted ? limit : tokenEnd(scan, found.end, limit);
    const to = quoted ? end : withoutPunctuation(text, found.end, end);
    if (isStopValue(text, found.end, to, false)) return MISS;
    scan.hide(rule, found.end, to);
    return to;
  }
  const first = bareValueEnd(text, start, false, limit);
  // `Authorization: Bearer`, and nothing behind it.
  if (isLineEnd(text.charCodeAt(first)) || first === text.length) {
    const word = text.slice(start, Math.min(first, start + LONGEST_SCHEME)).toLowerCase();
    if (ONE_TOKEN.has(word) || PARAMETERS.has(word)) return MISS;
  }
  if (isStopValue(text, start, withoutPunctuation(text, start, first), !quoted))
    return hideSecond(scan, rule, first, limit);
  const from = found !== undefined && PARAMETERS.has(found.name) ? found.end : start;
  const end = quoted ? limit : Math.min(limit, scan.endOf('header', from, headerEnd));
  scan.hide(rule, from, end);
  return end;
}
