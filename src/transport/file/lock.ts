/**
 * The lock that a rotation holds: a file made with O_EXCL that names its owner. It is held for the length of one
 * synchronous step, never across a tick, so a lock with our own token is a leftover.
 */
import fs from 'node:fs';
import { codeOf } from './in-words.js';
import { closeQuietly, removeQuietly } from './open-file.js';
import { isDead, owner } from './owner.js';
import type { Site } from './site.js';

const { O_WRONLY, O_CREAT, O_EXCL, O_RDONLY } = fs.constants;
const O_NOFOLLOW = fs.constants.O_NOFOLLOW ?? 0;
const O_NONBLOCK = fs.constants.O_NONBLOCK ?? 0;

/** A lock without a readable owner is one that is being made, or whose maker was killed while doing so. */
const NAMELESS_MS = 1_000;
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

/** Removes a lock whose owner is dead. */
export function removeStaleLock(site: Site): void {
  if (fs.lstatSync(site.folder.at(site.names.lock), { throwIfNoEntry: false }) === undefined) return;
  withLock(site, 0, () => undefined);
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
  let fd: number;
  try {
    fd = fs.openSync(site.folder.at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const stats = fs.fstatSync(fd);
    const age = Math.abs(Date.now() - stats.mtimeMs);
    const token = readToken(fd);
    if (!/^\d+-\d+-[0-9a-z]+-[0-9a-f]{8}$/.test(token)) return age > NAMELESS_MS ? token : undefined;
    if (token === owner()) return token;
    if (isDead(token, age)) return token;
    site.others.seen();
    return undefined;
  } finally {
    closeQuietly(fd);
  }
}

function readToken(fd: number): string {
  const bytes = Buffer.alloc(128);
  return bytes.toString('latin1', 0, fs.readSync(fd, bytes, 0, bytes.length, 0));
}
