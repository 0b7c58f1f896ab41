/** Private keys as blocks of text: PEM with any kind of line end, and PuTTY's own format. */
import { ANY_BASE64, isBlank, isIn } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';

/** `-----BEGIN`, a label of at most 40 characters with PRIVATE in it, `-----`. Some encoders write blanks as `+` or `%20`. */
const BEGIN = /-----BEGIN(?:[ +]|%20)([A-Za-z0-9 +%]{0,40}?)-----/y;
/** Header lines of encrypted PEM and of PGP armour. */
const HEADER = /(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID):[^\r\n\\]{0,200}/y;
/** A block longer than this has lost its END line. Characters; a 16 kbit RSA key has 13,000. */
const MAX_BLOCK = 65_536;
/** A word alone behind the last line. */
const NAME = /^\s{1,32}[A-Za-z][A-Za-z_-]{1,31}$/;
const HYPHEN = 45;
const MARGIN = 32;

/** The end of base64 lines with any kind of line end, where the END line is missing. */
function bodyEnd(text: string, from: number): number {
  let i = from;
  let end = from;
  let before = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (isIn(code, ANY_BASE64) && code !== HYPHEN) {
      if (end < i) before = end;
      i++;
      end = i;
    } else if (code === 32 || code === 62 || code === 124) {
      // An indent, a quotation, the name of a container. A word of prose behind a blank is no line of base64.
      const line = behindMargin(text, i);
      if (i > from && !isBase64Line(text, line)) break;
      i = Math.max(i + 1, line);
    } else if (isBlank(code) || code === 92 || code === 37 || code === 34) {
      // Other blanks, escapes and quotes between the lines.
      i++;
    } else {
      if (code !== 58) break;
      // `password: x` behind the block; its name is judged with its value.
      const isName =
        NAME.test(text.slice(before, i)) && ![i - 16, i + 2].some((at) => isBase64Line(text, at));
      if (isName && isBlank(text.charCodeAt(i + 1))) return before;
      i++;
    }
  }
  return end;
}

/** Behind what stands before the lines of a block. */
function behindMargin(text: string, at: number): number {
  let end = at;
  while (end < at + MARGIN && [32, 9, 62, 124].includes(text.charCodeAt(end))) end++;
  return end;
}

/** Whether at least 16 characters of base64 follow. */
function isBase64Line(text: string, at: number): boolean {
  for (let i = at; i < at + 16; i++) if (!isIn(text.charCodeAt(i), ANY_BASE64)) return false;
  return true;
}

/** The end of the private key block that starts at `at`, or -1; `type` gets its kind. */
export function pemEnd(scan: Scan, at: number): number {
  const { text } = scan;
  if (at < 0) return MISS;
  BEGIN.lastIndex = at;
  const begin = BEGIN.exec(text);
  if (begin === null || !begin[1]!.includes('PRIVATE')) return MISS;
  const body = BEGIN.lastIndex;
  const end = scan.find('-----END', body);
  if (end - body > MAX_BLOCK || scan.find('-----BEGIN', body) < end) return afterHeaders(text, body);
  // The closing label ends with five hyphens again; a block cut inside its last line ends with the text.
  const close = text.indexOf('-----', end + 8);
  return close < 0 || close - end > 60 ? Math.min(text.length, end + 8) : close + 5;
}

function afterHeaders(text: string, body: number): number {
  let from = body;
  for (let lines = 0; lines < 8; lines++) {
    let next = from;
    while (isBlank(text.charCodeAt(next))) next++;
    HEADER.lastIndex = next;
    if (!HEADER.test(text)) break;
    from = HEADER.lastIndex;
  }
  return bodyEnd(text, from);
}

/** The kind of key, kept for the reader: RSA, EC, OPENSSH, ENCRYPTED... */
function pemType(text: string, at: number): string {
  BEGIN.lastIndex = at;
  const word = /^[A-Z]{2,9}(?=[ +%])/.exec(BEGIN.exec(text)?.[1] ?? '')?.[0] ?? '';
  return word === 'PRIVATE' ? '' : word;
}

export function matchPem(scan: Scan, at: number): number {
  const end = pemEnd(scan, at);
  if (end === MISS) return MISS;
  scan.hide('pem-private-key', at, end, pemType(scan.text, at));
  return end;
}

const PUTTY_LAST = 'Private-MAC:';

/** From the first line to the MAC; without one, to the end of the block. */
export function matchPutty(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const mac = scan.find(PUTTY_LAST, after);
  let end = mac - after > MAX_BLOCK ? Math.min(text.length, after + MAX_BLOCK) : mac + PUTTY_LAST.length;
  while (text.charCodeAt(end) === 32) end++;
  while (isIn(text.charCodeAt(end), ANY_BASE64)) end++;
  scan.hide('putty-key', at, end);
  return end;
}
