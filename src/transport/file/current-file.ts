/** The file that lines go to: its descriptor, and how far it has got. */
import fs from 'node:fs';
import { Boom } from '../boom.js';
import { inWords } from './in-words.js';
import type { Notices } from './notices.js';
import { closeQuietly } from './open-file.js';

/** Longest line that is accepted. Bytes. */
export const MAX_LINE_BYTES = 1024 * 1024;

export class CurrentFile {
  readonly fd: number;
  readonly dev: number;
  readonly ino: number;
  /** Length as far as we know: at the last look, plus what we wrote since. */
  sizeBytes: number;
  /** Period of its lines; undefined until the first one. */
  period: number | undefined;
  /** Written to since the last fsync. */
  isDirty = false;
  readonly #boom: Boom;
  readonly #notices: Notices;
  #syncing = false;
  #closing = false;

  constructor(fd: number, { dev, ino, size }: fs.Stats, notices: Notices) {
    this.fd = fd;
    this.#notices = notices;
    this.dev = dev;
    this.ino = ino;
    this.sizeBytes = size;
    this.#boom = new Boom({ fd, maxLineBytes: MAX_LINE_BYTES });
  }

  /** Why the last line is not out; undefined when it is, or when it was refused for its length. */
  get error(): NodeJS.ErrnoException | undefined {
    return this.#boom.error;
  }

  /** True when the last line was longer than {@link MAX_LINE_BYTES}; no byte of it was written. */
  get refused(): boolean {
    return this.#boom.refused;
  }

  /** Somebody else closed our descriptor: its number may be another file's by now. */
  get isLost(): boolean {
    return this.error?.code === 'EBADF';
  }

  /** Whether a line waits to be finished with `resume`. */
  get holds(): boolean {
    return this.#boom.heldBytes > 0;
  }

  /** Bytes of the held line that are in the file already. */
  get fragmentBytes(): number {
    return this.holds ? this.#boom.lineBytes - this.#boom.heldBytes : 0;
  }

  /** True when the line is in the file; false when the rest is held, or it was refused. */
  write(line: string): boolean {
    this.isDirty = true;
    const out = this.#boom.write(line);
    if (out) this.sizeBytes += this.#boom.lineBytes;
    else if (!this.#boom.refused) this.#stopped(this.fragmentBytes);
    return out;
  }

  /** Finishes the held `line`; writes it once more from its start when its beginning is no longer the end of the file. */
  resume(line: string): boolean {
    const size = this.#length();
    if (size === undefined) return false;
    if (size !== this.sizeBytes) {
      const hadBegun = this.fragmentBytes > 0;
      this.sizeBytes = size;
      if (hadBegun) {
        this.#boom.forget();
        return this.write(line);
      }
    }
    const before = this.#boom.heldBytes;
    const out = this.#boom.resume();
    const written = before - this.#boom.heldBytes;
    if (out) this.sizeBytes += written;
    else this.#stopped(written);
    return out;
  }

  /** A write stopped after so many bytes, which are now the end of the file, unless somebody else writes to it too. */
  #stopped(writtenBytes: number): void {
    this.sizeBytes += writtenBytes;
    // Smaller than we thought: it was truncated since we looked.
    if (writtenBytes > 0) this.sizeBytes = Math.min(this.sizeBytes, this.#length() ?? this.sizeBytes);
  }

  /** Length of the file, bytes; undefined when the disk does not even say that. */
  #length(): number | undefined {
    try {
      return fs.fstatSync(this.fd).size;
    } catch {
      return undefined;
    }
  }

  /** Takes the beginning of the held line out of the file again, unless somebody wrote behind it, and forgets the line. */
  cutFragment(): void {
    if (!this.holds) return;
    const fragment = this.fragmentBytes;
    this.#boom.forget();
    if (fragment === 0) return;
    if (this.#length() !== this.sizeBytes) return;
    try {
      fs.ftruncateSync(this.fd, this.sizeBytes - fragment);
      this.sizeBytes -= fragment;
    } catch {
      // The disk refuses that too: half a line stays, and the next one to open the file puts a line break behind it.
    }
  }

  /** fsync. Never throws: a failure is told, the lines are written all the same. */
  sync(): void {
    if (!this.isDirty) return;
    try {
      fs.fsyncSync(this.fd);
      this.isDirty = false;
      this.#synced(null);
    } catch (error) {
      this.#synced(error);
    }
  }

  /** As `sync`, without making the thread wait. */
  syncSoon(): void {
    if (!this.isDirty || this.#syncing) return;
    this.isDirty = false;
    this.#syncing = true;
    fs.fsync(this.fd, (error) => {
      this.#syncing = false;
      if (error !== null) this.isDirty = true;
      if (this.#closing) closeQuietly(this.fd);
      this.#synced(error);
    });
  }

  #synced(error: unknown): void {
    const notices = this.#notices;
    if (error === null) notices.solved('fsync', 'fsync works again');
    else notices.problem('fsync', `fsync failed, lines may not survive a power loss: ${inWords(error)}`);
  }

  /** Releases the descriptor, once an fsync at work is done. */
  close(): void {
    this.#closing = true;
    if (!this.#syncing && !this.isLost) closeQuietly(this.fd);
  }
}
