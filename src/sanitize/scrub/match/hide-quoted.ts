/** A value in quotes behind a sensitive name. */
import { MISS } from '../detector.js';
import { isDuration } from '../known-forms.js';
import type { Scan } from '../scan.js';
import type { KeyName } from './key-name.js';
import { farClose, farDoubledClose } from './near-quote.js';
import { numberMayStay } from './numeric-values.js';
import { changedValue } from './other-value.js';
import { pemEnd } from './pem.js';
import type { Quote } from './quote.js';
import { isFolder, isLabel, isMethod, isResource } from './reference.js';
import { isComplaint } from './said-word.js';
import { isStopValue } from './stop-values.js';

const HYPHEN = 45;
const LONGEST_GAP = 8;
/** Longer ones are no labels. Characters. */
const LONGEST_LABEL = 48;
/** Longer texts are no complaints. Characters. */
const LONGEST_SAID = 96;

const PUNCTUATION = /^[\s,:;()[\]{}]*$/;

/** What stands between two strings, `"Enter password: ","ok"`, and no value. */
function isPunctuation(text: string, start: number, end: number): boolean {
  return end - start <= LONGEST_GAP && PUNCTUATION.test(text.slice(start, end));
}

/** What becomes of a session or a token. */
const NEWS = /^(?:new|active|inactive|closed|open|started|expired|revoked|renewed)$/;
const TYPE = /^(?:string|number|boolean|integer)$/;
/** What stands in quotes and says something of the secret. */
function isSaidInQuotes(value: string, { name, info, quote }: KeyName): boolean {
  // `<a accesskey="p">`
  if (value.length === 1 && /^accesskey$/i.test(name)) return true;
  if (info.value === 'folder' && isFolder(value, name)) return true;
  if (quote !== '' && value.length <= LONGEST_LABEL && isLabel(value, name)) return true;
  if (info.value === 'method' && isMethod(value)) return true;
  if (info.drawn && NEWS.test(value)) return true;
  if (!info.numeric && isDuration(value)) return true;
  if (/secret$/i.test(name) && isResource(value)) return true;
  return TYPE.test(value) || isComplaint(value);
}

export function hideQuoted(scan: Scan, key: KeyName, rule: string, at: number, quote: Quote): number {
  const { text } = scan;
  const start = at + quote.width;
  let end = farDoubledClose(scan, start, quote);
  if (end < 0) {
    // The text was cut: to the end of the line.
    end = Math.min(scan.find('\n', start), text.length);
  }
  // A key block may go on in further strings: `"-----BEGIN ...\n" + "MII..."`.
  if (text.charCodeAt(start) === HYPHEN) end = Math.max(end, pemEnd(scan, start));
  if (isStopValue(text, start, end, false) || isPunctuation(text, start, end)) return MISS;
  if (end - start < LONGEST_SAID && isSaidInQuotes(text.slice(start, end), key)) return MISS;
  if (numberMayStay(text, start, end, key, false)) return MISS;
  scan.hide(rule, start, end);
  const joined = joinedEnd(scan, rule, end + quote.width, quote);
  if (joined > 0) return joined;
  const changed = changedValue(text, end);
  if (changed === undefined || isStopValue(text, changed.start, changed.end, false)) return end;
  scan.hide(rule, changed.start, changed.end);
  return changed.end;
}

/** `'one line\\n' +` and the next: a text of several lines, as `util.inspect` prints it. */
const JOINED = /^ \+\r?\n\s{0,64}(?=["'`])/;
const LONGEST_JOIN = 72;

/** Hides the further parts of a value whose first one is closed before `at`; 0: there are none. */
function joinedEnd(scan: Scan, rule: string, at: number, quote: Quote): number {
  const { text } = scan;
  let end = 0;
  let from = at;
  for (;;) {
    const join = JOINED.exec(text.slice(from, from + LONGEST_JOIN))?.[0];
    const start = from + (join?.length ?? 0) + quote.width;
    const close = join === undefined ? -1 : farClose(scan, start, quote);
    if (close < start) return end;
    scan.hide(rule, start, close);
    end = close;
    from = close + quote.width;
  }
}
