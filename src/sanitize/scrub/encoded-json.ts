/** JSON in a parameter of an address, `%7B%22name%22%3A%22password%22…`, decoded as often as it was encoded. */
import { hexByte } from './characters.js';
import type { Span } from './scan.js';
import { type View, viewOf } from './view.js';

const PERCENT = 37;
/** Longest `%2525XX`: three levels. */
const MAX_LEVEL = 3;
const FIRST_BEYOND_ASCII = 128;

/** The starts of an object, of a list of texts and of a list of objects, encoded once, twice and three times. */
export const JSON_STARTS: readonly string[] = ['%', '%25', '%2525'].flatMap((sign) =>
  ['7B|22', '5B|22', '5B|7B', '5B|5B', '7b|22', '5b|22', '5b|7b', '5b|5b'].map((start) =>
    start
      .split('|')
      .map((code) => sign + code)
      .join(''),
  ),
);

/** The view in which what is percent-encoded stands as it is meant. Characters beyond ASCII stay encoded. */
export function decodedView(text: string): View {
  const units = new Uint16Array(text.length);
  const positions = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    const width = code === PERCENT ? widthOfEncoded(text, at) : 1;
    units[length] = width === 1 ? code : hexByte(text, at + width - 2);
    positions[length] = at;
    at += width;
    ends[length] = at;
    length += 1;
  }
  return viewOf(units, positions, length, ends);
}

/** A span of the view with the quotes around its placeholder as they are in an address. */
export function encoded(span: Span): Span {
  return span.shown.includes('"') ? { ...span, shown: span.shown.replaceAll('"', '%22') } : span;
}

/** How long the encoded character at `at` is; 1 where none is. */
function widthOfEncoded(text: string, at: number): number {
  let hex = at + 1;
  for (let level = 1; level < MAX_LEVEL && text.startsWith('25', hex); level++) hex += 2;
  const byte = hexByte(text, hex);
  return byte < 0 || byte >= FIRST_BEYOND_ASCII ? 1 : hex + 2 - at;
}
