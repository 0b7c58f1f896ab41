/** Values of several words. */
import { isIn, WORD } from '../characters.js';

/** Recovery phrases (BIP 39) are 12 to 24 lower-case words with one blank between them. */
export function phraseEnd(text: string, first: number): number {
  let end = first;
  let words = 1;
  while (words < 24 && text.charCodeAt(end) === 32) {
    let next = end + 1;
    while (next < end + 10 && text.charCodeAt(next) >= 97 && text.charCodeAt(next) <= 122) next++;
    if (next - end < 4 || isIn(text.charCodeAt(next), WORD)) break;
    end = next;
    words++;
  }
  return words >= 6 ? end : first;
}
