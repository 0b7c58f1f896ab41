/**
 * The current file over time: it is looked at before lines go into it, rotated when it is due, and left for the one
 * that has taken its name. Everything here is synchronous, so no line can come between a look and a rotation.
 */
import fs from 'node:fs';
import type { Archiver } from './archiver.js';
import { BackOff } from './back-off.js';
import { CurrentFile } from './current-file.js';
import { Folder } from './folder.js';
import { inWords } from './in-words.js';
import { LookSchedule } from './look-schedule.js';
import { openCurrent } from './open-current.js';
import type { OpenedFile } from './open-file.js';
import { isOver, periodOf } from './period.js';
import { rotate } from './rotate.js';
import type { Site } from './site.js';

/** After a failure the file is not opened, or rotated, for so long. Milliseconds. */
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
/** After another process kept the lock for long, it gets this time to go on. Milliseconds, doubled each time. */
const BUSY_MS = 100;
/** Most bytes of UTF-8 for one UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;

const NO_THROW = { throwIfNoEntry: false } as const;
const isNotEmpty = (sizeBytes: number): boolean => sizeBytes > 0;

export class RollingFile {
  readonly #site: Site;
  readonly #archiver: Archiver;
  readonly #looks: LookSchedule;
  readonly #reopening = new BackOff(RETRY_MS, RETRY_MS);
  readonly #rotating = new BackOff(RETRY_MS, MAX_RETRY_MS);
  readonly #waiting = new BackOff(BUSY_MS, MAX_RETRY_MS);
  /** Folders that were left; asynchronous work may still go through their descriptors. */
  readonly #left: Folder[] = [];
  #file: CurrentFile;
  /** The name to look at: by its path, so that a folder that was moved away shows too. */
  #path: string;

  constructor(site: Site, archiver: Archiver, opened: OpenedFile) {
    this.#site = site;
    this.#archiver = archiver;
    this.#looks = new LookSchedule(site.others);
    this.#path = site.folder.show(site.names.current);
    this.#file = this.#use(opened);
    this.#rotateIfOver(performance.now());
  }

  get current(): CurrentFile {
    return this.#file;
  }

  /** Writes a line, into a new file if need be. False when the disk did not take all of it (see `current`). */
  put(line: string): boolean {
    const time = performance.now();
    if (this.#looks.isDueForLine(time)) this.#look(time);
    const { sizeBytes: limit, intervalMs } = this.#site.options;
    if (intervalMs !== undefined) this.#rotateIfOver(time);
    if (limit !== undefined && this.#file.sizeBytes + line.length * MAX_BYTES_PER_UNIT > limit) {
      this.#rotateIfFull(Buffer.byteLength(line), limit, time);
    }
    return this.#file.write(line) ? this.#written() : this.#stopped();
  }

  /** Finishes the line that `put` could not finish: in the same file, or from its start in the one that took its place. */
  resume(line: string): boolean {
    const file = this.#file;
    if (file.resume(line)) return this.#written();
    const time = performance.now();
    if (file.isLost) this.reopen();
    else if (this.#looks.isDue(time)) this.#look(time);
    return this.#file === file ? false : this.put(line);
  }

  /** Rotates now, unless the file is empty. */
  rotateNow(): void {
    this.#rotating.reset();
    this.#waiting.reset();
    this.#look(performance.now());
    this.#rotate(performance.now(), isNotEmpty);
  }

  /** Opens the current name again, whatever it leads to. The old file stays in use when that fails. */
  reopen(): void {
    this.#reopening.reset();
    this.#follow(performance.now());
  }

  /** Looks at what the name leads to, and goes there. Not while somebody else writes to the file for us. */
  look(): void {
    this.#look(performance.now());
  }

  /** Whether the file is to be rotated before so many bytes go into it. */
  isDueBefore(bytes: number): boolean {
    const { sizeBytes: limit, intervalMs } = this.#site.options;
    if (limit !== undefined && this.#file.sizeBytes + bytes > limit) return true;
    return intervalMs !== undefined && this.#isOver(this.#site.now(), intervalMs);
  }

  /** Leaves the file. A last look at its size tells whether somebody else wrote to it. */
  close(): void {
    try {
      if (fs.fstatSync(this.#file.fd).size > this.#file.sizeBytes) this.#site.others.seen();
    } catch {
      this.#site.others.seen();
    }
    this.#leave(this.#file);
  }

  /** Releases the folders, when nothing goes through them any more. */
  closeFolders(): void {
    for (const folder of this.#left) folder.close();
    this.#site.folder.close();
  }

  #use({ fd, stats }: Pick<OpenedFile, 'fd' | 'stats'>): CurrentFile {
    const file = new CurrentFile(fd, stats, this.#site.notices);
    const { intervalMs } = this.#site.options;
    if (intervalMs !== undefined && stats.size > 0) file.period = periodOf(stats.mtimeMs, intervalMs);
    this.#looks.restart();
    // Whatever was in the way of rotation, somebody got past it.
    this.#rotating.reset();
    this.#waiting.reset();
    return file;
  }

  #leave(file: CurrentFile): void {
    file.cutFragment();
    if (this.#site.options.fsync !== false) file.sync();
    file.close();
  }

  #written(): true {
    if (this.#site.options.fsync === 'always') this.#file.sync();
    return true;
  }

  #stopped(): false {
    // Beside other writers half a line must not wait: the next line of another process would be glued to it.
    if (this.#looks.isBesideOthers(performance.now())) this.#file.cutFragment();
    return false;
  }

  #look(time: number): void {
    this.#looks.looked(time);
    const file = this.#file;
    let stats: fs.Stats | undefined;
    try {
      stats = fs.lstatSync(this.#path, NO_THROW);
    } catch {
      // Nothing is known, so nothing changes.
      return;
    }
    if (stats === undefined || stats.ino !== file.ino || stats.dev !== file.dev) {
      this.#follow(time);
      return;
    }
    if (stats.size > file.sizeBytes) this.#site.others.seen();
    // Smaller: somebody truncated it (logrotate copytruncate); O_APPEND goes on at the new end.
    if (!file.holds) file.sizeBytes = stats.size;
  }

  /** Leaves the file for the one that its name leads to now. */
  #follow(time: number): void {
    if (!this.#reopening.isOver(time)) return;
    const site = this.#site;
    try {
      if (!site.folder.isInPlace()) this.#moveInto(new Folder(site.folder.path));
      // Else opening would end the half line that waits with a line break, if it is the same file still.
      this.#file.cutFragment();
      const opened = openCurrent(site);
      if (opened.notice !== undefined) site.notify(opened.notice);
      this.#leave(this.#file);
      this.#file = this.#use(opened);
      this.#reopening.reset();
      site.notices.solved('reopen', 'the log file is in use again');
    } catch (error) {
      this.#reopening.failed(time);
      site.notices.problem(
        'reopen',
        `cannot open it again, lines go on into the old file: ${inWords(error)}`,
      );
    }
  }

  /** Only if it is a real folder at the same place, and ours: a link put there is not followed. */
  #moveInto(folder: Folder): void {
    const site = this.#site;
    const isSamePath = folder.path === site.folder.path;
    if (isSamePath && folder.isTrusted) {
      this.#left.push(site.folder);
      site.folder = folder;
      this.#path = folder.show(site.names.current);
      return;
    }
    folder.close();
    throw new Error(`its folder was replaced by ${isSamePath ? 'one of another user' : 'a link'}`);
  }

  #rotateIfOver(time: number): void {
    const { intervalMs } = this.#site.options;
    if (intervalMs === undefined) return;
    const now = this.#site.now();
    if (this.#isOver(now, intervalMs)) this.#rotate(time, isNotEmpty);
    this.#file.period ??= periodOf(now, intervalMs);
  }

  /** Whether the period of the file is over; the one of an empty file begins now. */
  #isOver(now: number, intervalMs: number): boolean {
    const file = this.#file;
    if (file.sizeBytes === 0) file.period = undefined;
    file.period ??= periodOf(now, intervalMs);
    return isOver(file.period, now, intervalMs);
  }

  #rotateIfFull(lineBytes: number, limit: number, time: number): void {
    const isFull = (sizeBytes: number): boolean => sizeBytes > 0 && sizeBytes + lineBytes > limit;
    if (isFull(this.#file.sizeBytes)) this.#rotate(time, isFull);
  }

  #rotate(time: number, isDue: (sizeBytes: number) => boolean): void {
    if (!this.#rotating.isOver(time) || !this.#waiting.isOver(time)) return;
    const site = this.#site;
    try {
      const rotation = rotate(site, this.#file, isDue);
      this.#rotating.reset();
      if (rotation.kind === 'rotated') {
        this.#leave(this.#file);
        this.#file = this.#use(rotation);
        this.#archiver.tidy();
      } else if (rotation.kind === 'busy') {
        // The owner of the lock lives and is stuck: the file grows until it goes on.
        site.others.seen();
        this.#waiting.failed(performance.now());
      } else {
        // Somebody else was faster, or made it smaller.
        if (rotation.kind === 'moved') site.others.seen();
        this.#look(time);
      }
      site.notices.solved('rotate', 'rotation works again');
    } catch (error) {
      this.#rotating.failed(time);
      site.notices.problem('rotate', `cannot rotate, lines go on into the same file: ${inWords(error)}`);
    }
  }
}
