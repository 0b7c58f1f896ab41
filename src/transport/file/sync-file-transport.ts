/**
 * The `sync` mode: a line is with the operating system when `write` returns, so the end of the process, however sudden,
 * loses none. Lines that the disk refuses wait in memory, bounded; what does not fit is counted.
 */
import type { BuiltinTransport, TransportHealth, Urgency } from '../transport.js';
import { Archiver } from './archiver.js';
import { Backlog } from './backlog.js';
import { Drops } from './drops.js';
import { FreeSpace } from './free-space.js';
import { inWords } from './in-words.js';
import { openCurrent } from './open-current.js';
import { RollingFile } from './rolling-file.js';
import type { Site } from './site.js';

/** Most bytes of lines that wait for the disk. */
export const BACKLOG_BYTES = 1024 * 1024;
/** A disk that refused is tried again at the next line after 1 ms, and without lines after 100 ms. */
const RETRY_LINE_MS = 1;
const RETRY_IDLE_MS = 100;
/** How long `flush` and `close` wait for a disk that refuses. Milliseconds. */
const SETTLE_MS = 1_000;
const SETTLE_STEP_MS = 20;

/** What a file transport offers beyond what every transport of this package does. */
export interface FileTransport extends BuiltinTransport {
  /**
   * Takes a line ending in exactly one `\n`. Never throws because of the disk.
   * @param urgency how long the line is still written when the disk has less than `minFreeBytes`; 0 when absent
   */
  write(line: string, urgency?: Urgency): void;
  /** Starts a new file now, unless the current one is empty. Never throws; a failure is told, and the file goes on. */
  rotate(): void;
  reopen(): void;
}

export class SyncFileTransport implements FileTransport {
  readonly name: string;
  readonly #site: Site;
  readonly #file: RollingFile;
  readonly #archiver: Archiver;
  readonly #space: FreeSpace | undefined;
  readonly #backlog = new Backlog(BACKLOG_BYTES);
  readonly #fsyncMs: number | undefined;

  readonly #drops = new Drops();
  #triedAt = 0;
  #isBusy = false;
  #closed: Promise<void> | undefined;
  #isClosed = false;
  #retryTimer: NodeJS.Timeout | undefined;
  #fsyncTimer: NodeJS.Timeout | undefined;

  /** Throws system errors, or an Error that gives the reason in plain words. */
  constructor(site: Site) {
    const { options, folder } = site;
    this.name = options.name;
    this.#site = site;
    this.#archiver = new Archiver(site);
    const opened = openCurrent(site);
    if (opened.notice !== undefined) site.notify(opened.notice);
    if (folder.isOpenToAll) site.notify('everybody can write to its folder, and so replace the file');
    this.#file = new RollingFile(site, this.#archiver, opened);
    this.#space = options.minFreeBytes > 0 ? new FreeSpace(site) : undefined;
    this.#fsyncMs = typeof options.fsync === 'number' ? options.fsync : undefined;
    this.#archiver.tidy();
    if (options.reopenOn !== undefined) process.on(options.reopenOn, this.#onSignal);
  }

  write(line: string, urgency: Urgency = 0): void {
    if (this.#isBusy) {
      // A notice of ours may be logged in its turn, and so come back here in the middle of a line.
      this.#wait(line);
      return;
    }
    this.#isBusy = true;
    try {
      this.#take(line, urgency);
    } catch (error) {
      this.#drops.add();
      this.#failed(error);
    } finally {
      this.#isBusy = false;
    }
  }

  rotate(): void {
    if (this.#closed !== undefined || !this.#drain()) return;
    this.#exclusively(() => this.#file.rotateNow());
    this.#drain();
  }

  reopen(): void {
    if (this.#closed !== undefined) return;
    this.#drain();
    this.#exclusively(() => this.#file.reopen());
    this.#drain();
  }

  /** Resolves when every line is out, or after 1 s with a disk that refuses; what still waits shows in `health()`. */
  async flush(): Promise<void> {
    const deadline = performance.now() + SETTLE_MS;
    while (!this.#drain() && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_STEP_MS));
    }
    if (this.#site.options.fsync !== false && !this.#isClosed) this.#file.sync();
  }

  /**
   * Flushes, releases everything, and compresses what was rotated: at once when this was the only writer, else when the
   * others had 2 s to let go. Lines that the disk still refuses are dropped and counted.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  health(): TransportHealth {
    const { notices } = this.#site;
    const { fragmentBytes } = this.#file.current;
    return {
      state: this.#closed !== undefined ? 'closed' : notices.isQuiet ? 'ok' : 'degraded',
      queuedBytes: this.#backlog.bytes - fragmentBytes,
      dropped: this.#drops.total,
      lastError: notices.last,
    };
  }

  #take(line: string, urgency: Urgency): void {
    if (this.#closed !== undefined) {
      this.#drops.add();
    } else if (this.#space !== undefined && !this.#hasSpace(line, urgency)) {
      // Counted and told there.
    } else if (!this.#backlog.isEmpty) {
      this.#wait(line);
      if (performance.now() - this.#triedAt >= RETRY_LINE_MS) this.#drainNow();
    } else if (this.#file.put(line)) {
      if (this.#fsyncMs !== undefined) this.#planFsync(this.#fsyncMs);
      if (!this.#backlog.isEmpty) this.#drainNow();
    } else {
      this.#refused(line);
    }
  }

  /** The file did not take the line. */
  #refused(line: string): void {
    if (this.#file.current.refused) {
      this.#dropLong();
      return;
    }
    this.#triedAt = performance.now();
    // In front of lines that came in while this one was being written.
    this.#backlog.unshift(line);
    this.#keepTrying();
  }

  #dropLong(): void {
    const { notices } = this.#site;
    this.#drops.add();
    notices.problem('length', 'a line of more than 1 MiB was dropped');
    notices.solved('length', undefined);
  }

  /** Looks after lines that wait: without further lines, and at the end of the process. */
  #keepTrying(): void {
    this.#site.notices.problem('write', `lines wait in memory: ${inWords(this.#file.current.error)}`);
    if (this.#retryTimer !== undefined) return;
    process.on('exit', this.#onExit);
    this.#retryTimer = setInterval(() => this.#drain(), RETRY_IDLE_MS).unref();
  }

  /** The opposite of {@link #keepTrying}. */
  #calm(): void {
    if (this.#retryTimer === undefined) return;
    clearInterval(this.#retryTimer);
    this.#retryTimer = undefined;
    process.off('exit', this.#onExit);
  }

  #wait(line: string): void {
    if (!this.#backlog.push(line)) this.#drops.add();
  }

  /** Writes what waits, as far as the disk takes it. True when nothing waits any more. Never throws. */
  #drain(): boolean {
    this.#exclusively(() => this.#drainNow());
    return this.#backlog.isEmpty;
  }

  #drainNow(): void {
    const backlog = this.#backlog;
    const file = this.#file;
    this.#triedAt = performance.now();
    for (let line = backlog.first; line !== undefined; line = backlog.first) {
      const out = file.current.holds ? file.resume(line) : file.put(line);
      if (!out && !file.current.refused) {
        this.#keepTrying();
        return;
      }
      if (!out) this.#dropLong();
      backlog.shift();
    }
    this.#calm();
    if (this.#fsyncMs !== undefined) this.#planFsync(this.#fsyncMs);
    if (this.#site.notices.has('write')) {
      this.#site.notices.solved('write', `lines are written again, ${this.#drops.tell()}`);
    }
  }

  /** Runs a step during which lines that come in have to wait. A failure is told. */
  #exclusively(step: () => void): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      step();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Nothing below should throw. If it does all the same, it is told, and logging goes on. */
  #failed(error: unknown): void {
    const { notices } = this.#site;
    notices.problem('internal', `unexpected: ${inWords(error)}`);
    notices.solved('internal', undefined);
  }

  #hasSpace(line: string, urgency: Urgency): boolean {
    const { notices, options } = this.#site;
    if (this.#space?.admits(line, urgency) !== false) {
      if (notices.has('space') && this.#space?.isEnough !== false) {
        notices.solved('space', `there is enough free space again, ${this.#drops.tell()}`);
      }
      return true;
    }
    this.#drops.add();
    notices.problem('space', `lines are dropped: less than ${options.minFreeBytes} bytes are free`);
    return false;
  }

  #planFsync(ms: number): void {
    if (this.#isClosed) return;
    this.#fsyncTimer ??= setTimeout(() => {
      this.#fsyncTimer = undefined;
      this.#file.syncSoon();
    }, ms).unref();
  }

  readonly #onSignal = (): void => this.reopen();

  /** The last chance of lines that wait. One attempt, no waiting. */
  readonly #onExit = (): void => {
    if (!this.#drain()) this.#file.current.cutFragment();
  };

  async #close(): Promise<void> {
    await Promise.resolve();
    await this.flush();
    this.#giveUp();
    this.#calm();
    clearTimeout(this.#fsyncTimer);
    const { reopenOn } = this.#site.options;
    if (reopenOn !== undefined) process.off(reopenOn, this.#onSignal);
    this.#file.close();
    const alone = !this.#site.others.everSeen && !this.#archiver.knowsOthers();
    this.#isClosed = true;
    await this.#archiver.finish(alone);
    this.#file.closeFolders();
  }

  #giveUp(): void {
    const count = this.#backlog.length;
    if (count === 0) return;
    this.#file.current.cutFragment();
    this.#backlog.clear();
    this.#drops.add(count);
    this.#site.notify(`closed while the disk refused lines, ${this.#drops.tell()}`);
  }
}
