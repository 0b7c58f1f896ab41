/** A colon within a name, and one that says what is done with a thing. */
import type { Scan } from '../scan.js';
import type { KeyName } from './key-name.js';
import { quoteAt } from './quote.js';

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
/** The steps behind the first one. */
const STEPS = /^[A-Za-z][A-Za-z._-]*(?::[A-Za-z][A-Za-z._-]*)*/;
const SEPARATOR = /^\s{0,4}(?:[:=]|%(?:25)*3[AaDd])/;
/** Around a text that is quoted in a message. */
const SINGLE: ReadonlySet<string> = new Set(["'", '`', '%27', '&#39;']);
const LONGEST_SEPARATOR = 16;

/** `"Jwt:Secret": x` names with a colon, and `token:write` does not assign. */
export function isPartOfName(scan: Scan, key: KeyName, start: number, end: number): boolean {
  const { text } = scan;
  const value = text.slice(start, Math.min(end, start + ENOUGH));
  if (VERBS.has(value) && !PASSWORD.test(key.name)) return true;
  // A name of the settings of .NET has letters only; with digits it may be the secret, and the quote that of a message.
  const steps = STEPS.exec(value)?.[0];
  if (steps === undefined) return false;
  const behind = start + steps.length;
  const quote = quoteAt(text, behind);
  const at = quote === undefined ? behind : behind + quote.width;
  if (!SEPARATOR.test(text.slice(at, at + LONGEST_SEPARATOR))) return false;
  const isJson = quote !== undefined && !SINGLE.has(quote.close);
  return isJson || scan.rules.nameInfo(steps.slice(steps.lastIndexOf(':') + 1)).sensitive;
}
