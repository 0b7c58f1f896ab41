/** A descriptor of stdout or stderr on which a write cannot block for ever. */

import { constants, fstatSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const net = () => process.getBuiltinModule('node:net');
const tty = () => process.getBuiltinModule('node:tty');

/** Where console lines are written. */
export interface ConsoleDescriptor {
  readonly fd: number;
  /** True when we opened it, so we close it; false for 1 and 2 themselves, which belong to the host. */
  readonly own: boolean;
}

/**
 * Opens stdout (1) or stderr (2) so that a reader which has stopped gives EAGAIN instead of a blocked process.
 *
 * - Pipe or terminal on Linux: the same object is opened a second time through /proc. The new descriptor has flags of its
 *   own, so the host's descriptor and the processes that share it keep theirs.
 * - Socket (what `child_process` gives a child), and a pipe that cannot be opened again: the descriptor itself is made
 *   non-blocking, exactly as the first use of `process.stdout` would do.
 * - File or other device, and everything on Windows: taken as it is, since it does not wait for a reader.
 *
 * Never throws: a closed stream shows at the first write, as EBADF.
 */
export function openConsoleDescriptor(stdio: 1 | 2): ConsoleDescriptor {
  const asItIs: ConsoleDescriptor = { fd: stdio, own: false };
  if (process.platform === 'win32') return asItIs;
  try {
    const stat = fstatSync(stdio);
    const terminal = tty().isatty(stdio);
    if (!terminal && !stat.isFIFO() && !stat.isSocket()) return asItIs;
    const second = stat.isSocket() ? undefined : openAgain(stdio);
    if (second !== undefined) return { fd: second, own: true };
    // A terminal is shared with the user's shell, which does not expect EAGAIN.
    if (!terminal) makeNonBlocking(stdio);
  } catch {
    // Closed, or hidden by a sandbox: the first write tells.
  }
  return asItIs;
}

function openAgain(fd: number): number | undefined {
  // Elsewhere /dev/fd only duplicates the descriptor, and the flags would be shared.
  if (process.platform !== 'linux') return undefined;
  try {
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    // ENXIO: nobody reads. EACCES: made by another user. ENOENT: no /proc.
    return undefined;
  }
}

/** Kept for the life of the process: closing one would take the descriptor out of the host's own event polling. */
const switched = new Map<number, Socket>();

function makeNonBlocking(fd: number): void {
  if (switched.has(fd)) return;
  // Node offers no fcntl; taking a pipe or socket into a stream sets O_NONBLOCK. Nothing is ever read or written through
  // it, so it holds no poll and no listener, and libuv never closes descriptors 0 to 2.
  // Throws EEXIST while process.stdout is busy on it, and then the descriptor is non-blocking already.
  const socket = new (net().Socket)({ fd, readable: false, writable: true });
  switched.set(fd, socket.unref());
}
