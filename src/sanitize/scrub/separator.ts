/** Separators between a name and its value: nearly all are freed by the three characters before them. */
import { BASE62, endsEscape, isIn } from './characters.js';
import { BLANK, CLASSES, COLON, EQUALS, OTHER } from './flags.js';

/** What knows which characters a sensitive name can end in. */
interface KeyEndings {
  readonly mayEndKey: (last: number, second: number, third: number) => boolean;
}

/** What stands at the end of no name, neither next to a separator nor with a blank between them. */
const ENDS_NO_NAME = new Uint8Array(CLASSES);
for (const sign of ':=,({}+!#&/@^~|') ENDS_NO_NAME[sign.charCodeAt(0)] = 1;

export function isSeparator(code: number): boolean {
  return code === COLON || code === EQUALS;
}

/** Whether `sign` is a separator behind a name that is not sensitive. `last` is the character next to it. */
export function freesSeparator(
  { mayEndKey }: KeyEndings,
  sign: number,
  last: number,
  second: number,
  third: number,
): boolean {
  if (!isSeparator(sign)) return false;
  if (last === BLANK) return ENDS_NO_NAME[second] === 1;
  if (last >= OTHER || !isIn(last, BASE62) || endsEscape(last, second, third)) return false;
  return !mayEndKey(last, second, third);
}
