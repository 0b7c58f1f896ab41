/** `<add key="DbPassword" value="x"/>`, `name: DB_PASSWORD, value: x`: the neighbour's value is the name. */
import { DOTTED, isBlank, isIn, isLineEnd, WORD } from '../characters.js';
import type { Scan } from '../scan.js';
import { behindBlanks, COMMAND, memberBefore, type PairedValue, valueOfMember } from './member.js';
import { isQuote, quoteAt } from './quote.js';

const PAIR_WINDOW = 96;
/** `"name": "password"` or `key="password"`, before the `value` of the same pair. */
const NAMES =
  /^(?:name|key|field|header|variable|column|attribute|label|setting|option|path|param|property|id|k|parameter_?key)$/i;
/** `name=password, ` and `Name:DB_PASSWORD,` of objects that were printed without quotes. */
const BARE_PAIR = /(?:^|[\s{[(,])(?:name|key|parameter_?key)\s?[:=]\s?([\w.-]{2,64})\s?,\s?$/i;
/** The same in YAML: `- name: DB_PASSWORD` in the line before that of `value:`. */
const YAML_PAIR =
  /^(?:[^\n]{0,60}?: (?=-))?[ \t-]*(?:name|key|[Pp]roperty|[Pp]arameter|[Ss]etting|[Vv]ariable|[Ff]ield):[ \t]{1,4}["']?([\w.-]{2,64})["']?[ \t]{0,4}\r?$/;
/** Last letters of what follows. */
const SMALL_E = 101;
const SMALL_G = 103;
const SMALL_S = 115;
const SMALL_U = 117;
const SPACE = 32;
const COMMA = 44;
const OPENING = 123;
const COLON = 58;
const EQUALS = 61;
const BACKSLASH = 92;
const VALUE = /(?:parameter_?)?values?$|args$/i;
/** Quotes, backslashes and blanks. */
function mayStandBetween(code: number): boolean {
  return code === 34 || code === 39 || code === 92 || isBlank(code);
}

/** The value whose separator is at `separator`, when the name beside it is sensitive. */
export function pairedValue(scan: Scan, separator: number, behind: number): PairedValue | undefined {
  const { text } = scan;
  const member = memberBefore(scan, separator);
  if (member !== undefined) return valueOfMember(scan, member, behind);
  let end = separator;
  while (end > scan.floor && separator - end < 12 && mayStandBetween(text.charCodeAt(end - 1))) end--;
  const last = text.charCodeAt(end - 1) | 32;
  const second = text.charCodeAt(end - 2) | 32;
  if (last === SMALL_E ? second !== SMALL_U : last !== SMALL_S || (second !== SMALL_E && second !== SMALL_G))
    return undefined;
  const word = VALUE.exec(text.slice(Math.max(0, end - 15), end))?.[0];
  if (word === undefined) return undefined;
  const start = end - word.length;
  const at = behindBlanks(text, behind);
  const gap = beforeSign(text, beforeBlanks(text, start));
  const sign = text.charCodeAt(gap - 1);
  const bare =
    lineBefore(text, gap, start) ??
    messageBefore(text, gap, sign) ??
    (sign === COMMA ? bareBefore(text, start) : undefined);
  const name = bare ?? quotedBefore(text, gap, start);
  if (name === undefined || !scan.rules.enabled('json-in-string')) return undefined;
  const info = scan.rules.nameInfo(name);
  const isCommand = /^args$/i.test(word);
  if (isCommand ? !COMMAND.test(name) : !info.sensitive) return undefined;
  const quote = isCommand ? undefined : quoteAt(text, at);
  const isBare = bare !== undefined && text.charCodeAt(at) > 32;
  const isList = last === SMALL_S && text.charCodeAt(at) === 91;
  if (quote === undefined && !isBare && !isList) return undefined;
  return { key: { name, info, start, quote: bare === undefined ? '"' : '' }, at, quote };
}

function windowBefore(text: string, at: number): string {
  return text.slice(Math.max(0, at - PAIR_WINDOW), at);
}

/** Where the blanks before `at` begin. */
function beforeBlanks(text: string, at: number): number {
  let end = at;
  while (end > 0 && at - end < PAIR_WINDOW && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Before the sign of a line of a difference, `+ value = "x"`. */
function beforeSign(text: string, at: number): number {
  const sign = text.charCodeAt(at - 1);
  const isSign =
    (sign === 43 || sign === 45 || sign === 126) &&
    isLineEnd(text.charCodeAt(beforeIndent(text, at - 1) - 1));
  return isSign ? beforeBlanks(text, at - 1) : at;
}

function beforeIndent(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < PAIR_WINDOW && text.charCodeAt(start - 1) === SPACE) start--;
  return start;
}

/** The name in the line before; from `gap` to `at` are blanks, which have to be all that its own line begins with. */
function lineBefore(text: string, gap: number, at: number): string | undefined {
  if (gap === at || isLineEnd(text.charCodeAt(at - 1))) return undefined;
  const end = text.slice(gap, at).lastIndexOf('\n');
  if (end < 0) return undefined;
  const before = windowBefore(text, gap + end);
  return YAML_PAIR.exec(before.slice(before.lastIndexOf('\n') + 1))?.[1];
}

/** `password { value: "x" }` of protobuf: the name of the message around it. */
const MESSAGE = /(?:^|\s)([a-z][\w.]{1,63})\s?\{$/;

function messageBefore(text: string, at: number, sign: number): string | undefined {
  return sign === OPENING ? MESSAGE.exec(windowBefore(text, at))?.[1] : undefined;
}

/** The name before a comma. */
function bareBefore(text: string, at: number): string | undefined {
  return BARE_PAIR.exec(windowBefore(text, at))?.[1];
}

/** The name in quotes, with or without a comma before the blanks from `gap` to `at`. */
function quotedBefore(text: string, gap: number, at: number): string | undefined {
  let end = gap;
  if (gap === at && isQuote(text.charCodeAt(end - 1))) {
    end -= 1;
    while (at - end < PAIR_WINDOW && text.charCodeAt(end - 1) === BACKSLASH) end--;
    end = beforeBlanks(text, end);
  }
  if (text.charCodeAt(end - 1) === COMMA) end = beforeBlanks(text, end - 1);
  return isQuote(text.charCodeAt(end - 1)) ? valueOfName(text, end) : undefined;
}

/** What stands in the quotes that close at `end`, if the key before them is that of a name. */
function valueOfName(text: string, end: number): string | undefined {
  const least = Math.max(0, end - PAIR_WINDOW);
  const close = withoutQuote(text, end, least);
  let open = close;
  while (open > least && isOfName(text.charCodeAt(open - 1))) open--;
  if (open === close || !isQuote(text.charCodeAt(open - 1))) return undefined;
  const separator = beforeBlanks(text, withoutQuote(text, open, least));
  const sign = text.charCodeAt(separator - 1);
  if (sign !== EQUALS && sign !== COLON) return undefined;
  const stop = withoutQuote(text, beforeBlanks(text, separator - 1), least);
  let start = stop;
  while (start > least && isIn(text.charCodeAt(start - 1), WORD)) start--;
  return NAMES.test(text.slice(start, stop)) ? text.slice(open, close) : undefined;
}

/** Before the quote that ends at `end`, and the backslashes before it; where there is none, `end`. */
function withoutQuote(text: string, end: number, least: number): number {
  if (!isQuote(text.charCodeAt(end - 1))) return end;
  let at = end - 1;
  while (at > least && text.charCodeAt(at - 1) === BACKSLASH) at--;
  return at;
}

function isOfName(code: number): boolean {
  return isIn(code, DOTTED) || code === SPACE;
}
