/**
 * Names and values with a sign between them that is no separator elsewhere: directives of web servers, commands of build
 * servers, password files.
 */
import { DOTTED, isLineEnd } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { assign } from './assignment.js';
import { isStopValue } from './stop-values.js';

const COLON = 58;

/** `proxy_set_header Authorization "Basic x";` of nginx and its like; the literal ends before the name. */
export function matchHeaderDirective(scan: Scan, _at: number, after: number): number {
  const end = scan.runEnd(after, DOTTED);
  const isNamed =
    scan.text.charCodeAt(end) === 32 && scan.rules.nameInfo(scan.text.slice(after, end)).sensitive;
  return isNamed ? assign(scan, end, end + 1, COLON, 0) : MISS;
}

/** `##vso[task.setvariable variable=password;issecret=true]x`, `::set-output name=password::x`; the literal is its front. */
export function matchBuildCommand(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const isMask = text.startsWith('::add-mask', at);
  const head = isMask ? [''] : HEAD.exec(headAt(scan, after));
  if (head === null) return MISS;
  const [all = '', name = ''] = head;
  const isSecret = isMask || /issecret=true/i.test(all);
  if (!isSecret && !scan.rules.nameInfo(name).sensitive) return MISS;
  const start = after + all.length;
  let end = start;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
  if (end === start || isStopValue(text, start, end, false)) return MISS;
  scan.hide('key-value', start, end);
  return end;
}

/** What stands up to the sign that ends the front of a command, and some more; empty: there is none near. */
function headAt(scan: Scan, from: number): string {
  const sign = Math.min(scan.find(']', from), scan.find('::', from));
  return sign > from + LONGEST_HEAD ? '' : scan.text.slice(from, sign + 2);
}

const HEAD = /^[^\]:\n]{0,120}?(?:\b(?:variable|name)=([\w.-]{1,64})(?![\w.-])[^\]:\n]{0,80})?(?:\]|::)/;
const LONGEST_HEAD = 280;

/** `variable "db_password" { default = "x" }` of Terraform; the literal ends before the name. */
export function matchHclDefault(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  const found = HCL.exec(text.slice(after, after + LONGEST_HCL));
  if (found === null || !scan.rules.nameInfo(found[1]!).sensitive) return MISS;
  const end = after + found[0].length;
  const start = end - found[2]!.length;
  if (!isStopValue(text, start, end, false)) scan.hideLater('key-value', start, end);
  return MISS;
}

const HCL = /^([\w-]{2,64})" \{[^{}]{0,300}?\bdefault\s{0,16}=\s{0,4}"([^"\n]{1,256})(?=")/;
const LONGEST_HCL = 680;

/** `host:5432:database:user:x` of PostgreSQL; the literal is the port. */
export function matchPgPass(scan: Scan, _at: number, after: number): number {
  const password = PGPASS.exec(scan.text.slice(after, after + LONGEST_HEAD));
  if (password === null) return MISS;
  const end = after + password[0].length;
  const start = end - password[1]!.length;
  if (isStopValue(scan.text, start, end, false)) return MISS;
  scan.hideLater('key-value', start, end);
  return MISS;
}

const PGPASS = /^[\w*.-]{1,64}:[\w*.-]{1,64}:((?:[^\s:\\"']|\\[:\\]){4,128})(?=["']?(?:\s|$))/;
