/** E-mail addresses: a bounded walk to the left of `@`, a forward walk over the domain to its right. */
import { BASE62, DIGITS, hexByte, isBlank, isIn, LETTERS, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';

/** RFC 5321 section 4.5.3.1.1. */
const MAX_LOCAL = 64;
/** RFC 1035 section 2.3.4. */
const MAX_DOMAIN = 255;

/** Not top-level domains: files (`icon@2x.png`), units of systemd (`user@1000.service`). */
const NO_DOMAIN = new Set(
  (
    'png jpg jpeg gif svg webp ico bmp avif css scss less js mjs cjs ts mts cts tsx jsx json html htm map txt xml yml yaml ' +
    'toml pdf gz tgz tar bz2 xz exe dll dylib rb go java class jar war lock log conf cfg ini vue svelte woff woff2 ttf eot ' +
    'otf mp3 mp4 wav avi webm csv tsv sql db bak tmp service socket mount automount timer target slice scope device swap'
  ).split(' '),
);

function isLocal(code: number): boolean {
  // RFC 5322 atext without the quotes and braces that surround addresses in logs; RFC 6531 letters.
  return isIn(code, WORD) || code === 46 || code === 45 || code === 43 || code === 37 || code > 0xbf;
}

function isLabel(code: number): boolean {
  return isIn(code, BASE62) || code > 0xbf;
}

/** `+`, `-`, `.` and `_` of a local part, where they are percent-encoded. */
const ENCODED_LOCAL = new Set([43, 45, 46, 95]);

/** Where the local part starts, with escapes (`\n`, `%22`, `%3D`) cut off its front. */
function localStart(scan: Scan, at: number): number {
  const { text } = scan;
  const least = Math.max(scan.floor, at - MAX_LOCAL);
  let start = at;
  while (start > least && isLocal(text.charCodeAt(start - 1))) {
    start--;
    if (text.charCodeAt(start) === 37 && hexByte(text, start + 1) >= 0) {
      const width = text.startsWith('25', start + 1) && hexByte(text, start + 3) >= 0 ? 5 : 3;
      if (ENCODED_LOCAL.has(hexByte(text, start + width - 2))) continue;
      start += Math.min(width, at - start);
      break;
    }
  }
  if (text.charCodeAt(start - 1) === 92 && 'nrt'.includes(text[start]!)) start++;
  else if (text.charCodeAt(start - 1) === 92 && /^u00[0-9a-f]{2}/i.test(text.slice(start, start + 5)))
    start += 5;
  while (start < at && (text.charCodeAt(start) === 46 || text.charCodeAt(start) === 45)) start++;
  return start;
}

/** The end of the domain that starts at `from`, or -1 when it is none. */
function domainEnd(text: string, from: number): number {
  const stop = Math.min(text.length, from + MAX_DOMAIN);
  let labelStart = from;
  let lastDot = -1;
  let i = from;
  let end = -1;
  for (; i <= stop; i++) {
    const code = i < stop ? text.charCodeAt(i) : Number.NaN;
    if (isLabel(code) || (code === 45 && i > labelStart)) continue;
    if (code === 37 && encodedLetter(text, i) > 0) {
      i += encodedLetter(text, i) - 1;
      continue;
    }
    if (i === labelStart) break;
    if (lastDot >= 0 && isTopLevel(text, labelStart, i)) end = i;
    else end = lastDot >= 0 ? -1 : end;
    if (code !== 46) break;
    lastDot = i;
    labelStart = i + 1;
  }
  return end;
}

/** Length of a byte of an encoded letter beyond ASCII (`%C3`, `%25C3`) at `at`, or 0. */
function encodedLetter(text: string, at: number): number {
  const width = text.startsWith('25', at + 1) ? 5 : 3;
  return hexByte(text, at + width - 2) >= 0x80 ? width : 0;
}

function isTopLevel(text: string, start: number, end: number): boolean {
  if (end - start < 2 || end - start > 24) return false;
  if (text.startsWith('xn--', start)) return true;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (!isIn(code, LETTERS) && code <= 0xbf) return false;
  }
  return !NO_DOMAIN.has(text.slice(start, end).toLowerCase());
}

/** `1.2.3-beta.rc`, `v2.0.x`, `2x.foo`: what follows a package's or a picture's name. */
function isVersion(text: string, from: number): boolean {
  return /^(?:v?\d+\.[\dx*]|\dx\.)/.test(text.slice(from, from + 12));
}

/** `git@host:path`, the form of scp; a colon before a blank belongs to the sentence. */
function isRemotePath(text: string, end: number): boolean {
  if (text.charCodeAt(end) !== 58) return false;
  const next = text.charCodeAt(end + 1);
  if (Number.isNaN(next) || isBlank(next) || isIn(next, DIGITS)) return false;
  return /^:(?:[~/]|[\w.-]{1,64}(?:\/|\.git))/.test(text.slice(end, end + 80));
}

/** `@` is at `at`; the address goes on at `after`. */
function hideEmail(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const before = text.charCodeAt(at - 1);
  if (text.charCodeAt(after) === 91 || before === 34) return hideUnusual(scan, at, after);
  if (!isLabel(text.charCodeAt(after)) || !(at > scan.floor) || !isLocal(before)) return MISS;
  const end = domainEnd(text, after);
  if (end < 0 || isVersion(text, after) || isRemotePath(text, end)) return MISS;
  const start = localStart(scan, at);
  // The user of a server for git.
  if (start >= at || text.slice(start, at) === 'git') return MISS;
  if (scan.rules.mask.email === 'domain') scan.hide('email', start, at);
  else scan.hide('email', start, end);
  return end;
}

/** `"quoted local part"@host` and `user@[192.0.2.1]` (RFC 5321 section 4.1.2). */
function hideUnusual(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  let start = at;
  if (text.charCodeAt(at - 1) === 34) {
    const from = Math.max(scan.floor, at - MAX_LOCAL - 2);
    const open = text.slice(from, at - 1).lastIndexOf('"');
    if (open < 0 || from + open === at - 2) return MISS;
    start = from + open;
  } else if (at > scan.floor && isLocal(text.charCodeAt(at - 1))) start = localStart(scan, at);
  const literal = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9A-Fa-f:.]{2,45})\]/.exec(
    text.slice(after, after + 56),
  )?.[0];
  const end = literal === undefined ? domainEnd(text, after) : after + literal.length;
  if (start >= at || end < 0 || (literal === undefined && !isLabel(text.charCodeAt(after)))) return MISS;
  scan.hide('email', start, end);
  return end;
}

export function matchEmail(scan: Scan, at: number, after: number): number {
  return hideEmail(scan, at, after);
}

/** `&#64;`, `&#x40;`, `&commat;` and `\\x40`. */
export function matchEntityEmail(scan: Scan, at: number, after: number): number {
  return hideEmail(scan, at, after);
}

/** `%40`, `%2540` and `\u0040`; the literal is all of it but the last character. */
export function matchEncodedEmail(scan: Scan, at: number, after: number): number {
  return scan.text.charCodeAt(after) === 48 ? hideEmail(scan, at, after + 1) : MISS;
}
