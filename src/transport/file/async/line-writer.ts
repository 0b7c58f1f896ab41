/**
 * Writes lines before it returns, many with one call to the system. Lines that the disk refuses wait in memory, bounded;
 * what does not fit is dropped and counted.
 */
import { Backlog } from '../backlog.js';
import type { Drops } from '../drops.js';
import { inWords } from '../in-words.js';
import type { RollingFile } from '../rolling-file.js';
import type { Site } from '../site.js';

/** Most bytes of lines that wait for the disk. */
export const BACKLOG_BYTES = 1024 * 1024;
/** Most bytes that are written with one call, unless a single line is longer. */
const CHUNK_BYTES = 64 * 1024;
/** They are also no more than this part of the size at which the file is rotated: several writers overshoot it at once. */
const CHUNK_SHARE = 1 / 32;
/** A disk that refused is tried again at the next line after 1 ms, and without lines after 100 ms. */
const RETRY_LINE_MS = 1;
const RETRY_IDLE_MS = 100;

/** Most bytes, of more than one line, that go into the file with one look at it. */
export function mostBytesAtOnce({ options }: Site): number {
  return Math.min(CHUNK_BYTES, (options.sizeBytes ?? Number.POSITIVE_INFINITY) * CHUNK_SHARE);
}

export class LineWriter {
  readonly #site: Site;
  readonly #file: RollingFile;
  readonly #drops: Drops;
  readonly #onRetry: () => void;
  readonly #backlog = new Backlog(BACKLOG_BYTES);
  #triedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param onRetry called now and then while lines wait; it is to call `drain` */
  constructor(site: Site, file: RollingFile, drops: Drops, onRetry: () => void) {
    this.#site = site;
    this.#file = file;
    this.#drops = drops;
    this.#onRetry = onRetry;
  }

  /** Whether lines wait because the disk refuses them. */
  get isWaiting(): boolean {
    return !this.#backlog.isEmpty;
  }

  /** Bytes that wait. */
  get bytes(): number {
    return this.#backlog.bytes - this.#file.current.fragmentBytes;
  }

  /** Writes the lines behind those that wait, or lets them wait. */
  write(lines: readonly string[]): void {
    if (this.isWaiting) {
      for (const line of lines) this.#wait(line);
      if (performance.now() - this.#triedAt >= RETRY_LINE_MS) this.drain();
      return;
    }
    for (let first = 0; first < lines.length; ) {
      const end = this.#chunkEnd(lines, first);
      const chunk = end - first === 1 ? (lines[first] as string) : lines.slice(first, end).join('');
      if (this.#file.put(chunk)) first = end;
      else if (this.#file.current.refused) {
        // Only a single line can be too long.
        this.#dropLong();
        first = end;
      } else {
        // What the disk took of the chunk is taken out again, and the lines go one by one, so that each is counted once.
        if (end - first > 1) this.#file.current.cutFragment();
        this.#oneByOne(lines, first, end - first > 1);
        return;
      }
    }
  }

  /** Writes what waits, as far as the disk takes it. True when nothing waits any more. */
  drain(): boolean {
    const backlog = this.#backlog;
    this.#triedAt = performance.now();
    for (let line = backlog.first; line !== undefined; line = backlog.first) {
      const file = this.#file;
      const out = file.current.holds ? file.resume(line) : file.put(line);
      if (!out && !file.current.refused) {
        this.#keepTrying();
        return false;
      }
      if (!out) this.#dropLong();
      backlog.shift();
    }
    this.#calm();
    this.#site.notices.solved('write', `lines are written again, ${this.#tell()}`);
    return true;
  }

  /** Drops what waits, counts it, and returns how many lines there were. */
  giveUp(): number {
    const count = this.#backlog.length;
    if (count > 0) this.#file.current.cutFragment();
    this.#backlog.clear();
    this.#drops.add(count);
    this.#calm();
    return count;
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

  /** From `first` on, until the disk refuses one; the rest waits. `again`: the first one has not been tried alone. */
  #oneByOne(lines: readonly string[], first: number, again: boolean): void {
    let at = first;
    if (again) {
      for (; at < lines.length; at++) {
        if (this.#file.put(lines[at] as string)) continue;
        if (!this.#file.current.refused) break;
        this.#dropLong();
      }
    }
    if (at === lines.length) return;
    // Part of it may be in the file already: it waits whatever the bound.
    this.#backlog.unshift(lines[at] as string);
    for (const line of lines.slice(at + 1)) this.#wait(line);
    this.#triedAt = performance.now();
    this.#keepTrying();
  }

  #wait(line: string): void {
    if (!this.#backlog.push(line)) this.#drops.add();
  }

  #dropLong(): void {
    const { notices } = this.#site;
    this.#drops.add();
    notices.problem('length', 'a line of more than 1 MiB was dropped');
    notices.solved('length', undefined);
  }

  #keepTrying(): void {
    this.#site.notices.problem('write', `lines wait in memory: ${inWords(this.#file.current.error)}`);
    this.#timer ??= setInterval(this.#onRetry, RETRY_IDLE_MS).unref();
  }

  #calm(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tell(): string {
    return this.#site.notices.has('write') ? this.#drops.tell() : '';
  }
}
