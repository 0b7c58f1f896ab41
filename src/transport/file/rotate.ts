/**
 * Puts a new file in the place of the current one, under the lock:
 *
 *   1. make the next file under a temporary name
 *   2. rename the current file to its rotated name, which has our process, the time and a number in it, and is free
 *   3. link the next file to the current name          (fails if somebody made a file there: then that one is used)
 *   4. remove the temporary name
 *
 * None of this replaces or removes a file with lines in it, also when another program moves the current file or makes one
 * meanwhile. The steps that can fail for want of descriptors, space or rights come first. A writer that still has the old
 * file open goes on appending to it under its rotated name and loses nothing; one that finds no current file waits for
 * the lock. Killed on the way, the temporary file is left, or no current file, which the next writer makes, or a current
 * file with two names, one of which `undoHalfRotation` takes away.
 *
 * No placeholder holds the rotated name: ext4 then writes the whole file out before the rename (auto_da_alloc), five to ten
 * milliseconds in which nobody can log.
 */
import fs from 'node:fs';
import { codeOf } from './in-words.js';
import { inventory, removeDeadTemporaries } from './inventory.js';
import { withLock } from './lock.js';
import { closeQuietly, createFile, isMissing, removeQuietly } from './open-file.js';
import { owner } from './owner.js';
import type { Site } from './site.js';

/**
 * Other writers go on after this time with the old file, so a stuck owner of the lock stops nobody. It is long enough
 * for an owner that only waits for a busy processor.
 */
const LOCK_WAIT_MS = 500;
/** Rotations of one process within one millisecond after which something else is wrong. */
const MAX_NAMES_TRIED = 1_000;
/** Windows lets a file that is open be renamed, but not have a second name taken away. */
const CANNOT_LINK = process.platform === 'win32';

export type Rotation =
  /** Done; `fd` is the new file, empty, open for appending. */
  | { readonly kind: 'rotated'; readonly fd: number; readonly stats: fs.Stats }
  /** The current name leads to another file already: somebody else rotated it or took it away. */
  | { readonly kind: 'moved' }
  /** Somebody made the file smaller; there is no reason any more. */
  | { readonly kind: 'not due' }
  /** Somebody else holds the lock and does not let go. */
  | { readonly kind: 'busy' };

/** The file that is to be rotated, as the writer knows it. */
export interface Identity {
  readonly dev: number;
  readonly ino: number;
}

/**
 * @param isDue looks at the file once more, under the lock; size in bytes
 * Throws system errors; then the current file is untouched and still in its place.
 */
export function rotate(site: Site, file: Identity, isDue: (sizeBytes: number) => boolean): Rotation {
  const look = (): fs.Stats | undefined => {
    const stats = fs.lstatSync(site.folder.at(site.names.current), { throwIfNoEntry: false });
    return stats !== undefined && isSame(stats, file) ? stats : undefined;
  };
  const step = (): Rotation => {
    const stats = look();
    if (stats === undefined) return { kind: 'moved' };
    if (!isDue(stats.size)) return { kind: 'not due' };
    if (stats.nlink > 1) undoHalfRotation(site, stats);
    return swap(site);
  };
  const wasFaster = (): boolean => look() === undefined;
  return withLock(site, LOCK_WAIT_MS, step, wasFaster) ?? { kind: wasFaster() ? 'moved' : 'busy' };
}

/** Removes the names of ours that lead to the current file too. Call it with the lock held: nobody else is rotating then. */
export function undoHalfRotation(site: Site, current: Identity): void {
  const { folder } = site;
  const { rotated, temporary } = inventory(site);
  const plain = rotated.filter((one) => !one.compressed).map((one) => one.plain);
  for (const name of [...plain, ...temporary.map((one) => one.name)]) {
    const stats = fs.lstatSync(folder.at(name), { throwIfNoEntry: false });
    if (stats !== undefined && isSame(stats, current)) fs.unlinkSync(folder.at(name));
  }
}

function swap(site: Site): Rotation {
  const { folder, names, access } = site;
  const next = names.next(owner());
  const found = inventory(site);
  removeDeadTemporaries(site, found);
  const fd = createNext(site, next);
  try {
    const stats = fs.fstatSync(fd);
    const newest = found.rotated.reduce((time, one) => Math.max(time, one.time), 0);
    const rotated = moveAside(site, newest);
    if (rotated !== undefined && putInPlace(site, next, rotated)) return { kind: 'rotated', fd, stats };
    closeQuietly(fd);
    removeQuietly(folder, next);
    return { kind: 'moved' };
  } catch (error) {
    closeQuietly(fd);
    removeQuietly(folder, next);
    throw error;
  }

  function createNext({ folder }: Site, name: string): number {
    try {
      return createFile(folder, name, access);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      // Only we give this name, and only under the lock: it is a leftover of ours that could not be removed then.
      fs.unlinkSync(folder.at(name));
      return createFile(folder, name, access);
    }
  }
}

/**
 * Gives the current file a rotated name that nobody has; undefined when there is none any more. Names sort in the order of
 * rotation, also after the clock was set back.
 */
function moveAside(site: Site, newest: number): string | undefined {
  const { folder, names } = site;
  const isFree = (name: string): boolean =>
    fs.lstatSync(folder.at(name), { throwIfNoEntry: false }) === undefined;
  const now = site.now();
  const time = now > newest ? now : newest + 1;
  for (let counter = 0; counter < MAX_NAMES_TRIED; counter++) {
    const rotated = names.rotated(time, counter);
    if (!isFree(`${rotated}.gz`) || !isFree(rotated)) continue;
    try {
      fs.renameSync(folder.at(names.current), folder.at(rotated));
      return rotated;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
  throw new Error('no free name for the rotated file');
}

/** Gives the next file the current name; false when somebody else made a file there. On an error all is as it was before. */
function putInPlace({ folder, names }: Site, next: string, rotated: string): boolean {
  const isFree = (): boolean =>
    fs.lstatSync(folder.at(names.current), { throwIfNoEntry: false }) === undefined;
  try {
    if (!CANNOT_LINK) {
      fs.linkSync(folder.at(next), folder.at(names.current));
      removeQuietly(folder, next);
      return true;
    }
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // There are no hard links here (FAT, some network file systems), or they are not permitted.
  }
  try {
    if (!isFree()) return false;
    fs.renameSync(folder.at(next), folder.at(names.current));
    return true;
  } catch (error) {
    if (isFree()) fs.renameSync(folder.at(rotated), folder.at(names.current));
    throw error;
  }
}

function isSame(a: Identity, b: Identity): boolean {
  return a.ino === b.ino && a.dev === b.dev;
}
