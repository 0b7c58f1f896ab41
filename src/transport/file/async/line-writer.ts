/**
 * Writes lines before it returns, many with one call to the system. Lines that the disk refuses wait in memory, bounded;
 * what does not fit is dropped and counted.
 */
import type { Drops } from '../drops.js';
import type { RollingFile } from '../rolling-file.js';
import type { Site } from '../site.js';
import { Waiting } from '../waiting.js';

/** Most bytes that are written with one call, unless a single line is longer. */
const CHUNK_BYTES = 64 * 1024;
/** They are also no more than this part of the size at which the file is rotated: several writers overshoot it at once. */
const CHUNK_SHARE = 1 / 32;

/** Most bytes, of more than one line, that go into the file with one look at it. */
export function mostBytesAtOnce({ options }: Site): number {
  return Math.min(CHUNK_BYTES, (options.sizeBytes ?? Number.POSITIVE_INFINITY) * CHUNK_SHARE);
}

export class LineWriter {
  readonly #site: Site;
  readonly #file: RollingFile;
  readonly #waiting: Waiting;

  /** @param onRetry called now and then while lines wait; it is to call `drain` */
  constructor(site: Site, file: RollingFile, drops: Drops, onRetry: () => void) {
    this.#site = site;
    this.#file = file;
    this.#waiting = new Waiting(site, file, drops, { onRetry, onExit: undefined });
  }

  /** Whether lines wait because the disk refuses them. */
  get isWaiting(): boolean {
    return !this.#waiting.isEmpty;
  }

  /** Bytes that wait. */
  get bytes(): number {
    return this.#waiting.bytes;
  }

  /** Writes the lines behind those that wait, or lets them wait. */
  write(lines: readonly string[]): void {
    if (this.isWaiting) {
      for (const line of lines) this.#waiting.push(line);
      if (this.#waiting.isDue) this.drain();
      return;
    }
    for (let first = 0; first < lines.length; ) {
      const end = this.#chunkEnd(lines, first);
      const isOne = end - first === 1;
      const chunk = isOne ? (lines[first] as string) : lines.slice(first, end).join('');
      if (this.#file.put(chunk)) first = end;
      else if (this.#file.current.refused) {
        // Only a single line can be too long.
        this.#waiting.dropLong();
        first = end;
      } else {
        // What the disk took of the chunk is taken out again, and the lines go one by one, so that each is counted once.
        if (!isOne) this.#file.current.cutFragment();
        this.#oneByOne(lines, first, isOne);
        return;
      }
    }
  }

  /** Writes what waits, as far as the disk takes it. True when nothing waits any more. */
  drain(): boolean {
    return this.#waiting.drain();
  }

  /** Drops what waits, counts it, and returns how many lines there were. */
  giveUp(): number {
    return this.#waiting.giveUp();
  }

  /** The index behind the last line that goes into the file with the one at `first`. */
  #chunkEnd(lines: readonly string[], first: number): number {
    const limit = this.#site.options.sizeBytes ?? Number.POSITIVE_INFINITY;
    const firstBytes = Buffer.byteLength(lines[first] as string);
    const { sizeBytes } = this.#file.current;
    // A line that does not fit any more starts a new file.
    const room = sizeBytes + firstBytes > limit ? limit : limit - sizeBytes;
    const most = Math.min(room, mostBytesAtOnce(this.#site));
    let bytes = firstBytes;
    let end = first + 1;
    for (; end < lines.length; end++) {
      bytes += Buffer.byteLength(lines[end] as string);
      if (bytes > most) break;
    }
    return end;
  }

  /** From `first` on, until the disk refuses one; the rest waits. `isTried`: the first one was refused already. */
  #oneByOne(lines: readonly string[], first: number, isTried: boolean): void {
    for (let at = first; at < lines.length; at++) {
      const line = lines[at] as string;
      if (this.isWaiting) this.#waiting.push(line);
      else if ((isTried && at === first) || !this.#file.put(line)) this.#waiting.refused(line);
    }
  }
}
