/** Numbers under sensitive names: a PIN is a secret, `tokens: 1500` is a count. */
import { isDigit } from '../characters.js';

/** Names whose value is a number by nature. */
const NUMERIC =
  /(?:^|[^a-z])(?:pin|t?otp|mfa|cvv2?|cvc2?|csc|ssn|pan|code|codes|pass|password|passwd|pwd|passcode|number|card)s?(?:$|[^a-z])/i;
const NUMERIC_TAIL =
  /(?:pin|otp|cvv2?|cvc2?|csc|ssn|pan|code|pass|passwd|password|pwd|passcode|number|card)\d?$/i;
const PLURAL = /(?:tokens|secrets|cookies|sessions|keys|credentials|passwords|codes|creds)$/i;

/**
 * Whether a value of digits only is kept: always under a plural, and under other names when the number was a number
 * in JSON (`"token": 17`) or has fewer than four digits. Card, PIN and password names never keep one.
 */
export function numberMayStay(
  text: string,
  start: number,
  end: number,
  name: string,
  json: boolean,
): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code) && code !== 46 && !(i === start && code === 45)) return false;
  }
  const quoted = json && /["']/.test(text[start - 1] ?? '');
  if (PLURAL.test(name)) return true;
  if (NUMERIC.test(name) || NUMERIC_TAIL.test(name)) return false;
  return json && !quoted ? true : end - start < 4;
}
