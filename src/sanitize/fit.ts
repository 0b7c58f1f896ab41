/** Text that is cut because the line is full. */
import type { CleanText } from '../record/encoder.js';
import type { Cleaner } from './cleaner.js';
import { cut, RESERVE, truncated } from './limits.js';

/**
 * As much of a text as there is room for: as the whole of it swelled when it was escaped, else as the worst of its
 * characters could, which is six bytes for one.
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
): CleanText {
  const bytes = Math.max(0, room);
  const swollen = whole.length + cleaner.excess + cleaner.quotes;
  const redacted = cleaner.redact(raw, limit);
  for (const length of [(bytes * redacted.length) / swollen, bytes / 6]) {
    const shown = cut(redacted, Math.floor(length));
    const text = cleaner.escape(shown + truncated(Math.max(0, raw.length - shown.length)));
    if (text.length + cleaner.excess + cleaner.quotes <= bytes + RESERVE / 4) return text;
  }
  return cleaner.escape(truncated(raw.length));
}
