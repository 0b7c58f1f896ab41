/** Where a sensitive name and a separator stand, and no secret follows: complaints of parsers, labels, source text. */
import { isBlank, isIn, WORD } from '../characters.js';
import { looksSecret } from '../looks-secret.js';
import type { Scan } from '../scan.js';
import { bareValueEnd } from './bare-value.js';
import { skipBlanks } from './declared-type.js';
import type { KeyName } from './key-name.js';
import { isQuote, type Quote, quoteAt } from './quote.js';

const COLON = 58;
const EQUALS = 61;
const SLASH = 47;
const BACKSLASH = 92;
/** A call or a look-up in source text, `config.get("x")`, `os.environ["X"]`, the output of a command, `$(cat x)`, `Get-Secret -Name x`. */
const EXPRESSION =
  /^(?:(?:await )?[A-Za-z_$]+(?:(?:\?\.|\.|->)[A-Za-z_$]+)+(?:<\w{1,24}>)?(?:\(|\[\\{0,3}["'])|(?:await )?[a-z][A-Za-z]{2,30}\((?:[{['"`)]|[&*]?[a-z][\w.]{0,40}(?:\[\w{1,8}\])?[,)](?!\w))|(?:params|\$_[A-Z]{3,7})\[|\$\([^()\n]{1,60}\)(?![\w$])|(?:Get|New|Read|Import|Invoke|Convert(?:To|From))-[A-Z][A-Za-z]+ [-('"])/;
const LONGEST_EXPRESSION = 256;
const WORD_OF_EXPRESSION = /[\w!@#$%^&*+/~-]{6,}/g;
/** Words between the quote of a label and its name, `"Enter your password:"`. */
const LABEL = /^[\w .-]{0,32}$/;
const PROCESS = /^[a-z-]{0,12}passw(?:or)?d\]?\[\d{2,8}\]:/;
const LONGEST_PROCESS = 32;
/** What is no name of a test. */
const PASSWORD =
  /^PASS:\s{0,4}(?=\S*[^\w\s/.:()-]|[^\s\d]*\d[^\sA-Za-z]*[A-Za-z][^\s\d]*\d)[^\s/()]+(?=\s|$)(?!\s\()/;
/** How far back quotes are counted. Characters. */
const LONGEST_LINE = 512;
/** What follows the label of a branch. */
const BRANCH = /^(?:return|break|throw|continue|case|if|\{)/;
/** So much of a value tells whether it looks like a secret. Characters. */
const ENOUGH = 64;

/** `=~ /x/` asks, `=~x` assigns. */
export function isMatchSign(next: number): boolean {
  return Number.isNaN(next) || next === SLASH || isBlank(next);
}

/** A parser's `Unexpected token: x`. What is refused as invalid can be a secret all the same. */
export function isUnexpectedToken({ text, floor }: Scan, key: KeyName, at: number): boolean {
  if (!/token$/i.test(key.name)) return false;
  // `invalid github_token=x` has a value.
  if (text.charCodeAt(at - 1) === EQUALS && /[_-]/.test(key.name)) return false;
  if (text.charCodeAt(key.start - 1) !== 32) return key.name.length > 11 && /^unexpected /i.test(key.name);
  // The last letters of the words below.
  if (!'dDrRlL'.includes(text.charAt(key.start - 2))) return false;
  const before = text.slice(Math.max(floor, key.start - 12), key.start);
  if (/(?:^|\W)(?:unexpected|near) $/i.test(before)) return true;
  return /(?:^|\W)(?:expected|illegal|invalid) $/i.test(before) && !looksSecretAt(text, at);
}

/** The line of a program called passwd (`passwd[2679]: x`), and of a test that passed (`--- PASS: TestLogin`). */
export function isReport({ text }: Scan, { name, start, quote }: KeyName, kind: number): boolean {
  if (kind !== COLON || quote !== '') return false;
  if (/passw(?:or)?d\]?$/.test(name)) return PROCESS.test(text.slice(start, start + LONGEST_PROCESS));
  return name === 'PASS' && !PASSWORD.test(text.slice(start, start + ENOUGH));
}

function looksSecretAt(text: string, at: number): boolean {
  const blank = skipBlanks(text, at, false);
  const start = blank + (quoteAt(text, blank)?.width ?? 0);
  return looksSecret(text.slice(start, bareValueEnd(text, start, false, start + ENOUGH)), false);
}

/** `${{ secrets.X }}.` */
export const endsSentence = (text: string, at: number) => /^[.;:!?)]+(?:\s|$)/.test(text.slice(at, at + 4));

/**
 * Where an expression in source text ends that starts at `at`; 0: there is none. Less than 0: nothing in it looks like a
 * secret.
 */
export function expressionEnd(text: string, at: number): number {
  if (!EXPRESSION.test(text.slice(at, at + ENOUGH))) return 0;
  const line = /^[^\r\n]*/.exec(text.slice(at, at + LONGEST_EXPRESSION))![0];
  const words = line.match(WORD_OF_EXPRESSION) ?? [];
  if (!words.some((word) => looksSecret(word, true))) return -1;
  const close = line.lastIndexOf(')');
  return at + (close < 0 ? line.length : close + 1);
}

/** The end of an element, `Password:</label>`, and a branch, `case 'token': return 1`. */
export function isNoValue(text: string, key: KeyName, at: number): boolean {
  if (text.charCodeAt(at) === 60 && text.charCodeAt(at + 1) === SLASH) return true;
  const open = key.start - key.quote.length;
  if (key.quote === '' || !text.startsWith('case ', open - 5)) return false;
  return BRANCH.test(text.slice(at, at + 16)) && (open === 5 || /[\s{;]/.test(text[open - 6]!));
}

/** Whether the quote at `at` is the closing one of a string in which the name stands: `"Password: "`, `"Enter password:"`. */
export function closesString(scan: Scan, key: KeyName, at: number, isNext: boolean, quote: Quote): boolean {
  const { text } = scan;
  // A closing quote has no word right behind it.
  if (isIn(text.charCodeAt(at + quote.width), WORD)) return false;
  // Of `["password"] = "x"` the quote around the name is closed before.
  if (quoteAt(text, key.start + key.name.length)?.close === quote.close) return false;
  const own = text.slice(at, at + quote.width);
  const isSame = text.startsWith(own, key.start - quote.width);
  if (isSame && text.charCodeAt(key.start - quote.width - 1) !== BACKSLASH) return true;
  if (!isNext) return endsString(text, at + quote.width) && isInLabel(text, key.start, quote.close);
  // What is closed has been opened.
  if (endsString(text, at + quote.width)) return isOpenBefore(text, key.start, quote.close);
  if (quote.close !== '"') return false;
  if (quote.slashes === 0 && isBlank(text.charCodeAt(at + 1)) && scan.isQuoted(key.start, '"')) return true;
  const from = Math.max(0, key.start - ENOUGH);
  const open = text.slice(from, key.start).lastIndexOf('"');
  if (open < 0 || !LABEL.test(text.slice(from + open + 1, key.start))) return false;
  return scan.slashesBefore(from + open) === quote.slashes && scan.isQuoted(key.start, '"', quote.slashes);
}

/** Whether the quote at `at` closes a string that was opened before the name, and no value. */
export function endsStringAround(scan: Scan, key: KeyName, at: number): boolean {
  const { text } = scan;
  return isQuote(text.charCodeAt(at)) && endsString(text, at + 1) && scan.isQuoted(key.start, text[at]!);
}

/** Whether nothing but words stands between the name at `at` and a quote before it: `'Enter password: '`. */
function isInLabel(text: string, at: number, quote: string): boolean {
  const before = text.slice(Math.max(0, at - ENOUGH), at);
  const open = before.lastIndexOf(quote);
  return open >= 0 && LABEL.test(before.slice(open + 1));
}

/** Whether a quote stands before `at`, in its line. */
function isOpenBefore(text: string, at: number, quote: string): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_LINE), at);
  return before.length === LONGEST_LINE || before.lastIndexOf(quote) > before.lastIndexOf('\n');
}

/** Whether what follows a quote can only follow a closing one. */
function endsString(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (Number.isNaN(code) || code === 44 || code === 125 || code === 93) return true;
  // `"token=" + token`
  return isBlank(code) && /^ [+.%] [A-Za-z$(]/.test(text.slice(at, at + 4));
}
