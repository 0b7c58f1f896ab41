import type { Folder } from './folder.js';
import type { Names } from './names.js';
import type { Notices } from './notices.js';
import type { Access } from './open-file.js';
import type { FileOptions } from './options.js';
import type { Others } from './others.js';

/** The surroundings that every part of one file transport shares. */
export interface Site {
  readonly options: FileOptions;
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
