/** One open descriptor, written through sonic-boom in sync mode. The only file that imports sonic-boom. */

import sonicBoom, { type SonicBoomOpts } from 'sonic-boom';

// It is a CommonJS module whose exports Node cannot list, so that a named import fails when it is loaded.
const { SonicBoom } = sonicBoom;
type SonicBoom = InstanceType<typeof SonicBoom>;

/** Limits of one {@link Boom}. */
export interface BoomOptions {
  /** Bytes that may wait inside after a failed write. 0 = no bound. @default 0 */
  readonly maxLength?: number;
  /**
   * EAGAIN/EBUSY retries inside one write, each of which blocks the thread for 100 ms. 0 = none: the failure comes back
   * at once and the caller decides how long to wait. sonic-boom's own default is to retry for ever. @default 0
   */
  readonly maxWriteRetries?: number;
}

/**
 * What could not be written is kept inside and goes out before anything newer, so a line is never torn by the next one.
 * No failure throws: the listeners below stay for the whole life, so no `error` event is ever unhandled.
 */
export class Boom {
  /** Why the last {@link write} or {@link retry} did not put everything out; undefined when it did. */
  failure: NodeJS.ErrnoException | undefined = undefined;
  /** Whether the last {@link write} or {@link retry} got at least one byte out. */
  progressed = false;

  #stream: SonicBoom;
  readonly #options: SonicBoomOpts & { maxWriteRetries: number };

  constructor(fd: number, { maxLength = 0, maxWriteRetries = 0 }: BoomOptions = {}) {
    this.#options = { fd, sync: true, maxLength, maxWriteRetries, retryEAGAIN: () => maxWriteRetries > 0 };
    this.#stream = this.#open();
  }

  /** Writes `text` behind what still waits. True when all of it is out. */
  write(text: string): boolean {
    this.failure = undefined;
    this.progressed = false;
    this.#stream.write(text);
    return this.failure === undefined;
  }

  /** Tries once more to write what waits. True when nothing waits any more. */
  retry(): boolean {
    this.failure = undefined;
    this.progressed = false;
    this.#stream.flush();
    return this.failure === undefined;
  }

  /** Forgets what waits. The descriptor stays open: it belongs to the caller. */
  discard(): void {
    // sonic-boom can only drop its queue by closing the descriptor, after an fsync; a fresh instance costs about 1 µs.
    this.#stream = this.#open();
  }

  #open(): SonicBoom {
    const stream = new SonicBoom(this.#options);
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.failure = error;
    });
    stream.on('drop', () => {
      this.failure = new Error('the queue is full');
    });
    stream.on('write', (bytes: number) => {
      if (bytes > 0) this.progressed = true;
    });
    return stream;
  }
}
