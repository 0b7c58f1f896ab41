/**
 * The folder of a log file, held open, so that every later step happens in this very folder: on Linux all paths go
 * through its descriptor, and a parent that is swapped for a link afterwards is not followed.
 */
import fs from 'node:fs';
import path from 'node:path';
import { codeOf } from './in-words.js';
import { O_DIRECTORY, O_NOFOLLOW } from './open-flags.js';

const { O_RDONLY } = fs.constants;

const FOLDER_MODE = 0o700;
const CAN_HOLD = process.platform !== 'win32';

let proc: boolean | undefined;

/** Asked with the first folder: importing the package touches no file. */
function hasProc(): boolean {
  proc ??= process.platform === 'linux' && fs.existsSync('/proc/self/fd');
  return proc;
}

export class Folder {
  /** Absolute, without symbolic links at the time of opening. */
  readonly path: string;
  readonly dev: number;
  readonly ino: number;
  /** Writable by everybody and without the sticky bit: others can replace files here. */
  readonly isOpenToAll: boolean;
  /** Ours or root's. */
  readonly isTrusted: boolean;
  #fd: number | undefined;

  /** Opens the folder, and makes it (and missing parents) with mode 0700 first. Throws system errors. */
  constructor(wanted: string) {
    makeFolders(wanted);
    this.path = fs.realpathSync.native(wanted);
    this.#fd = CAN_HOLD ? fs.openSync(this.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW) : undefined;
    try {
      const stats = this.#fd === undefined ? fs.lstatSync(this.path) : fs.fstatSync(this.#fd);
      this.dev = stats.dev;
      this.ino = stats.ino;
      this.isOpenToAll = CAN_HOLD && (stats.mode & 0o1002) === 0o002;
      this.isTrusted = !CAN_HOLD || stats.uid === 0 || stats.uid === process.geteuid?.();
      // Between realpath and open a part of the path may have become a link to somewhere else.
      if (!this.isInPlace()) throw new Error('its folder was replaced while it was being opened');
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Whether files are reached through the folder itself, wherever its path leads meanwhile. */
  get isHeld(): boolean {
    return hasProc() && this.#fd !== undefined;
  }

  /** The path to hand to the system for a file in this folder. Not for people to read. */
  at(name: string): string {
    return this.isHeld ? `/proc/self/fd/${this.#fd}/${name}` : path.join(this.path, name);
  }

  /** The path to show for a file in this folder. */
  show(name: string): string {
    return path.join(this.path, name);
  }

  /** Names of everything in the folder. Throws system errors. */
  list(): string[] {
    return fs.readdirSync(this.isHeld ? `/proc/self/fd/${this.#fd}` : this.path);
  }

  /** Whether the path still leads here, without a link on the way. */
  isInPlace(): boolean {
    const stats = fs.lstatSync(this.path, { throwIfNoEntry: false });
    if (stats === undefined || stats.dev !== this.dev || stats.ino !== this.ino) return false;
    return fs.realpathSync.native(this.path) === this.path;
  }

  close(): void {
    if (this.#fd === undefined) return;
    const fd = this.#fd;
    this.#fd = undefined;
    try {
      fs.closeSync(fd);
    } catch {
      // Nothing was written through it, and a second attempt could close somebody else's descriptor.
    }
  }
}

/** Makes `folder` and its missing parents, each 0700 whatever the umask; folders that exist stay as they are. */
function makeFolders(folder: string): void {
  const missing: string[] = [];
  let at = folder;
  while (!fs.existsSync(at)) {
    missing.push(at);
    const parent = path.dirname(at);
    if (parent === at) break;
    at = parent;
  }
  for (const one of missing.reverse()) {
    try {
      fs.mkdirSync(one, FOLDER_MODE);
    } catch (error) {
      // Another process was faster.
      if (codeOf(error) === 'EEXIST') continue;
      throw error;
    }
    if (CAN_HOLD) setOwnerOnly(one);
  }
}

/** The umask can only take bits away from 0700; gives them back. */
function setOwnerOnly(folder: string): void {
  if ((fs.lstatSync(folder).mode & 0o777) === FOLDER_MODE) return;
  fs.chmodSync(folder, FOLDER_MODE);
}
