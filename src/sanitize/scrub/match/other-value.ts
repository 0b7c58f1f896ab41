/** Behind a secret in prose the one that it is compared with, or that takes its place. */
import { looksSecret } from '../looks-secret.js';
import { bareValueEnd, withoutPunctuation } from './bare-value.js';

/** `changed from x to y`, `expected x but got y`, `"x" does not match "y"`. */
const LINK =
  /^['"]?,? {1,2}(?:to|TO|REPLACE|with|by|and|vs\.?|but (?:got|received|was)|got|received|does not match|is not|[!=]==?|-{1,2}>|=>|\u2192|(?:and )?new) ['"]?(?=\S)/;
const LONGEST_LINK = 24;
const LONGEST_CHANGED = 4_096;

/** `~ password = "x" -> "y"` of a plan. */
const ARROW = /^(?:\\*["'])?\s{1,4}(?:->|=>|\u2192)\s{1,4}(\\*["'])/;

/** The value in quotes behind the arrow behind the one that ends at `behind`. */
export function changedValue(
  text: string,
  behind: number,
): { readonly start: number; readonly end: number } | undefined {
  const arrow = ARROW.exec(text.slice(behind, behind + LONGEST_LINK));
  if (arrow === null) return undefined;
  const start = behind + arrow[0].length;
  const length = text.slice(start, start + LONGEST_CHANGED).indexOf(arrow[1]!);
  return length < 1 ? undefined : { start, end: start + length };
}

/** The value that looks like a secret behind the one that ends at `behind`. */
export function otherValue(
  text: string,
  behind: number,
): { readonly start: number; readonly end: number } | undefined {
  const link = LINK.exec(text.slice(behind, behind + LONGEST_LINK))?.[0];
  if (link === undefined) return undefined;
  const start = behind + link.length;
  const end = withoutPunctuation(text, start, bareValueEnd(text, start, false));
  return looksSecret(text.slice(start, end), true) ? { start, end } : undefined;
}
