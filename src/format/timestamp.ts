/** Milliseconds since the Unix epoch as UTC text of fixed width: `2026-11-22T01:02:03.456Z` (RFC 3339). */

/** `000Z` to `999Z`: what changes from call to call is looked up, not computed. */
const MILLISECONDS: readonly string[] = Array.from(
  { length: 1000 },
  (_, ms) => `${String(ms).padStart(3, '0')}Z`,
);

let lastSecond = Number.NaN;
let lastPrefix = '';

/** The part up to the second is cached: a busy process asks for the same one again and again. */
export function timestamp(time: number): string {
  const second = Math.floor(time / 1000);
  if (second !== lastSecond) {
    lastPrefix = prefixOf(second * 1000);
    lastSecond = second;
  }
  return lastPrefix + (MILLISECONDS[time - second * 1000] ?? '000Z');
}

/** The first and the last millisecond of the years that have four digits. */
const [FIRST, LAST] = [Date.parse('0000-01-01T00:00:00.000Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** The same time as a number, for formats that do not write a date. What is replaced by the epoch there is here too. */
export function epochMilliseconds(time: number): number {
  return time >= FIRST && time <= LAST ? Math.floor(time) : 0;
}

/** A clock that was set beyond what four digits of a year can say is shown as the epoch. */
function prefixOf(time: number): string {
  const date = new Date(time);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return text.length === 24 ? text.slice(0, 20) : '1970-01-01T00:00:00.';
}
