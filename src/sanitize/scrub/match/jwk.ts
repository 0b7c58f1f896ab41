/** The secret parts of a JSON Web Key inside a text (RFC 7518, section 6). */
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';

const TYPE = /^\\*["']?\s{0,4}:\s{0,4}\\*["'](?:RSA|EC|oct|OKP)\\*["']/;
const LONGEST_TYPE = 40;
const PART = /["'\s,{](?:d|p|q|dp|dq|qi|k)\\*["']?\s{0,4}:\s{0,4}\\*["']([\w+/=-]+)/g;
/** A key of RSA with 4,096 bits has its parts in three thousand characters. */
const FARTHEST = 4_096;

/** The literal is `kty`, which may stand anywhere among its members. Each object is looked through once. */
export function matchJwk(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  if (at < scan.jwkEnd || !TYPE.test(text.slice(after, after + LONGEST_TYPE))) return MISS;
  const from = startOfObject(text, at, Math.max(scan.floor, scan.jwkEnd, at - FARTHEST));
  const to = Math.min(text.length, scan.find('}', at), at + FARTHEST);
  scan.jwkEnd = to;
  for (const { 0: part, 1: value, index } of text.slice(from, to).matchAll(PART)) {
    const end = from + index + part.length;
    scan.hideLater('json-in-string', end - value!.length, end);
  }
  return MISS;
}

function startOfObject(text: string, at: number, least: number): number {
  let from = at;
  while (from > least && text.charCodeAt(from - 1) !== 123) from--;
  return from;
}
