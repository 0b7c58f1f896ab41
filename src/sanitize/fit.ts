/** Text that is cut because the line is full. */
import type { CleanText } from '../record/encoder.js';
import type { Cleaner } from './cleaner.js';
import { cut, truncated, withoutMark } from './limits.js';

/**
 * As much of a text as there is room for, and the mark for the rest, for which the line keeps room of its own.
 *
 * @param limit UTF-16 units of one string
 * @param room bytes left in the line
 */
export function fitted(
  cleaner: Cleaner,
  raw: string,
  limit: number,
  room: number,
  redacted = cleaner.redact(raw, limit),
): CleanText {
  const { text, left } = raw.length > limit ? withoutMark(redacted) : { text: redacted, left: 0 };
  const shown = cut(text, cleaner.lengthWithin(text, room));
  return cleaner.escape(shown + truncated(left + text.length - shown.length));
}
