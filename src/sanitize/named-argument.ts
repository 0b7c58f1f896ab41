/** An argument whose name is the last word before its place: `('password %s', 'x')`, `('token', 'x')`. */
import { hides, type KeyVerdict } from './keys.js';
import { looksSecret } from './scrub/looks-secret.js';

/** A name, and what may stand between it and the value. */
const NAME =
  /(?:^|[^\w$.-])([A-Za-z_$][\w$.-]{1,63})["'`\]]?(?:\s(?:is|was|to))?\s{0,2}([=:]|[=-]>)?\s{0,2}["'`[(]?$/;
const ALONE = /^[A-Za-z_$][\w$.-]{1,63}$/;
const LONGEST = 80;
/** A longer argument is not looked at word by word. UTF-16 units. */
const MOST = 4_096;

/**
 * Whether what stands `before` names the argument, and it looks like a secret. Of one word behind a separator the text
 * tells by itself; of several words it would only hide the first. Without a separator a session, a token or a secret is
 * as often spoken of as shown (`session %s started`), so that only passwords and codes count.
 *
 * @param isSurplus the argument fills no placeholder: then the name has to be all that stands before it
 */
export function isNamed(
  before: string,
  argument: string,
  isSurplus: boolean,
  verdict: (name: string) => KeyVerdict,
): boolean {
  if (argument.length > MOST) return false;
  const isAlone = ALONE.test(before);
  if (isSurplus && !isAlone) return false;
  const [, name, separator] = NAME.exec(before.slice(-LONGEST)) ?? [];
  const said = name === undefined ? 'clear' : verdict(name);
  if (!hides(said, argument)) return false;
  const isPassword = said === 'sensitive-number';
  if (separator !== undefined) return isPassword && saysSecret(argument);
  if (/\s/.test(argument)) return false;
  if (!isPassword) return isAlone && looksSecret(argument, true);
  return looksSecret(argument, false) || /^\d{4,}$/.test(argument);
}

/** Whether one of several words looks like a secret. */
function saysSecret(argument: string): boolean {
  const words = argument.split(/\s+/);
  return words.length > 1 && words.some((word) => looksSecret(word, true));
}
