/**
 * Milliseconds of processor time that a call takes, the least of `tries`: other work on the machine does not count, and a garbage
 * collection or a compilation only where it comes every time.
 */
export function processorTime(run: () => unknown, tries = 3): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < tries; i += 1) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}
