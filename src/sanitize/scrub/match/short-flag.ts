/** Short flags that take a secret behind their tool: `curl -u user:x`, `mysql -px`, `sshpass -p x`, `redis-cli -a x`. */
import { BASE64URL, HYPHENS, isBlank, isIn, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { placeholderEnd } from '../placeholder.js';
import type { Scan } from '../scan.js';
import { argument, isFlagAt } from './command-line.js';
import { isQuote, quoteAt } from './quote.js';
import { isNamed, MEANINGS, type ShortFlag, SIGNS, TOOL_NAMES, WITH_LONG_USER } from './short-flag-tools.js';
import { isStopValue } from './stop-values.js';

const COLON = 58;
const BACKSLASH = 92;
/** The tools by their first word. */
const BY_FIRST_WORD = new Map<string, string[]>();
for (const name of TOOL_NAMES) {
  const word = name.split(' ', 1)[0]!;
  const names = BY_FIRST_WORD.get(word);
  if (names === undefined) BY_FIRST_WORD.set(word, [name]);
  else names.push(name);
}
const LONGEST_WORD = Math.max(...[...BY_FIRST_WORD.keys()].map(({ length }) => length));
const IN_TOOL = WORD | HYPHENS;

/** Notes the tools that are named between the two. */
function readTools(scan: Scan, from: number, to: number): void {
  const { text } = scan;
  const hidden = scan.spans.at(-1)?.end ?? 0;
  let at = from;
  while (at < to) {
    let end = at;
    while (end < to && isIn(text.charCodeAt(end), IN_TOOL)) end++;
    // Behind what is hidden a word begins.
    if (hidden > at && hidden < end) at = hidden;
    // `\\nmysql`: the letter belongs to the escape.
    if (end > at && text.charCodeAt(at - 1) === BACKSLASH && /[nrt]/.test(text[at]!)) at++;
    const names = end > at && end - at <= LONGEST_WORD ? BY_FIRST_WORD.get(text.slice(at, end)) : undefined;
    for (const name of names ?? []) {
      const behind = text.charCodeAt(at + name.length);
      if (!text.startsWith(name, at) || isIn(behind, IN_TOOL) || behind === COLON) continue;
      scan.tools ??= new Map();
      scan.tools.set(name, at);
    }
    at = end + 1;
  }
}

/** How far before its flag a tool's name may stand. Characters. */
const TOOL_WINDOW = 256;

/** Between two flags nothing shorter can name a tool: a flag, a blank, two letters and a blank. Characters. */
const SHORTEST_GAP = 6;

/**
 * The tools named before `at`, on the same line and near, or undefined. What was read for one flag is not read for the
 * next.
 */
function toolsBefore(scan: Scan, at: number): ReadonlyMap<string, number> | undefined {
  const from = Math.max(scan.toolsRead, at - TOOL_WINDOW);
  if (at - from >= SHORTEST_GAP || from === 0) readTools(scan, from, at);
  scan.toolsRead = Math.max(scan.toolsRead, at);
  return scan.tools;
}

/** `isItem`: the flag is an item of a list, which may have lines. */
function isNear(scan: Scan, seen: number, at: number, isItem: boolean): boolean {
  return at - seen <= TOOL_WINDOW && (isItem || scan.find('\n', seen) >= at);
}

/** Flags in one word, of which the last one takes the user: `curl -su bob:x`. */
const JOINED = /^(?: [^\s'"]+){0,8}? -[A-Za-z]{1,8}[uU] {1,8}(?=\S)/;
const LONGEST_LINE = 256;
/** Of a user and its colon. Characters. */
const LONGEST_USER = 256;

/** The literal is `curl` and a blank. */
export function matchJoinedFlags(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  const line = after - 1;
  const joined = JOINED.exec(text.slice(line, line + LONGEST_LINE));
  if (joined === null) return MISS;
  const { start, end } = argument(scan, line + joined[0].length);
  const secret = secretOf(text, 'userinfo', start, end);
  if (secret >= 0) scan.hideLater('curl-user', secret, end);
  return MISS;
}

/** Where the secret of a short flag's argument begins; -1: it has none. */
function secretOf(text: string, form: ShortFlag['form'], start: number, end: number): number {
  if (end <= start || (end - start === 1 && !isIn(text.charCodeAt(start), WORD))) return -1;
  let secret = start;
  if (isNamed(form)) {
    // A name that was hidden, or a part of it, has a colon in its placeholder.
    const hidden = text.slice(start, Math.min(end, start + 256)).indexOf('[REDACTED');
    const user = hidden < 0 ? start : Math.max(start, placeholderEnd(text, start + hidden));
    const name = text.slice(user, Math.min(end, user + 256)).indexOf(SIGNS[form]);
    secret = user + name + 1;
    if (name < 0 || text.startsWith('//', secret)) return -1;
  }
  return isStopValue(text, secret, end, false) ? -1 : secret;
}

/** Between a flag and its argument. */
const APART = /^(?:\\{0,3}["'],\s{0,8}(?=\\{0,3}["'])|["'],\s{0,4}|\s{1,8}|=)/;

/** Whether a sign that has a secret behind it stands near enough to the beginning of an argument. */
function hasSign(scan: Scan, form: keyof typeof SIGNS, start: number): boolean {
  const sign = scan.find(SIGNS[form], start);
  return sign < start + LONGEST_USER && !scan.text.startsWith('//', sign + 1);
}

/** `-u`, `-p` and their like; the literal is hyphen and letter. */
export function matchShortFlag(scan: Scan, at: number): number {
  const { text } = scan;
  const after = at + 2;
  const before = scan.before(at);
  if (!isBlank(before) && before !== 34 && before !== 39) return MISS;
  const seen = toolsBefore(scan, at);
  if (seen === undefined) return MISS;
  const flag = text[at + 1];
  const apart = APART.exec(text.slice(after, after + 20))?.[0].length ?? 0;
  let isMiss = false;
  for (const [tool, place] of seen) {
    if (at - place > TOOL_WINDOW) {
      scan.tools?.delete(tool);
      continue;
    }
    const form = MEANINGS.get(`${flag} ${tool}`)?.form;
    if (form === undefined || !isNear(scan, place, at, isQuote(before))) continue;
    if (apart > 0 ? form === 'attached' : form === 'apart' || form === 'cookie') continue;
    const isList = text.slice(after, after + apart).includes(',');
    if (apart > 0 && isFlagAt(text, after + apart, isList)) continue;
    isMiss = true;
    // Where an argument without its sign would end is not asked: else each flag in it would read all of it again.
    if (isNamed(form) && !hasSign(scan, form, after + apart)) continue;
    const { start, end } = argument(scan, after + apart);
    const secret = secretOf(text, form, start, end);
    if (secret < 0) continue;
    scan.hide(form === 'userinfo' && flag !== 'a' ? 'curl-user' : 'cli-flag', secret, end);
    return end;
  }
  if (isMiss) scan.miss(at);
  return MISS;
}

/** `--user name:password` of curl and wget. */
export function matchLongUser(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const apart = text.charCodeAt(after);
  if (
    (apart !== 32 && apart !== 61) ||
    (isIn(text.charCodeAt(after + 1), BASE64URL) === false && quoteAt(text, after + 1) === undefined)
  )
    return MISS;
  const seen = toolsBefore(scan, at);
  const isKnown = WITH_LONG_USER.some((tool) =>
    isNear(scan, seen?.get(tool) ?? Number.NEGATIVE_INFINITY, at, false),
  );
  if (!isKnown) return MISS;
  if (scan.find(':', after) > after + LONGEST_USER) return MISS;
  const { start, end } = argument(scan, after + 1);
  const colon = text.slice(start, Math.min(end, start + LONGEST_USER)).indexOf(':');
  if (colon < 0 || isStopValue(text, start + colon + 1, end, false)) return MISS;
  scan.hide('curl-user', start + colon + 1, end);
  return end;
}
