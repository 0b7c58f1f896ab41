/**
 * Opens one file of a log for appending and makes sure that it is what it seems: a regular file with one name, ours,
 * with the mode asked for. Nothing is written to anything else.
 */
import fs from 'node:fs';
import type { Folder } from './folder.js';
import { codeOf } from './in-words.js';
import { O_NOFOLLOW, O_NONBLOCK } from './open-flags.js';

const { O_WRONLY, O_APPEND, O_CREAT, O_EXCL } = fs.constants;

/** Before the mode asked for is set: readable by the owner alone, from the first moment. */
const FIRST_MODE = 0o600;
const HAS_MODES = process.platform !== 'win32';

/** Mode and group of every file of a log. */
export interface Access {
  readonly mode: number;
  /** Group number; undefined: as the system gives it. */
  readonly gid: number | undefined;
}

export interface OpenedFile {
  readonly fd: number;
  readonly stats: fs.Stats;
  /** What was changed on an existing file, for the operator; undefined when it was fine. */
  readonly notice: string | undefined;
}

/** The file has a second name, or another name. Both can be the work of a rotation, which the caller can find out. */
export class DoubtfulNameError extends Error {}

/** Opens or creates `name`. Throws system errors, or an Error that gives the reason in plain words. */
export function openFile(folder: Folder, name: string, access: Access): OpenedFile {
  refuseWhatIsNoFile(fs.lstatSync(folder.at(name), { throwIfNoEntry: false }));
  const fd = fs.openSync(
    folder.at(name),
    O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK,
    FIRST_MODE,
  );
  try {
    const stats = fs.fstatSync(fd);
    refuseWhatIsNoFile(stats);
    refuseWhatIsNotOurs(stats);
    if (!folder.isInPlace()) throw new Error('its folder was replaced while it was being opened');
    if (!isUnderName(folder, name, stats)) {
      throw new DoubtfulNameError('it was replaced while it was being opened');
    }
    return { fd, stats, notice: setAccess(fd, stats, access) };
  } catch (error) {
    closeQuietly(fd);
    throw error;
  }
}

/** Creates `name`, which must not exist (EEXIST), with the access asked for. Throws system errors. */
export function createFile(folder: Folder, name: string, access: Access): number {
  const flags = O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW | O_NONBLOCK;
  const fd = fs.openSync(folder.at(name), flags, FIRST_MODE);
  try {
    setAccess(fd, fs.fstatSync(fd), access);
    return fd;
  } catch (error) {
    closeQuietly(fd);
    removeQuietly(folder, name);
    throw error;
  }
}

/** Closes without a word: after a failed close the descriptor is gone anyway, and may already be somebody else's. */
export function closeQuietly(fd: number): void {
  try {
    fs.closeSync(fd);
  } catch {
    // See above.
  }
}

/** Removes a file of ours that may be gone already; what cannot be removed now is removed by the next clean-up. */
export function removeQuietly(folder: Folder, name: string): void {
  try {
    fs.unlinkSync(folder.at(name));
  } catch {
    // See above.
  }
}

/** Why a mode cannot be used for log files, or undefined. */
export function modeProblem(mode: number): string | undefined {
  if (!Number.isInteger(mode) || mode < 0 || mode > 0o7777) return 'the mode is not a file mode';
  const shown = `the mode ${mode.toString(8).padStart(4, '0')}`;
  if ((mode & 0o002) !== 0) return `${shown} would let everybody write to it`;
  if ((mode & ~0o666) !== 0) return `${shown} has bits that a log file must not have; use 0600 or 0640`;
  if ((mode & 0o600) !== 0o600) return `${shown} would keep the owner from reading and writing it`;
  return undefined;
}

function refuseWhatIsNoFile(stats: fs.Stats | undefined): void {
  if (stats === undefined || stats.isFile()) return;
  if (stats.isSymbolicLink()) throw new Error('it is a symbolic link');
  if (stats.isDirectory()) throw new Error('it is a directory');
  if (stats.isFIFO()) throw new Error('it is a named pipe (FIFO)');
  if (stats.isSocket()) throw new Error('it is a socket');
  throw new Error('it is a device');
}

function refuseWhatIsNotOurs(stats: fs.Stats): void {
  const uid = process.geteuid?.();
  if (uid !== undefined && stats.uid !== uid) {
    throw new Error(`it belongs to user ${stats.uid}, and this process runs as user ${uid}`);
  }
  if (stats.nlink > 1) throw new DoubtfulNameError('it is a hard link: the same file has another name');
}

/**
 * Where the folder cannot be held, the file may be one of another folder that took its place for a moment. Where it is
 * held, that cannot be, and a file that has lost its name since was rotated by another process, which is fine.
 */
function isUnderName(folder: Folder, name: string, { ino }: fs.Stats): boolean {
  return folder.isHeld || fs.lstatSync(folder.show(name)).ino === ino;
}

function setAccess(fd: number, stats: fs.Stats, { mode, gid }: Access): string | undefined {
  if (!HAS_MODES) return undefined;
  // The group first: with the mode first, the old group could read for a moment.
  if (gid !== undefined && stats.gid !== gid) fs.fchownSync(fd, stats.uid, gid);
  const before = stats.mode & 0o7777;
  if (before === mode) return undefined;
  fs.fchmodSync(fd, mode);
  if ((before & ~mode) === 0) return undefined;
  return `its mode was ${octal(before)} and is now ${octal(mode)}`;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

/** Whether the error says that there is nothing (any more) under that name. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}
