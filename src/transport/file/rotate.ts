/**
 * Puts a new file in the place of the current one, under the lock:
 *
 *   1. make the next file under a temporary name
 *   2. link the current file to its rotated name        (fails if that name exists: nothing is ever overwritten)
 *   3. rename the next file over the current name
 *
 * The current name always leads to a file, and the step that can fail for want of descriptors, space or rights comes
 * first. A writer that still has the old file open goes on appending to it under its rotated name and loses nothing.
 * Killed after step 1, the temporary file is left; killed after step 2, the current file has two names, one of which
 * `undoHalfRotation` takes away.
 */
import fs from 'node:fs';
import { codeOf } from './in-words.js';
import { inventory, removeDeadTemporaries } from './inventory.js';
import { withLock } from './lock.js';
import { closeQuietly, createFile, removeQuietly } from './open-file.js';
import { owner } from './owner.js';
import type { Site } from './site.js';

/** Other writers go on after this time with the old file, so a stuck owner of the lock stops nobody. */
const LOCK_WAIT_MS = 200;
/** Rotations of one process within one millisecond after which something else is wrong. */
const MAX_NAMES_TRIED = 1_000;
/** What `link` says on file systems without hard links (FAT, some network file systems). */
const NO_LINKS: ReadonlySet<string | undefined> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
]);

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

/** Removes the rotated names that lead to the current file itself. Call it with the lock held. */
export function undoHalfRotation(site: Site, current: Identity): void {
  const { folder } = site;
  for (const { plain, compressed } of inventory(site).rotated) {
    if (compressed) continue;
    const stats = fs.lstatSync(folder.at(plain), { throwIfNoEntry: false });
    if (stats !== undefined && isSame(stats, current)) fs.unlinkSync(folder.at(plain));
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
    try {
      fs.renameSync(folder.at(next), folder.at(names.current));
    } catch (error) {
      putBack(site, rotated);
      throw error;
    }
    return { kind: 'rotated', fd, stats };
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

/** Gives the current file a rotated name that nobody has. Names sort in the order of rotation, also after the clock was set back. */
function moveAside(site: Site, newest: number): string {
  const { folder, names } = site;
  const now = site.now();
  const time = now > newest ? now : newest + 1;
  for (let counter = 0; counter < MAX_NAMES_TRIED; counter++) {
    const rotated = names.rotated(time, counter);
    if (fs.lstatSync(folder.at(`${rotated}.gz`), { throwIfNoEntry: false }) !== undefined) continue;
    try {
      fs.linkSync(folder.at(names.current), folder.at(rotated));
      return rotated;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      if (!NO_LINKS.has(codeOf(error))) throw error;
      if (moveWithoutLink(site, rotated)) return rotated;
    }
  }
  throw new Error('no free name for the rotated file');
}

/** A placeholder made with O_EXCL keeps the name free of anything else until the rename lands on it. */
function moveWithoutLink({ folder, names, access }: Site, rotated: string): boolean {
  try {
    closeQuietly(createFile(folder, rotated, access));
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    fs.renameSync(folder.at(names.current), folder.at(rotated));
  } catch (error) {
    removeQuietly(folder, rotated);
    throw error;
  }
  return true;
}

function putBack({ folder, names }: Site, rotated: string): void {
  if (fs.lstatSync(folder.at(names.current), { throwIfNoEntry: false }) !== undefined)
    removeQuietly(folder, rotated);
  else fs.renameSync(folder.at(rotated), folder.at(names.current));
}

function isSame(a: Identity, b: Identity): boolean {
  return a.ino === b.ino && a.dev === b.dev;
}
