/** Waits for something to come true, up to a deadline. */

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const timers = () => process.getBuiltinModule('node:timers/promises');

const LOOK_MS = 5;

/** True when `done` came true before `deadline` (by `performance.now()`) and before `hopeless` did. */
export async function waitUntil(
  done: () => boolean,
  deadline: number,
  hopeless: () => boolean = () => false,
): Promise<boolean> {
  while (!done()) {
    if (performance.now() >= deadline || hopeless()) return false;
    // This timer is what keeps the process alive meanwhile.
    await timers().setTimeout(LOOK_MS);
  }
  return true;
}
