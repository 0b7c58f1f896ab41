/** International bank account numbers: country, length of the country, mod 97 (ISO 13616, ISO 7064). */
import { BASE62, isDigit, isIn, UPPER, UPPER36 } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';

/** Length per country, from the IBAN registry (SWIFT, release 99). */
export const IBAN_LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 ' +
    'LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 ' +
    'RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

function separatorWidth(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 32 && text.charCodeAt(at + 1) === 32) return 2;
  if (code === 32 || code === 43 || code === 45 || code === 46 || code === 0xa0) return 1;
  return code === 37 && text.startsWith('%20', at) ? 3 : 0;
}

/** ISO 7064 MOD 97-10: the rest of a number when one more character, a digit or a letter for two, stands behind it. */
function restWith(rest: number, code: number): number {
  return code <= 57 ? (rest * 10 + code - 48) % 97 : (rest * 100 + code - 55) % 97;
}

/** 00, 01 and 99 are no check digits (ISO 13616-1, annex A). */
function mayCheck(digits: number): boolean {
  return digits > 1 && digits < 99;
}

/** The end of an IBAN that starts at `at`, or -1. Blanks may stand every four characters. */
export function ibanEnd(text: string, at: number): number {
  if (!isIn(text.charCodeAt(at), UPPER)) return MISS;
  if (!isDigit(text.charCodeAt(at + 2)) || !isDigit(text.charCodeAt(at + 3))) return MISS;
  const length = IBAN_LENGTHS[text.slice(at, at + 2)];
  if (length === undefined || !mayCheck(text.charCodeAt(at + 2) * 10 + text.charCodeAt(at + 3) - 11 * 48))
    return MISS;
  let rest = 0;
  let i = at;
  for (let count = 0; count < length; count++) {
    if (count > 0 && count % 4 === 0) i += separatorWidth(text, i);
    const code = text.charCodeAt(i);
    if (!isIn(code, UPPER36)) return MISS;
    if (count >= 4) rest = restWith(rest, code);
    i++;
  }
  const next = text.charCodeAt(i);
  if (isIn(next, BASE62) || next === 95) return MISS;
  // The first four characters count as if they stood last.
  for (let first = at; first < at + 4; first++) rest = restWith(rest, text.charCodeAt(first));
  return rest === 1 ? i : MISS;
}

/** The front of one. */
const UUID = /[\dA-F]{8}-(?:[\dA-F]{4}-){1,3}$/;

export function matchIban(scan: Scan, at: number): number {
  const end = ibanEnd(scan.text, at);
  // The end of a UUID.
  if (end === MISS || UUID.test(scan.text.slice(Math.max(0, at - 24), at))) return MISS;
  const last = scan.text
    .slice(Math.max(at, end - 16), end)
    .replace(/%20|[^0-9A-Z]/g, '')
    .slice(-4);
  const country = scan.text.slice(at, at + 2);
  scan.hide('iban', at, end, scan.rules.mask.numbers === 'last4' ? `${country}...${last}` : '');
  return end;
}
