/** The spool's folder: ours alone, and what is found in it. */

import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Notify } from '../../transport.js';
import { SyslogSetupError } from '../options.js';
import { isRunning, type SpoolOwner } from './owner.js';
import { parseSegmentName, segmentName } from './segment-name.js';

/** Files in use in this process, so that a transport does not take over those of another one beside it. */
export const segmentsInUse = new Set<string>();

/** Makes the folder 0700, or checks the one that is there. Throws {@link SyslogSetupError}. */
export function openSpoolFolder(path: string, notify: Notify): void {
  const name = `syslog.spool ${JSON.stringify(path)}`;
  try {
    makeFolders(path);
    const stat = lstatSync(path);
    if (!stat.isDirectory()) throw new SyslogSetupError([`${name} is not a folder`]);
    if (process.geteuid === undefined) return;
    if (stat.uid !== process.geteuid()) throw new SyslogSetupError([`${name} belongs to another user`]);
    if ((stat.mode & 0o077) === 0) return;
    // Whoever could write in it could have put lines there.
    if ((stat.mode & 0o022) !== 0) throw new SyslogSetupError([`${name} can be written by others`]);
    chmodSync(path, 0o700);
    notify(`${name} could be read by others; its mode is now 0700`);
  } catch (error) {
    if (error instanceof SyslogSetupError) throw error;
    throw new SyslogSetupError([`${name} cannot be used (${(error as NodeJS.ErrnoException).code})`]);
  }
}

/**
 * With what is missing above it. Not `recursive: true`, by which Node never returns from a file system that makes no
 * folders, such as /proc, and says ENOENT.
 */
function makeFolders(path: string): void {
  try {
    mkdirSync(path, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
    makeFolders(dirname(path));
    makeFolders(path);
  }
}

/** Takes over the segments of owners that are gone, oldest first. Returns their paths under the new name. */
export function adoptSegments(folder: string, owner: SpoolOwner): string[] {
  const adopted: string[] = [];
  for (const name of namesIn(folder)) {
    const parsed = parseSegmentName(name);
    if (parsed === undefined || segmentsInUse.has(join(folder, name))) continue;
    const mine = isSame(parsed.owner, owner);
    if (!mine && isRunning(parsed.owner)) continue;
    const path = join(folder, segmentName({ age: parsed.age, owner }));
    try {
      // Of two processes that start together, one renames and the other finds nothing.
      if (!mine) renameSync(join(folder, name), path);
      adopted.push(path);
    } catch {
      // Taken by the other one.
    }
  }
  return adopted;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const name = `syslog.spool ${JSON.stringify(folder)}`;
    throw new SyslogSetupError([`${name} cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
}

function isSame(a: SpoolOwner, b: SpoolOwner): boolean {
  return a.pid === b.pid && a.born === b.born && a.thread === b.thread;
}
