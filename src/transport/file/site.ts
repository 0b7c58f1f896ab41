import path from 'node:path';
import { Folder } from './folder.js';
import { groupId } from './group.js';
import { type Names, nameProblem, namesFor } from './names.js';
import { Notices } from './notices.js';
import { type Access, modeProblem } from './open-file.js';
import type { SyncFileOptions } from './options.js';
import { Others } from './others.js';
import { owner } from './owner.js';

/** The surroundings that every part of one file transport shares. */
export interface Site {
  readonly options: SyncFileOptions;
  readonly names: Names;
  readonly access: Access;
  /** Replaced when the folder was removed or moved away and had to be made again. */
  folder: Folder;
  /** Milliseconds since the epoch, by the wall clock. */
  readonly now: () => number;
  /** Tells the operator something that is not a problem of the moment; the path is put in front. */
  readonly notify: (text: string) => void;
  readonly notices: Notices;
  readonly others: Others;
}

/**
 * Checks mode and group, and opens (or makes) the folder of `file`, an absolute path. Throws system errors, or an Error
 * that gives the reason in plain words.
 */
export function openSite(
  file: string,
  options: SyncFileOptions,
  notify: (text: string) => void,
  now: () => number,
): Site {
  const names = namesFor(path.basename(file), process.pid);
  const problem = modeProblem(options.mode) ?? nameProblem(names, owner());
  if (problem !== undefined) throw new Error(problem);
  const gid = options.group === undefined ? undefined : groupId(options.group);
  return {
    options,
    names,
    access: { mode: options.mode, gid },
    folder: new Folder(path.dirname(file)),
    now,
    notify,
    notices: new Notices(notify),
    others: new Others(),
  };
}
