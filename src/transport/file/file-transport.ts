/**
 * The default file transport: a line is with the operating system when `write` returns, so the end of the process,
 * however sudden, loses none. Lines that the disk refuses wait in memory, bounded; what does not fit is counted.
 */
import path from 'node:path';
import type { BuiltinTransport, Notify, TransportHealth } from '../transport.js';
import { Archiver } from './archiver.js';
import { Backlog } from './backlog.js';
import { FileOpenError } from './file-open-error.js';
import { Folder } from './folder.js';
import { FreeSpace, type Urgency } from './free-space.js';
import { groupId } from './group.js';
import { inWords } from './in-words.js';
import { namesFor } from './names.js';
import { Notices } from './notices.js';
import { openCurrent } from './open-current.js';
import { type Access, modeProblem } from './open-file.js';
import type { SyncFileOptions } from './options.js';
import { Others } from './others.js';
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

/** What {@link openFileTransport} returns. */
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

/**
 * Opens the file, and makes its folder, before it returns. Throws {@link FileOpenError} when it cannot be used.
 * @param now wall clock, milliseconds since the epoch; decides about periods, ages and the names of rotated files
 */
export function openFileTransport(
  options: SyncFileOptions,
  notify: Notify,
  now: () => number = () => Date.now(),
): FileTransport {
  const file = path.resolve(options.path);
  const tell = (text: string): void => notify(`${options.name}: log file ${file}: ${text}`);
  try {
    return new SyncFileTransport(options, tell, now);
  } catch (error) {
    throw new FileOpenError(file, error);
  }
}

class SyncFileTransport implements FileTransport {
  readonly name: string;
  readonly #site: Site;
  readonly #file: RollingFile;
  readonly #archiver: Archiver;
  readonly #space: FreeSpace | undefined;
  readonly #backlog = new Backlog(BACKLOG_BYTES);
  readonly #fsyncMs: number | undefined;

  #dropped = 0;
  /** Dropped since the last notice about it. */
  #droppedUntold = 0;
  #triedAt = 0;
  #isBusy = false;
  #closed: Promise<void> | undefined;
  #isClosed = false;
  #retryTimer: NodeJS.Timeout | undefined;
  #fsyncTimer: NodeJS.Timeout | undefined;

  constructor(options: SyncFileOptions, tell: (text: string) => void, now: () => number) {
    this.name = options.name;
    const mode = modeProblem(options.mode);
    if (mode !== undefined) throw new Error(mode);
    const gid = options.group === undefined ? undefined : groupId(options.group);
    const file = path.resolve(options.path);
    this.#site = this.#siteFor(file, { mode: options.mode, gid }, options, tell, now);
    try {
      this.#archiver = new Archiver(this.#site);
      const opened = openCurrent(this.#site);
      if (opened.notice !== undefined) tell(opened.notice);
      if (this.#site.folder.isOpenToAll) tell('everybody can write to its folder, and so replace the file');
      this.#file = new RollingFile(this.#site, this.#archiver, opened);
    } catch (error) {
      this.#site.folder.close();
      throw error;
    }
    this.#space = options.minFreeBytes > 0 ? new FreeSpace(this.#site) : undefined;
    this.#fsyncMs = typeof options.fsync === 'number' ? options.fsync : undefined;
    this.#archiver.tidy();
    if (options.reopenOn !== undefined) process.on(options.reopenOn, this.#onSignal);
  }

  #siteFor(
    file: string,
    access: Access,
    options: SyncFileOptions,
    tell: (text: string) => void,
    now: () => number,
  ): Site {
    return {
      options,
      names: namesFor(path.basename(file), process.pid),
      access,
      folder: new Folder(path.dirname(file)),
      now,
      notify: tell,
      notices: new Notices(tell),
      others: new Others(),
    };
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
      this.#drop();
      this.#site.notices.problem('internal', `a line could not be written: ${inWords(error)}`);
    } finally {
      this.#isBusy = false;
    }
  }

  rotate(): void {
    if (this.#closed === undefined && this.#drain()) this.#exclusively(() => this.#file.rotateNow());
  }

  reopen(): void {
    this.#drain();
    if (this.#closed === undefined) this.#exclusively(() => this.#file.reopen());
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
      dropped: this.#dropped,
      lastError: notices.last,
    };
  }

  #take(line: string, urgency: Urgency): void {
    if (this.#closed !== undefined) {
      this.#drop();
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
    const { current } = this.#file;
    if (current.refused) {
      this.#drop();
      this.#site.notices.problem('length', 'a line of more than 1 MiB was dropped');
      this.#site.notices.solved('length', undefined);
      return;
    }
    this.#triedAt = performance.now();
    // In front of lines that came in while this one was being written.
    this.#backlog.unshift(line);
    this.#site.notices.problem('write', `lines wait in memory: ${inWords(current.error)}`);
    process.on('exit', this.#onExit);
    this.#retryTimer ??= setInterval(() => this.#drain(), RETRY_IDLE_MS).unref();
  }

  #wait(line: string): void {
    if (!this.#backlog.push(line)) this.#drop();
  }

  #drop(): void {
    this.#dropped++;
    this.#droppedUntold++;
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
      if (!out && !file.current.refused) return;
      if (!out) this.#drop();
      backlog.shift();
    }
    this.#calm();
    if (this.#fsyncMs !== undefined) this.#planFsync(this.#fsyncMs);
    if (this.#site.notices.has('write')) {
      this.#site.notices.solved('write', `lines are written again, ${this.#droppedText()}`);
    }
  }

  /** Runs a step during which lines that come in have to wait. A failure is told. */
  #exclusively(step: () => void): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      step();
    } catch (error) {
      this.#site.notices.problem('internal', inWords(error));
    } finally {
      this.#isBusy = false;
    }
  }

  #droppedText(): string {
    const count = this.#droppedUntold;
    this.#droppedUntold = 0;
    return count === 1 ? '1 line was dropped' : `${count} lines were dropped`;
  }

  /** Removes what looks after a refusing disk. */
  #calm(): void {
    if (this.#retryTimer === undefined) return;
    clearInterval(this.#retryTimer);
    this.#retryTimer = undefined;
    process.off('exit', this.#onExit);
  }

  #hasSpace(line: string, urgency: Urgency): boolean {
    const { notices, options } = this.#site;
    if (this.#space?.admits(line, urgency) !== false) {
      if (notices.has('space') && this.#space?.isEnough !== false) {
        notices.solved('space', `there is enough free space again, ${this.#droppedText()}`);
      }
      return true;
    }
    this.#drop();
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
    this.#file.look();
    const alone = !this.#site.others.everSeen && !this.#archiver.knowsOthers();
    this.#file.close();
    this.#isClosed = true;
    await this.#archiver.finish(alone);
    this.#file.closeFolders();
  }

  #giveUp(): void {
    const count = this.#backlog.length;
    if (count === 0) return;
    this.#file.current.cutFragment();
    this.#backlog.clear();
    this.#dropped += count;
    this.#droppedUntold += count;
    this.#site.notify(`closed while the disk refused lines, ${this.#droppedText()}`);
  }
}
