/**
 * Looks after what was rotated: compresses it off the hot path, and clears away what dead processes left.
 *
 * A rotated file is compressed when every other writer has let go of it. Each writer looks at the current name at least
 * every second before it writes, so after {@link GRACE_MS} nobody appends to the old file any more. The one exception is
 * a process that was stopped (SIGSTOP, a frozen container) for longer than that between its look and its write.
 */
import { type Claim, compress, isCompressed } from './compress.js';
import { inWords } from './in-words.js';
import { type Inventory, inventory, ownFile, removeDeadTemporaries } from './inventory.js';
import { NAMELESS_MS, removeStaleLock, withLock } from './lock.js';
import { closeQuietly, createFile, isMissing, removeQuietly } from './open-file.js';
import { isDead, isRunning, owner } from './owner.js';
import { enforceRetention } from './retention.js';
import type { Site } from './site.js';

/** Time that other writers get to let go of a rotated file. Milliseconds. */
export const GRACE_MS = 2_000;
/** A file that failed twice is tried again after this time. Milliseconds. */
const RETRY_MS = 30_000;
/** `finish` tries each file so often. */
const LAST_ATTEMPTS = 2;
/** How long a claim waits for the lock, and between two attempts. Milliseconds. */
const LOCK_WAIT_MS = 2_000;
const LOCK_PAUSE_MS = 5;

/** A rotated file that is not compressed yet. */
interface Waiting {
  /** When it was first seen, or failed last, by the monotonic clock. Milliseconds. */
  since: number;
  /** Nobody but us can have it open, if we are the only writer: we rotated it, or a process that is gone. */
  readonly ours: boolean;
  failures: number;
}

export class Archiver {
  readonly #site: Site;
  readonly #waiting = new Map<string, Waiting>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(site: Site) {
    this.#site = site;
  }

  /** Removes what is not wanted and what was left behind; plans compression. Never throws. */
  tidy(): void {
    const site = this.#site;
    try {
      const found = inventory(site);
      removeDeadTemporaries(site, found);
      removeStaleLock(site, found.rights);
      removeCompressed(site, found);
      enforceRetention(site, found);
      this.#remember(found);
      site.notices.solved('tidy', undefined);
    } catch (error) {
      // Without a folder there is nothing to look after.
      if (!isMissing(error))
        site.notices.problem('tidy', `cannot look after rotated files: ${inWords(error)}`);
    }
    this.#plan();
  }

  /** Compresses everything that was rotated; with `alone`, without waiting for other writers. Never rejects. */
  async finish(alone: boolean): Promise<void> {
    await this.#running;
    this.tidy();
    clearTimeout(this.#timer);
    for (const one of this.#waiting.values()) one.failures = 0;
    for (;;) {
      const wait = this.#nextIn(alone, LAST_ATTEMPTS);
      if (wait === undefined) break;
      if (wait > 0) await sleep(wait);
      await this.#run(alone, LAST_ATTEMPTS);
    }
    await this.#outliveLock();
    this.tidy();
    clearTimeout(this.#timer);
  }

  /**
   * A lock is held for milliseconds. One that stays belongs to a process that is about to die, or to one that was killed
   * before it could put its name to it; and after us there may be nobody left to remove it.
   */
  async #outliveLock(): Promise<void> {
    const end = performance.now() + NAMELESS_MS + LOCK_PAUSE_MS;
    try {
      while (performance.now() < end && !removeStaleLock(this.#site, [])) await sleep(LOCK_PAUSE_MS);
    } catch {
      // It cannot be read, so it cannot be judged.
    }
  }

  /** Whether a rotated file bears the number of another process that runs. */
  knowsOthers(): boolean {
    try {
      const pids = new Set(inventory(this.#site).rotated.map((one) => one.pid));
      pids.delete(process.pid);
      return [...pids].some(isRunning);
    } catch {
      return true;
    }
  }

  /** Brings the list of files to compress up to date. */
  #remember({ rotated }: Inventory): void {
    if (this.#site.options.compress === undefined) return;
    const present = new Map<string, number>();
    for (const { plain, compressed, pid } of rotated) {
      if (!compressed && ownFile(this.#site, plain) !== undefined) present.set(plain, pid);
    }
    for (const name of [...this.#waiting.keys()]) {
      if (!present.has(name)) this.#waiting.delete(name);
    }
    for (const [name, pid] of present) {
      if (this.#waiting.has(name)) continue;
      const ours = pid === process.pid || !isRunning(pid);
      this.#waiting.set(name, { since: performance.now(), ours, failures: 0 });
    }
  }

  #plan(): void {
    clearTimeout(this.#timer);
    const wait = this.#nextIn(false, Number.POSITIVE_INFINITY);
    // While it is at work, the next time is planned when it is done.
    if (wait === undefined || this.#running !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#run(false, Number.POSITIVE_INFINITY).then(() => {
        this.#running = undefined;
        this.tidy();
      });
    }, wait);
    this.#timer.unref();
  }

  /** Milliseconds until a file may be compressed; undefined when there is none. */
  #nextIn(alone: boolean, attempts: number): number | undefined {
    let next: number | undefined;
    for (const one of this.#waiting.values()) {
      if (one.failures < attempts) next = Math.min(next ?? Number.POSITIVE_INFINITY, readyAt(one, alone));
    }
    return next === undefined ? undefined : Math.max(0, Math.ceil(next - performance.now()));
  }

  /** Compresses what is ready, one file after the other. Never rejects. */
  async #run(alone: boolean, attempts: number): Promise<void> {
    const { notices } = this.#site;
    for (const [name, one] of [...this.#waiting]) {
      if (one.failures >= attempts || readyAt(one, alone) > performance.now()) continue;
      try {
        if (await this.#compressOne(name)) this.#waiting.delete(name);
        else postpone(one);
        notices.solved('compress', undefined);
      } catch (error) {
        postpone(one);
        notices.problem('compress', `cannot compress ${name}: ${inWords(error)}`);
      }
    }
  }

  /** True when nothing is left to do for the file; false when it is to be tried later. */
  async #compressOne(name: string): Promise<boolean> {
    const claim = await this.#claim(name);
    if (typeof claim === 'boolean') return claim;
    try {
      return await compress(claim);
    } catch (error) {
      // Another process finished it between our claim and the first look.
      if (isMissing(error)) return true;
      throw error;
    } finally {
      closeQuietly(claim.fd);
      removeQuietly(claim.folder, claim.temporary);
    }
  }

  /** Under the lock, so that one process only works on a file. */
  async #claim(name: string): Promise<Claim | boolean> {
    const deadline = performance.now() + LOCK_WAIT_MS;
    for (;;) {
      const claim = withLock(this.#site, 0, () => this.#claimLocked(name));
      if (claim !== undefined) return claim;
      if (performance.now() > deadline) return false;
      await sleep(LOCK_PAUSE_MS);
    }
  }

  #claimLocked(name: string): Claim | boolean {
    const site = this.#site;
    const { folder, names, access } = site;
    if (ownFile(site, name) === undefined) return true;
    const temporary = names.compressing(name, owner());
    for (const other of inventory(site).temporary) {
      if (other.rotated !== name) continue;
      // Its owner is at work on it. With our own token, it is another transport of this thread.
      const age = Math.abs(Date.now() - (ownFile(site, other.name)?.mtimeMs ?? 0));
      if (!isDead(other.owner, age)) return true;
      removeQuietly(folder, other.name);
    }
    return { folder, rotated: name, temporary, fd: createFile(folder, temporary, access) };
  }
}

/** When the file may be compressed, by the monotonic clock. */
function readyAt({ since, ours, failures }: Waiting, alone: boolean): number {
  if (failures > 0) return since + (alone || failures < LAST_ATTEMPTS ? GRACE_MS : RETRY_MS);
  return alone && ours ? 0 : since + GRACE_MS;
}

function postpone(one: Waiting): void {
  one.since = performance.now();
  one.failures++;
}

/** A process that was killed between giving a compressed file its name and removing the original left both. */
function removeCompressed({ folder }: Site, { rotated }: Inventory): void {
  for (const one of rotated) {
    if (one.compressed && isCompressed(folder, one.plain)) removeQuietly(folder, one.plain);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
