/** A colon within a name, and one that says what is done with a thing. */
import type { Scan } from '../scan.js';
import type { KeyName } from './key-name.js';

/** Longer words are no names. Characters. */
const ENOUGH = 64;
/** What a permission, an event or a script does with a thing: `token:write`, `session:start`, `secrets:sync`. */
const VERBS = new Set(
  (
    'read write list get put create update delete remove add set show view edit manage admin use all any none new start ' +
    'started stop stopped end ended open close closed refresh refreshed rotate rotated revoke revoked renew renewed issue ' +
    'issued verify verified validate generate generated sync import export login logout expire expired destroy destroyed ' +
    'reset clear flush init install secret'
  ).split(' '),
);
const PASSWORD = /pass|pwd/i;

/** `"Jwt:Secret": x` names with a colon, and `token:write` does not assign. */
export function isPartOfName(scan: Scan, key: KeyName, start: number, end: number): boolean {
  const { text } = scan;
  const word = text.slice(start, Math.min(end, start + ENOUGH));
  if (!/^[A-Za-z][\w.-]*$/.test(word)) return false;
  if (VERBS.has(word) && !PASSWORD.test(key.name)) return true;
  const isQuoted = text.charCodeAt(end) === 34;
  if (!/^\s{0,4}[:=]/.test(text.slice(isQuoted ? end + 1 : end, end + 6))) return false;
  // A name of the settings of .NET has letters only; with digits it may be the secret, and the quote that of a message.
  return /^[A-Za-z._-]+$/.test(word) && (isQuoted || scan.rules.nameInfo(word).sensitive);
}
