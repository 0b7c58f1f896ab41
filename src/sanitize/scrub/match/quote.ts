/** Quotes as they occur in logs: plain, escaped once or twice, percent-encoded, as `\u0022` or as an HTML entity. */

import { isIn, WORD } from '../characters.js';

export interface Quote {
  /** Length of the opening quote, escapes included. */
  readonly width: number;
  /** The closing character for plain quotes, else the whole closing literal. */
  readonly close: string;
  /** Backslashes before a plain quote; -1 for a literal one. */
  readonly slashes: number;
}

const BACKSLASH = 92;
/** More levels of escaping than this are not followed: 2^4 - 1 backslashes are four levels. */
const MAX_SLASHES = 15;
/** An encoded quote is not longer. Characters. */
const LONGEST = 32;
/** Behind a name more than this is not looked for. */
const LONGEST_CLOSING = 12;

/** `%22`, `%2522`, `%5C%22`, `\u0022`, `&quot;` and the same for the apostrophe. */
const FORMS = '(?:%(?:25)*5[Cc])*%(?:25)*2[27]|\\\\+u002[27]|&(?:amp;)?(?:quot|apos|#34|#39|#x22|#x27);';
const ENCODED = new RegExp(`^(?:${FORMS})`);
const ENCODED_END = new RegExp(`(?:${FORMS})$`);
/** Last characters of `quot`, `apos`, `#34`, `#39`, `#x22` and `#x27`. */
const ENTITY_ENDS = new Set([...'ts4927'].map((end) => end.charCodeAt(0)));
const TYPOGRAPHIC: Readonly<Record<string, string>> = {
  '\u201c': '\u201d',
  '\u2018': '\u2019',
  '\u00ab': '\u00bb',
};

/** Of JSON in a cell of CSV (RFC 4180, section 2.7): `""password"":""x""`. */
const DOUBLED: Quote = { width: 2, close: '""', slashes: -1 };

function isDoubled(text: string, at: number): boolean {
  if (text.charCodeAt(at + 1) !== 34) return false;
  return isIn(text.charCodeAt(at + 2), WORD) && text.charCodeAt(at - 1) !== 34;
}

/** A plain quote that a string can stand in. */
export function isQuote(code: number): boolean {
  return code === 34 || code === 39;
}

/** The quote that opens at `at`. */
export function quoteAt(text: string, at: number): Quote | undefined {
  let slashes = 0;
  while (slashes < MAX_SLASHES && text.charCodeAt(at + slashes) === BACKSLASH) slashes++;
  const code = text.charCodeAt(at + slashes);
  if (code === 34 && slashes === 0 && isDoubled(text, at)) return DOUBLED;
  if (code === 34 || code === 39 || code === 96) {
    return { width: slashes + 1, close: text[at + slashes]!, slashes };
  }
  if (slashes > 0 || code === 37 || code === 38) {
    const literal = ENCODED.exec(text.slice(at, at + LONGEST))?.[0];
    return literal === undefined ? undefined : { width: literal.length, close: literal, slashes: -1 };
  }
  const close = code > 127 ? TYPOGRAPHIC[text[at]!] : undefined;
  return close === undefined ? undefined : { width: 1, close, slashes: -1 };
}

/**
 * Where the closing quote starts (its escapes included), or -1. At escape level L a quote is written with
 * `slashes` = 2^L - 1 backslashes; one that belongs to the value has an odd number of units of 2^L more.
 */
export function closingQuote(text: string, from: number, quote: Quote): number {
  let at = text.indexOf(quote.close, from);
  if (quote.slashes < 0) return at;
  const unit = quote.slashes + 1;
  while (at >= 0) {
    let slashes = 0;
    while (at - slashes > from && text.charCodeAt(at - slashes - 1) === BACKSLASH) slashes++;
    // Fewer than at the opening: an outer string ends here.
    if (slashes < quote.slashes) return at - slashes;
    const more = slashes - quote.slashes;
    if (Math.floor(more / unit) % 2 === 0 && !(more > 0 && goesOn(text, at + 1))) return at - quote.slashes;
    at = text.indexOf(quote.close, at + 1);
  }
  return -1;
}

/** Whether more of a string stands behind a quote, which was escaped once more as a part of another string. */
function goesOn(text: string, at: number): boolean {
  return isIn(text.charCodeAt(at), WORD);
}

/** The same where a doubled quote belongs to the value, as in SQL and YAML: `'it''s'`; escaped, both are (`\\'\\'`). */
export function doubledClose(text: string, from: number, quote: Quote): number {
  const again = quote.slashes > 0 ? '\\'.repeat(quote.slashes) + quote.close : quote.close;
  let end = closingQuote(text, from, quote);
  while (end >= 0 && text.startsWith(again, end + quote.width)) {
    const next = closingQuote(text, end + quote.width + again.length, quote);
    if (next < 0) break;
    end = next;
  }
  return end;
}

/** The quote whose last character is at `end - 1`, as its literal text; empty when there is none. */
export function quoteBefore(text: string, end: number): string {
  const code = text.charCodeAt(end - 1);
  if (code === 34 || code === 39 || code === 96) {
    let start = end - 1;
    while (end - start <= MAX_SLASHES && text.charCodeAt(start - 1) === BACKSLASH) start--;
    if (code === 34 && text.charCodeAt(end - 2) === 34 && isIn(text.charCodeAt(end - 3), WORD)) start--;
    return text.slice(start, end);
  }
  if (code === 50 || code === 55 || code === 59) {
    // The encoded forms end in `22`, `27` or an entity's last letter and a semicolon.
    const before = text.charCodeAt(end - 2);
    if (code === 59 ? !ENTITY_ENDS.has(before) : before !== 50) return '';
    return ENCODED_END.exec(text.slice(Math.max(0, end - LONGEST_CLOSING), end))?.[0] ?? '';
  }
  return code === 0x201d || code === 0x2019 || code === 0xbb ? text.slice(end - 1, end) : '';
}
