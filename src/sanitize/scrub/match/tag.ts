/** The tag of an element of XML, with its attributes. */

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
