/** Lines that the disk refused: they wait in memory, bounded, and are tried again; what does not fit is dropped and counted. */
import { Backlog } from './backlog.js';
import type { Drops } from './drops.js';
import { inWords } from './in-words.js';
import type { RollingFile } from './rolling-file.js';
import type { Site } from './site.js';

/** Most bytes of lines that wait for the disk. */
export const BACKLOG_BYTES = 1024 * 1024;
/** A disk that refused is tried again at the next line after 1 ms, and without lines after 100 ms. */
const RETRY_LINE_MS = 1;
const RETRY_IDLE_MS = 100;

export interface Retry {
  /** Called now and then while lines wait; it is to call `drain`. */
  readonly onRetry: () => void;
  /** Called at the end of the process if lines wait then; undefined: somebody else sees to that. */
  readonly onExit: (() => void) | undefined;
}

export class Waiting {
  readonly #site: Site;
  readonly #file: RollingFile;
  readonly #drops: Drops;
  readonly #retry: Retry;
  readonly #backlog = new Backlog(BACKLOG_BYTES);
  #triedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(site: Site, file: RollingFile, drops: Drops, retry: Retry) {
    this.#site = site;
    this.#file = file;
    this.#drops = drops;
    this.#retry = retry;
  }

  get isEmpty(): boolean {
    return this.#backlog.isEmpty;
  }

  /** Bytes that are not in the file. */
  get bytes(): number {
    return this.#backlog.bytes - this.#file.current.fragmentBytes;
  }

  /** Whether the disk is to be tried again with the next line. */
  get isDue(): boolean {
    return performance.now() - this.#triedAt >= RETRY_LINE_MS;
  }

  /** For a line that has to wait its turn. */
  push(line: string): void {
    if (!this.#backlog.push(line)) this.#drops.add();
  }

  /** For the line that the file did not take just now. In front of lines that came in while it was being written. */
  refused(line: string): void {
    if (this.#file.current.refused) {
      this.dropLong();
      return;
    }
    this.#triedAt = performance.now();
    // Part of it may be in the file already: it waits whatever the bound.
    this.#backlog.unshift(line);
    this.#keepTrying();
  }

  dropLong(): void {
    this.#drops.add();
    this.#site.notices.passing('length', 'a line of more than 1 MiB was dropped');
  }

  /** Writes what waits, as far as the disk takes it. True when nothing waits any more. */
  drain(): boolean {
    const backlog = this.#backlog;
    const file = this.#file;
    this.#triedAt = performance.now();
    for (let line = backlog.first; line !== undefined; line = backlog.first) {
      const out = file.current.holds ? file.resume(line) : file.put(line);
      if (!out && !file.current.refused) {
        this.#keepTrying();
        return false;
      }
      if (!out) this.dropLong();
      backlog.shift();
    }
    this.#calm();
    const { notices } = this.#site;
    if (notices.has('write')) notices.solved('write', `lines are written again, ${this.#drops.tell()}`);
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

  #keepTrying(): void {
    this.#site.notices.problem('write', `lines wait in memory: ${inWords(this.#file.current.error)}`);
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(this.#retry.onRetry, RETRY_IDLE_MS).unref();
    if (this.#retry.onExit !== undefined) process.on('exit', this.#retry.onExit);
  }

  #calm(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#retry.onExit !== undefined) process.off('exit', this.#retry.onExit);
  }
}
