/**
 * The end of the process, seen once for all transports of this mode: on `exit` (which an uncaught exception and an
 * unhandled rejection end in) and on SIGTERM, SIGINT and SIGHUP, each gets to put out what it holds.
 *
 * A listener takes away the signal's default action, which is to end the process. So when ours is the only one, it is
 * taken off and the signal sent again. A listener of the host that was added with `once` leaves the row just before it
 * is called. So ours stands first, and where the host got in front of it all the same, the leaving is noticed.
 */

/** How the process goes on after {@link Finisher.finish}. */
export type End =
  /** It ends, once what was asked of libuv's threads is done. */
  | 'exit'
  /** It ends at once. */
  | 'signal'
  /** The host has a listener of its own, and decides. */
  | 'perhaps';

export interface Finisher {
  /** Puts out what is held, synchronously. Waits for the disk until `deadline` (monotonic clock, milliseconds). Never throws. */
  finish(deadline: number, end: End): void;
}

/** Time for batches in flight to arrive, for all transports together. Milliseconds. */
const WAIT_MS = 500;
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

const finishers = new Set<Finisher>();
/** Signals whose row another listener has left since the event loop began its present step. */
const left = new Set<string | symbol>();

/** From now on `finisher` is asked at the end of the process. */
export function addFinisher(finisher: Finisher): void {
  if (finishers.size === 0) {
    process.on('exit', onExit);
    for (const signal of SIGNALS) process.prependListener(signal, onSignal);
    process.on('removeListener', onRemoved);
  }
  finishers.add(finisher);
}

/** With the last one, every listener is taken off. */
export function removeFinisher(finisher: Finisher): void {
  if (!finishers.delete(finisher) || finishers.size > 0) return;
  process.off('exit', onExit);
  process.off('removeListener', onRemoved);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

function finishAll(end: End): void {
  const deadline = performance.now() + WAIT_MS;
  for (const finisher of finishers) finisher.finish(deadline, end);
}

function onExit(): void {
  finishAll('exit');
}

function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1 || left.has(signal)) {
    finishAll('perhaps');
    return;
  }
  finishAll('signal');
  process.off(signal, onSignal);
  process.kill(process.pid, signal);
}

/** All listeners of a signal are called in one step; the queue of microtasks comes after it. */
function onRemoved(event: string | symbol): void {
  if (!(SIGNALS as readonly (string | symbol)[]).includes(event)) return;
  left.add(event);
  queueMicrotask(() => left.delete(event));
}
