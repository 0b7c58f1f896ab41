/**
 * Lines to a descriptor that somebody else opened and will close, each out before `write` returns.
 *
 * A line goes out with one call to the system from here. What that call leaves - the rest of a partial write, all of a
 * line that met an error - goes through sonic-boom, which keeps it and continues it, and never throws for it
 * (docs/decisions/0009-who-writes.md). What sonic-boom lacks is told here: whether a line is out, how much of it is
 * held, and a bound on what may be held. One `Boom` holds at most one line: a caller that has more queues them itself, so
 * that a drop is always a whole line and counted once.
 *
 * This is the only place that touches sonic-boom. Two facts about sonic-boom 5.0.2 that shape this file:
 * - Loading it as a CommonJS module costs as much at start as the rest of this package, so that it is loaded with the
 *   first transport and not with the import (docs/decisions/0007-lazy-loading.md).
 * - The number of bytes it still holds is only in its field `_len`. The version is pinned and a test watches the field.
 */
import fs from 'node:fs';
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
}

/** What sonic-boom keeps to itself. */
interface Private {
  readonly _len: number;
}

/** Writes whole lines to a descriptor before `write` returns. Never throws because of the descriptor. */
export class Boom {
  /** The failure that stopped the last `write` or `resume`; undefined when it went through. */
  error: NodeJS.ErrnoException | undefined = undefined;
  /** Length of the line given last. Bytes. */
  lineBytes = 0;
  /** True when the last line was longer than the limit: no byte of it was written, none is held. */
  refused = false;

  readonly #fd: number;
  readonly #maxLineBytes: number;
  #sonic: SonicBoom;
  #scratch = Buffer.allocUnsafeSlow(SCRATCH_UNITS * MAX_BYTES_PER_UNIT);

  constructor({ fd, maxLineBytes }: BoomOptions) {
    this.#fd = fd;
    this.#maxLineBytes = maxLineBytes === 0 ? Number.POSITIVE_INFINITY : maxLineBytes;
    this.#sonic = this.#start();
  }

  /** Bytes of the last line that did not reach the descriptor. */
  get heldBytes(): number {
    return (this.#sonic as unknown as Private)._len;
  }

  /**
   * True when every byte is out. False: the rest is held (`heldBytes`), or the line was refused (`refused`).
   * Must not be called while something is held.
   */
  write(line: string): boolean {
    let bytes = this.#scratch;
    let length: number;
    if (line.length > SCRATCH_UNITS) {
      bytes = Buffer.from(line);
      length = bytes.length;
    } else {
      length = bytes.write(line);
    }
    this.lineBytes = length;
    this.error = undefined;
    this.refused = length > this.#maxLineBytes;
    if (this.refused) return false;
    let written = 0;
    try {
      written = fs.writeSync(this.#fd, bytes, 0, length);
    } catch {
      // sonic-boom tries once more, meets the error that lasts, and keeps the line.
    }
    return written === length || this.#hold(bytes.subarray(written, length));
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

  /** Writes the rest of a line as far as the descriptor takes it, and holds what is left. True when nothing is. */
  #hold(rest: Buffer): boolean {
    this.#sonic.write(rest as unknown as string);
    return this.error === undefined;
  }

  #start(): SonicBoom {
    const { SonicBoom }: typeof sonicBoom = load('sonic-boom');
    const boom = new SonicBoom({
      fd: this.#fd,
      sync: true,
      contentMode: 'buffer',
      // A busy descriptor is the caller's to wait for: sonic-boom's own way is 100 ms at a time.
      retryEAGAIN: () => false,
    } as ConstructorParameters<typeof sonicBoom.SonicBoom>[0]);
    boom.on('error', (error: NodeJS.ErrnoException) => {
      this.error = error;
    });
    return boom;
  }
}
