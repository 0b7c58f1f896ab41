/** An argument whose name is the last word before its place: `('password %s', 'x')`, `('token', 'x')`. */
import { hides, type KeyVerdict } from './keys.js';
import { looksSecret } from './scrub/looks-secret.js';

/** A name, and a separator where there is one. */
const NAME = /(?:^|[^\w$.-])([A-Za-z_$][\w$.-]{1,63})["'`\]]?\s{0,2}([=:]|[=-]>)?\s{0,2}["'`]?$/;
const LONGEST = 80;
/** A longer argument is not looked at word by word. UTF-16 units. */
const MOST = 4_096;

/**
 * Whether what stands `before` names the argument, and it looks like a secret. Of one word behind a separator the text
 * tells by itself; of several words it would only hide the first.
 */
export function isNamed(before: string, argument: string, verdict: (name: string) => KeyVerdict): boolean {
  if (argument.length > MOST) return false;
  const [, name, separator] = NAME.exec(before.slice(-LONGEST)) ?? [];
  if (name === undefined || !hides(verdict(name), argument)) return false;
  if (separator === undefined) return looksSecret(argument, true);
  const words = argument.split(/\s+/);
  return words.length > 1 && words.some((word) => looksSecret(word, true));
}
