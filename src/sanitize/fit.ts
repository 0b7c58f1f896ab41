/** Text that is cut because the line is full. */
import type { CleanText } from '../record/encoder.js';
import type { Cleaner } from './cleaner.js';
import { cut, RESERVE, truncated } from './limits.js';

/** How often is guessed from what was too much how much it must be. */
const GUESSES = 4;

/**
 * As much of a text as there is room for: as the whole of it swelled when it was escaped, else as the start of it did,
 * else as the worst of its characters could, which is six bytes for one.
 *
 * @param whole the text as it was cleaned, whose counts the cleaner still has
 * @param limit UTF-16 units of one string
 * @param room bytes left in the line
 */
export function fitted(
  cleaner: Cleaner,
  raw: string,
  whole: CleanText,
  limit: number,
  room: number,
  redacted = cleaner.redact(raw, limit),
): CleanText {
  const bytes = Math.max(0, room);
  const swollen = whole.length + cleaner.excess + cleaner.quotes;
  let length = (bytes * redacted.length) / swollen;
  for (let guess = 0; guess <= GUESSES; guess += 1) {
    const shown = cut(redacted, Math.floor(guess < GUESSES ? length : bytes / 6));
    const text = cleaner.escape(shown + truncated(Math.max(0, raw.length - shown.length)));
    const taken = text.length + cleaner.excess + cleaner.quotes;
    if (taken <= bytes + RESERVE / 4) return text;
    length *= bytes / taken;
  }
  return cleaner.escape(truncated(raw.length));
}
