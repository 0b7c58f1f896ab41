/** Passwords in addresses of databases that are no URLs: those of Oracle and of Go. */
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { isStopValue } from './stop-values.js';
import { endsAddress } from './url.js';

const LONGEST_DSN = 256;
/** A user and its colon, and no scheme. */
const USER = /^[\w.-]{1,64}:(?!\/\/)/;
const AT = 64;
const SLASH = 47;
const FLAGS = /^(?:-\w{1,4} ){0,3}["']?/;
const QUOTED = /^[\w.$-]{1,64}\/\\?"([^"\\]{1,128})\\?"(?=@)/;

/** `jdbc:oracle:thin:user/password@host`, `sqlplus -S user/password@host`. */
export function matchOracleThin(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  const from = after + FLAGS.exec(text.slice(after, after + 64))![0].length;
  const quoted = QUOTED.exec(text.slice(from, from + 200));
  if (quoted !== null) {
    const start = from + quoted[0].indexOf(quoted[1]!, quoted[0].indexOf('/'));
    scan.hide('oracle-thin', start, start + quoted[1]!.length);
    return start + quoted[1]!.length;
  }
  const stop = Math.min(text.length, after + 160);
  let slash = -1;
  let at = -1;
  for (let i = from; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (endsAddress(text, i, code) && !(slash >= 0 && i === slash + 1)) break;
    if (code === SLASH && slash < 0) slash = i;
    if (code === AT && slash >= 0) at = i;
    if (code === AT && text.startsWith('//', i + 1)) break;
  }
  if (slash < 0 || at <= slash + 1) return MISS;
  scan.hide('oracle-thin', slash + 1, at);
  return at;
}

/** `user:password@tcp(host:3306)/db` of Go; the literal begins with the `@`. */
export function matchGoDsn(scan: Scan, at: number): number {
  const { text } = scan;
  const least = Math.max(scan.floor, at - LONGEST_DSN);
  let start = at;
  while (start > least && !endsAddress(text, start - 1, text.charCodeAt(start - 1))) start--;
  const colon = USER.exec(text.slice(start, at))?.[0].length ?? 0;
  if (colon === 0 || isStopValue(text, start + colon, at, false)) return MISS;
  scan.hide('url-userinfo', start + colon, at);
  return at;
}
