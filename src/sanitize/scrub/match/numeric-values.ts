/** Numbers under sensitive names: a PIN is a secret, `tokens: 1500` is a count. */
import { isDigit } from '../characters.js';
import type { NameInfo } from '../name-info.js';

/** Fewer digits than this are a flag or a count. */
const LEAST_DIGITS = 4;

/**
 * Whether a value of digits only is kept: always under a plural, and under other names when the number was a number
 * in JSON (`"token": 17`) or is short. Card, PIN and password names never keep one.
 */
export function numberMayStay(
  text: string,
  start: number,
  end: number,
  info: NameInfo,
  json: boolean,
): boolean {
  // `4k tokens`
  const stop = info.plural && end - start > 1 && /[kKM]/.test(text[end - 1]!) ? end - 1 : end;
  for (let i = start; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code) && code !== 46 && !(i === start && code === 45)) return false;
  }
  if (info.plural) return true;
  return !info.numeric && (json || end - start < LEAST_DIGITS);
}
