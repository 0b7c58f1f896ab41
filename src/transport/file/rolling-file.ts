/**
 * The current file over time: it is looked at before lines go into it, rotated when it is due, and left for the one
 * that has taken its name. Everything here is synchronous, so no line can come between a look and a rotation.
 */
import fs from 'node:fs';
import type { Archiver } from './archiver.js';
import { CurrentFile } from './current-file.js';
import { Folder } from './folder.js';
import { inWords } from './in-words.js';
import { openCurrent } from './open-current.js';
import type { OpenedFile } from './open-file.js';
import { isOver, periodOf } from './period.js';
import { rotate } from './rotate.js';
import type { Site } from './site.js';

/** Alone, the file is looked at before every so many lines, and before a line after so many milliseconds. */
const LINES_BETWEEN_LOOKS = 16;
const LOOK_MS = 1_000;
/** Before each line for so many lines after opening, and for so long after a sign of another writer. */
const CAREFUL_LINES = 64;
const CAREFUL_MS = 2_000;
/** After a failure the file is not opened again, or rotated again, for so many milliseconds; doubled up to the second. */
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
/** Most bytes of UTF-8 for one UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;

export class RollingFile {
  readonly #site: Site;
  readonly #archiver: Archiver;
  #file: CurrentFile;
  /** Folders that were left; asynchronous work may still go through their descriptors. */
  readonly #left: Folder[] = [];

  #linesToLook = 0;
  #carefulLines = CAREFUL_LINES;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #reopenAfter = 0;
  #rotateAfter = 0;
  #retryMs = RETRY_MS;

  constructor(site: Site, archiver: Archiver, opened: OpenedFile) {
    this.#site = site;
    this.#archiver = archiver;
    this.#file = this.#start(opened);
    this.#rotateIfOver(performance.now());
  }

  get current(): CurrentFile {
    return this.#file;
  }

  /** Writes a line, into a new file if need be. False when the disk did not take all of it (see `current`). */
  put(line: string): boolean {
    const time = performance.now();
    const { options, others } = this.#site;
    const isLong = time - this.#lookedAt >= LOOK_MS || time - others.lastSeen < CAREFUL_MS;
    if (--this.#linesToLook < 0 || isLong) this.#look(time);
    const { sizeBytes: limit, intervalMs } = options;
    if (intervalMs !== undefined) this.#rotateIfOver(time);
    if (limit !== undefined && this.#file.sizeBytes + line.length * MAX_BYTES_PER_UNIT > limit) {
      this.#rotateIfFull(Buffer.byteLength(line), limit, time);
    }
    return this.#written(this.#file.write(line));
  }

  /** Finishes the line that `put` could not finish: in the same file, or from its start in the one that took its place. */
  resume(line: string): boolean {
    const file = this.#file;
    if (file.resume(line)) return this.#written(true);
    const time = performance.now();
    if (!this.#isCareful && time - this.#lookedAt < LOOK_MS) return false;
    this.#look(time);
    return this.#file === file ? false : this.put(line);
  }

  /** Rotates now, unless the file is empty. */
  rotateNow(): void {
    this.#rotateAfter = 0;
    this.#look(performance.now());
    this.#rotate(performance.now(), (size) => size > 0);
  }

  /** Opens the current name again, whatever it leads to. The old file stays in use when that fails. */
  reopen(): void {
    this.#reopenAfter = 0;
    this.#follow(performance.now());
  }

  /** Looks for signs of other writers. */
  look(): void {
    this.#look(performance.now());
  }

  close(): void {
    this.#leave(this.#file);
  }

  /** Releases the folders, when nothing goes through them any more. */
  closeFolders(): void {
    for (const folder of this.#left) folder.close();
    this.#site.folder.close();
  }

  #start({ fd, stats }: OpenedFile): CurrentFile {
    const file = new CurrentFile(fd, stats);
    const { intervalMs } = this.#site.options;
    if (intervalMs !== undefined && stats.size > 0) file.period = periodOf(stats.mtimeMs, intervalMs);
    this.#carefulLines = CAREFUL_LINES;
    this.#linesToLook = 0;
    return file;
  }

  get #isCareful(): boolean {
    return performance.now() - this.#site.others.lastSeen < CAREFUL_MS;
  }

  #written(out: boolean): boolean {
    const { fsync } = this.#site.options;
    if (!out) {
      // Beside other writers half a line must not wait: the next line of another process would be glued to it.
      if (this.#isCareful) this.#file.cutFragment();
      return false;
    }
    if (fsync === 'always') this.sync();
    return true;
  }

  /** Never throws: a failed fsync is told, the line is written all the same. */
  sync(): void {
    try {
      this.#file.sync();
      this.#synced(null);
    } catch (error) {
      this.#synced(error);
    }
  }

  /** As `sync`, without making the thread wait. */
  syncSoon(): void {
    this.#file.syncSoon((error) => this.#synced(error));
  }

  #synced(error: unknown): void {
    const { notices } = this.#site;
    if (error === null) notices.solved('fsync', 'fsync works again');
    else notices.problem('fsync', `fsync failed, lines may not survive a power loss: ${inWords(error)}`);
  }

  #look(time: number): void {
    this.#lookedAt = time;
    this.#linesToLook = this.#carefulLines > 0 ? 0 : LINES_BETWEEN_LOOKS - 1;
    if (this.#carefulLines > 0) this.#carefulLines--;
    const { folder, names, others } = this.#site;
    const file = this.#file;
    let stats: fs.Stats | undefined;
    try {
      stats = fs.lstatSync(folder.show(names.current), { throwIfNoEntry: false });
    } catch {
      // Nothing is known, so nothing changes.
      return;
    }
    if (stats === undefined || stats.ino !== file.ino || stats.dev !== file.dev) {
      this.#follow(time);
      return;
    }
    if (stats.size > file.sizeBytes) others.seen();
    // Smaller: somebody truncated it (logrotate copytruncate); O_APPEND goes on at the new end.
    if (!file.holds) file.sizeBytes = stats.size;
  }

  /** Leaves the file for the one that its name leads to now. */
  #follow(time: number): void {
    if (time < this.#reopenAfter) return;
    const site = this.#site;
    try {
      if (!site.folder.isInPlace()) this.#moveIntoFolder(new Folder(site.folder.path));
      const opened = openCurrent(site);
      if (opened.notice !== undefined) site.notify(opened.notice);
      this.#leave(this.#file);
      this.#file = this.#start(opened);
      this.#reopenAfter = 0;
      site.notices.solved('reopen', 'the log file is in use again');
    } catch (error) {
      this.#reopenAfter = time + RETRY_MS;
      site.notices.problem(
        'reopen',
        `cannot open it again, lines go on into the old file: ${inWords(error)}`,
      );
    }
  }

  /** Only if it is a real folder at the same place: a link put there is not followed. */
  #moveIntoFolder(folder: Folder): void {
    const site = this.#site;
    if (folder.path !== site.folder.path) {
      folder.close();
      throw new Error('its folder was replaced by a link');
    }
    if (!folder.isTrusted) {
      folder.close();
      throw new Error('its folder was replaced by one of another user');
    }
    this.#left.push(site.folder);
    site.folder = folder;
  }

  #leave(file: CurrentFile): void {
    file.cutFragment();
    if (this.#site.options.fsync !== false) this.sync();
    file.close();
  }

  #rotateIfOver(time: number): void {
    const { intervalMs } = this.#site.options;
    if (intervalMs === undefined) return;
    const now = this.#site.now();
    if (this.#file.sizeBytes === 0) this.#file.period = undefined;
    const { period } = this.#file;
    if (period !== undefined && isOver(period, now, intervalMs)) this.#rotate(time, (size) => size > 0);
    this.#file.period ??= periodOf(now, intervalMs);
  }

  #rotateIfFull(lineBytes: number, limit: number, time: number): void {
    const isFull = (size: number): boolean => size > 0 && size + lineBytes > limit;
    if (isFull(this.#file.sizeBytes)) this.#rotate(time, isFull);
  }

  #rotate(time: number, isDue: (sizeBytes: number) => boolean): void {
    if (time < this.#rotateAfter) return;
    const site = this.#site;
    try {
      const rotation = rotate(site, this.#file, isDue);
      if (rotation.kind === 'rotated') {
        this.#leave(this.#file);
        this.#file = this.#start({ ...rotation, notice: undefined });
        this.#archiver.tidy();
      } else if (rotation.kind === 'busy') {
        // Its owner lives and is stuck: the file grows until it goes on.
        site.others.seen();
        this.#rotateAfter = time + RETRY_MS;
      } else {
        // Somebody else was faster, or made it smaller.
        if (rotation.kind === 'moved') site.others.seen();
        this.#look(time);
      }
      this.#retryMs = RETRY_MS;
      site.notices.solved('rotate', 'rotation works again');
    } catch (error) {
      this.#rotateAfter = time + this.#retryMs;
      this.#retryMs = Math.min(this.#retryMs * 2, MAX_RETRY_MS);
      site.notices.problem('rotate', `cannot rotate, lines go on into the same file: ${inWords(error)}`);
    }
  }
}
