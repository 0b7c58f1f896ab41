/**
 * Makes text safe to print on one line: nothing in it can start a line, drive a terminal, or reorder or hide what
 * stands around it (CWE-117, CWE-150, CWE-116, CVE-2021-42574). Escaped, never stripped, and reversible, since the
 * backslash itself is escaped: two distinct texts stay distinct, and evidence is kept.
 */

/** Anything but printable ASCII without quote and backslash. Most text has none of it and needs no second look. */
const NOT_PLAIN = /[^ !#-[\]-~]/;

/**
 * The backslash, C0, DEL, C1, soft hyphen, invisible and bidirectional format characters, line and paragraph
 * separator, byte order mark, interlinear annotation, tag characters, and surrogates without their other half
 * (under the `u` flag whole pairs do not match).
 */
const UNSAFE =
  /[\\\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]/gu;

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\b', '\\b'],
  ['\f', '\\f'],
]);

/** Whether every character is printable ASCII other than `"` and `\`: such text needs no escaping at all. */
export function isPlainText(text: string): boolean {
  return !NOT_PLAIN.test(text);
}

/** Escapes everything in the set above, in JSON's notation, but leaves double quotes to the formatter. */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

/** What each character of the set becomes: some 2,500 at most, made when they first occur. */
const ESCAPES = new Map(SHORT);

function escapeCharacter(character: string): string {
  const known = ESCAPES.get(character);
  if (known !== undefined) return known;
  let units = '';
  for (let i = 0; i < character.length; i += 1) {
    units += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }
  ESCAPES.set(character, units);
  return units;
}
