/** Passwords in protocol commands that name them by their place: `AUTH x`, `AUTH user x`, `requirepass x`, `AUTH PLAIN x`. */
import { isBlank, isIn, startsWord, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { looksSecret } from '../looks-secret.js';
import { placeholderEnd } from '../placeholder.js';
import type { Scan } from '../scan.js';
import { bareValueEnd, beforeEscape, withoutPunctuation } from './bare-value.js';
import { nearClose } from './near-quote.js';
import { isQuote, quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

/** Users and mechanisms that may stand before the password. */
const MOST_WORDS = 2;
const SHORTEST_ENCODED = 12;
/** Letters, digits and signs that stand in no prose. */
const SIGNED = /^(?=.*\d)(?=.*[A-Za-z])(?=.*[^\w.-])\S{6,}$/;
const CAPITAL_A = 65;
const HYPHEN = 45;

/** The literal is the command and its blank. The last of up to two words is the password when it looks like one. */
export function matchRedisAuth(scan: Scan, literal: number, after: number): number {
  const { text } = scan;
  // The other literals are the ends of words. `--AUTH x` is a flag, `X-AUTH x` and `250-AUTH PLAIN` are no commands.
  const before = scan.before(literal);
  const isWord = isIn(before, WORD) && !startsWord(text, literal);
  if (text.charCodeAt(literal) === CAPITAL_A && (isWord || before === HYPHEN)) return MISS;
  if (!scan.rules.enabled('key-value')) return MISS;
  if (isQuote(text.charCodeAt(after - 1))) return hideQuotedArgument(scan, after);
  let at = after;
  for (let words = 0; words < MOST_WORDS; words++) {
    const start = at + (quoteAt(text, at)?.width ?? 0);
    const end = withoutPunctuation(text, start, beforeEscape(text, start, bareValueEnd(text, start, false)));
    if (end <= start) return MISS;
    const value = text.slice(start, end);
    if (placeholderEnd(text, start) === end && isLast(text, end)) return end;
    const isSecret = isLast(text, end)
      ? looksSecret(value, false) || SIGNED.test(value) || isEncoded(value)
      : false;
    // Behind a user it need not be the end of the line.
    if (isSecret && words === 0) {
      scan.hide('key-value', start, end);
      return end;
    }
    if (isSecret || (words > 0 && looksSecret(value, true))) {
      // What stands before it, the user, is still to be judged.
      scan.hideLater('key-value', start, end);
      return MISS;
    }
    const close = quoteAt(text, end)?.width ?? 0;
    if (!isBlank(text.charCodeAt(end + close))) return MISS;
    at = end + close + 1;
  }
  return MISS;
}

/** `"AUTH" "user" "x"`, as the server shows it: the last argument, which begins at `start` or behind the first. */
function hideQuotedArgument(scan: Scan, first: number): number {
  const { text } = scan;
  const quote = quoteAt(text, first - 1);
  let start = first;
  let end = quote === undefined ? -1 : nearClose(scan, start, quote);
  if (quote === undefined || end <= start) return MISS;
  if (text.startsWith(` ${quote.close}`, end + 1)) {
    start = end + 3;
    end = nearClose(scan, start, quote);
  }
  if (end <= start || isStopValue(text, start, end, false)) return MISS;
  scan.hideLater('key-value', start, end);
  return MISS;
}

/** A command ends with its line, or with the quote around it. */
function isLast(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  return Number.isNaN(code) || code === 10 || code === 13 || code === 92 || quoteAt(text, end) !== undefined;
}

/** Credentials of SMTP in base64, which may be letters only. */
function isEncoded(value: string): boolean {
  return value.length >= SHORTEST_ENCODED && /^(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/]+={0,2}$/.test(value);
}

const CALL = /^\s{0,2}(?:["'][\w.@-]{1,64}["'],\s{0,2})?(?=["'])/;

/** `auth([ 'user', 'x' ])` of clients that print their commands; the literal ends with the bracket. */
export function matchRedisCall(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  const head = CALL.exec(text.slice(after, after + 80))?.[0];
  const quote = head === undefined ? undefined : quoteAt(text, after + head.length);
  if (head === undefined || quote === undefined) return MISS;
  const start = after + head.length + quote.width;
  const end = nearClose(scan, start, quote);
  if (end <= start || !looksSecret(text.slice(start, end), false)) return MISS;
  scan.hide('key-value', start, end);
  return end;
}
