/** An argument whose name is the last word before its place: `('password %s', 'x')`, `('token', 'x')`. */
import { hides, type KeyVerdict } from './keys.js';
import { DOTTED, isBlank, isIn } from './scrub/characters.js';
import { looksSecret } from './scrub/looks-secret.js';
import { isComplaint } from './scrub/match/said-word.js';
import { isStopValue } from './scrub/match/stop-values.js';

const MAX_BLANKS = 2;
const LONGEST_NAME = 64;
/** Of a parser, before `token`. */
const UNEXPECTED = /(?:^|\W)(?:unexpected|illegal|expected) $/i;
const LONGEST_WORD = 12;
const DOLLAR = 36;
const EQUALS = 61;
const COLON = 58;
const ARROW = 62;
const HYPHEN = 45;
const SMALL_O = 111;
const SMALL_S = 115;
/** What may stand between a name and its value, besides a sign: quotes, opening and closing brackets. */
const OPENING = new Set([...`"'\`[(`].map((sign) => sign.charCodeAt(0)));
const CLOSING = new Set([...`"'\`]`].map((sign) => sign.charCodeAt(0)));
const LINKS = [' is', ' was', ' to'];
/** What needs no second look: the rules of texts know where it ends. */
const PLAIN = /^[\w.+/~@-][\w.+/=~@:-]*$/;
/** What is as often the subject of a sentence, `session: started by bob`. */
const SPOKEN_OF =
  /(?:auth|session|sid|tokens?|cookies?|credentials?|creds?|jwt|bearer|csrf|xsrf|secrets|keys?)$/i;
/** Of their values a part stays readable. */
const HEADER = /(?:cookie|authorization)$/i;
const SEPARATED = /[:=]\s?$/;
const ALONE = /^[A-Za-z_$][\w$.-]{1,63}$/;
/** A longer argument is not looked at word by word. UTF-16 units. */
const MOST = 4_096;

/** So much of what stands between two arguments can be a link only, behind a name that is an argument itself. */
const SHORT_GAP = 5;
const LONGEST_BEFORE = 80;

/** What is looked at for a name: all that was put together so far would be joined anew for each argument. */
export function beforeArgument(last: string, gap: string): string {
  return gap.length > SHORT_GAP ? gap.slice(-LONGEST_BEFORE) : last.slice(-LONGEST_BEFORE) + gap;
}

/**
 * Whether what stands `before` an argument that fills a placeholder names it, and it looks like a secret. Of one plain
 * word behind a separator the text tells by itself; of anything else it would only know where it begins. Without a
 * separator a session, a token or a secret is as often spoken of as shown (`session %s started`), so that only passwords
 * and codes count.
 */
export function isNamed(before: string, argument: string, verdict: (name: string) => KeyVerdict): boolean {
  if (argument.length > MOST) return false;
  const named = nameBefore(before);
  if (named === undefined || argument === '' || HEADER.test(named.name)) return false;
  const said = verdict(named.name);
  if (!hides(said, argument)) return false;
  if (named.isAssigned)
    return !PLAIN.test(argument) && isAssigned(argument, said === 'sensitive' && SPOKEN_OF.test(named.name));
  return said === 'sensitive-number' && !/\s/.test(argument) && seemsPassword(argument);
}

/** Whether something of several words or with signs in it is a value. A password can be a sentence; what begins like one is none. */
function isAssigned(argument: string, isSpokenOf: boolean): boolean {
  const [first, ...words] = argument.trim().split(/\s+/);
  if (words.length === 0) return !isStopValue(argument, 0, argument.length, true);
  if ([first!, ...words].some((word) => looksSecret(word, true))) return true;
  return !isSpokenOf && !isStopValue(first!, 0, first!.length, true) && !isComplaint(argument);
}

/** Whether a message is nothing but a name, and the argument behind it looks like what it names. */
export function isNamedBy(message: string, argument: string, verdict: (name: string) => KeyVerdict): boolean {
  if (isNamedBehind(message, argument, verdict)) return true;
  if (argument.length > MOST || !ALONE.test(message)) return false;
  const said = verdict(message);
  if (!hides(said, argument) || /\s/.test(argument)) return false;
  return said === 'sensitive-number' ? seemsPassword(argument) : looksSecret(argument, true);
}

/** The same of a text that ends with a name and its separator, `('user:', 'ada', 'password:', 'x')`. */
export function isNamedBehind(
  text: string,
  argument: string,
  verdict: (name: string) => KeyVerdict,
): boolean {
  if (!SEPARATED.test(text.slice(-MAX_BLANKS - 1))) return false;
  return isNamed(`${text.slice(-LONGEST_BEFORE)} `, argument, verdict);
}

/** Four digits are a PIN. */
function seemsPassword(word: string): boolean {
  return looksSecret(word, false) || /^\d{4,}$/.test(word);
}

interface Named {
  readonly name: string;
  readonly isAssigned: boolean;
}

/** The name at the end of a text, read backwards: each character is looked at once. */
function nameBefore(text: string): Named | undefined {
  let end = text.length;
  const isQuoted = !isBlank(text.charCodeAt(end - 1)) && OPENING.has(text.charCodeAt(end - 1));
  if (isQuoted) end -= 1;
  end = withoutBlanks(text, end);
  const width = signBefore(text, end);
  if (width > 0) end = withoutBlanks(text, end - width);
  else end = withoutLink(text, end);
  if (!isOfName(text.charCodeAt(end - 1)) && CLOSING.has(text.charCodeAt(end - 1))) end -= 1;
  const least = Math.max(0, end - LONGEST_NAME);
  let start = end;
  while (start > least && isOfName(text.charCodeAt(start - 1))) start -= 1;
  // A longer one is none.
  if (end - start < 2 || (start === least && start > 0)) return undefined;
  if (UNEXPECTED.test(text.slice(Math.max(0, start - LONGEST_WORD), start))) return undefined;
  // `--password %s`, `PASSWORD '%s'`
  const isFlag = text.startsWith('--', start);
  const name = text.slice(isFlag ? start + 2 : start, end);
  return { name, isAssigned: width > 0 || isFlag || (isQuoted && /^[A-Z]+$/.test(name)) };
}

function withoutBlanks(text: string, from: number): number {
  let end = from;
  while (from - end < MAX_BLANKS && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

/** Length of `=`, `:`, `=>` or `->` before `end`. */
function signBefore(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  if (last === EQUALS || last === COLON) return 1;
  if (last !== ARROW) return 0;
  const before = text.charCodeAt(end - 2);
  return before === EQUALS || before === HYPHEN ? 2 : 0;
}

/** `the password is`, `set password to`. */
function withoutLink(text: string, end: number): number {
  // Most texts end in neither letter.
  const last = text.charCodeAt(end - 1);
  if (last !== SMALL_S && last !== SMALL_O) return end;
  const link = LINKS.find((each) => text.endsWith(each, end));
  return link === undefined ? end : end - link.length;
}

function isOfName(code: number): boolean {
  return isIn(code, DOTTED) || code === DOLLAR;
}
