/** Where an unquoted value ends. In doubt it runs on: a swallowed word costs a word, a spared one a rotation. */
import { BASE64URL, DOTTED, hexByte, isBlank, isIn, LETTERS, WORD } from '../characters.js';
import { placeholderEnd } from '../placeholder.js';
import { endsAtTag, isInTag } from './tag.js';

const BACKSLASH = 92;
const COMMA = 44;
const SEMICOLON = 59;
const AMPERSAND = 38;
/** The longest name that is looked at behind a separator. Characters. */
const NAME_WINDOW = 64;
/** What follows a sign that ends a value before it began. */
const EMPTY = /^(?:[\w.-]{1,48}[=:]|[\s"'`)\]}\\]|$)/;
/** Percent-encoding is followed this deep. */
export const MAX_LEVEL = 3;

/** Whether what follows a `,`, `;` or `&` starts something new: a blank, an end, a quote, or `name=`. */
function startsNext(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (Number.isNaN(code) || isBlank(code)) return true;
  if (
    code === 34 ||
    code === 39 ||
    code === 96 ||
    code === 125 ||
    code === 93 ||
    code === 41 ||
    code === BACKSLASH
  ) {
    return true;
  }
  if (code === 91) return placeholderEnd(text, at) > 0;
  if (!isIn(code, LETTERS) && code !== 95) return false;
  return namesValue(text, at);
}

/** `name=` or `name:` at `at`. */
function namesValue(text: string, at: number): boolean {
  const stop = at + NAME_WINDOW;
  let i = at;
  while (i < stop && isIn(text.charCodeAt(i), DOTTED)) i++;
  // One blank may stand inside a name (`User Id=`) in connection strings.
  if (text.charCodeAt(i) === 32 && isIn(text.charCodeAt(i + 1), LETTERS)) {
    i++;
    while (i < stop && isIn(text.charCodeAt(i), BASE64URL)) i++;
  }
  const code = text.charCodeAt(text.charCodeAt(i) === 32 ? i + 1 : i);
  return i > at && (code === 61 || code === 58 || (code === 37 && text.charCodeAt(i + 1) === 51));
}

/** More backslashes than this are no escape: what stands before the last ones is part of the value. */
const MAX_SLASHES = 16;

/** Behind the backslashes, `at` ends the string around the value: `\"` or `\\\"`. */
function isEscapedQuote(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    code === 34 ||
    code === 39 ||
    code === 96 ||
    (code === 117 && /^u002[267]|^u003[ce]/i.test(text.slice(at, at + 5)))
  );
}

/** The same of a literal `\n`, `\r` or `\t` that ends a line: an end, a blank, another escape or `name=` follows. */
function isEscapedLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code !== 110 && code !== 114 && code !== 116) return false;
  const next = text.charCodeAt(at + 1);
  return (
    Number.isNaN(next) ||
    isBlank(next) ||
    next === BACKSLASH ||
    next === 34 ||
    next === 39 ||
    next === 96 ||
    next === 45 ||
    next === 40 ||
    next === 91 ||
    next === 123 ||
    next === 60 ||
    next === 125 ||
    next === 93 ||
    next === 41 ||
    next === 43 ||
    next === 46 ||
    next === 47 ||
    next === 35 ||
    namesValue(text, at + 1)
  );
}

/**
 * The character written as `%XX` (level 1) or `%25XX` (level 2) at `at`, or -1. What is encoded more often than the
 * separator before the value belongs to the value: in `p%3Da%2526b` the value is `a&b`.
 */
function encodedCharacter(text: string, at: number, level: number): number {
  let i = at + 1;
  while (i < at + 7 && text.charCodeAt(i) === 50 && text.charCodeAt(i + 1) === 53) i += 2;
  return (i - at + 1) >> 1 > level ? -1 : hexByte(text, i);
}

/** Characters that end a value when they are percent-encoded, like the separator before the value was. */
const ENCODED_ENDS = new Set([...' "\',;&\n\r\t<>{}[]'].map((end) => end.charCodeAt(0)));

/**
 * The end of the value that starts at `at`, at most `limit`. `encoded`: its separator was percent-encoded, and so are its
 * ends.
 */
export function bareValueEnd(text: string, at: number, encoded: boolean, limit = text.length): number {
  return valueEnd(text, at, encoded ? MAX_LEVEL : 0, limit);
}

/** The same; `level` says how often the separator was percent-encoded. */
export function valueEnd(text: string, at: number, level: number, limit = text.length): number {
  const stop = Math.min(limit, text.length);
  let depth = 0;
  let i = at;
  for (; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (isIn(code, WORD)) continue;
    if (isBlank(code)) return i;
    switch (code) {
      case 34:
      case 39:
      case 96:
        // An apostrophe inside a password is followed by more of it; a closing quote is not.
        if (!(i > at && isIn(text.charCodeAt(i + 1), WORD) && code !== 34)) return i;
        break;
      case 91: {
        const known = placeholderEnd(text, i);
        if (known > 0) i = known - 1;
        else depth++;
        break;
      }
      case 40:
      case 123:
        depth++;
        break;
      case 41:
      case 93:
      case 125:
        if (depth > 0) depth--;
        // A closing bracket has no word right behind it, a brace can: `{token:null}var`.
        else if (code === 125 || !isIn(text.charCodeAt(i + 1), WORD)) return i;
        break;
      case 60:
        if (endsAtTag(text, i, at)) return i;
        break;
      case 62:
        // A sign within a password, where no element is open.
        if (i > at && isIn(text.charCodeAt(i + 1), WORD) && !isInTag(text, at)) break;
        return i;
      case COMMA:
      case SEMICOLON:
      case AMPERSAND:
        if (i > at ? startsNext(text, i + 1) : EMPTY.test(text.slice(i + 1, i + NAME_WINDOW))) return i;
        break;
      case BACKSLASH: {
        let behind = i + 1;
        while (text.charCodeAt(behind) === BACKSLASH) behind++;
        const first = Math.max(i, behind - MAX_SLASHES);
        // A blank of a shell, `a\\ b`.
        if (
          behind === i + 1 &&
          text.charCodeAt(behind) === 32 &&
          i > at &&
          isIn(text.charCodeAt(i - 1), WORD)
        ) {
          i = behind;
          break;
        }
        if (isEscapedQuote(text, behind) || isEscapedLineEnd(text, behind)) return Math.min(first, stop);
        i = behind - 1;
        break;
      }
      case 37:
        if (level > 0 && ENCODED_ENDS.has(encodedCharacter(text, i, level))) return i;
        break;
    }
  }
  return Math.min(i, stop);
}

/** The end of a parameter's value in a URL: RFC 3986 section 3.4, and what ends an address in running text. */
export function queryValueEnd(text: string, at: number): number {
  return parameterEnd(text, at, 0);
}

/** The same behind an `=` that was percent-encoded once, twice, three times: percent-encoded ends count as well. */
export const encodedQueryValueEnds = [1, 2, 3].map(
  (level) => (text: string, at: number) => parameterEnd(text, at, level),
);

function parameterEnd(text: string, at: number, level: number): number {
  let i = at;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isIn(code, WORD)) continue;
    if (isBlank(code) || code === AMPERSAND || code === 35 || code === SEMICOLON) return i;
    if (code === 34 || code === 96 || code === 60 || code === 62 || code === BACKSLASH) return i;
    // encodeURIComponent leaves these as they are.
    if ((code === 39 || code === 41) && isIn(text.charCodeAt(i + 1), WORD)) continue;
    if (code === 39) return i;
    if (code === 91) {
      const known = placeholderEnd(text, i);
      if (known > 0) i = known - 1;
    }
    if (code === 41 || code === 93 || code === 125) return i;
    if (level > 0 && code === 37 && ENCODED_ENDS.has(encodedCharacter(text, i, level))) return i;
  }
  return i;
}

const ESCAPED_LINE_END = /\\+[nrt]/;

/** Where a value in prose ends: before a line end that is written as an escape, `x\\nhost`, though a word follows. */
export function beforeEscape(text: string, start: number, end: number): number {
  const at = text.slice(start, Math.min(end, start + 256)).search(ESCAPED_LINE_END);
  return at > 0 ? start + at : end;
}

/** Gives back the punctuation of the sentence around the value. */
export function withoutPunctuation(text: string, start: number, end: number): number {
  let to = end;
  while (to > start + 1) {
    const code = text.charCodeAt(to - 1);
    if (code !== 46 && code !== COMMA && code !== 58 && code !== SEMICOLON) break;
    to--;
  }
  return to;
}
