/**
 * The only place that touches rotating-file-stream: writes batches, one at a time, to a file that somebody else opened
 * and checked. Never rotates, never retries, never keeps the process alive.
 *
 * Facts about rotating-file-stream 3.2.10 that shape this file (docs/decisions/0006-async-mode.md):
 * - It opens by path and follows links. So it gets the path of our own descriptor where there is one (`/proc/self/fd`),
 *   and everywhere the file that it opened is compared with ours before a byte goes in.
 * - Without `size` and `interval` it never rotates; without `maxFiles`, `maxSize` and `compress` it deletes and runs
 *   nothing. No other option than `mode` is passed.
 * - Its descriptor is only in its field `file`. The version is pinned and a test watches the field.
 * - It does not look at how much of a chunk was written: the caller has to.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { RotatingFileStream } from 'rotating-file-stream';

// With the first async file: it brings child_process, streams and zlib (docs/decisions/0007-lazy-loading.md).
const load = createRequire(import.meta.url);

/** The file to write to. */
export interface EngineTarget {
  readonly dev: number;
  readonly ino: number;
  /** Leads to the file now; it is opened within the next milliseconds. */
  readonly path: string;
  readonly mode: number;
}

/** What rotating-file-stream keeps to itself. */
interface Private {
  readonly file?: { readonly fd: number };
}

/** Ends, by `onReady` or `onLost`, the time in which it cannot be used. After `onLost` it is of no more use. */
export class Engine {
  readonly #stream: RotatingFileStream;
  readonly #closed: Promise<void>;
  #isOpen = false;
  #isWriting = false;
  #isLost = false;

  /** Starts to open the file. Never throws because of the disk. */
  constructor(target: EngineTarget, onReady: () => void, onLost: (error: Error) => void) {
    const { createStream } = load('rotating-file-stream') as typeof import('rotating-file-stream');
    this.#stream = createStream(() => target.path, { mode: target.mode });
    this.#stream.on('error', (error: Error) => {
      if (this.#isLost) return;
      this.#isLost = true;
      onLost(error);
    });
    this.#stream.once('open', () => {
      if (!this.#opened(target)) {
        this.#stream.destroy(new Error('its file was replaced while it was being opened'));
      } else {
        // Only after its own work for opening is done does it pass a batch on in the very call.
        setImmediate(() => {
          if (this.#isLost) return;
          this.#isOpen = true;
          onReady();
        });
      }
    });
    this.#closed = new Promise((resolve) => this.#stream.once('close', () => resolve()));
  }

  /** Whether it takes a batch now. */
  get isIdle(): boolean {
    return this.#isOpen && !this.#isWriting && !this.#isLost;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Only while `isIdle`. `done` is called once, later. Without an error, some or all of the bytes are in the file. */
  write(bytes: Buffer, done: (error: Error | undefined) => void): void {
    this.#isWriting = true;
    this.#stream.write(bytes, (error) => {
      this.#isWriting = false;
      done(error ?? undefined);
    });
  }

  /** Finishes the batch at work, if any, and closes the file. Resolves when that is done. */
  retire(): Promise<void> {
    this.#isLost = true;
    if (!this.#stream.destroyed) this.#stream.end();
    return this.#closed;
  }

  /** Whether it opened that very file. */
  #opened({ dev, ino }: EngineTarget): boolean {
    const { file } = this.#stream as unknown as Private;
    if (file === undefined) return false;
    try {
      const stats = fs.fstatSync(file.fd);
      return stats.dev === dev && stats.ino === ino;
    } catch {
      return false;
    }
  }
}
