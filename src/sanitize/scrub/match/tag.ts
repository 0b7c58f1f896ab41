/** Tags of elements of XML: where one ends, and where one ends a value. */
import { looksDrawn } from '../looks-secret.js';

/** Longer tags are none. Characters. */
const LONGEST = 200;
const QUOTE = 34;
const APOSTROPHE = 39;
const LESS = 60;
const GREATER = 62;

/** Where the `>` of a tag stands whose name ends at `from`; -1: it has none. What an attribute has in quotes may be any sign. */
export function tagEnd(text: string, from: number): number {
  const stop = Math.min(text.length, from + LONGEST);
  let quote = 0;
  let first = -1;
  for (let at = from; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (quote > 0) {
      if (code === quote) quote = 0;
      // Of a quote that is not closed the first one ends the tag.
      else if (code === GREATER && first < 0) first = at;
    } else if (code === GREATER) return at;
    else if (code === LESS) return -1;
    else if ((code === QUOTE || code === APOSTROPHE) && text.charCodeAt(at - 1) === 61) quote = code;
  }
  return first;
}

/** The same of a tag between `&lt;` and `&gt;`, of which the second one may be a plain `>`. */
export function escapedTagEnd(text: string, from: number): number {
  const stop = Math.min(text.length, from + LONGEST);
  for (let at = from; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code === GREATER || text.startsWith('&gt;', at)) return at;
    if (code === LESS) return -1;
  }
  return -1;
}

/** An element, and not a sign within a password. */
const TAG = /^[A-Za-z][\w:-]{0,31}(?:\s{1,4}[\w:-]{1,32}\s?=|\s?\/?>)/;
const LONGEST_TAG = 80;
/** `<your token>` */
const BLANK_TO_FILL = /^([A-Za-z][\w .:'|-]{0,64})(?:>|$)/;

/** Whether the `<` at `at` ends the value that starts at `start`, rather than being a sign of it. */
export function endsAtTag(text: string, at: number, start: number): boolean {
  if (text.charCodeAt(at + 1) === 47) return true;
  const behind = text.slice(at + 1, at + LONGEST_TAG);
  if (at > start) return TAG.test(behind);
  const words = BLANK_TO_FILL.exec(behind)?.[1];
  return words === undefined ? TAG.test(behind) : !looksDrawn(words);
}

/** Whether an element opens shortly before. */
export function isInTag(text: string, at: number): boolean {
  return text.slice(Math.max(0, at - LONGEST_TAG), at).includes('<');
}
