/** Secrets behind flags with a sensitive name: `--password x`, `-storepass x`, `-ClientSecret x`. */
import { DOTTED, isBlank, isIn, LETTERS, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { isFlagWord } from '../flag-word.js';
import { isPlainWordAt, looksSecret } from '../looks-secret.js';
import { placeholderEnd } from '../placeholder.js';
import type { Scan } from '../scan.js';
import { bareValueEnd, withoutPunctuation } from './bare-value.js';
import { nextValueEnd } from './key-name.js';
import { farClose, nearClose } from './near-quote.js';
import { numberMayStay } from './numeric-values.js';
import { isQuote, quoteAt } from './quote.js';
import { isLowerWordOf } from './said-word.js';
import { isStopValue } from './stop-values.js';

const HYPHEN = 45;
const COLON = 58;
const BACKSLASH = 92;
const MAX_NAME = 64;
/** So much of a word tells whether it is a flag. Characters. */
const ENOUGH = 32;
const LONGEST_SPARED = 96;

/**
 * Whether the next flag stands where an argument would. Asked first: where a value of it would end can be far. In a
 * shell nobody quotes a flag; in a list (`["-p","-v"]`) everything stands in quotes.
 */
export function isFlagAt(text: string, at: number, isList: boolean): boolean {
  const width = quoteAt(text, at)?.width ?? 0;
  const first = at + width;
  if (text.charCodeAt(first) !== HYPHEN || text.startsWith('-----BEGIN', first)) return false;
  if (width > 0 && !isList) return false;
  if (isPlainWordAt(text, first)) return true;
  const word = text.slice(first, bareValueEnd(text, first, false, first + ENOUGH));
  return isFlagWord(word);
}

/** What follows the key of a member, and what follows a string that ends: neither is an argument. */
const BEHIND_KEY = /^\s{0,4}(?::|=>)/;
const BEHIND_STRING = /^\s?[,;:)\]}]/;

interface Argument {
  readonly start: number;
  readonly end: number;
}

/** An argument at `at`: in quotes or one word; empty where a member of an object or the end of a string stands there. */
export function argument(scan: Scan, at: number): Argument {
  const { text } = scan;
  const quote = quoteAt(text, at);
  if (quote === undefined) {
    const end = withoutPunctuation(text, at, bareValueEnd(text, at, false));
    return { start: at, end: nextValueEnd(scan, at, end) };
  }
  const start = at + quote.width;
  if (BEHIND_STRING.test(text.slice(start, start + 2))) return { start, end: start };
  const close = farClose(scan, start, quote);
  if (close < 0) return { start, end: bareValueEnd(text, start, false) };
  const behind = close + quote.width;
  return BEHIND_KEY.test(text.slice(behind, behind + 8)) ? { start, end: start } : { start, end: close };
}

const MAX_BLANKS = 8;
/** In a list, or encoded. */
const BETWEEN = /^(?:["'] (?=["'])|\n\s{0,8}- (?=[^-])|\\{0,3}["'],(?:\\+n)?\s{0,12}(?=\\{0,3}["'])|%20|\+)/;
/** What may begin that. */
const SEPARATING = new Set([...'"\'\\%+\n'].map((sign) => sign.charCodeAt(0)));

/** Length of what stands between a flag that ends at `end` and its value; 0: nothing that separates. */
function betweenFlag(text: string, end: number): number {
  let at = end;
  while (at < end + MAX_BLANKS && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  if (at > end || !SEPARATING.has(text.charCodeAt(end))) return at - end;
  return BETWEEN.exec(text.slice(end, end + 28))?.[0].length ?? 0;
}

/** `--api-token TOKEN`, as help texts have it, and a file of cookies. */
export function isMeta(name: string, value: string): boolean {
  if (value === '|' || (/cookies?$/i.test(name) && /\.\w{2,4}$/.test(value))) return true;
  if (/^(?:NAME|VALUE|STRING|FILE|PATH|TEXT|ID)$/.test(value)) return true;
  if (/^\[(?:value|password|pass|token|string|secret|key|text|file|path|name)\]$/.test(value)) return true;
  if (/^(?:PASS|PWD)$/.test(value)) return true;
  return /^[A-Z]{3,}(?:_[A-Z]+)*$/.test(value) && name.toUpperCase().replaceAll('-', '_').endsWith(value);
}

/** `the --username and --password options`, `--list-tokens remains`: a word of the sentence behind a flag. */
function isProse(text: string, at: number, name: string, { start, end }: Argument): boolean {
  if (!isLowerWordOf(text, start, end)) return false;
  return WITHOUT_VALUE.test(name) || BEFORE_FLAG.test(text.slice(Math.max(0, at - LONGEST_BEFORE), at));
}
const BEFORE_FLAG = /(?:^|\s)(?:and|or|the|without|both|either)\s["'`]?$/i;
const LONGEST_BEFORE = 12;
const WITHOUT_VALUE = /^(?:list|keep|show|revoke|print|no|delete|skip|ignore)-[a-z-]+s$/;

/** `--name value`; `--name=value` is an assignment. In an argument list the two stand in quotes: `"--name","value"`. */
export function matchFlag(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  if (scan.before(at) === HYPHEN) return MISS;
  const end = scan.runEnd(after, DOTTED);
  if (end - after < 2 || end - after > MAX_NAME || !isIn(text.charCodeAt(after), LETTERS)) return MISS;
  const { rules } = scan;
  if (!rules.mayEndKey(text.charCodeAt(end - 1), text.charCodeAt(end - 2), text.charCodeAt(end - 3)))
    return MISS;
  const between = betweenFlag(text, end);
  if (between === 0) return MISS;
  const behind = end + between;
  const isList = isQuote(text.charCodeAt(end)) || text.charCodeAt(end) === BACKSLASH;
  // `"missing --password","n":1`: the quote closes a sentence.
  if (isList && !isQuote(text.charCodeAt(at - 1))) return MISS;
  // `--password : x` is an assignment.
  if (text.charCodeAt(behind) === COLON || isFlagAt(text, behind, isList)) return MISS;
  const name = text.slice(after, end);
  // The end of a multipart body (`--b1--`) is no part of a name.
  if (name.includes('--') || !rules.nameInfo(name).sensitive) return MISS;
  const value = argument(scan, behind);
  // What is longer is hidden, whatever it looks like: else each flag in it would read all of it again.
  if (value.end <= value.start) return MISS;
  if (value.end - value.start <= LONGEST_SPARED && isSpared(scan, at, name, value)) return MISS;
  scan.hide('cli-flag', value.start, value.end);
  return value.end;
}

/** Whether an argument is no secret, although the flag at `at` says so. */
function isSpared({ text, rules }: Scan, at: number, name: string, { start, end }: Argument): boolean {
  if (isStopValue(text, start, end, true)) return true;
  if (numberMayStay(text, start, end, { name, info: rules.nameInfo(name) }, false)) return true;
  const word = text.slice(start, end);
  return isMeta(name, word) || isProse(text, at, name, { start, end });
}

/** `-storepass value`, `-Password "x"`; the literal is the whole flag and a blank. */
export function matchWordFlag(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const before = scan.before(at);
  if (at > 0 && !isBlank(before) && before !== 34 && before !== 39) return MISS;
  if (isFlagAt(text, after, false)) return MISS;
  const quote = quoteAt(text, after);
  if (quote === undefined ? isPlainWordAt(text, after) : nearClose(scan, after + quote.width, quote) < 0)
    return MISS;
  const value = argument(scan, after);
  if (placeholderEnd(text, value.start) === value.end) return value.end;
  // In prose a word follows: `the -password flag`. What stands in quotes is meant literally.
  const isSaid = quote !== undefined && !isStopValue(text, value.start, value.end, true);
  if (!isSaid && !looksSecret(text.slice(value.start, value.end), false)) return MISS;
  scan.hide('cli-flag', value.start, value.end);
  return value.end;
}

/** `-ClientSecret 'x'`; the literal is the hyphen and a capital. */
export function matchCapitalFlag(scan: Scan, at: number, after: number): number {
  const { text, rules } = scan;
  const end = scan.runEnd(after, WORD);
  if (end - after < 4 || end - after > MAX_NAME || text.charCodeAt(end) !== 32) return MISS;
  if (!rules.mayEndKey(text.charCodeAt(end - 1), text.charCodeAt(end - 2), text.charCodeAt(end - 3)))
    return MISS;
  return rules.nameInfo(text.slice(at + 1, end)).sensitive ? matchWordFlag(scan, at, end + 1) : MISS;
}
