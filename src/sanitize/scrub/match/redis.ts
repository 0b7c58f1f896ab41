/** Passwords in protocol commands that name them by their place: `AUTH x`, `AUTH user x`, `requirepass x`, `AUTH PLAIN x`. */
import { isBlank, isIn, LETTERS, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { looksSecret } from '../looks-secret.js';
import type { Scan } from '../scan.js';
import { bareValueEnd, withoutPunctuation } from './bare-value.js';
import { quoteAt } from './quote.js';

/** Users and mechanisms that may stand before the password. */
const MOST_WORDS = 2;
const SHORTEST_ENCODED = 12;
const CAPITAL_A = 65;

/** The literal is the command and its blank. The last of up to two words is the password when it looks like one. */
export function matchRedisAuth(scan: Scan, literal: number, after: number): number {
  const { text } = scan;
  // The other literals are the ends of words.
  if (text.charCodeAt(literal) === CAPITAL_A && isIn(text.charCodeAt(literal - 1), WORD)) return MISS;
  if (!scan.rules.enabled('key-value')) return MISS;
  let at = after;
  for (let words = 0; words < MOST_WORDS; words++) {
    const start = at + (quoteAt(text, at)?.width ?? 0);
    const end = withoutPunctuation(text, start, bareValueEnd(text, start, false));
    if (end <= start) return MISS;
    const value = text.slice(start, end);
    if (looksSecret(value, false) || isEncoded(value)) {
      // Of `AUTH user1 password1` the second word is the password, and both may look like one.
      const second = words === 0 ? argumentBehind(text, end) : end;
      scan.hide('key-value', start, second);
      return second;
    }
    if (!isIn(text.charCodeAt(end - 1), LETTERS) || !isBlank(text.charCodeAt(end))) return MISS;
    at = end + 1;
  }
  return MISS;
}

/** Credentials of SMTP in base64, which may be letters only. */
function isEncoded(value: string): boolean {
  return value.length >= SHORTEST_ENCODED && /^(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/]+={0,2}$/.test(value);
}

function argumentBehind(text: string, end: number): number {
  if (text.charCodeAt(end) !== 32) return end;
  const next = withoutPunctuation(text, end + 1, bareValueEnd(text, end + 1, false));
  return looksSecret(text.slice(end + 1, next), false) ? next : end;
}
