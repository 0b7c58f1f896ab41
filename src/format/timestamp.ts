/** Milliseconds since the Unix epoch as UTC text of fixed width: `2026-11-22T01:02:03.456Z` (RFC 3339). */

let lastTime = Number.NaN;
let lastText = '';
let lastSecond = Number.NaN;
let lastPrefix = '';

/** Cached per millisecond, and the part before the milliseconds per second: a busy process asks the same thing. */
export function timestamp(time: number): string {
  if (time === lastTime) return lastText;
  const second = Math.floor(time / 1000);
  if (second !== lastSecond) {
    lastPrefix = prefixOf(second * 1000);
    lastSecond = second;
  }
  lastText = `${lastPrefix}${String(time - second * 1000).padStart(3, '0')}Z`;
  lastTime = time;
  return lastText;
}

/** A clock that was set beyond what four digits of a year can say is shown as the epoch. */
function prefixOf(time: number): string {
  const date = new Date(time);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return text.length === 24 ? text.slice(0, 20) : '1970-01-01T00:00:00.';
}
