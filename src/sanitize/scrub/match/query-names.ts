/** Parameter names that are sensitive in an address only: signatures, tickets, authorization codes. */
import { isMixed } from '../token-detector.js';
import type { KeyName } from './key-name.js';

/** AWS, Google and Azure sign their addresses; SAML and CAS carry tickets in them. */
const ALWAYS = new Set(
  (
    'sig signature x-amz-signature x-amz-security-token x-amz-credential x-goog-signature x-goog-credential ' +
    'auth sid jwt ticket otp samlresponse samlrequest hmac code_verifier client_assertion assertion hash_key ' +
    'policy-signature x-oss-signature x-cos-security-token access authkey auth_key oauth_verifier oauth_signature token'
  ).split(' '),
);
/** Ambiguous names: `code=404` and `key=name` are common. */
const WHEN_LONG = new Set(['code', 'key', 'state_token', 'k', 'hash']);
const LONG = 16;
/** How far a `state=` beside a `code=` is looked for (RFC 6749 section 4.1.2). Characters. */
const SIBLING_WINDOW = 256;

/** Whether a parameter of this name may be sensitive. */
export function isQueryName(name: string): boolean {
  const lower = name.toLowerCase();
  return ALWAYS.has(lower) || WHEN_LONG.has(lower);
}

/** Whether the value under an address-only name is a secret. */
export function queryValueCounts(text: string, key: KeyName, start: number, end: number): boolean {
  const lower = key.name.toLowerCase();
  if (ALWAYS.has(lower)) return true;
  if (lower === 'code') {
    if (end - start >= LONG) return true;
    const around =
      text
        .slice(Math.max(0, key.start - SIBLING_WINDOW), key.start)
        .split(/\s/)
        .pop() ?? '';
    const behind = text.slice(end, end + SIBLING_WINDOW).split(/\s/, 1)[0] ?? '';
    return /[?&]state=/.test(around) || /^[^\s]*&state=/.test(behind);
  }
  return end - start >= LONG && isMixed(text, start, end);
}
