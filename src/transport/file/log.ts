/** What the transports of both modes have in common: the file with what looks after it, from its opening to its end. */
import type { TransportHealth, Urgency } from '../transport.js';
import { Archiver } from './archiver.js';
import { Drops } from './drops.js';
import { FreeSpace } from './free-space.js';
import { FsyncTimer } from './fsync-timer.js';
import { OneAtATime } from './one-at-a-time.js';
import { openCurrent } from './open-current.js';
import { RollingFile } from './rolling-file.js';
import type { Site } from './site.js';

export class Log {
  readonly site: Site;
  readonly file: RollingFile;
  readonly drops = new Drops();
  readonly fsync: FsyncTimer | undefined;
  readonly steps: OneAtATime;
  /** `close` was called; lines are dropped from then on. */
  isClosing = false;
  /** The file is closed. */
  isClosed = false;
  readonly #archiver: Archiver;
  /** Undefined: nobody asked for a reserve. */
  readonly #space: FreeSpace | undefined;
  readonly #onSignal: () => void;

  /**
   * Throws system errors, or an Error that gives the reason in plain words.
   * @param onSignal called at the signal `reopenOn`
   */
  constructor(site: Site, onSignal: () => void) {
    const { options, folder, notices } = site;
    this.site = site;
    this.#archiver = new Archiver(site);
    this.#onSignal = onSignal;
    this.steps = new OneAtATime(notices);
    const opened = openCurrent(site);
    if (opened.notice !== undefined) site.notify(opened.notice);
    if (folder.isOpenToAll) site.notify('everybody can write to its folder, and so replace the file');
    this.file = new RollingFile(site, this.#archiver, opened);
    this.#space = options.minFreeBytes > 0 ? new FreeSpace(site, this.drops) : undefined;
    this.fsync = typeof options.fsync === 'number' ? new FsyncTimer(this.file, options.fsync) : undefined;
    this.#archiver.tidy();
    if (options.reopenOn !== undefined) process.on(options.reopenOn, onSignal);
  }

  /** Whether the line may be written. One that may not is counted. */
  admits(line: string, urgency: Urgency): boolean {
    if (!this.isClosing) return this.#space === undefined || this.#space.takes(line, urgency);
    this.drops.add();
    return false;
  }

  health(queuedBytes: number): TransportHealth {
    const { notices } = this.site;
    const state = this.isClosing ? 'closed' : notices.isQuiet ? 'ok' : 'degraded';
    return { state, queuedBytes, dropped: this.drops.total, lastError: notices.last };
  }

  /** fsync, if it is asked for at all. */
  sync(): void {
    if (this.site.options.fsync !== false && !this.isClosed) this.file.current.sync();
  }

  /** fsync now or some time later, as it is asked for, without making the thread wait. */
  syncSoon(): void {
    if (this.isClosed) return;
    if (this.site.options.fsync === 'always') this.file.current.syncSoon();
    else this.fsync?.plan();
  }

  /** Lines that the disk still refused were given up. */
  tellDrops(lines: number): void {
    if (lines > 0) this.site.notify(`closed while the disk refused lines, ${this.drops.tell()}`);
  }

  /** No step and no signal changes the file any more. */
  quiet(): void {
    this.fsync?.stop();
    const { reopenOn } = this.site.options;
    if (reopenOn !== undefined) process.off(reopenOn, this.#onSignal);
  }

  /** Closes the file and compresses what was rotated: at once when this was the only writer. */
  async close(): Promise<void> {
    this.file.close();
    const alone = !this.site.others.everSeen && !this.#archiver.knowsOthers();
    this.isClosed = true;
    await this.#archiver.finish(alone);
    this.file.closeFolders();
  }
}
