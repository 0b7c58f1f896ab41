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

/** A passphrase: four to eight lower-case words and nothing else in their line. */
const WORDS = /^[a-z]{3,12}(?: [a-z]{3,12}){3,7}(?=[\r\n]|$)/;
const LONGEST = 112;

export function lineOfWordsEnd(text: string, start: number, first: number): number {
  return Math.max(first, start + (WORDS.exec(text.slice(start, start + LONGEST))?.[0].length ?? 0));
}
