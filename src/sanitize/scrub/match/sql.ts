/** Secrets in SQL besides those behind `PASSWORD` and `INSERT`: other statements, functions, and a server's complaints. */
import { columnsWithParameters } from '../../statement.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { containerEnd } from './container.js';
import { nearClose } from './near-quote.js';
import { quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

/** `'bob'@'host' = `, of MySQL's `SET PASSWORD FOR`. */
const ACCOUNT =
  /^['"`]?[\w%.-]{1,64}['"`]?(?:@['"`]?[\w%.:-]{1,64}['"`]?)?\s{0,4}=\s{0,4}(?:PASSWORD\s?\(\s?)?(?=['"])/i;
const LONGEST_ACCOUNT = 200;
const LONGEST_CALL = 512;
/** Column names and values of a key, as PostgreSQL writes them in the detail of an error. */
const KEY = /\(([^()]{1,256})$/;
const END_OF_KEY = /\) (?:already|is |conflicts|=)|\)\.?$|\)["\\]/;
const LONGEST_KEY = 1_024;
/** The index of MySQL that a value broke: `users.api_token`, `api_token_UNIQUE`, `uk_users_token`. */
const INDEX = /^'{1,2} for key '{0,2}([\w.-]{1,96})/;
const LONGEST_INDEX = 128;
const AFFIX = /[_.-](?:unique|uniq|uq|uk|idx|index|key)$/i;

/** `SET PASSWORD FOR 'bob'@'host' = 'x'`; the account stands at `at`. */
export function hidePasswordFor(scan: Scan, at: number): number {
  const account = ACCOUNT.exec(scan.text.slice(at, at + LONGEST_ACCOUNT))?.[0];
  return account === undefined ? MISS : hideText(scan, at + account.length);
}

/** `pgp_sym_encrypt(data, 'x')`, `AES_DECRYPT(c, 'x')`: every text among the arguments. */
export function matchCryptoCall(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  const open =
    text.charCodeAt(after - 1) === 40 ? after : text.slice(after, after + 20).indexOf('(') + after + 1;
  if (open === after && text.charCodeAt(after - 1) !== 40) return MISS;
  const stop = Math.min(text.length, open + LONGEST_CALL);
  for (let at = open; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 41 || code === 10) break;
    if (code !== 39) continue;
    const isEscaped = text.charCodeAt(at - 1) === 92;
    const close = isEscaped
      ? scan.find("\\'", at + 1)
      : nearClose(scan, at + 1, { width: 1, close: "'", slashes: 0 });
    if (close < 0 || (isEscaped && close > stop)) break;
    // What stands between is still to be judged.
    if (close > at + 1 && !isStopValue(text, at + 1, close, false))
      scan.hideLater('quoted-password', at + 1, close);
    at = isEscaped ? close + 1 : close;
  }
  return MISS;
}

/** `Key (email, token)=(a, x) already exists.`; the literal is `)=(`. */
export function matchKeyOfServer(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const columns = KEY.exec(text.slice(Math.max(scan.floor, at - LONGEST_KEY / 4), at))?.[1];
  if (columns === undefined) return MISS;
  const isSensitive = columns
    .split(',')
    .some((name) => scan.rules.nameInfo(name.replace(/[^\w.-]/g, '')).sensitive);
  if (!isSensitive) return MISS;
  const window = text.slice(after, after + LONGEST_KEY);
  const found = END_OF_KEY.exec(window)?.index ?? window.indexOf(')');
  const end = found < 0 ? after + window.length : after + found;
  if (isStopValue(text, after, end, false)) return MISS;
  scan.hide('key-value', after, end);
  return end;
}

/** `Duplicate entry 'x' for key 'users.api_token'`; the literal ends with the opening quote. */
export function matchDuplicate(scan: Scan, _at: number, after: number): number {
  const { text, rules } = scan;
  const end = scan.find("' for key ", after);
  if (end - after > LONGEST_KEY) return MISS;
  const index = INDEX.exec(text.slice(end, end + LONGEST_INDEX))?.[1];
  if (index === undefined || end <= after) return MISS;
  // The number of a row.
  if (/(?:session|token)s?\.PRIMARY$/i.test(index) && /^\d+$/.test(text.slice(after, end))) return MISS;
  if (![index, index.replace(AFFIX, '')].some((name) => rules.nameInfo(name).sensitive)) return MISS;
  scan.hide('key-value', after, end);
  return end;
}

const BEFORE = 2_048;

/** `[SQL: INSERT INTO users (password) VALUES (?)] [parameters: ('x',)]`; the literal stands before the list. */
export function matchParameters(scan: Scan, at: number, after: number): number {
  const { text, rules } = scan;
  const open = text.charCodeAt(after);
  if (open !== 40 && open !== 91 && open !== 123) return MISS;
  const from = Math.max(scan.sqlEnd, at - BEFORE);
  scan.sqlEnd = after;
  const columns = columnsWithParameters(text.slice(from, at));
  if (!columns.some((column) => rules.nameInfo(column).sensitive)) return MISS;
  const end = containerEnd(scan, after);
  scan.hide('key-value', after, end);
  return end;
}

function hideText(scan: Scan, at: number): number {
  const { text } = scan;
  const quote = quoteAt(text, at);
  if (quote === undefined) return MISS;
  const start = at + quote.width;
  const end = nearClose(scan, start, quote);
  if (end <= start || isStopValue(text, start, end, false)) return MISS;
  scan.hide('quoted-password', start, end);
  return end;
}
