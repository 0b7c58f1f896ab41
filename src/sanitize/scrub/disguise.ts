/**
 * Text in disguise: full-width letters and digits, blanks and hyphens of print, characters without width, and terminal
 * colours. A reader sees `password=x` all the same, so a plain view of such a text is scanned as well as the text.
 */
import { isInvisible } from '../invisible.js';
import { type View, viewOf } from './view.js';

/**
 * Looked for before anything else is done. All are beyond Latin-1, so that a text of one-byte characters is passed
 * without being read. Half a pair stands for those of its block.
 */
const WIDE_DISGUISE =
  /[\u0600-\u0605\u061c\u0660-\u0669\u06dd\u06f0-\u06f9\u070f\u0890\u0891\u08e2\u0966-\u096f\u115f\u1160\u2000-\u2013\u2028-\u202f\u205f-\u206f\u2212\u2236\u2800\u3000\u3164\ufe55\ufe58\ufe63\ufe66\ufe6b\ufeff\uff01-\uff5e\uffa0\ufff0-\ufffc\ud804\ud80d\ud82f\ud834\udb40-\udb43]|[\u034f]|[\u17b4]|[\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]/;

const ESCAPE = 27;
/** ESC and `[` in one (ECMA-48, section 5.3). */
const CSI = 0x9b;
const BACKSLASH = 92;
/** The first half of a pair. */
const HIGH = 0xd800;
/** An ESC as JSON and shells write it. */
const WRITTEN_ESCAPE = /^\\(?:u001[bB]|x1[bB])/;
/** Its end and the bracket of a colour, of `\u001b[` and `\x1b[` alike. */
const WRITTEN_COLOUR = /1[Bb]\[/;
/** NUL in a name or behind it; elsewhere it separates, as in the environment of a process. */
const NUL_WITHIN = /\0[=:]|\0(?:[ -~]\0){4}/;
/** Longest sequence of a terminal colour that is passed over. */
const MAX_SEQUENCE = 24;

/** Stands for nothing in the view. */
const DROPPED = -1;

/** What a character is in the view: itself, its plain form, or nothing. */
function plainForm(code: number): number {
  if (isInvisible(code)) return DROPPED;
  if (code < 0x2000) {
    if (code === 0xa0) return 32;
    if ((code >= 0x660 && code <= 0x669) || (code >= 0x6f0 && code <= 0x6f9)) return 48 + (code & 15);
    return code >= 0x966 && code <= 0x96f ? code - 0x966 + 48 : code;
  }
  if (code <= 0x200a || code === 0x202f || code === 0x205f || code === 0x3000) return 32;
  if (code <= 0x2013 || code === 0x2212 || code === 0xfe58 || code === 0xfe63) return 45;
  if (code === 0x2236 || code === 0xfe55) return 58;
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  if (code === 0xfe66) return 61;
  return code === 0xfe6b ? 64 : code;
}

/** The plain form of each UTF-16 unit; made with the first text in disguise. */
let forms: Int32Array | undefined;

/** Length of a terminal sequence (ESC [ 3 1 m) or of a pair that is not seen at `at`, or 0. */
function droppedSequence(text: string, at: number, code: number): number {
  if (code === 0) return isNulWithin(text, at) ? 1 : 0;
  if (code >= 0xd800) return isInvisible(text.codePointAt(at)!) ? 2 : 0;
  if (code === CSI) return sequenceEnd(text, at + 1) - at;
  const open = code === ESCAPE ? 1 : (WRITTEN_ESCAPE.exec(text.slice(at, at + 6))?.[0].length ?? 0);
  if (open === 0 || text.charCodeAt(at + open) !== 91) return 0;
  const end = sequenceEnd(text, at + open + 1);
  return end > at + open + 1 ? end - at : 0;
}

/** So many NULs stand around one of UTF-16, each a character from the next. */
const LEAST_NULS = 4;

/** Whether a NUL is each second byte of UTF-16 that was read as Latin-1, or stands before a separator. */
function isNulWithin(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  if (next === 61 || next === 58) return true;
  let from = at;
  while (at - from < 2 * LEAST_NULS && text.charCodeAt(from - 2) === 0) from -= 2;
  let to = at;
  while (to - from < 2 * LEAST_NULS && text.charCodeAt(to + 2) === 0) to += 2;
  return to - from >= 2 * LEAST_NULS;
}

/** Behind the letter that ends a sequence whose parameters begin at `from`; `from` where there is none. */
function sequenceEnd(text: string, from: number): number {
  let end = from;
  while (end < from + MAX_SEQUENCE && text.charCodeAt(end) < 64) end++;
  return end < from + MAX_SEQUENCE && end < text.length ? end + 1 : from;
}

function isDisguised(text: string): boolean {
  return (
    WIDE_DISGUISE.test(text) ||
    text.includes('\u001b[') ||
    (text.includes('\0') && NUL_WITHIN.test(text)) ||
    WRITTEN_COLOUR.test(text) ||
    text.includes('\u009b') ||
    text.includes('\u00a0') ||
    text.includes('\u00ad')
  );
}

/** The view of a text in disguise; undefined for nearly all texts. */
export function plainView(text: string): View | undefined {
  if (!isDisguised(text)) return undefined;
  forms ??= Int32Array.from({ length: 0x10000 }, (_, code) => plainForm(code));
  const units = new Uint16Array(text.length);
  const positions = new Int32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isFirst =
      code === 0 || code === ESCAPE || code === CSI || code === BACKSLASH || (code & 0xfc00) === HIGH;
    const sequence = isFirst ? droppedSequence(text, at, code) : 0;
    const plain = sequence > 0 ? DROPPED : forms[code]!;
    if (plain === DROPPED) {
      at += Math.max(0, sequence - 1);
      continue;
    }
    units[length] = plain;
    positions[length++] = at;
  }
  return viewOf(units, positions, length);
}
