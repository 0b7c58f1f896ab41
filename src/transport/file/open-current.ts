/** Opens the current file of a log, after a crash or beside other processes as well as on a fine day. */
import fs from 'node:fs';
import { inventory, removeDeadTemporaries } from './inventory.js';
import { withLock } from './lock.js';
import { type OpenedFile, openFile, SecondNameError } from './open-file.js';
import { undoHalfRotation } from './rotate.js';
import type { Site } from './site.js';

/** How long a rotation of another process is waited for before the file is judged as it is found. */
const LOCK_WAIT_MS = 1_000;
/** A line of another process that is being written is complete after this time. */
const LINE_MS = 2;
const LINE_BREAK = 0x0a;

const { O_RDONLY } = fs.constants;
const O_NOFOLLOW = fs.constants.O_NOFOLLOW ?? 0;
const O_NONBLOCK = fs.constants.O_NONBLOCK ?? 0;

const pauseCell = new Int32Array(new SharedArrayBuffer(4));

/** Throws system errors, or an Error that gives the reason in plain words. */
export function openCurrent(site: Site): OpenedFile {
  const opened = openBesideOthers(site);
  return endsInLineBreak(site, opened) ? opened : breakLine(opened);
}

function openBesideOthers(site: Site): OpenedFile {
  const { names, access } = site;
  const open = (): OpenedFile => openFile(site.folder, names.current, access);
  if (fs.lstatSync(site.folder.at(names.current), { throwIfNoEntry: false }) === undefined) {
    // Where there are no hard links, the name is free for a moment in each rotation; the lock keeps us out of it.
    return withLock(site, LOCK_WAIT_MS, open) ?? open();
  }
  try {
    return open();
  } catch (error) {
    if (!(error instanceof SecondNameError)) throw error;
  }
  // A second name is part of every rotation; once we have the lock, it is either gone or left by a killed process.
  withLock(site, LOCK_WAIT_MS, () => {
    removeDeadTemporaries(site, inventory(site));
    const stats = fs.lstatSync(site.folder.at(names.current), { throwIfNoEntry: false });
    if (stats !== undefined && stats.nlink > 1) undoHalfRotation(site, stats);
  });
  return open();
}

/** A process killed in the middle of a line, or on a full disk, leaves half a line, and the next one would be glued to it. */
function endsInLineBreak(site: Site, { fd, stats }: OpenedFile): boolean {
  if (stats.size === 0 || lastByte(site, stats) === LINE_BREAK) return true;
  Atomics.wait(pauseCell, 0, 0, LINE_MS);
  const now = fs.fstatSync(fd);
  return now.size === 0 || lastByte(site, now) === LINE_BREAK;
}

/** The last byte of the file; a line break when it cannot be read (the file may be writable only). */
function lastByte(site: Site, { ino, size }: fs.Stats): number {
  let fd: number | undefined;
  try {
    fd = fs.openSync(site.folder.at(site.names.current), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const byte = Buffer.alloc(1, LINE_BREAK);
    if (fs.fstatSync(fd).ino === ino) fs.readSync(fd, byte, 0, 1, size - 1);
    return byte[0] as number;
  } catch {
    return LINE_BREAK;
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
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
