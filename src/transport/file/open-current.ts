/** Opens the current file of a log, after a crash or beside other processes as well as on a fine day. */
import fs from 'node:fs';
import { inventory, removeDeadTemporaries } from './inventory.js';
import { withLock } from './lock.js';
import { closeQuietly, DoubtfulNameError, type OpenedFile, openFile } from './open-file.js';
import { O_NOFOLLOW, O_NONBLOCK } from './open-flags.js';
import { undoHalfRotation } from './rotate.js';
import type { Site } from './site.js';

/** How long a rotation of another process is waited for before the file is judged as it is found. */
const LOCK_WAIT_MS = 1_000;
/** A doubtful file is opened so often, with a pause behind each attempt, before a rotation is taken for broken off. */
const TRIES = 5;
const PAUSE_MS = 1;
const LINE_BREAK = 0x0a;

const pauseCell = new Int32Array(new SharedArrayBuffer(4));

const { O_RDONLY } = fs.constants;

/** Throws system errors, or an Error that gives the reason in plain words. */
export function openCurrent(site: Site): OpenedFile {
  const opened = openBesideOthers(site);
  return endsInLineBreak(site, opened) ? opened : breakLine(opened);
}

function openBesideOthers(site: Site): OpenedFile {
  const { names, access } = site;
  const open = (): OpenedFile => openFile(site.folder, names.current, access);
  const look = (): fs.Stats | undefined =>
    fs.lstatSync(site.folder.at(names.current), { throwIfNoEntry: false });
  if (look() === undefined) {
    // The name is free for a moment in each rotation; the lock keeps us out of it.
    const opened = withLock(site, LOCK_WAIT_MS, open, () => look() !== undefined);
    if (opened !== undefined) return opened;
  }
  // A second name is part of every rotation, for the length of one call.
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof DoubtfulNameError)) throw error;
    }
    Atomics.wait(pauseCell, 0, 0, PAUSE_MS);
  }
  // Once we have the lock, it is either gone or left by a killed process.
  const openAlone = (): OpenedFile => {
    removeDeadTemporaries(site, inventory(site));
    const stats = look();
    if (stats !== undefined && stats.nlink > 1) undoHalfRotation(site, stats);
    return open();
  };
  return withLock(site, LOCK_WAIT_MS, openAlone) ?? open();
}

/**
 * A process killed in the middle of a line, or on a full disk, leaves half a line, and the next one would be glued to it.
 * A line that another process is writing at this moment looks the same. Setting the mode has to wait for a write at
 * work, so what is there before and after, with the same length, is nobody's work any more.
 */
function endsInLineBreak(site: Site, { fd, stats }: OpenedFile): boolean {
  for (let size = stats.size; ; ) {
    if (size === 0 || lastByte(site, stats.ino, size) === LINE_BREAK) return true;
    try {
      fs.fchmodSync(fd, site.access.mode);
    } catch {
      return true;
    }
    const now = fs.fstatSync(fd).size;
    if (now === size) return lastByte(site, stats.ino, size) === LINE_BREAK;
    size = now;
  }
}

/** The last byte of the file; a line break when it cannot be read (the file may be writable only). */
function lastByte(site: Site, ino: number, size: number): number {
  let fd: number | undefined;
  try {
    fd = fs.openSync(site.folder.at(site.names.current), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const byte = Buffer.alloc(1, LINE_BREAK);
    if (fs.fstatSync(fd).ino === ino) fs.readSync(fd, byte, 0, 1, size - 1);
    return byte[0] as number;
  } catch {
    return LINE_BREAK;
  } finally {
    if (fd !== undefined) closeQuietly(fd);
  }
}

function breakLine(opened: OpenedFile): OpenedFile {
  try {
    fs.writeSync(opened.fd, '\n');
    return { ...opened, stats: fs.fstatSync(opened.fd) };
  } catch {
    // A full disk is met again, and handled, by the first line.
    return opened;
  }
}
