/**
 * Periods for rotation by time. They are counted in UTC from the epoch, so no time zone and no daylight saving change
 * makes one longer, shorter, or double.
 */

/** A clock that goes back by less than this across a boundary is being adjusted, and starts no new file. */
const ADJUSTMENT_MS = 60_000;

/** Number of the period that `time` lies in. */
export function periodOf(time: number, intervalMs: number): number {
  return Math.floor(time / intervalMs);
}

/** Whether a file of period `file` must not take a line at `now`: its period is over, or the clock was set back before it. */
export function isOver(file: number, now: number, intervalMs: number): boolean {
  const period = periodOf(now, intervalMs);
  if (period === file) return false;
  return period > file || now < file * intervalMs - Math.min(ADJUSTMENT_MS, intervalMs / 2);
}
