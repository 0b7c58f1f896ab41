/** Lines to stdout or stderr, each of them out before `write()` returns, and no wait without an end. */

import { closeSync } from 'node:fs';
import { Boom } from './boom.js';
import { type ConsoleDescriptor, openConsoleDescriptor } from './console-descriptor.js';
import type { BuiltinTransport, Notify, TransportHealth } from './transport.js';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const timers = () => process.getBuiltinModule('node:timers/promises');

/** What a console transport is made from. */
export interface ConsoleOptions {
  readonly name: string;
  readonly stream: 'stdout' | 'stderr';
}

/** A reader that takes no byte for so long is given up. */
const STALL_MS = 1_000;
/** One line waits no longer than this, even when its reader takes a byte now and then. */
const LINE_MS = 10_000;
/** Lines are dropped without a system call in between two looks at a stream that was given up. */
const PROBE_MS = 10;
/** Naps while waiting: doubled from the first to the last, and short again after each byte that went out. */
const FIRST_NAP_MS = 0.1;
const LAST_NAP_MS = 5;

const REASONS: Readonly<Record<string, string>> = {
  EAGAIN: `the reader took nothing for ${STALL_MS / 1_000} s`,
  EPIPE: 'the reader is gone',
  ENOSPC: 'no space left on the device',
  EBADF: 'the stream is closed',
};

/**
 * Opens stdout or stderr. Never throws, never emits, adds no listener to the process, and does not touch
 * `process.stdout`; there is nothing to write at exit, so exit code and signals stay the host's.
 *
 * While the reader is slow, `write()` waits: up to 1 s without a byte taken, 10 s in all. Then lines are counted as
 * dropped at no cost, until the stream takes bytes again. A line that was cut is completed before any other.
 */
export function openConsoleTransport(options: ConsoleOptions, notify: Notify): BuiltinTransport {
  return new ConsoleTransport(options, notify);
}

class ConsoleTransport implements BuiltinTransport {
  readonly name: string;
  readonly #label: string;
  readonly #notify: Notify;
  readonly #descriptor: ConsoleDescriptor;
  readonly #boom: Boom;
  #blocked = false;
  #closed = false;
  #closing: Promise<void> | undefined = undefined;
  /** Size of the line that is partly out, 0 when none is. Bytes. */
  #cutBytes = 0;
  #dropped = 0;
  #droppedBefore = 0;
  /** When to look again at a stream that was given up, by `performance.now()`. */
  #probeAt = 0;
  #lastError: string | undefined = undefined;

  constructor({ name, stream }: ConsoleOptions, notify: Notify) {
    this.name = name;
    this.#label = name === stream ? stream : `${name} (${stream})`;
    this.#notify = notify;
    this.#descriptor = openConsoleDescriptor(stream === 'stdout' ? 1 : 2);
    this.#boom = new Boom({ fd: this.#descriptor.fd, maxLineBytes: 0 });
  }

  write(line: string): void {
    if (this.#blocked || this.#closed) this.#probe(line);
    else if (!this.#boom.write(line)) this.#wait();
  }

  async flush(): Promise<void> {
    const deadline = performance.now() + STALL_MS;
    while (this.#cutBytes > 0 && !this.#finishCut() && performance.now() < deadline)
      await timers().setTimeout(LAST_NAP_MS);
  }

  close(): Promise<void> {
    this.#closing ??= this.flush().then(() => this.#release());
    return this.#closing;
  }

  health(): TransportHealth {
    const state = this.#closed ? 'closed' : this.#blocked ? 'degraded' : 'ok';
    return { state, queuedBytes: this.#cutBytes, dropped: this.#dropped, lastError: this.#lastError };
  }

  /** Blocks the thread until the line is out or the reader is given up. */
  #wait(): void {
    const boom = this.#boom;
    const start = performance.now();
    let movedAt = start;
    let held = boom.heldBytes;
    let nap = FIRST_NAP_MS;
    while (isBusy(boom.error)) {
      const now = performance.now();
      if (now - movedAt >= STALL_MS || now - start >= LINE_MS) break;
      sleep(nap);
      if (boom.resume()) return;
      if (boom.heldBytes < held) {
        held = boom.heldBytes;
        movedAt = performance.now();
        nap = FIRST_NAP_MS;
      } else {
        nap = Math.min(nap * 2, LAST_NAP_MS);
      }
    }
    this.#giveUp();
  }

  #giveUp(): void {
    const code = this.#boom.error?.code ?? 'unknown error';
    const reason = REASONS[code] ?? code;
    this.#droppedBefore = this.#dropped;
    this.#keepOrDrop();
    this.#blocked = true;
    // Another file may get the number of a closed descriptor, so that one is never tried again.
    this.#probeAt = code === 'EBADF' ? Number.POSITIVE_INFINITY : performance.now() + PROBE_MS;
    this.#lastError = `${this.#label}: ${reason}`;
    this.#notify(`${this.#lastError}; lines are dropped until it takes them again`);
  }

  /** The way of a line while the stream is given up: now and then a try that does not wait, else a count. */
  #probe(line: string): void {
    const now = this.#closed ? 0 : performance.now();
    if (now < this.#probeAt || this.#closed) {
      this.#dropped += 1;
      return;
    }
    this.#probeAt = now + PROBE_MS;
    if (!this.#finishCut()) {
      this.#dropped += 1;
    } else if (this.#boom.write(line)) {
      this.#resume();
    } else {
      this.#keepOrDrop();
    }
  }

  #resume(): void {
    this.#blocked = false;
    this.#notify(`${this.#label}: writing again, ${this.#dropped - this.#droppedBefore} lines were dropped`);
  }

  /** A line of which a part is out must be completed; one that has not begun is forgotten and counted. */
  #keepOrDrop(): void {
    const { heldBytes, lineBytes } = this.#boom;
    if (heldBytes < lineBytes) {
      this.#cutBytes = lineBytes;
    } else {
      this.#boom.forget();
      this.#dropped += 1;
    }
  }

  /** Tries to write the rest of a cut line. True when there is none left. */
  #finishCut(): boolean {
    if (this.#cutBytes > 0 && this.#boom.resume()) this.#cutBytes = 0;
    return this.#cutBytes === 0;
  }

  #release(): void {
    this.#closed = true;
    if (this.#cutBytes > 0) {
      this.#cutBytes = 0;
      this.#dropped += 1;
    }
    if (this.#blocked)
      this.#notify(`${this.#label}: closed, ${this.#dropped - this.#droppedBefore} lines were dropped`);
    this.#boom.forget();
    if (this.#descriptor.own) closeSync(this.#descriptor.fd);
  }
}

function isBusy(failure: NodeJS.ErrnoException | undefined): boolean {
  return failure?.code === 'EAGAIN' || failure?.code === 'EBUSY';
}

const sleepCell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Gives the processor away for `ms`, which may be a fraction, without an event loop turn. */
function sleep(ms: number): void {
  Atomics.wait(sleepCell, 0, 0, ms);
}
