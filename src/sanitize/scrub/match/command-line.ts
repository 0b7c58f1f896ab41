/** Secrets on command lines: `--password x`, `curl -u user:x`, `mysql -px`, `sshpass -p x`, `redis-cli -a x`. */
import { BASE64URL, DOTTED, isBlank, isIn, isLineEnd } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { bareValueEnd, withoutPunctuation } from './bare-value.js';
import { closingQuote, quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

const HYPHEN = 45;
const MAX_NAME = 64;
/** How far before its flag a tool's name may stand on the line. Characters. */
const TOOL_WINDOW = 256;

/** An argument at `at`: in quotes or one word. */
function argument(text: string, at: number): { readonly start: number; readonly end: number } {
  const quote = quoteAt(text, at);
  if (quote === undefined) {
    const end = bareValueEnd(text, at, false);
    return { start: at, end: withoutPunctuation(text, at, end) };
  }
  const start = at + quote.width;
  const close = closingQuote(text, start, quote);
  return { start, end: close < 0 ? bareValueEnd(text, start, false) : close };
}

/** `--name value`; `--name=value` is an assignment. In an argument list the two stand in quotes: `"--name","value"`. */
export function matchFlag(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  if (text.charCodeAt(at - 1) === HYPHEN) return MISS;
  let end = after;
  while (end < after + MAX_NAME && isIn(text.charCodeAt(end), DOTTED)) end++;
  if (end - after < 2 || text.charCodeAt(after) === HYPHEN) return MISS;
  const { rules } = scan;
  if (!rules.mayEndKey(text.charCodeAt(end - 1), text.charCodeAt(end - 2), text.charCodeAt(end - 3)))
    return MISS;
  const between = /^(?:[ \t]{1,8}|\\{0,3}["'],\s{0,4}(?=\\{0,3}["'])|%20|\+)/.exec(
    text.slice(end, end + 16),
  )?.[0];
  if (between === undefined || !rules.isKey(text.slice(after, end))) return MISS;
  const value = argument(text, end + between.length);
  if (text.charCodeAt(value.start) === HYPHEN && !text.startsWith('-----BEGIN', value.start)) return MISS;
  if (isStopValue(text, value.start, value.end, true)) return MISS;
  scan.hide('cli-flag', value.start, value.end);
  return value.end;
}

/** Short flags mean a password only with their tool. */
const TOOLS = [
  { flag: 'u', tool: /\bcurl\b/, form: 'userinfo' },
  { flag: 'U', tool: /\bcurl\b/, form: 'userinfo' },
  { flag: 'p', tool: /\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump)\b/, form: 'attached' },
  {
    flag: 'p',
    tool: /\b(?:sshpass|docker login|mongo|mongosh|mongodump|podman login|helm registry login|cqlsh|7z)\b/,
    form: 'either',
  },
  { flag: 'a', tool: /\b(?:redis-cli|valkey-cli)\b/, form: 'apart' },
  { flag: 'w', tool: /\b(?:ldapsearch|ldapadd|ldapmodify|ldapwhoami)\b/, form: 'apart' },
  { flag: 'P', tool: /\b(?:sqlcmd|bcp|az login)\b/, form: 'either' },
] as const;

/** The part of the line before `at`, at most 256 characters. */
function lineBefore(text: string, at: number): string {
  let start = at;
  const least = Math.max(0, at - TOOL_WINDOW);
  while (start > least && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return text.slice(start, at);
}

/** `-u`, `-p` and their like; the literal is hyphen and letter. */
export function matchShortFlag(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const before = text.charCodeAt(at - 1);
  if (!isBlank(before) && before !== 34 && before !== 39) return MISS;
  const flag = text[at + 1];
  let line: string | undefined;
  for (const { flag: letter, tool, form } of TOOLS) {
    if (letter !== flag) continue;
    line ??= lineBefore(text, at);
    if (!tool.test(line)) continue;
    const apart = /^(?:["'],\s{0,4}|\s{1,8}|=)/.exec(text.slice(after, after + 12))?.[0].length ?? 0;
    if (apart > 0 ? form === 'attached' : form === 'apart') continue;
    const { start, end } = argument(text, after + apart);
    if (end <= start || text.charCodeAt(start) === HYPHEN) continue;
    const name = form === 'userinfo' ? text.slice(start, Math.min(end, start + 256)).indexOf(':') : -1;
    const colon = start + name;
    if (form === 'userinfo' && name < 0) continue;
    if (isStopValue(text, colon + 1, end, false)) continue;
    scan.hide(form === 'userinfo' ? 'curl-user' : 'cli-flag', colon + 1, end);
    return end;
  }
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
  if (!/\b(?:curl|http|https|xh)\b/.test(lineBefore(text, at))) return MISS;
  const { start, end } = argument(text, after + 1);
  const colon = text.slice(start, Math.min(end, start + 256)).indexOf(':');
  if (colon < 0 || isStopValue(text, start + colon + 1, end, false)) return MISS;
  scan.hide('curl-user', start + colon + 1, end);
  return end;
}
