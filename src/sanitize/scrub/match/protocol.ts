/** Passwords in the commands of FTP, POP3 and IRC (`PASS x`) and of IMAP (`a1 LOGIN bob x`). */
import { MISS } from '../detector.js';
import { looksDrawn, looksSecret } from '../looks-secret.js';
import type { Scan } from '../scan.js';
import { isStopValue } from './stop-values.js';

/** What may stand before a command on its line: a direction, a time. */
const LINE_START = /(?:^|[\r\n"'>]|\\[nr]|[<>:\]|)] {0,2}|-> {0,2})$/;
const DIRECTION = /(?:C:|-?>) {0,2}$/;
const USER = /^USER \S{1,64}(?:\s|\\[nr])/;
const BEFORE = 240;
const PASS = /^:?(\S{7,128}?)(?=["']?(?:\s{0,2}$|\s{0,2}[\r\n]|\\[rn]|["']))/;
const LOGIN =
  /^(?:"[^"\r\n]{1,128}"|[^\s"]{1,128}) (?:"([^"\r\n]{1,128})"|(\S{4,128}?))(?=["']?(?:\s{0,2}$|\s{0,2}[\r\n]|\\[rn]|["']))/;
const TAG = /(?:^|[\s"'>:])[A-Za-z]{0,4}\d{1,6}$/;
const LONGEST = 280;

/** The literal is `PASS` and a blank. Reports of tests have it as well. */
export function matchPass(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const before = text.slice(Math.max(scan.floor, at - BEFORE), at);
  if (before !== '' && !LINE_START.test(before)) return MISS;
  const value = PASS.exec(text.slice(after, after + LONGEST))?.[1];
  if (value === undefined) return MISS;
  const isSent = DIRECTION.test(before) && looksSecret(value, false);
  if (!looksDrawn(value) && !isSent && !USER.test(before.slice(before.lastIndexOf('USER ')))) return MISS;
  return hide(scan, after + text.slice(after, after + 2).indexOf(value[0]!), value);
}

/** The literal is ` LOGIN ` behind a tag. */
export function matchLogin(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  if (!TAG.test(text.slice(Math.max(0, at - 12), at))) return MISS;
  const found = LOGIN.exec(text.slice(after, after + LONGEST));
  if (found === null) return MISS;
  const [all, quoted, bare] = found;
  const value = quoted ?? bare!;
  if (quoted === undefined && !looksSecret(value, true)) return MISS;
  return hide(scan, after + all.lastIndexOf(value), value);
}

const ANSWER = /^["']?(?:\s|\\[rn])+(?:["']?(?:C:|[<>-]{1,3}) {0,2})?([A-Za-z0-9+/=]{4,512})/;

/** The answer to `Password:` in base64 (RFC 4954); the literal is the question. */
export function matchSmtpAnswer(scan: Scan, _at: number, after: number): number {
  const answer = ANSWER.exec(scan.text.slice(after, after + 2 * LONGEST));
  return answer === null ? MISS : hide(scan, after + answer[0].length - answer[1]!.length, answer[1]!);
}

function hide(scan: Scan, start: number, value: string): number {
  const end = start + value.length;
  if (isStopValue(scan.text, start, end, true)) return MISS;
  scan.hideLater('key-value', start, end);
  return MISS;
}
