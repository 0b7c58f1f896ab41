/** Secrets whose name stands before them without a separator of its own: SQL, multipart forms, signatures. */
import { HEX, hasBlank, isIn, isLineEnd, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { looksSecret } from '../looks-secret.js';
import type { Scan } from '../scan.js';
import { bareValueEnd, withoutPunctuation } from './bare-value.js';
import { nearClose } from './near-quote.js';
import { otherValue } from './other-value.js';
import { quoteAt } from './quote.js';
import { hidePasswordFor } from './sql.js';
import { isStopValue } from './stop-values.js';

const MAX_NAME = 64;
const CAPITAL_I = 73;
const SMALL_I = 105;
const SMALL_A = 97;
/** What a statement of SQL says before `identified by`; nothing, where it was cut. */
const ACCOUNTS =
  /^\W*$|\buser|\brole|\bgrant|\bconnect\b|\blogin|\blink\b|\bset\b|\bwith (?!those|these|the )/i;
const LONGEST_ACCOUNT = 160;
/** Of `mysql_native_password BY`, which is the end of a longer word as well. */
const UNDERSCORE = 95;
/** Other headers of the part, and a blank line; as it is, or with its line ends escaped. */
const PART_GAP =
  /^"[^\r\n\\]{0,40}(?:\r?\n[\w-]{1,40}: [^\r\n]{0,80}){0,3}(?:\r?\n){2}|^\\?"(?:(?:\\r)?\\n[\w-]{1,40}: [^\r\n\\]{0,80}){0,3}(?:\\r)?\\n(?:\\r)?\\n/;
const LONGEST_GAP = 400;

/** `PASSWORD 'x'` and `IDENTIFIED BY 'x'` of SQL, `-Password "x"` of PowerShell: the value stands in quotes. */
export function matchQuotedBehindName(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  // `getPassword('x')` takes a name, `PASSWORD('x')` a value; `ConvertTo-SecureString` is one word.
  const first = text.charCodeAt(at);
  if (isIn(scan.before(at), WORD) && first !== 83 && first !== UNDERSCORE) return MISS;
  if (text.startsWith('VALUES ', after)) return matchQuotedBehindName(scan, at, after + 7);
  // `the row is identified by "id"`
  if (first === SMALL_I && !ACCOUNTS.test(text.slice(Math.max(0, at - LONGEST_ACCOUNT), at))) return MISS;
  const quote = quoteAt(text, after);
  if (quote?.close === '`') return MISS;
  if (quote === undefined && text.startsWith('FOR ', after)) return hidePasswordFor(scan, after + 4);
  if (quote === undefined && /^[EN]'/.test(text.slice(after, after + 2)))
    return matchQuotedBehindName(scan, at, after + 1);
  if (quote === undefined) return hideWordOfOracle(scan, at, after);
  const start = after + quote.width;
  const end = nearClose(scan, start, quote);
  if (end < 0 || isStopValue(text, start, end, true)) return MISS;
  // `password "is missing"` says something; a secret is one word.
  const isStatement = text.charCodeAt(at + 1) < SMALL_A || first === SMALL_I;
  const isSql = first === SMALL_I || first === CAPITAL_I || quote.close === "'";
  if (hasBlank(text, start, end) && !(isSql && isPhrase(text.slice(start, end), isStatement))) return MISS;
  scan.hide('quoted-password', start, end);
  return hideOther(scan, end);
}

/** Whether one of several words looks like a secret; in a statement they are one, unless they begin as a sentence does. */
function isPhrase(value: string, isStatement: boolean): boolean {
  const words = value.split(' ');
  if (words.some((word) => looksSecret(word, true))) return true;
  return isStatement && !isStopValue(words[0]!, 0, words[0]!.length, true);
}

/** `IDENTIFIED BY x` of Oracle, which needs no quotes. */
function hideWordOfOracle(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  // Also behind `ConvertTo-SecureString`.
  if ((text.charCodeAt(at) | 32) !== 105 && text.charCodeAt(at) !== 83) return MISS;
  const end = withoutPunctuation(text, after, bareValueEnd(text, after, false));
  if (!looksSecret(text.slice(after, end), false)) return MISS;
  scan.hide('quoted-password', after, end);
  return hideOther(scan, end);
}

/** Hides the one that takes the place of the secret that ends at `end`. */
function hideOther(scan: Scan, end: number): number {
  const other = otherValue(scan.text, end);
  if (other !== undefined) scan.hide('quoted-password', other.start, other.end);
  return other?.end ?? end;
}

/** `form-data; name="password"`, a blank line, the value (RFC 7578). The literal ends with the opening quote. */
export function matchFormPart(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  const end = text.slice(after, after + MAX_NAME).indexOf('"');
  if (end < 0 || !scan.rules.nameInfo(text.slice(after, after + end).replace(/\\+$/, '')).sensitive)
    return MISS;
  const gap = PART_GAP.exec(text.slice(after + end, after + end + LONGEST_GAP))?.[0];
  if (gap === undefined) return MISS;
  const start = after + end + gap.length;
  let to = start;
  while (to < text.length && !isLineEnd(text.charCodeAt(to)) && text.charCodeAt(to) !== 92) to++;
  if (isStopValue(text, start, to, false)) return MISS;
  scan.hide('form-part', start, to);
  return to;
}

/** `Signature=<64 hex>` of AWS, `response="<32 hex>"` of Digest, outside their headers. */
export function matchSignature(scan: Scan, _at: number, after: number): number {
  const end = scan.runEnd(after, HEX);
  if (end - after < 32) return MISS;
  scan.hide('signature', after, end);
  return end;
}
