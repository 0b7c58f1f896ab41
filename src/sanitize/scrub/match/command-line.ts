/** Secrets on command lines: `--password x`, `curl -u user:x`, `mysql -px`, `sshpass -p x`, `redis-cli -a x`. */
import { BASE64URL, DOTTED, HYPHENS, isBlank, isIn, LETTERS, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { isFlagWord } from '../flag-word.js';
import { isPlainWordAt, looksSecret } from '../looks-secret.js';
import { placeholderEnd } from '../placeholder.js';
import type { Scan } from '../scan.js';
import { bareValueEnd, withoutPunctuation } from './bare-value.js';
import { nearClose } from './near-quote.js';
import { closingQuote, isQuote, quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

const HYPHEN = 45;
const COLON = 58;
const COMMA = 44;
const BACKSLASH = 92;
const MAX_NAME = 64;
/** So much of a word tells whether it is a flag. Characters. */
const ENOUGH = 32;

/**
 * Whether the next flag stands where an argument would. Asked first: where a value of it would end can be far. In a
 * shell nobody quotes a flag; in a list (`["-p","-v"]`) everything stands in quotes.
 */
function isFlagAt(text: string, at: number, isList: boolean): boolean {
  const width = quoteAt(text, at)?.width ?? 0;
  const first = at + width;
  if (text.charCodeAt(first) !== HYPHEN || text.startsWith('-----BEGIN', first)) return false;
  if (width > 0 && !isList) return false;
  if (isPlainWordAt(text, first)) return true;
  const word = text.slice(first, bareValueEnd(text, first, false, first + ENOUGH));
  return isFlagWord(word);
}

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

const MAX_BLANKS = 8;
/** In a list, or encoded. */
const BETWEEN = /^(?:["'] (?=["'])|\n\s{0,8}- (?=[^-])|\\{0,3}["'],\s{0,4}(?=\\{0,3}["'])|%20|\+)/;
/** What may begin that. */
const SEPARATING = new Set([...'"\'\\%+\n'].map((sign) => sign.charCodeAt(0)));

/** Length of what stands between a flag that ends at `end` and its value; 0: nothing that separates. */
function betweenFlag(text: string, end: number): number {
  let at = end;
  while (at < end + MAX_BLANKS && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  if (at > end || !SEPARATING.has(text.charCodeAt(end))) return at - end;
  return BETWEEN.exec(text.slice(end, end + 16))?.[0].length ?? 0;
}

/** `--api-token TOKEN`, as help texts have it, and a file of cookies. */
export function isMeta(name: string, value: string): boolean {
  if (value === '|' || (/cookies?$/i.test(name) && /\.\w{2,4}$/.test(value))) return true;
  if (/^(?:NAME|VALUE|STRING|FILE|PATH|TEXT|ID)$/.test(value)) return true;
  return /^[A-Z]{3,}(?:_[A-Z]+)*$/.test(value) && name.toUpperCase().replaceAll('-', '_').endsWith(value);
}

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
  // `--password : x` is an assignment.
  if (text.charCodeAt(behind) === COLON || isFlagAt(text, behind, isList)) return MISS;
  const name = text.slice(after, end);
  // The end of a multipart body (`--b1--`) is no part of a name.
  if (name.includes('--') || !rules.nameInfo(name).sensitive) return MISS;
  const value = argument(text, behind);
  if (isStopValue(text, value.start, value.end, true)) return MISS;
  if (isMeta(name, text.slice(value.start, Math.min(value.end, value.start + MAX_NAME)))) return MISS;
  scan.hide('cli-flag', value.start, value.end);
  return value.end;
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
  const value = argument(text, after);
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

/** What stands before the secret, where a name does. */
const SIGNS = { userinfo: ':', cookie: '=', percent: '%' } as const;

/** Short flags mean a password only behind their tool. */
const TOOLS: readonly ShortFlag[] = [
  { flag: 'u', form: 'userinfo', tools: ['curl'] },
  { flag: 'U', form: 'userinfo', tools: ['curl'] },
  { flag: 'p', form: 'attached', tools: ['mysql', 'mysqldump', 'mysqladmin', 'mariadb', 'mariadb-dump'] },
  {
    flag: 'p',
    form: 'either',
    tools: [
      ...['sshpass', 'docker login', 'podman login', 'mongo', 'mongosh', 'mongodump', 'cqlsh', '7z'],
      ...[
        'az login',
        'az acr login',
        'az sql',
        'registry login',
        'twine upload',
        'oc login',
        'cf login',
        'crane auth login',
        'oras login',
      ],
      ...[
        'rabbitmqadmin',
        'cypher-shell',
        'notarytool',
        'unlock-keychain',
        'airflow users create',
        'unrar',
        'rar',
      ],
      ...[
        'crackmapexec',
        'smbmap',
        'evil-winrm',
        'hydra',
        'eas login',
        'psexec',
        'altool',
        'useradd',
        'usermod',
        'racadm',
      ],
    ],
  },
  { flag: 'a', form: 'apart', tools: ['redis-cli', 'valkey-cli'] },
  {
    flag: 'w',
    form: 'apart',
    tools: [
      'ldapsearch',
      'ldapadd',
      'ldapmodify',
      'ldapdelete',
      'ldapwhoami',
      'add-generic-password',
      'add-internet-password',
    ],
  },
  {
    flag: 'P',
    form: 'either',
    tools: [
      ...['sqlcmd', 'bcp', 'isql', 'tsql', 'ipmitool', 'zip', 'unzip', 'mosquitto_pub', 'mosquitto_sub'],
      ...['knife bootstrap', 'security import', 'ssh-keygen'],
    ],
  },
  { flag: 'b', form: 'cookie', tools: ['curl'] },
  // Of these the long flag counts.
  { flag: 'U', form: 'userinfo', tools: ['etcdctl', 'influx', 'wget'] },
  { flag: 'b', form: 'apart', tools: ['gh secret set'] },
  { flag: 'a', form: 'userinfo', tools: ['http', 'https', 'xh'] },
  { flag: 'U', form: 'percent', tools: ['smbclient', 'rpcclient', 'smbget'] },
];

interface ShortFlag {
  readonly flag: string;
  /**
   * `userinfo`, `percent`: a name, a sign and the password; `attached`: without a blank; `apart`: with one; `either`:
   * with or without; `cookie`: `name=value`.
   */
  readonly form: keyof typeof SIGNS | 'attached' | 'apart' | 'either';
  readonly tools: readonly string[];
}

export const TOOL_NAMES: readonly string[] = [...new Set(TOOLS.flatMap(({ tools }) => tools))];

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

function isNear(scan: Scan, seen: number, at: number): boolean {
  return at - seen <= TOOL_WINDOW && scan.find('\n', seen) >= at;
}

/** The meaning of a short flag behind each of its tools, by both. */
const MEANINGS: ReadonlyMap<string, ShortFlag> = new Map(
  [...TOOLS].reverse().flatMap((row) => row.tools.map((tool) => [`${row.flag} ${tool}`, row] as const)),
);
/** The long flag `--user` takes name and password behind these. */
const WITH_LONG_USER = ['curl', 'etcdctl', 'influx', 'wget'] as const;

/** Flags in one word, of which the last one takes the user: `curl -su bob:x`. */
const JOINED = /^(?: [^\s'"]+){0,8}? -[A-Za-z]{1,8}[uU] {1,8}(?=\S)/;
const LONGEST_LINE = 256;

/** The literal is `curl` and a blank. */
export function matchJoinedFlags(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  const line = after - 1;
  const joined = JOINED.exec(text.slice(line, line + LONGEST_LINE));
  if (joined === null) return MISS;
  const { start, end } = argument(text, line + joined[0].length);
  const secret = secretOf(text, 'userinfo', start, end);
  if (secret >= 0) scan.hideLater('curl-user', secret, end);
  return MISS;
}

function isNamed(form: ShortFlag['form']): form is keyof typeof SIGNS {
  return form in SIGNS;
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

/** `-u`, `-p` and their like; the literal is hyphen and letter. */
export function matchShortFlag(scan: Scan, at: number): number {
  const { text } = scan;
  const after = at + 2;
  const before = scan.before(at);
  if (!isBlank(before) && before !== 34 && before !== 39) return MISS;
  const seen = toolsBefore(scan, at);
  if (seen === undefined) return MISS;
  const flag = text[at + 1];
  for (const [tool, place] of seen) {
    const form = MEANINGS.get(`${flag} ${tool}`)?.form;
    if (form === undefined || !isNear(scan, place, at)) continue;
    const apart = /^(?:["'],\s{0,4}|\s{1,8}|=)/.exec(text.slice(after, after + 12))?.[0].length ?? 0;
    if (apart > 0 ? form === 'attached' : form === 'apart' || form === 'cookie') continue;
    const isList = text.charCodeAt(after + 1) === COMMA;
    if (apart > 0 && isFlagAt(text, after + apart, isList)) continue;
    const { start, end } = argument(text, after + apart);
    const secret = secretOf(text, form, start, end);
    if (secret < 0) continue;
    scan.hide(form === 'userinfo' && flag !== 'a' ? 'curl-user' : 'cli-flag', secret, end);
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
  const seen = toolsBefore(scan, at);
  const isKnown = WITH_LONG_USER.some((tool) =>
    isNear(scan, seen?.get(tool) ?? Number.NEGATIVE_INFINITY, at),
  );
  if (!isKnown) return MISS;
  const { start, end } = argument(text, after + 1);
  const colon = text.slice(start, Math.min(end, start + 256)).indexOf(':');
  if (colon < 0 || isStopValue(text, start + colon + 1, end, false)) return MISS;
  scan.hide('curl-user', start + colon + 1, end);
  return end;
}
