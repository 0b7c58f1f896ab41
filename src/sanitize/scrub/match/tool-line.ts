/** Secrets among the arguments of tools that are known by their place: `rabbitmqctl add_user bob x`, `vault login x`. */
import { isIn, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { looksSecret } from '../looks-secret.js';
import { placeholderEnd } from '../placeholder.js';
import type { Scan } from '../scan.js';
import { isStopValue } from './stop-values.js';

interface ToolLine {
  /** The literal: the tool, or its end, and what follows it. */
  readonly tool: string;
  /** What stands between that and the secret. */
  readonly before: string;
  /** The tool is named in prose as well, so that the secret has to look like one. */
  readonly inProse?: boolean;
  /** The literal is the end of a word. */
  readonly isEnd?: boolean;
}

/** One argument. */
const W = String.raw`[^\s"']{1,128} `;
const FLAGS = String.raw`(?:--?[\w.=/:-]+ ){0,4}`;
/** A flag, wherever it stands. */
const flag = (names: string) => `(?:|.{0,200}? )-{1,2}(?:${names})[ =]`;

const LINES: readonly ToolLine[] = [
  { tool: 'vault ', before: `(?:login|operator unseal) ${FLAGS}`, inProse: true },
  { tool: 'rabbitmqctl ', before: `${FLAGS}(?:add_user|change_password|authenticate_user) ${W}` },
  // `htpasswd`, `mosquitto_passwd`
  {
    tool: 'passwd -',
    before: String.raw`(?:(?=\w{0,12}n)\w{0,12}b\w{0,12} |\w{0,12}b\w{0,12} ${FLAGS}${W})${W}`,
    isEnd: true,
  },
  {
    tool: 'net use',
    before: String.raw`(?:r ${W}| (?:\w: )?\\\\\S{1,128} (?:/user:\S{1,64} )?)`,
    inProse: true,
  },
  { tool: 'openssl ', before: `(?:passwd (?:-\\w+ )*|${flag('k|K|hmac|passphrase')})` },
  { tool: 'snmp', before: String.raw`\w{3,8} ${flag('A|X|c')}|${flag('A|X|c')}` },
  { tool: 'wpa_passphrase ', before: `(?:"[^"]{1,64}" |${W})` },
  { tool: 'encrypt_string ', before: FLAGS, inProse: true },
  { tool: 'secret set ', before: `${W}${flag('body|b|value')}` },
  { tool: 'put-parameter ', before: `(?=.{0,200}SecureString)${flag('value')}` },
  { tool: 'ssh-keygen ', before: flag('N') },
  { tool: 'user-secrets set ', before: String.raw`["']?[\w:.-]{1,128}["']? ` },
  { tool: 'ACL SETUSER ', before: '.{0,128}? >' },
  { tool: 'stats auth ', before: String.raw`[\w.-]{1,64}:` },
  { tool: 'sentinel auth-pass ', before: W },
  { tool: 'redis-cli auth ', before: FLAGS },
  { tool: 'sp_addlogin ', before: String.raw`(?:@\w+ ?= ?)?N?'[^']{1,64}',\s?(?:@\w+ ?= ?)?N?(?=')` },
  { tool: 'AUTHINFO PASS ', before: '' },
  { tool: 'NickServ :IDENTIFY ', before: String.raw`(?:\w+ (?=\S))?`, inProse: true },
  { tool: 'AUTHENTICATE PLAIN ', before: '' },
  { tool: 'AUTHENTICATE XOAUTH2 ', before: '' },
  { tool: 'PRAGMA key', before: String.raw`\s?=?\s?(?=['"])` },
  { tool: 'pulumi config set ', before: `--secret ${W}|${W}(?=.{1,200} --secret)` },
  { tool: 'reg add ', before: String.raw`(?=.{0,200}/v \S*(?:[pP]assw|[sS]ecret|[tT]oken))(?:.{0,200} )/d ` },
  { tool: 'lftp -u ', before: String.raw`[\w.@-]{1,64},` },
  { tool: 'chpasswd <<< ', before: String.raw`["']?[\w.@\\/-]{1,64}:` },
];

const ARGUMENT = String.raw`("[^"\n]{1,512}"|'[^'\n]{1,512}'|[^\s"'|;&<>]{1,512})`;
interface Asked {
  readonly form: RegExp;
  readonly inProse: boolean;
  readonly isEnd: boolean;
}

/** What each tool asks for, by its literal. */
const ASKED: ReadonlyMap<string, Asked> = new Map(
  LINES.map(({ tool, before, inProse = false, isEnd = false }) => [
    tool,
    { form: new RegExp(`(?:${before})${ARGUMENT}`, 'y'), inProse, isEnd },
  ]),
);
const MOST_SECRETS = 8;
/** A command is read as far. Characters. */
const LONGEST_COMMAND = 512;
const END_OF_COMMAND = /[|;&\n]|\\n|["'](?=[,}\]])/;
/** `NAME=value`, behind flags. */
const NAMED_SECRET = new RegExp(
  String.raw` ?(?:-{1,2}[\w-]+(?:[ =][\w.][\w.-]*)? ){0,3}["']?[A-Za-z_][\w.-]{0,64}=${ARGUMENT}`,
  'y',
);
/** What stands where a secret would, and tells where it is to be had. */
const ELSEWHERE = /^(?:-|\/\w+$|pass:|env:|file:|stdin$)/;

/** The literals; behind those of so few characters at least eight follow, behind the others six. */
const SHORT = 7;
export const TOOL_LINES = LINES.map(({ tool }) => tool).filter(({ length }) => length > SHORT);
export const SHORT_TOOL_LINES = LINES.map(({ tool }) => tool).filter(({ length }) => length <= SHORT);

/** The literal is the tool, or its end, and what follows. */
export function matchToolLine(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const asked = ASKED.get(text.slice(at, after));
  if (asked === undefined || after <= scan.toolEnd) return MISS;
  if (!asked.isEnd && isIn(scan.before(at), WORD)) return MISS;
  const rest = text.slice(after, after + LONGEST_COMMAND);
  const end = rest.search(END_OF_COMMAND);
  const command = end < 0 ? rest : rest.slice(0, end).trimEnd();
  scan.toolEnd = after + command.length;
  const { form, inProse } = asked;
  form.lastIndex = 0;
  for (let secrets = 0; secrets < MOST_SECRETS; secrets++) {
    const found = form.exec(command);
    if (found === null) break;
    hideArgument(scan, after + form.lastIndex - found[1]!.length, found[1]!, inProse);
  }
  return MISS;
}

function hideArgument(scan: Scan, at: number, written: string, inProse: boolean): void {
  const isQuoted = /^["']/.test(written);
  const value = isQuoted ? written.slice(1, -1) : written.replace(/[.,:]+$/, '');
  const start = isQuoted ? at + 1 : at;
  if (inProse && !isQuoted && !looksSecret(value, false)) return;
  if (ELSEWHERE.test(value) || placeholderEnd(scan.text, start) > 0) return;
  if (!isStopValue(scan.text, start, start + value.length, true))
    scan.hideLater('cli-flag', start, start + value.length);
}

/** `kubectl create secret generic x --from-literal=a=x`, `fly secrets set A=x B=y`; the literal is the flag or command. */
export function matchNamedSecrets(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  if (after <= scan.toolEnd) return MISS;
  NAMED_SECRET.lastIndex = after;
  for (let found = NAMED_SECRET.exec(text); found !== null; found = NAMED_SECRET.exec(text)) {
    scan.toolEnd = NAMED_SECRET.lastIndex;
    hideArgument(scan, scan.toolEnd - found[1]!.length, found[1]!, false);
  }
  return MISS;
}

const BAR = 124;
/** What is printed into a pipe: `echo x |`. */
const PIPED = new RegExp(String.raw`(?:echo|printf)(?: -\w{1,4}| '%s(?:\\n)?')* ${ARGUMENT} ?\|[^|\n]*$`);

/** `echo x | docker login --password-stdin`, `echo bob:x | chpasswd`; the literal is the flag or the tool. */
export function matchStdin(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const from = Math.max(scan.floor, scan.pipeEnd, at - LONGEST_COMMAND);
  scan.pipeEnd = after;
  const before = text.slice(from, text.charCodeAt(at) === BAR ? at + 1 : at);
  const piped = PIPED.exec(before)?.[1];
  if (piped === undefined) return MISS;
  const start = from + before.lastIndexOf(piped);
  const user = text.startsWith('| chpasswd', at) ? piped.indexOf(':') + 1 : 0;
  const isQuoted = /^["']/.test(piped);
  hideArgument(scan, start + user, isQuoted && user > 0 ? piped.slice(user, -1) : piped.slice(user), false);
  return MISS;
}
