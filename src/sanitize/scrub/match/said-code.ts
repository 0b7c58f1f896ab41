/** One-time codes, PINs and social security numbers in sentences: `Your code is 123456`, `123456 is your code`. */
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';

/** What a code is for; the code of an exit or a post office is none. */
const KIND =
  /(?:\b(?:your|verification|one[ -]?time|security|log-?in|sign-?in|access|confirmation|auth\w{0,13}|otp|sms|2fa|mfa|totp|reset|activation|recovery|backup|pass)[ -]{0,2})$/i;
const KIND_BEFORE = 24;
/** Between `is` and the digits: a tag, a colon. */
const DIGITS =
  /^(?:is |code |was |: ){0,2}(?: now)?:? {0,2}(?:<\w{1,8}>|["'*]{1,2})?(\d{3}[ -]?\d{1,5})(?![\w.]\d|\w)/;
const LONGEST = 40;

/** The literal is ` code is `, `PIN is ` and their like. */
export function matchSaidCode(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const isCode = text.startsWith('ode is ', at);
  // `ode`: with the letter before it.
  if (isCode && !KIND.test(text.slice(Math.max(0, at - 1 - KIND_BEFORE), at - 1))) return MISS;
  const code = DIGITS.exec(text.slice(after, after + LONGEST));
  if (code === null) return MISS;
  const end = after + code[0].length;
  scan.hide('key-value', end - code[1]!.length, end);
  return end;
}

const CODE_OF = /^(?:\w{1,16}[ -]){0,3}(?:code|OTP|PIN|passcode|password)\b/i;
const CODE_BEFORE = /(?:^|[^\w.:-])(\d{3}[ -]?\d{1,5})["'*]{0,2}$/;

/** The literal is ` is your `. */
export function matchCodeBefore(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  if (!CODE_OF.test(text.slice(after, after + 2 * LONGEST))) return MISS;
  const before = text.slice(Math.max(scan.floor, at - LONGEST), at);
  const code = CODE_BEFORE.exec(before)?.[1];
  if (code === undefined) return MISS;
  const end = at - (before.length - before.lastIndexOf(code) - code.length);
  scan.hideLater('key-value', end - code.length, end);
  return MISS;
}

const NUMBER = /^(?:is |no\.? |number |# ?){0,2}(\d{3}[ -]?\d{2}[ -]?\d{4})(?!\w)/;

/** `SSN 123 45 6789`; the literal is the name and a blank. */
export function matchSaidSsn(scan: Scan, _at: number, after: number): number {
  const number = NUMBER.exec(scan.text.slice(after, after + LONGEST));
  if (number === null) return MISS;
  const end = after + number[0].length;
  scan.hide('ssn-us', end - number[1]!.length, end);
  return end;
}
