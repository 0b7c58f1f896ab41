/** Separators between a name and its value: nearly all are freed by the three characters before them. */
import { BASE62, endsEscape, isIn } from './characters.js';
import { COLON, EQUALS, OTHER } from './flags.js';

/** What knows which characters a sensitive name can end in. */
interface KeyEndings {
  readonly mayEndKey: (last: number, second: number, third: number) => boolean;
}

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
  if (last >= OTHER || !isIn(last, BASE62) || endsEscape(last, second, third)) return false;
  return !mayEndKey(last, second, third);
}
