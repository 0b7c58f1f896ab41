/**
 * Text in disguise: full-width letters and digits, blanks and hyphens of print, characters without width, and terminal
 * colours. A reader sees `password=x` all the same, so a plain view of such a text is scanned as well as the text.
 */
import type { Span } from './scan.js';
import { LITTLE_ENDIAN } from './workspace.js';

export interface PlainView {
  readonly text: string;
  /** Where each unit of the view stands in the original. */
  readonly positions: Int32Array;
}

/**
 * Looked for before anything else is done. All are beyond Latin-1, so that a text of one-byte characters is passed
 * without being read.
 */
const WIDE_DISGUISE =
  /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u061c\u180e\u2000-\u2013\u2028-\u202f\u205f-\u206f\u2212\u2236\u3000\ufe55\ufe58\ufe63\ufe66\ufe6b\ufeff\uff01-\uff5e\uffa0\u115f\u1160\u3164\udb40]|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u034f]|[\u17b4]|[\u17b5]/;

const ESCAPE = 27;
const BACKSLASH = 92;
/** An ESC as JSON and shells write it. */
const WRITTEN_ESCAPE = /^\\(?:u001[bB]|x1[bB])/;
/** Its end and the bracket of a colour, of `\u001b[` and `\x1b[` alike. */
const WRITTEN_COLOUR = /1[Bb]\[/;
/** Longest sequence of a terminal colour that is passed over. */
const MAX_SEQUENCE = 24;
const PIECE = 8_192;

/** Stands for nothing in the view. */
const DROPPED = -1;

/** What a character is in the view: itself, its plain form, or nothing. */
function plainForm(code: number): number {
  if (code < 0x2000) {
    if (code === 0xa0) return 32;
    if (code === 0xad || code === 0x61c || (code >= 0x180b && code <= 0x180f)) return DROPPED;
    if (code === 0x34f || code === 0x115f || code === 0x1160 || code === 0x17b4 || code === 0x17b5)
      return DROPPED;
    if ((code >= 0x660 && code <= 0x669) || (code >= 0x6f0 && code <= 0x6f9)) return 48 + (code & 15);
    return code >= 0x966 && code <= 0x96f ? code - 0x966 + 48 : code;
  }
  if (code <= 0x200a || code === 0x202f || code === 0x205f || code === 0x3000) return 32;
  if (code <= 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f))
    return DROPPED;
  if (code <= 0x2013 || code === 0x2212 || code === 0xfe58 || code === 0xfe63) return 45;
  if (code === 0x2236 || code === 0xfe55) return 58;
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  if (code === 0xfe66) return 61;
  if (code === 0xfe6b) return 64;
  return code === 0xfeff || code === 0x3164 || code === 0xffa0 || (code >= 0xfe00 && code <= 0xfe0f)
    ? DROPPED
    : code;
}

/** Length of a terminal sequence (ESC [ 3 1 m) or of a pair of tag characters at `at`, or 0. */
function droppedSequence(text: string, at: number, code: number): number {
  if (code === 0xdb40) {
    // Tags, and the selectors of variations: DB40 DC00 to DC7F, DB40 DD00 to DDEF.
    const low = text.charCodeAt(at + 1);
    return (low & 0xff80) === 0xdc00 || (low >= 0xdd00 && low <= 0xddef) ? 2 : 0;
  }
  const open = code === ESCAPE ? 1 : (WRITTEN_ESCAPE.exec(text.slice(at, at + 6))?.[0].length ?? 0);
  if (open === 0 || text.charCodeAt(at + open) !== 91) return 0;
  let end = at + open + 1;
  while (end < at + MAX_SEQUENCE && text.charCodeAt(end) < 64) end++;
  return end < at + MAX_SEQUENCE && end < text.length ? end + 1 - at : 0;
}

function isDisguised(text: string): boolean {
  return (
    WIDE_DISGUISE.test(text) ||
    text.includes('\u001b[') ||
    WRITTEN_COLOUR.test(text) ||
    text.includes('\u00a0') ||
    text.includes('\u00ad')
  );
}

function textOf(units: Uint16Array, length: number): string {
  if (LITTLE_ENDIAN) return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
  let text = '';
  for (let from = 0; from < length; from += PIECE)
    text += String.fromCharCode(...units.subarray(from, Math.min(length, from + PIECE)));
  return text;
}

/** The view of a text in disguise; undefined for nearly all texts. */
export function plainView(text: string): PlainView | undefined {
  if (!isDisguised(text)) return undefined;
  const units = new Uint16Array(text.length);
  const positions = new Int32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const sequence =
      code === ESCAPE || code === BACKSLASH || code === 0xdb40 ? droppedSequence(text, at, code) : 0;
    const plain = sequence > 0 ? DROPPED : plainForm(code);
    if (plain === DROPPED) {
      at += Math.max(0, sequence - 1);
      continue;
    }
    units[length] = plain;
    positions[length++] = at;
  }
  return { text: textOf(units, length), positions };
}

/** Spans of the view, as they stand in the original. */
export function spansInOriginal(spans: readonly Span[], { positions }: PlainView): Span[] {
  return spans.map((span) => ({
    ...span,
    start: positions[span.start]!,
    end: positions[span.end - 1]! + 1,
  }));
}
