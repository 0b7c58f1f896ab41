/** Parameters of addresses: where one begins, and which are secrets only in an address. */
import { looksSecret } from '../looks-secret.js';
import type { Scan } from '../scan.js';
import { isMixed } from '../token-detector.js';
import type { KeyName } from './key-name.js';

/** A value this long under an ambiguous name is no word. Characters. */
const LONG = 16;
/** `code=DE`, `code=404` */
const SHORTEST_CODE = 4;
/** `state=BE`, `state=open` */
const SHORTEST_STATE = 8;
/** How far from a `code=` its `state=` is looked for (RFC 6749 section 4.1.2). Characters. */
const SIBLING_WINDOW = 256;

/** Whether `?`, `&`, `#`, or one of their encoded forms, ends at `at`, the position before a name. */
export function opensParameter(scan: Scan, at: number): boolean {
  const { text } = scan;
  const code = text.charCodeAt(at);
  if (code === 63 || code === 38) return true;
  if (code === 59) return text.startsWith('&amp', at - 4) || scan.isInQuery(at);
  if (code === 35) return /[\w/]/.test(text[at - 1] ?? '');
  return (
    (code === 54 || code === 70 || code === 102) &&
    /%(?:25)*(?:26|3[Ff])$|\\u0026$/.test(text.slice(Math.max(0, at - 7), at + 1))
  );
}

/** The code of an error. */
const ERROR = /^[A-Z]{2,12}(?:_[A-Z]{1,12})+$/;
const LONGEST_ERROR = 64;
/** A grant and its code are so near to each other. Characters. */
const GRANT_WINDOW = 512;
/** The parameter or member that says what a code is for, up to its value. */
const GRANT = /grant_?type(?:=|%(?:25)*3[Dd]|\\*["']?\s?[:=]\s?\\*["']?)$/i;

/** Where the first grant of this kind stands that may be near `at`. */
const grantNear = (scan: Scan, at: number) => scan.find('authorization_code', Math.max(0, at - GRANT_WINDOW));

export const isNearGrant = (scan: Scan, at: number) => grantNear(scan, at) <= at + GRANT_WINDOW;

/** Whether what stands from `start` to `end` is the code beside `grant_type=authorization_code` (RFC 6749 section 4.1.3). */
export function isCodeOfGrant(scan: Scan, start: number, end: number, stops: RegExp): boolean {
  const { text } = scan;
  const grant = grantNear(scan, start);
  if (grant > start + GRANT_WINDOW || !GRANT.test(text.slice(Math.max(0, grant - 24), grant))) return false;
  const between = grant < start ? text.slice(grant, start) : text.slice(end, grant);
  const code = text.slice(start, Math.min(end, start + GRANT_WINDOW));
  // `AADSTS70008`
  return !stops.test(between) && looksSecret(code, true) && !/^[A-Z\d]+(?:_[A-Z\d]+)*$/.test(code);
}

/** The value of a `state=` within 256 characters of the parameter, in the same address; `session_state=` is one. */
function stateBeside(scan: Scan, key: KeyName, end: number): string | undefined {
  const { text } = scan;
  const behind = scan.find('state=', end);
  if (behind - end < SIBLING_WINDOW && !/\s/.test(text.slice(end, behind))) return stateAt(text, behind);
  const from = Math.max(0, key.start - SIBLING_WINDOW);
  const before = text.slice(from, key.start);
  const at = before.lastIndexOf('state=');
  return at >= 0 && !/\s/.test(before.slice(at)) ? stateAt(text, from + at) : undefined;
}

const stateAt = (text: string, at: number) => /^state=([^\s&#"'<>]*)/.exec(text.slice(at, at + 64))?.[1];

/** Whether a parameter `code` is one of authorization, and not that of a country or an error. */
function isAuthorization(scan: Scan, key: KeyName, start: number, end: number): boolean {
  const length = end - start;
  // `code=ERR_BAD_REQUEST`
  if (ERROR.test(scan.text.slice(start, Math.min(end, start + LONGEST_ERROR)))) return false;
  if (length >= LONG || isCodeOfGrant(scan, start, end, /\s/)) return true;
  const state = stateBeside(scan, key, end);
  return state !== undefined && (length >= SHORTEST_CODE || state.length >= SHORTEST_STATE);
}

/** `key=uploads%2F2026%2Fphoto.jpg` */
const isFile = (value: string) => /(?:%2F|\/)[\w.-]*\.[a-z]{2,5}$/i.test(value.slice(-128));

/** Whether the value from `start` to `end` is a secret under a name that is one in addresses only. */
export function parameterCounts(scan: Scan, key: KeyName, start: number, end: number): boolean {
  switch (key.info.parameter) {
    case 'always':
      return true;
    case 'code':
      return isAuthorization(scan, key, start, end);
    case 'long':
      return end - start >= LONG && isMixed(scan, start, end) && !isFile(scan.text.slice(start, end));
    default:
      return false;
  }
}
