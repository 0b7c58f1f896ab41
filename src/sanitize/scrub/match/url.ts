/** The user part of an address: `scheme://user:password@host`, also percent-encoded and with `\/` for `/`. */
import { BASE62, DOTTED, hexByte, isBlank, isIn, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { placeholderEnd } from '../placeholder.js';
import type { Scan } from '../scan.js';
import { isMixed } from '../token-detector.js';
import { isStopValue } from './stop-values.js';

/**
 * Schemes of databases, queues and mail. People paste passwords into them without encoding, so the last `@` before a
 * blank or a quote ends the user part; for all other schemes it is RFC 3986, where `/`, `?` and `#` end it.
 */
const UNENCODED = new Set(
  (
    'postgres postgresql psql mysql mysqlx mariadb mongodb redis rediss valkey amqp amqps nats kafka clickhouse mssql ' +
    'sqlserver ldap ldaps smtp smtps imap imaps pop3 pop3s oracle db2 cockroachdb cassandra couchbase couchdb neo4j bolt ' +
    'rtsp rtsps rtmp influxdb elasticsearch memcached rabbitmq stomp mqtt mqtts jdbc odbc snowflake trino presto vertica redshift tds firebird'
  ).split(' '),
);
/** Schemes on which a lone name is a login and no secret. */
const LOGIN = new Set('ssh git sftp scp svn rsync mosh'.split(' '));
const SCHEME_WINDOW = 24;
/** What makes a query of what stands behind `?`, or `;` in addresses for JDBC. */
const PARAMETER = /^[\w.-]{1,62}=/;
const LONGEST_NAME = 64;
/** Half of what an address takes at least. Characters. */
const LEAST_ADDRESS = 6;
/** What is no password behind a colon. */
const PORT = /^\d{1,5}(?:[/,]|$)/;
/** As they are, escaped, or encoded. */
const SLASHES = /^(?:\\*\/|%(?:25)*2[Ff]){2}/;
const LONGEST_SLASHES = 16;
const AT = 64;
const COLON = 58;
const SLASH = 47;
/** A lone user this long, with a digit or both cases, is a token. Characters. */
const TOKEN_LENGTH = 16;

interface Authority {
  /** Behind `://`. */
  readonly start: number;
  /** Where `/`, `?`, `#`, a blank or a quote ends it. */
  readonly end: number;
  /** The `@` that ends the user part; -1 without one. */
  readonly at: number;
  /** Length of that `@` (`%40` has three). */
  readonly atWidth: number;
  /** The first `:` of the user part; -1 without one. */
  readonly colon: number;
  readonly colonWidth: number;
}

/** Reads one character, decoding `%XX` and `%25XX` when the address was encoded; packs unit and width. */
function read(text: string, at: number, encoded: boolean): number {
  const code = text.charCodeAt(at);
  if (!encoded || code !== 37) return code * 8 + 1;
  let i = at + 1;
  while (i < at + 4 && text.charCodeAt(i) === 50 && text.charCodeAt(i + 1) === 53) i += 2;
  const byte = hexByte(text, i);
  return byte < 0 ? code * 8 + 1 : byte * 8 + (i + 2 - at);
}

/** Ends of an address in running text, whatever its scheme. */
export function endsAddress(text: string, at: number, code: number): boolean {
  if (
    Number.isNaN(code) ||
    isBlank(code) ||
    code === 34 ||
    code === 39 ||
    code === 96 ||
    code === 60 ||
    code === 62
  ) {
    return true;
  }
  return code === 92 && isEscape(text, at);
}

/** Whether backslashes that begin at `at` belong to a quote or a line end. */
function isEscape(text: string, at: number): boolean {
  let end = at;
  while (end < at + MOST_SLASHES && text.charCodeAt(end) === 92) end++;
  return ESCAPED.has(text.charCodeAt(end));
}
const MOST_SLASHES = 7;
const ESCAPED: ReadonlySet<number> = new Set([...'"\'nrt'].map((sign) => sign.charCodeAt(0)));

function authority(scan: Scan, start: number, unencoded: boolean, encoded: boolean): Authority {
  const { text } = scan;
  let at = -1;
  let atWidth = 1;
  let colon = -1;
  let colonWidth = 1;
  let late = -1;
  let i = start;
  let width = 1;
  for (; i < text.length; i += width) {
    const packed = read(text, i, encoded);
    const code = packed >> 3;
    width = packed & 7;
    if (isIn(code, BASE62)) continue;
    // Within a password.
    if ((code === 39 || code === 60) && colon > 0 && at < 0 && isIn(text.charCodeAt(i + 1), WORD)) continue;
    if (endsAddress(text, i, code)) break;
    if (code === 91) {
      const known = placeholderEnd(text, i);
      if (known > 0) width = known - i;
    } else if (code === AT) {
      // `postgres://ada@server:x@host`: the user of Azure has one, too.
      if (colon < 0 && late > 0) colon = late;
      at = i;
      atWidth = width;
    } else if (code === COLON) {
      if (colon < 0 && at < 0) {
        colon = i;
        colonWidth = width;
      } else if (unencoded && late < 0 && width === 1) late = i;
      // Another address begins: `amqp://a,amqp://b`.
      if (SLASHES.test(text.slice(i + width, i + width + LONGEST_SLASHES))) break;
    } else if (!unencoded && (code === SLASH || code === 63 || code === 35 || code === 92)) break;
    else if (
      unencoded &&
      (code === 63 || code === 59) &&
      PARAMETER.test(text.slice(i + width, i + LONGEST_NAME))
    ) {
      // Without an `@` before it: `host:5432/db?password=a@b` has no user, `user:a?b=c@host` has.
      if (at >= 0 ? code === 63 : colon < 0 || PORT.test(text.slice(colon + colonWidth, i))) break;
    }
  }
  return { start, end: i, at, atWidth, colon: colon >= 0 && colon < at ? colon : -1, colonWidth };
}

/** `://` and `:\/\/`; the literal is its front. */
export function matchUrl(scan: Scan, at: number): number {
  const { text } = scan;
  let start = at + 1;
  while (start < at + 8 && (text.charCodeAt(start) === SLASH || text.charCodeAt(start) === 92)) start++;
  const marks = text.slice(at + 1, start);
  const schemeEnd = text.charCodeAt(at - 1) === 92 ? at - 1 : at;
  if (!/^\\*\/\\*\/$/.test(marks)) return MISS;
  const { length } = scan.spans;
  const end = hideUserinfo(scan, schemeEnd, start, false);
  if (scan.spans.length === length) scan.miss(at, LEAST_ADDRESS);
  return end;
}

/** `%3A%2F%2F` and `%253A%252F%252F`. */
export function matchEncodedUrl(scan: Scan, at: number): number {
  const { text } = scan;
  let end = encodedEnd(text, at, 51, 97);
  for (let slashes = 0; slashes < 2 && end > 0; slashes++) end = encodedEnd(text, end, 50, 102);
  return end < 0 ? MISS : hideUserinfo(scan, at, end, true);
}

/** Behind `%` and two hexadecimal digits at `at`, `25` between them or not, or -1. `second` is a letter in lower case. */
function encodedEnd(text: string, at: number, first: number, second: number): number {
  if (text.charCodeAt(at) !== 37) return MISS;
  const digits = text.startsWith('25', at + 1) ? at + 3 : at + 1;
  const fits = text.charCodeAt(digits) === first && (text.charCodeAt(digits + 1) | 32) === second;
  return fits ? digits + 2 : MISS;
}

/** `//user:password@host` without a scheme stays; `scheme` ends at `schemeEnd`. */
function hideUserinfo(scan: Scan, schemeEnd: number, start: number, encoded: boolean): number {
  const { text } = scan;
  // Most addresses name no user, and many texts no address that does.
  if (!isIn(text.charCodeAt(schemeEnd - 1), DOTTED) || !hasAt(scan, start, encoded)) return MISS;
  let from = schemeEnd;
  while (
    from > scan.floor &&
    schemeEnd - from < SCHEME_WINDOW &&
    isIn(text.charCodeAt(from - 1), DOTTED | 256)
  )
    from--;
  // `\nmongodb://`: the letter belongs to the escape.
  if (text.charCodeAt(from - 1) === 92 && 'nrt'.includes(text.charAt(from))) from++;
  const written = text.slice(from, schemeEnd).toLowerCase();
  const name = /[a-z][a-z0-9.-]*(?:\+[a-z0-9.-]+)*$/.exec(written)?.[0] ?? '';
  if (name === '') return MISS;
  const base = name.split('+', 1)[0]!;
  const unencoded = UNENCODED.has(base);
  const found = authority(scan, start, unencoded, encoded);
  if (found.at < 0) return MISS;
  const behind = found.at + found.atWidth;
  const { colon } = found;
  if (colon >= 0) {
    const password = colon + found.colonWidth;
    const hasPassword = password < found.at && !isStopValue(text, password, found.at, false);
    // `https://<token>:x-oauth-basic@` and `https://<key>:@`: the user is the secret.
    if (looksLikeToken(scan, start, colon) || (password === found.at && !unencoded))
      scan.hide('url-userinfo', start, colon);
    if (hasPassword) scan.hide('url-userinfo', password, found.at);
    return behind;
  }
  const token = looksLikeToken(scan, start, found.at);
  if (text.slice(start, found.at) === 'git') return behind;
  // `spark://Scheduler@host`
  if (!token && isName(text.slice(start, Math.min(found.at, start + TOKEN_LENGTH * 2)))) return behind;
  const lone = !unencoded && !LOGIN.has(base) && !LOGIN.has(name.split('+')[1] ?? '');
  if (!(lone || token) || isStopValue(text, start, found.at, false)) return behind;
  scan.hide('url-userinfo', start, found.at);
  return behind;
}

/** Whether an `@`, or what may be an encoded one, stands anywhere behind. */
function hasAt(scan: Scan, from: number, encoded: boolean): boolean {
  return scan.find('@', from) < scan.text.length || (encoded && scan.find('40', from) < scan.text.length);
}

const isName = (user: string) => /^[A-Za-z]{1,32}$/.test(user);

function looksLikeToken(scan: Scan, start: number, end: number): boolean {
  const { text } = scan;
  if (end - start < TOKEN_LENGTH) return false;
  for (let i = start; i < end; i++) if (!isIn(text.charCodeAt(i), DOTTED)) return false;
  return isMixed(scan, start, end);
}
