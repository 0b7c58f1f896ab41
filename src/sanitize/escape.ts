/**
 * Makes text safe to print on one line: nothing in it can start a line, drive a terminal, or reorder or hide what
 * stands around it (CWE-117, CWE-150, CWE-116, CVE-2021-42574). Escaped, never stripped, and reversible, since the
 * backslash itself is escaped: two distinct texts stay distinct, and evidence is kept.
 */

/** Anything but printable ASCII without quote and backslash. Most text has none of it and needs no second look. */
const NOT_PLAIN = /[^ !#-[\]-~]/;

/**
 * The backslash, C0, DEL, C1, soft hyphen, invisible and bidirectional format characters, line and paragraph
 * separator, byte order mark, interlinear annotation: ranges of UTF-16 units, both ends included.
 */
const UNSAFE: ReadonlyArray<readonly [number, number]> = [
  [0x5c, 0x5c],
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x061c, 0x061c],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x206f],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
];

const SHORT: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

const SAFE = 0;
const ESCAPED = 1;
const HIGH = 2;
const LOW = 3;

/** What each UTF-16 unit is: a table, because a regular expression calls back for every character that it finds. */
let kinds: Uint8Array | undefined;

function kindTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const [first, last] of UNSAFE) table.fill(ESCAPED, first, last + 1);
  return table.fill(HIGH, 0xd800, 0xdc00).fill(LOW, 0xdc00, 0xe000);
}

/** Whether every character is printable ASCII other than `"` and `\`: such text needs no escaping at all. */
export function isPlainText(text: string): boolean {
  return !NOT_PLAIN.test(text);
}

/**
 * Escapes everything in the set above, tag characters (U+E0000-E007F) and surrogates without their other half, in
 * JSON's notation, but leaves double quotes to the formatter. Gives the same string when there is nothing to escape.
 */
export function escapeControls(text: string): string {
  kinds ??= kindTable();
  let escaped = '';
  let done = 0;
  for (let at = 0; at < text.length; at += 1) {
    const kind = kinds[text.charCodeAt(at)];
    if (kind === SAFE) continue;
    let width = 1;
    if (kind === HIGH && kinds[text.charCodeAt(at + 1)] === LOW) {
      width = 2;
      if (!isTag(text, at)) {
        at += 1;
        continue;
      }
    }
    if (done < at) escaped += text.slice(done, at);
    if (width === 1) {
      const end = runEnd(text, at, kind);
      const shown = escapeUnit(text.charCodeAt(at));
      escaped += end - at > 1 ? shown.repeat(end - at) : shown;
      at = end - 1;
    } else {
      escaped += escapeUnit(text.charCodeAt(at)) + escapeUnit(text.charCodeAt(at + 1));
      at += 1;
    }
    done = at + 1;
  }
  return done === 0 ? text : escaped + text.slice(done);
}

/**
 * How much of a text, in UTF-16 units, takes no more than so many bytes of UTF-8 when it is escaped, its double quotes too.
 */
export function lengthWithin(text: string, bytes: number): number {
  kinds ??= kindTable();
  let left = bytes;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const isPair = kinds[unit] === HIGH && kinds[text.charCodeAt(at + 1)] === LOW;
    left -= isPair ? (isTag(text, at) ? 12 : 4) : bytesOf(unit);
    if (left < 0) return at;
    if (isPair) at += 1;
  }
  return text.length;
}

/** Bytes of a unit that is no half of a pair. */
function bytesOf(unit: number): number {
  if (kinds?.[unit] !== SAFE) return escapeUnit(unit).length;
  if (unit < 0x80) return unit === 0x22 ? 2 : 1;
  return unit < 0x800 ? 2 : 3;
}

/** Where the units end that are the same as the one at `at`; a high surrogate before a low one is not by itself. */
function runEnd(text: string, at: number, kind: number | undefined): number {
  const unit = text.charCodeAt(at);
  let end = at + 1;
  while (end < text.length && text.charCodeAt(end) === unit) end += 1;
  return kind === HIGH && end - at > 1 && kinds?.[text.charCodeAt(end)] === LOW ? end - 1 : end;
}

/** U+E0000 to U+E007F, which spell invisible text, are the pairs DB40 DC00 to DB40 DC7F. */
function isTag(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0xdb40 && text.charCodeAt(at + 1) <= 0xdc7f;
}

/** Made when they first occur: some 2,500 at most. */
const escapes = new Map<number, string>();

function escapeUnit(unit: number): string {
  const known = escapes.get(unit);
  if (known !== undefined) return known;
  const made = SHORT[String.fromCharCode(unit)] ?? `\\u${unit.toString(16).padStart(4, '0')}`;
  escapes.set(unit, made);
  return made;
}
