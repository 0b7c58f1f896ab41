/** Credentials whose format is a standard and not a vendor's: JWT, PEM, age, PuTTY, HTTP schemes in prose. */
import { BASE64, BASE64URL, BEARER_TOKEN, isDigit, isIn, LETTERS, WORD } from '../characters.js';
import { type Detector, MISS } from '../detector.js';
import { decodesToUserinfo } from '../match/basic-credentials.js';
import { matchPem, matchPutty } from '../match/pem.js';
import { chars, sample } from '../samples.js';
import type { Scan } from '../scan.js';
import { isMixed, token, withoutTail } from '../token-detector.js';

/** Three parts (JWS) or five (JWE); the last may be empty (`alg: none`). */
function matchJwt(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  let end = scan.runEnd(after, BASE64URL);
  if (end - after < 8) return MISS;
  let parts = 1;
  const isEmpty = text.startsWith('..', end);
  while (parts < 5 && text.charCodeAt(end) === 46) {
    const next = scan.runEnd(end + 1, BASE64URL);
    // The key of a JWE with `alg: dir` is empty (RFC 7516 section 5.1).
    if (parts === 1 && next - end - 1 < 8 && next > end + 1) return MISS;
    parts++;
    end = next;
  }
  if (parts < 3 || (parts < 5 && isEmpty)) return MISS;
  const to = text.charCodeAt(end - 1) === 46 ? end - 1 : end;
  scan.hide('jwt', at, to);
  return to;
}

/** Between a scheme and its token: blanks, also encoded ones; a colon or `=`; a quote or `<`. */
const GAP = /^(?:(?:[ \t]{1,4}|%20|\+)|\s{0,2}[:=]\s{0,2})(?:\\{0,3}["'`]|<)?/;
const LONGEST_GAP = 12;
const BLANK = 32;
const PLUS = 43;
const SMALL_B = 98;
const SCHEME_LENGTH = 'Basic'.length;

/** Where a gap that begins at `at` ends; `at` where there is none. */
function gapEnd(text: string, at: number): number {
  if (text.charCodeAt(at) === BLANK && isIn(text.charCodeAt(at + 1), WORD)) return at + 1;
  return at + (GAP.exec(text.slice(at, at + LONGEST_GAP))?.[0].length ?? 0);
}

/** Whether a gap begins behind the word at `at`. */
function mayBeBearer(text: string, at: number): boolean {
  const after = at + ((text.charCodeAt(at) | 32) === SMALL_B ? 'bearer' : 'token').length;
  return gapEnd(text, after) > after;
}

/** `Bearer` or `Token`, a gap, and 16 or more characters that are no word of a sentence. */
function matchBearer(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const start = gapEnd(text, after);
  if (start === after) return MISS;
  const end = scan.runEnd(start, BEARER_TOKEN);
  if (end - start < 16 || !isMixed(scan, start, end)) return MISS;
  const isToken = (text.charCodeAt(at) | 32) === 116;
  // `token=` and `token:` are assignments.
  if (isToken && /[:=]/.test(text.slice(after, start))) return MISS;
  // `token src/lexer.ts`, `Token 2026-11-22`: in prose the word is common, so its value must look random.
  if (isToken && (!looksRandom(text, start, end) || text.startsWith('nexpected ', at - 10))) return MISS;
  const to = withoutTail(text, end, start + 16);
  scan.hide('bearer', start, to);
  return to;
}

function looksRandom(text: string, start: number, end: number): boolean {
  let letters = 0;
  let digits = 0;
  const stop = Math.min(end, start + 64);
  for (let i = start; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (code === 47) return false;
    if (isDigit(code)) digits++;
    else if (isIn(code, LETTERS)) letters++;
  }
  return digits > 1 && letters > 1;
}

function matchBasic(scan: Scan, at: number): number {
  const { text } = scan;
  const after = at + SCHEME_LENGTH;
  const start = gapEnd(text, after);
  if (start === after) return MISS;
  // A blank of forms is a plus sign, and a plus sign is written as %2B there.
  const isForm = text.charCodeAt(after) === PLUS;
  const end = Math.min(scan.runEnd(start, BASE64), isForm ? scan.find('+', start) : text.length);
  if (end - start < 4 || !decodesToUserinfo(text, start, Math.min(end, start + 1024))) return MISS;
  scan.hide('basic', start, end);
  return end;
}

const BLANKS = [' ', '\t', '%20', '+', ':', '='];

const label = (word: string) => `-----${word}-----`;
const pem = (type: string, newline: string) =>
  [label(`BEGIN ${type}`), chars('base64', 64), chars('base64', 40), label(`END ${type}`)].join(newline);

export const TOKENS: readonly Detector[] = [
  {
    name: 'pem-private-key',
    about: 'Private keys in PEM form, also with literal `\\n`, with CRLF and without their END line',
    source: 'https://www.rfc-editor.org/rfc/rfc7468',
    // Three of the five hyphens are left out: a ruler of hyphens must not be one candidate per character.
    prefilter: ['--BEGIN'],
    boundary: false,
    match: (scan, at) => matchPem(scan, at - 3),
    validation: 'the label contains PRIVATE',
    mask: 'full',
    hits: () => ['\n', '\\n', '\r\n'].map((end) => sample('key: ', pem('RSA PRIVATE KEY', end), ' end')),
    misses: () => [pem('CERTIFICATE', '\n'), pem('PUBLIC KEY', '\n'), '-----BEGIN of the day-----'],
  },
  {
    name: 'putty-key',
    about: 'PuTTY private key files',
    source: 'https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html',
    prefilter: ['PuTTY-User-Key-File-'],
    boundary: true,
    match: matchPutty,
    mask: 'full',
    hits: () => [
      sample(
        '',
        `PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPrivate-Lines: 1\n${chars('base64', 64)}\nPrivate-MAC: ${chars('hex', 64)}`,
      ),
    ],
    misses: () => ['PuTTY-User-Guide'],
  },
  token({
    name: 'age-key',
    about: 'age private keys',
    source: 'https://age-encryption.org',
    starts: ['AGE-SECRET-KEY-1', 'AGE-PLUGIN-'],
    body: 'base62-hyphen',
    min: 50,
  }),
  {
    name: 'jwt',
    about: 'JSON web tokens, signed, encrypted or with `alg: none`',
    source: 'https://www.rfc-editor.org/rfc/rfc7519',
    prefilter: ['eyJ'],
    boundary: true,
    match: matchJwt,
    validation: 'three or five parts',
    mask: 'full',
    hits: () => [
      sample('jwt ', `eyJ${chars('base62', 33)}.eyJ${chars('base62', 60)}.${chars('base62', 43)}`, ','),
    ],
    misses: () => [`eyJ${chars('base62', 33)}`, 'eyJ is how it starts', `eyJ${chars('base62', 33)}.short`],
  },
  {
    name: 'bearer',
    about: 'A bearer token named in prose',
    source: 'https://www.rfc-editor.org/rfc/rfc6750#section-2.1',
    prefilter: ['Bearer', 'bearer', 'BEARER', 'Token', 'token'],
    boundary: true,
    mayMatch: mayBeBearer,
    match: matchBearer,
    validation: 'a digit or both cases; behind `token`, letters and digits',
    mask: 'value',
    hits: () => [
      sample('sent Bearer ', chars('base62', 32), ' upstream'),
      sample('used Token ', chars('hex', 40)),
    ],
    misses: () => [
      'Bearer realm="example-of-a-realm"',
      'Bearer authentication-is-required',
      'token src/lexer/Token-Reader.ts:42',
    ],
  },
  {
    name: 'basic',
    about: 'Basic credentials named in prose',
    source: 'https://www.rfc-editor.org/rfc/rfc7617',
    prefilter: ['Basic', 'basic', 'BASIC'].flatMap((scheme) => BLANKS.map((blank) => scheme + blank)),
    boundary: true,
    match: matchBasic,
    validation: 'decodes to printable text with a colon',
    mask: 'value',
    hits: () => [sample('sent Basic ', Buffer.from(`user:${chars('base62', 9)}`).toString('base64'))],
    misses: () => ['Basic Configuration of modules', 'basic authentication'],
  },
];
