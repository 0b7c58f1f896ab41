/**
 * A file with our name in it, which gets a second name where nobody else has that one: so whoever finds it under that
 * name finds the owner in it too, however long its maker was held up on the way.
 */
import fs from 'node:fs';
import { codeOf } from './in-words.js';
import { closeQuietly, removeQuietly } from './open-file.js';
import { O_NOFOLLOW } from './open-flags.js';
import { owner } from './owner.js';
import type { Site } from './site.js';

const { O_WRONLY, O_CREAT, O_EXCL } = fs.constants;

export class Claim {
  readonly #site: Site;
  #isMade = false;

  constructor(site: Site) {
    this.#site = site;
  }

  /** Makes `name` ours; false when it is taken. Throws system errors. */
  take(name: string): boolean {
    const { folder, names } = this.#site;
    const own = names.claim(owner());
    if (!this.#isMade) {
      removeQuietly(folder, own);
      if (!make(this.#site, own)) throw new Error(`${own} was made by somebody else`);
      this.#isMade = true;
    }
    try {
      fs.linkSync(folder.at(own), folder.at(name));
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      // There are no hard links here (FAT, some network file systems), or they are not permitted.
      return make(this.#site, name);
    }
  }

  /** What was taken stays. */
  drop(): void {
    if (this.#isMade) removeQuietly(this.#site.folder, this.#site.names.claim(owner()));
    this.#isMade = false;
  }
}

/** Makes a file with our name in it; false when it exists. For a moment it is there without the name. */
function make({ folder }: Site, name: string): boolean {
  let fd: number;
  try {
    fd = fs.openSync(folder.at(name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    // The umask may have taken the owner's own rights; another process of the owner must be able to read the token.
    if (process.platform !== 'win32') fs.fchmodSync(fd, 0o600);
    fs.writeSync(fd, owner());
    // Held up before that line for more than a second, we may have been taken for dead.
    return fs.fstatSync(fd).nlink > 0;
  } catch (error) {
    removeQuietly(folder, name);
    throw error;
  } finally {
    closeQuietly(fd);
  }
}
