/** Whose a spool file is, told by its name, so that a new process takes over what a dead one left and nothing else. */

import { readFileSync } from 'node:fs';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const threads = () => process.getBuiltinModule('node:worker_threads');

/** A process and thread. */
export interface SpoolOwner {
  readonly pid: number;
  /** Tells two processes apart that had the same pid one after the other, as in a container where it is always 1. */
  readonly born: string;
  readonly thread: number;
}

/** The owner of what this thread makes. */
export function currentOwner(): SpoolOwner {
  const born = bornOf(process.pid) ?? String(Math.round(Date.now() - performance.now()));
  return { pid: process.pid, born, thread: threads().threadId };
}

/** False when the owner certainly does not run any more. */
export function isRunning(owner: SpoolOwner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const born = bornOf(owner.pid);
  return born === undefined || born === owner.born;
}

/** Start time of a process in clock ticks after boot; undefined where there is no /proc. */
function bornOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in parentheses and may hold anything; field 22 is the start time.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
