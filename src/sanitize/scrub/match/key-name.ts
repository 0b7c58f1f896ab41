/** Finds the name to the left of a separator, whatever it is wrapped in, and asks whether it is sensitive. */
import { BASE62, BASE64URL, DOTTED, endsEscape, hexByte, isIn, LETTERS, WORD } from '../characters.js';
import { looksSecret } from '../looks-secret.js';
import type { NameInfo } from '../name-info.js';
import type { Scan } from '../scan.js';
import { bareValueEnd } from './bare-value.js';
import { opensParameter } from './parameter.js';
import { quoteBefore } from './quote.js';

/** Names are read back this far. Characters. */
export const NAME_WINDOW = 64;
/** Radicals, the first of the characters of Chinese and Japanese. */
const FIRST_WITHOUT_BLANKS = 0x2e80;
/** Blanks allowed between a name and its separator. */
const MAX_BLANKS = 64;

export interface KeyName {
  readonly name: string;
  readonly info: NameInfo;
  /** Where the name starts, without its quote. */
  readonly start: number;
  /** The quote around the name, as it is written; empty without one. */
  readonly quote: string;
}

function isNameCharacter(code: number): boolean {
  return isIn(code, DOTTED) || code === 36 || code > 0xbf;
}

/** Length of the escape whose letters stand at the front of a name: `\npassword`, `%0Apassword`, `\x1b[31mpassword`. */
function escapeAt(text: string, start: number, end: number): number {
  const before = text.charCodeAt(start - 1);
  if (before === 92) {
    const letter = text.charCodeAt(start);
    if (letter === 117) return Math.min(5, end - start);
    if (letter === 120) return Math.min(3, end - start);
    return 'nrtbfv0'.includes(text[start]!) ? 1 : 0;
  }
  if (before === 37) {
    let i = start;
    while (text.charCodeAt(i) === 50 && text.charCodeAt(i + 1) === 53 && i < start + 6) i += 2;
    return hexByte(text, i) < 0 ? 0 : Math.min(i + 2 - start, end - start);
  }
  if (before === 91) {
    // Colours: ESC [ 3 1 m
    const colour = /^\d{1,3}(?:;\d{1,3}){0,3}m/.exec(text.slice(start, Math.min(end, start + 16)))?.[0];
    return colour === undefined ? 0 : colour.length;
  }
  return 0;
}

/** Walks from `end` back over the characters of a name. */
function nameStart(scan: Scan, end: number): number {
  const { text } = scan;
  const least = Math.max(scan.floor, end - NAME_WINDOW);
  let start = end;
  while (start > least && isNameCharacter(text.charCodeAt(start - 1))) start--;
  start += escapeAt(text, start, end);
  while (start < end && (text.charCodeAt(start) === 45 || text.charCodeAt(start) === 46)) start++;
  return start;
}

/** Skips `[]`, `[0]` and the closing bracket of `user[password]`; returns the end of the name. */
function withoutBrackets(text: string, from: number, least: number): number {
  let end = from;
  for (let groups = 0; groups < 4 && end > least; groups++) {
    let width = 0;
    if (text.charCodeAt(end - 1) === 93) width = 1;
    else if (text.charCodeAt(end - 1) === 68 && text.startsWith('%5D', end - 3)) width = 3;
    if (width === 0) return end;
    let inner = end - width;
    while (inner > least && isIn(text.charCodeAt(inner - 1), WORD) && text.charCodeAt(inner - 1) < 58)
      inner--;
    const opens = text.charCodeAt(inner - 1) === 91 ? 1 : text.startsWith('%5B', inner - 3) ? 3 : 0;
    if (opens === 0) return end - width;
    end = inner - opens;
  }
  return end;
}

function mayEnd(scan: Scan, end: number): boolean {
  const { text } = scan;
  return scan.rules.mayEndKey(
    text.charCodeAt(end - 1),
    end >= 2 ? text.charCodeAt(end - 2) : Number.NaN,
    end >= 3 ? text.charCodeAt(end - 3) : Number.NaN,
  );
}

/** `[Symbol(password)]: x`, as `util.inspect` prints it. */
const SYMBOL = /Symbol\([\w.-]+\)$/;
/** A name that is not written in words of prose. */
const OF_SEVERAL_WORDS = /[_.-]|[a-z][A-Z]/;

/** Up to two words before the name, one blank apart, are read as part of it: `Api Key`, `social security number`. */
function withWordsBefore(scan: Scan, start: number, end: number): KeyName | undefined {
  const { text } = scan;
  let from = start;
  for (let more = 0; more < 2; more++) {
    if (text.charCodeAt(from - 1) !== 32 || !isIn(text.charCodeAt(from - 2), BASE64URL)) return undefined;
    from = nameStart(scan, from - 1);
    // `logger=auth.token t=x`: the word before is a value.
    if (text.charCodeAt(from - 1) === 61 && !text.startsWith('value', end - 5)) return undefined;
    const name = text.slice(from, end);
    const info = scan.rules.nameInfo(name);
    if (info.sensitive) return { name, info, start: from, quote: '' };
  }
  return undefined;
}

/** The cheap no for most separators: a letter or digit before them, and no sensitive name ends so. */
export function cannotBeName(scan: Scan, separator: number): boolean {
  const { text } = scan;
  const last = text.charCodeAt(separator - 1);
  // Of a tag around the name.
  if (last === 62)
    return !isIn(text.charCodeAt(separator - 2), LETTERS) && text.charCodeAt(separator - 2) !== 32;
  if (!isIn(last, BASE62) || mayEnd(scan, separator)) return false;
  return !endsEscape(last, text.charCodeAt(separator - 2), text.charCodeAt(separator - 3));
}

/** The sensitive name that ends before `separator`, or undefined. `parameters`: names that are sensitive in addresses only count there. */
export function keyNameBefore(scan: Scan, separator: number, parameters: boolean): KeyName | undefined {
  const { text } = scan;
  let end = separator;
  const least = Math.max(scan.floor, separator - MAX_BLANKS);
  while (end > least && (text.charCodeAt(end - 1) === 32 || text.charCodeAt(end - 1) === 9)) end--;
  // `NAME ?= x` of make.
  if (text.charCodeAt(end - 1) === 63 && text.charCodeAt(end - 2) === 32) end -= 2;
  while (end > least && text.charCodeAt(end - 1) === 42) end--;
  // `password\\=x` of Java's properties.
  if (text.charCodeAt(end - 1) === 92 && isIn(text.charCodeAt(end - 2), WORD)) end--;
  if (text.charCodeAt(end - 1) === 62)
    end -= /<\/[a-z]{1,8}>$/i.exec(text.slice(Math.max(least, end - 11), end))?.[0].length ?? 0;
  if (text.charCodeAt(end - 1) === 63 && isIn(text.charCodeAt(end - 2), LETTERS)) end--;
  const quote = quoteBefore(text, end);
  end = withoutBrackets(text, end - quote.length, scan.floor);
  if (text.startsWith(')]', end - 1) && SYMBOL.test(text.slice(Math.max(0, end - NAME_WINDOW), end))) end--;
  // `["password"]` has its quote inside the bracket.
  const inner = quote === '' ? quoteBefore(text, end) : '';
  end -= inner.length;
  if (end <= scan.floor || !mayEnd(scan, end)) return undefined;
  if (quote !== '') {
    const whole = quotedName(scan, end, quote);
    if (whole !== undefined) return whole;
  }
  const start = nameStart(scan, end);
  if (start >= end) return undefined;
  const name = text.slice(start, end);
  const info = scan.rules.nameInfo(name);
  // `/etc/passwd:root:x`, as grep prints it.
  if (name === 'passwd' && text.startsWith('/etc/', start - 5)) return undefined;
  // `second pass: 8ms`
  if (quote === '' && /^pass$/i.test(name) && isOtherPass(scan, start, end)) return undefined;
  if (info.sensitive || (parameters && info.parameter !== undefined && opensParameter(scan, start - 1))) {
    return { name, info, start, quote };
  }
  if (quote !== '') return undefined;
  const behindText = withoutText(scan, start, end, separator);
  if (behindText !== undefined) return behindText;
  const withoutFlag = withoutFlagLetter(scan, start, end);
  return withoutFlag !== undefined || OF_SEVERAL_WORDS.test(name)
    ? withoutFlag
    : withWordsBefore(scan, start, end);
}

/** Behind text of a script that has no blanks: `密钥api_key: x`. */
function withoutText(
  { text, rules }: Scan,
  start: number,
  end: number,
  separator: number,
): KeyName | undefined {
  if (text.charCodeAt(start) < FIRST_WITHOUT_BLANKS) return undefined;
  // `初始化session: 完成` says how it goes.
  const value = text.charCodeAt(separator + 1) === 32 ? separator + 2 : separator + 1;
  if (text.charCodeAt(value) >= FIRST_WITHOUT_BLANKS || /(?:session|auth)$/i.test(text.slice(start, end)))
    return undefined;
  let from = end;
  while (from > start && text.charCodeAt(from - 1) < FIRST_WITHOUT_BLANKS) from--;
  const name = text.slice(from, end);
  const info = rules.nameInfo(name);
  return info.sensitive ? { name, info, start: from, quote: '' } : undefined;
}

/** Whether the word before `pass` makes something else of it. */
function isOtherPass({ text, rules }: Scan, start: number, end: number): boolean {
  const word = /(?<![\w-])[a-z]{2,16} $/i.exec(text.slice(Math.max(0, start - 18), start))?.[0] ?? '';
  return word !== '' && !rules.nameInfo(word + text.slice(start, end)).sensitive;
}

/** `-DapiKey=x`, `-PapiKey=x`: the letter is the flag. */
function withoutFlagLetter({ text, rules }: Scan, start: number, end: number): KeyName | undefined {
  const letter = text.charCodeAt(start);
  if ((letter !== 68 && letter !== 80) || text.charCodeAt(start - 1) !== 45) return undefined;
  const name = text.slice(start + 1, end);
  const info = rules.nameInfo(name);
  return info.sensitive ? { name, info, start: start + 1, quote: '' } : undefined;
}

/** A name in quotes may hold blanks: `"api key": `. */
function quotedName(scan: Scan, end: number, quote: string): KeyName | undefined {
  const { text } = scan;
  const least = Math.max(scan.floor + quote.length, end - NAME_WINDOW);
  let start = end;
  while (start >= least && !text.startsWith(quote, start - quote.length)) {
    const code = text.charCodeAt(start - 1);
    if (code !== 32 && code !== 58 && !isNameCharacter(code)) return undefined;
    start--;
  }
  if (start < least || start === end) return undefined;
  const name = text.slice(start, end);
  const whole = text.startsWith('...', start - quote.length - 3) ? wholeName(name) : name;
  const info = scan.rules.nameInfo(whole);
  return info.sensitive ? { name, info, start, quote } : undefined;
}

/** Names that JSON.parse cuts off in its complaint: `..."ssword": "x"`. */
const CUT =
  'password passphrase client_secret clientSecret access_token accessToken refreshToken api_key apiKey secretKey privateKey authorization'.split(
    ' ',
  );

function wholeName(end: string): string {
  return (end.length > 2 && CUT.find((name) => name.endsWith(end))) || end;
}

/** A name, perhaps of a flag, and what stands between it and its value; the next pair of a line is none. */
const NAME = /^(?:--?)?([A-Za-z][\w.-]{1,63})$/;
const GAP = /^(?:[ \t]?[:=][ \t]{0,4}|[ \t]{1,4}(?![\w.-]{1,48}[:=]))["']?(?=\S)/;

/**
 * Where a value ends that may be the name of the next secret: `secret: password x`, `-p password: x`. Its own value is hidden
 * with it then, since behind what is hidden nobody would know what it is.
 */
export function nextValueEnd({ text, rules }: Scan, start: number, end: number): number {
  if (end - start > NAME_WINDOW) return end;
  const gap = GAP.exec(text.slice(end, end + NAME_WINDOW))?.[0];
  const name = gap === undefined ? undefined : NAME.exec(text.slice(start, end))?.[1];
  if (gap === undefined || name === undefined || !rules.nameInfo(name).sensitive) return end;
  const next = bareValueEnd(text, end + gap.length, false);
  // A word behind a blank goes on with the sentence.
  return /[:=]/.test(gap) || looksSecret(text.slice(end + gap.length, next), false) ? next : end;
}
