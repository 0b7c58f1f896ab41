/**
 * The batch that the engine is writing. One at a time, and nothing else is written, rotated or opened until it is known how
 * much of it is in the file; what is missing then is written from here.
 */
import fs from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import type { Drops } from '../drops.js';
import type { Site } from '../site.js';
import { type Batch, lengthOf } from './batch.js';
import type { End } from './exits.js';
import type { LineWriter } from './line-writer.js';

/** How long a call waits for the batch. Milliseconds. */
const WAIT_MS = 500;
/** A disk that does not answer is looked at again after this time. Milliseconds. */
const LOOK_STUCK_MS = 10;
/** Looks at the file without a pause, then with one, each twice as long as the one before. Milliseconds. */
const QUICK_LOOKS = 10;
const FIRST_PAUSE_MS = 0.05;
const LAST_PAUSE_MS = 0.5;

const pauseCell = new Int32Array(new SharedArrayBuffer(4));

export class Flight {
  readonly #site: Site;
  readonly #writer: LineWriter;
  readonly #drops: Drops;
  readonly #onLanded: () => void;
  #batch: Batch | undefined;
  /** The batch did not arrive in time: calls do not wait for it any more. */
  #isStuck = false;
  #lookedAt = 0;

  /** @param onLanded called when a batch, and what was missing of it, is in the file or waits */
  constructor(site: Site, writer: LineWriter, drops: Drops, onLanded: () => void) {
    this.#site = site;
    this.#writer = writer;
    this.#drops = drops;
    this.#onLanded = onLanded;
  }

  /** Whether there is no batch. */
  get isOver(): boolean {
    return this.#batch === undefined;
  }

  get bytes(): number {
    return this.#batch?.bytes.length ?? 0;
  }

  begin(batch: Batch): void {
    this.#batch = batch;
  }

  /** What the engine says. False when the batch had been seen in the file before. */
  answered(batch: Batch, error: Error | undefined): boolean {
    if (this.#batch !== batch) return false;
    const answer = error === undefined ? batch.bytes.length : 0;
    this.#landed(batch, batch.landedBytes(this.#site) ?? answer);
    return true;
  }

  /** Waits for the batch, and the thread with it, but not again for a disk that did not answer. False when it is not there. */
  wait(): boolean {
    const now = performance.now();
    if (this.#isStuck && now - this.#lookedAt < LOOK_STUCK_MS) return false;
    this.#lookedAt = now;
    if (this.settle(this.#isStuck ? now : now + WAIT_MS)) return true;
    this.#isStuck = true;
    this.#site.notices.problem('stuck', 'lines wait in memory: the disk does not answer');
    return false;
  }

  /**
   * Waits, and the thread with it, until the batch is in the file. False when it is not there by then.
   * @param certain the contents of the file decide, not its length alone
   */
  settle(deadline: number, certain = false): boolean {
    const batch = this.#batch;
    if (batch === undefined) return true;
    let pause = FIRST_PAUSE_MS;
    for (let looks = 1; ; looks++) {
      if (batch.hasLanded(this.#site, certain)) {
        this.#landed(batch, batch.bytes.length);
        return true;
      }
      if (performance.now() >= deadline) return false;
      if (looks < QUICK_LOOKS) continue;
      // The thread that writes may need the very processor that we are on.
      Atomics.wait(pauseCell, 0, 0, pause);
      pause = Math.min(pause * 2, LAST_PAUSE_MS);
    }
  }

  /** The batch did not arrive, and the process ends. */
  abandon(end: End): void {
    const batch = this.#batch;
    if (batch === undefined || end === 'perhaps') return;
    let landed = batch.landedBytes(this.#site, true) ?? 0;
    if (landed === 0 && end === 'exit' && isMainThread && isLibuvAtWork()) {
      // It stands in the queue of libuv's threads behind work of the host, and they finish their queue before the
      // process ends (seen in Node 20, 22, 24 and 26; a worker's requests are cancelled instead). Written here too, it
      // would be in the file twice.
      this.#batch = undefined;
      return;
    }
    if (landed < batch.bytes.length && (end === 'signal' || !isMainThread)) {
      // Setting the mode has to wait for a write at work; after it, the batch is there or was not begun.
      fs.fchmodSync(batch.file.fd, this.#site.access.mode);
      landed = batch.landedBytes(this.#site, true) ?? 0;
    }
    this.#landed(batch, landed);
  }

  /** Forgets the batch and returns how many lines it has. */
  giveUp(): number {
    const lines = this.#batch?.lines.length ?? 0;
    this.#batch = undefined;
    return lines;
  }

  /** So many bytes of the batch are in the file, and no more will come. */
  #landed(batch: Batch, bytes: number): void {
    const { file } = batch;
    this.#batch = undefined;
    file.isDirty = true;
    file.sizeBytes = lengthOf(file) ?? batch.from + bytes;
    if (file.sizeBytes > batch.from + bytes) this.#site.others.seen();
    this.#unstick();
    if (bytes < batch.bytes.length) {
      const whole = batch.wholeLines(bytes);
      cut(batch, bytes, bytes - whole.bytes);
      this.#writer.write(batch.lines.slice(whole.lines));
    }
    this.#onLanded();
  }

  #unstick(): void {
    if (!this.#isStuck) return;
    this.#isStuck = false;
    this.#site.notices.solved('stuck', `lines are written again, ${this.#drops.tell()}`);
  }
}

/** Takes half a line out of the file again, unless somebody wrote behind it. */
function cut({ file, from }: Batch, landed: number, fragment: number): void {
  if (fragment === 0 || file.sizeBytes !== from + landed) return;
  try {
    fs.ftruncateSync(file.fd, file.sizeBytes - fragment);
    file.sizeBytes -= fragment;
  } catch {
    // The disk refuses that too: half a line stays.
  }
}

/** Whether file operations asked for with promises, as the engine's, are still to be done. */
function isLibuvAtWork(): boolean {
  return process.getActiveResourcesInfo().includes('FSReqPromise');
}
