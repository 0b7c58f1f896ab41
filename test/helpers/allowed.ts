/** Which characters may stand in a line as they are. Written from the description, apart from the library's table. */

/** Code points that must have been escaped, each range with both ends. */
const FORBIDDEN: ReadonlyArray<readonly [from: number, to: number]> = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x206f],
  [0xd800, 0xdfff], // as code points these are lone
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe007f],
];

export function isForbidden(code: number): boolean {
  return FORBIDDEN.some(([from, to]) => code >= from && code <= to);
}

/** The first character of a text that must not stand in a line; undefined when there is none. */
export function forbiddenIn(text: string): string | undefined {
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if ((code < 0x20 || code > 0x7e) && isForbidden(code)) return `U+${code.toString(16).padStart(4, '0')}`;
  }
  return undefined;
}
