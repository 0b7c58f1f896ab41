/**
 * Characters that take no room, or look like a blank: a reader does not see them, so they cannot make another name of
 * `pass\u034fword`. Unicode's default-ignorable and format characters, the empty pattern of Braille, and what stands
 * for an object in a text.
 */
const INVISIBLE = /[\p{DI}\p{Cf}\u2800\ufffc]/u;
const ALL_INVISIBLE = /[\p{DI}\p{Cf}\u2800\ufffc]+/gu;

/** @param code a code point */
export function isInvisible(code: number): boolean {
  return code > 0x7f && INVISIBLE.test(String.fromCodePoint(code));
}

export function withoutInvisible(text: string): string {
  return text.replace(ALL_INVISIBLE, '');
}
