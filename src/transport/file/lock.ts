/**
 * The lock that a rotation holds: a file that names its owner from the first moment it is there (claim.ts). It is held for
 * the length of one synchronous step, never across a tick, so a lock with our own token is a leftover.
 *
 * Several processes may find the same stale lock, each at its own time. To remove it takes the right to: a file named after
 * the very token that was found in the lock, which one process alone can have. Whoever has it looks at the lock
 * once more; while the token is still there, nobody else may remove it, and its owner is dead. So a fresh lock, which
 * has another token, is never removed. A right whose owner died is itself a stale file of this kind.
 */
import fs from 'node:fs';
import { Claim } from './claim.js';
import { codeOf } from './in-words.js';
import { closeQuietly, removeQuietly } from './open-file.js';
import { O_NOFOLLOW, O_NONBLOCK } from './open-flags.js';
import { isDead, owner } from './owner.js';
import type { Site } from './site.js';

const { O_RDONLY } = fs.constants;

/** A lock without a readable owner is one that is being made where there are no links, or whose maker was killed then. */
export const NAMELESS_MS = 1_000;
const TOKEN = /^\d+-\d+-[0-9a-z]+-[0-9a-f]{8}$/;
/** Another attempt after so many milliseconds. */
const PAUSE_MS = 1;
/** So many processes killed one after the other, each while it removed what the one before had left, are beyond belief. */
const MAX_RIGHTS = 8;

const pauseCell = new Int32Array(new SharedArrayBuffer(4));

/**
 * Runs `step` with the lock held and returns its result; undefined when somebody else kept the lock for `waitMs`
 * milliseconds, or when `isPointless` said so meanwhile. The thread waits. Throws system errors of the lock file, and
 * what `step` throws.
 */
export function withLock<T>(
  site: Site,
  waitMs: number,
  step: () => T,
  isPointless: () => boolean = () => false,
): T | undefined {
  if (!acquire(site, waitMs, isPointless)) return undefined;
  try {
    return step();
  } finally {
    release(site);
  }
}

/** Removes a lock whose owner is dead, and what is left of such removals. False when somebody holds it, or is about to. */
export function removeStaleLock(site: Site, rights: readonly string[]): boolean {
  const { folder, names } = site;
  if (rights.length > 0) removeStaleRights(site, rights);
  if (fs.lstatSync(folder.at(names.lock), { throwIfNoEntry: false }) === undefined) return true;
  return withLock(site, 0, () => true) ?? false;
}

function removeStaleRights(site: Site, rights: readonly string[]): void {
  const claim = new Claim(site);
  try {
    for (const right of rights) {
      const token = staleToken(site, right);
      if (token !== undefined) removeStale(site, claim, right, token);
    }
  } finally {
    claim.drop();
  }
}

function acquire(site: Site, waitMs: number, isPointless: () => boolean): boolean {
  const claim = new Claim(site);
  try {
    const deadline = performance.now() + waitMs;
    while (!tryLock(site, claim)) {
      if (performance.now() >= deadline || isPointless()) return false;
      Atomics.wait(pauseCell, 0, 0, PAUSE_MS);
    }
    return true;
  } finally {
    claim.drop();
  }
}

function release(site: Site): void {
  try {
    // Held up for a minute, we may have been taken for dead, and the lock is another's.
    const found = read(site, site.names.lock);
    if (found !== undefined && found.token !== owner() && TOKEN.test(found.token)) return;
  } catch {
    // What cannot be read is most likely still ours.
  }
  removeQuietly(site.folder, site.names.lock);
}

function tryLock(site: Site, claim: Claim): boolean {
  const { lock } = site.names;
  if (claim.take(lock)) return true;
  const token = staleToken(site, lock);
  if (token === undefined) return false;
  removeStale(site, claim, lock, token);
  return claim.take(lock);
}

/** Removes `name` if the token in it is still `token`, whose owner is dead. Several processes may try at once. */
function removeStale(site: Site, claim: Claim, name: string, token: string, depth = 0): void {
  const { folder, names } = site;
  if (token === owner()) {
    // Nobody else takes us for dead.
    removeQuietly(folder, name);
    return;
  }
  const right = names.right(token);
  if (!claim.take(right)) {
    const holder = staleToken(site, right);
    if (holder === undefined) return;
    if (depth < MAX_RIGHTS) removeStale(site, claim, right, holder, depth + 1);
    else removeQuietly(folder, right);
    if (!claim.take(right)) return;
  }
  try {
    if (staleToken(site, name) === token) removeQuietly(folder, name);
  } finally {
    removeQuietly(folder, right);
  }
}

/** The token in the file when its owner is gone (empty text when it never got one); undefined while the owner lives. */
function staleToken(site: Site, name: string): string | undefined {
  const found = read(site, name);
  if (found === undefined) return undefined;
  const { token, ageMs } = found;
  if (!TOKEN.test(token)) return ageMs > NAMELESS_MS ? token : undefined;
  if (token === owner() || isDead(token, ageMs)) return token;
  site.others.seen();
  return undefined;
}

/** What a lock file says, and the time since it was written; undefined when there is none. Throws system errors. */
function read({ folder }: Site, name: string): { token: string; ageMs: number } | undefined {
  let fd: number;
  try {
    fd = fs.openSync(folder.at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const bytes = Buffer.alloc(128);
    const token = bytes.toString('latin1', 0, fs.readSync(fd, bytes, 0, bytes.length, 0));
    return { token, ageMs: Math.abs(Date.now() - fs.fstatSync(fd).mtimeMs) };
  } finally {
    closeQuietly(fd);
  }
}
