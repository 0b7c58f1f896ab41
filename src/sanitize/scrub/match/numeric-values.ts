/** Numbers under sensitive names: a PIN is a secret, `tokens: 1500` is a count. */
import { isDigit } from '../characters.js';
import type { NameInfo } from '../name-info.js';

/** Fewer digits than this are a flag or a count. */
const LEAST_DIGITS = 5;
const LONGEST_SHORT = 24;

/** `1,204`, `512/4096`, `99.5%`. */
function isInNumber(code: number): boolean {
  return code === 46 || code === 44 || code === 47 || code === 37;
}

/**
 * Whether a value of digits only is kept: always under a plural, and under other names when the number was a number
 * in JSON (`"token": 17`) or is short. Card, PIN and password names never keep one.
 */
export function numberMayStay(
  text: string,
  start: number,
  end: number,
  { name, info }: { readonly name: string; readonly info: NameInfo },
  json: boolean,
): boolean {
  // No PIN is so short; a pin of a board is.
  const isShort = end - start <= LONGEST_SHORT;
  if (isShort && /p[ia]n$/i.test(name) && /^-?\d{1,2}(?:\.\d+)?$/.test(text.slice(start, end))) return true;
  // `4k tokens`
  const stop = info.plural && end - start > 1 && /[kKM]/.test(text[end - 1]!) ? end - 1 : end;
  for (let i = start; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code) && !(i > start && isInNumber(code)) && !(i === start && code === 45)) return false;
  }
  if (info.plural) return true;
  // `0.0001`, `1532/4096`
  if (!info.numeric && isShort && /^\d+[./]\d+$/.test(text.slice(start, end))) return true;
  return !info.numeric && (json || end - start < LEAST_DIGITS);
}
