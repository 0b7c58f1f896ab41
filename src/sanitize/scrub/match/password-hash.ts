/** Hashes of passwords, by the signs in which they are written. */
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';

const BODY = /^[\w./+$=,:-]{0,512}/;
/** Shorter ones are no hashes. Characters. */
const SHORTEST = 20;
const LONGEST = 512;

/** `$argon2id$v=19$m=65536,t=3,p=4$...`, whose parameters look like other values. */
export const isLongHash = (text: string, at: number) => text.startsWith('$argon2', at);

/** Length of the hash at `at`. */
export function passwordHashLength(text: string, at: number): number {
  return BODY.exec(text.slice(at, at + LONGEST))![0].replace(/[.,:]+$/, '').length;
}

/** The literal is the front, and stays. */
export function matchPasswordHash(scan: Scan, _at: number, after: number): number {
  const body = BODY.exec(scan.text.slice(after, after + LONGEST))![0].replace(/[.,:]+$/, '');
  if (body.length < SHORTEST || !/\d/.test(body) || !/[A-Za-z]/.test(body)) return MISS;
  scan.hide('password-hash', after, after + body.length);
  return after + body.length;
}
