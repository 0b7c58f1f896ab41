/** An argument whose name is the last word before its place: `('password %s', 'x')`, `('token', 'x')`. */
import { hides, type KeyVerdict } from './keys.js';
import { DOTTED, isBlank, isIn } from './scrub/characters.js';
import { looksSecret } from './scrub/looks-secret.js';

const MAX_BLANKS = 2;
const LONGEST_NAME = 64;
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
 * Whether what stands `before` an argument that fills a placeholder names it, and it looks like a secret. Of one word
 * behind a separator the text tells by itself; of several words it would only hide the first. Without a separator a
 * session, a token or a secret is as often spoken of as shown (`session %s started`), so that only passwords and codes
 * count.
 */
export function isNamed(before: string, argument: string, verdict: (name: string) => KeyVerdict): boolean {
  if (argument.length > MOST) return false;
  const named = nameBefore(before);
  if (named === undefined || verdict(named.name) !== 'sensitive-number' || argument === '') return false;
  const words = argument.split(/\s+/);
  if (named.isAssigned) return words.length > 1 && words.some((word) => looksSecret(word, true));
  return words.length === 1 && seemsPassword(argument);
}

/** Whether a message is nothing but a name, and the argument behind it looks like what it names. */
export function isNamedBy(message: string, argument: string, verdict: (name: string) => KeyVerdict): boolean {
  if (argument.length > MOST || !ALONE.test(message)) return false;
  const said = verdict(message);
  if (!hides(said, argument) || /\s/.test(argument)) return false;
  return said === 'sensitive-number' ? seemsPassword(argument) : looksSecret(argument, true);
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
  if (!isBlank(text.charCodeAt(end - 1)) && OPENING.has(text.charCodeAt(end - 1))) end -= 1;
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
  return { name: text.slice(start, end), isAssigned: width > 0 };
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
