/**
 * The only place that touches sonic-boom: synchronous writes to a descriptor that somebody else opened and will close.
 *
 * sonic-boom keeps the rest of a partial write and never throws for it; what it lacks is told here: whether a line is out,
 * how much of it is held, and a bound on what may be held. One `Boom` holds at most one line: a caller that has more
 * queues them itself, so that a drop is always a whole line and counted once.
 *
 * Two facts about sonic-boom 5.0.2 that shape this file:
 * - Loading it as a CommonJS module costs as much at start as the rest of this package, so that it is loaded with the
 *   first transport and not with the import (docs/decisions/0007-lazy-loading.md).
 * - The number of bytes it still holds is only in its field `_len`. The version is pinned and a test watches the field.
 */
import { createRequire } from 'node:module';
import type sonicBoom from 'sonic-boom';

const load = createRequire(import.meta.url);
type SonicBoom = InstanceType<typeof sonicBoom.SonicBoom>;

/** Longest line, in UTF-16 units, that is encoded into the shared scratch buffer. */
const SCRATCH_UNITS = 16 * 1024;
/** A UTF-16 unit is at most three bytes of UTF-8. */
const MAX_BYTES_PER_UNIT = 3;

export interface BoomOptions {
  /** Open for writing. It stays the caller's: it is never closed here. */
  readonly fd: number;
  /** A line longer than this is refused. Bytes; 0: none is. */
  readonly maxLineBytes: number;
  /**
   * Asked after EAGAIN or EBUSY, with the bytes still held; `true` sleeps 100 ms (the thread waits) and tries again.
   * It must say `false` in the end.
   */
  readonly retryBusy: (heldBytes: number) => boolean;
}

/** What sonic-boom keeps to itself. */
interface Private {
  readonly _len: number;
}

/** Writes whole lines to a descriptor before `write` returns. Never throws because of the descriptor. */
export class Boom {
  /** The failure that stopped the last `write` or `resume`; undefined when it went through. */
  error: NodeJS.ErrnoException | undefined;
  /** Length of the line given last. Bytes. */
  lineBytes = 0;

  readonly #options: BoomOptions;
  #sonic: SonicBoom;
  #scratch = Buffer.allocUnsafeSlow(SCRATCH_UNITS * MAX_BYTES_PER_UNIT);
  #refused = false;

  constructor(options: BoomOptions) {
    this.#options = options;
    this.#sonic = this.#start();
  }

  /** Bytes of the last line that did not reach the descriptor. */
  get heldBytes(): number {
    return (this.#sonic as unknown as Private)._len;
  }

  /** True when the last line was longer than the limit: no byte of it was written, none is held. */
  get refused(): boolean {
    return this.#refused;
  }

  /**
   * True when every byte is out. False: the rest is held (`heldBytes`), or the line was refused (`refused`).
   * Must not be called while something is held.
   */
  write(line: string): boolean {
    const bytes = this.#encode(line);
    this.lineBytes = bytes.length;
    this.error = undefined;
    this.#refused = false;
    this.#sonic.write(bytes as unknown as string);
    return this.error === undefined && !this.#refused;
  }

  /** Tries to write what is held. True when nothing is held any more. */
  resume(): boolean {
    this.error = undefined;
    this.#sonic.flush();
    return this.error === undefined;
  }

  /** Gives up what is held. */
  forget(): void {
    this.#sonic.removeAllListeners();
    // Something else may look at the old instance on the next tick; it must find a listener and nothing to do.
    this.#sonic.on('error', () => undefined);
    this.#scratch = Buffer.allocUnsafeSlow(SCRATCH_UNITS * MAX_BYTES_PER_UNIT);
    this.#sonic = this.#start();
  }

  #encode(line: string): Buffer {
    if (line.length > SCRATCH_UNITS) return Buffer.from(line);
    return this.#scratch.subarray(0, this.#scratch.write(line, 0));
  }

  #start(): SonicBoom {
    const { fd, maxLineBytes, retryBusy } = this.#options;
    const { SonicBoom }: typeof sonicBoom = load('sonic-boom');
    const boom = new SonicBoom({
      fd,
      sync: true,
      contentMode: 'buffer',
      maxLength: maxLineBytes,
      // retryBusy decides; this is the stop behind it, so that no mistake in it can hang the process (100 ms each).
      maxWriteRetries: 100,
      retryEAGAIN: (_error: Error, heldBytes: number) => retryBusy(heldBytes),
    } as ConstructorParameters<typeof sonicBoom.SonicBoom>[0]);
    boom.on('error', (error: NodeJS.ErrnoException) => {
      this.error = error;
    });
    boom.on('drop', () => {
      this.#refused = true;
    });
    return boom;
  }
}
