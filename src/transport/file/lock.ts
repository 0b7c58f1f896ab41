/**
 * The lock that a rotation holds: a file made with O_EXCL that names its owner. It is held for the length of one
 * synchronous step, never across a tick, so a lock with our own token is a leftover.
 */
import fs from 'node:fs';
import { codeOf } from './in-words.js';
import { closeQuietly, removeQuietly } from './open-file.js';
import { O_NOFOLLOW, O_NONBLOCK } from './open-flags.js';
import { isDead, owner } from './owner.js';
import type { Site } from './site.js';

const { O_WRONLY, O_CREAT, O_EXCL, O_RDONLY } = fs.constants;

/** A lock without a readable owner is one that is being made, or whose maker was killed while doing so. */
export const NAMELESS_MS = 1_000;
const TOKEN = /^\d+-\d+-[0-9a-z]+-[0-9a-f]{8}$/;
/** Another attempt after so many milliseconds. */
const PAUSE_MS = 1;

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
  const deadline = performance.now() + waitMs;
  while (!tryLock(site)) {
    if (performance.now() >= deadline || isPointless()) return undefined;
    Atomics.wait(pauseCell, 0, 0, PAUSE_MS);
  }
  try {
    return step();
  } finally {
    removeQuietly(site.folder, site.names.lock);
  }
}

/** Removes a lock whose owner is dead. False when somebody holds it, or is about to. Throws system errors. */
export function removeStaleLock(site: Site): boolean {
  if (fs.lstatSync(site.folder.at(site.names.lock), { throwIfNoEntry: false }) === undefined) return true;
  return withLock(site, 0, () => true) ?? false;
}

function tryLock(site: Site): boolean {
  if (create(site, site.names.lock)) return true;
  const token = staleToken(site, site.names.lock);
  if (token === undefined) return false;
  breakLock(site, token);
  return create(site, site.names.lock);
}

/**
 * Two processes may find the same stale lock. Only the one that makes the breaker file removes it, and looks again
 * first, so the fresh lock of the other is never removed. A breaker is itself stale when its owner is dead.
 */
function breakLock(site: Site, token: string): void {
  const { lock, breaker } = site.names;
  if (!create(site, breaker)) {
    if (staleToken(site, breaker) === undefined) return;
    removeQuietly(site.folder, breaker);
    if (!create(site, breaker)) return;
  }
  if (staleToken(site, lock) === token) removeQuietly(site.folder, lock);
  removeQuietly(site.folder, breaker);
}

/** False when the file exists. Throws other system errors. */
function create(site: Site, name: string): boolean {
  let fd: number;
  try {
    fd = fs.openSync(site.folder.at(name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    // The umask may have taken the owner's own rights; another process of the owner must be able to read the token.
    if (process.platform !== 'win32') fs.fchmodSync(fd, 0o600);
    fs.writeSync(fd, owner());
    // Held up before that line for more than a second, we may have been taken for dead.
    if (fs.fstatSync(fd).nlink === 0) return false;
  } catch (error) {
    removeQuietly(site.folder, name);
    throw error;
  } finally {
    closeQuietly(fd);
  }
  return true;
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
