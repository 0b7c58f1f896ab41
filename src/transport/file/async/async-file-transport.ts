/**
 * The `async` mode, for disks so slow that a write must not hold up the event loop: lines are collected and handed to
 * rotating-file-stream in batches. What is not in the file yet is bounded in bytes; at the bound the call writes it
 * itself, and at the end of the process everything is written before it ends, each line once.
 *
 * One batch is in flight at a time, and nothing else is written, rotated or opened until it is known how much of it is
 * in the file. The file is opened, rotated and looked after by the same code as in the `sync` mode.
 */
import fs from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import type { TransportHealth, Urgency } from '../../transport.js';
import { Archiver } from '../archiver.js';
import { BackOff } from '../back-off.js';
import type { CurrentFile } from '../current-file.js';
import { Drops } from '../drops.js';
import { FreeSpace } from '../free-space.js';
import { inWords } from '../in-words.js';
import { openCurrent } from '../open-current.js';
import { isOver, periodOf } from '../period.js';
import { RollingFile } from '../rolling-file.js';
import type { Site } from '../site.js';
import type { FileTransport } from '../sync-file-transport.js';
import { Batch, lengthOf } from './batch.js';
import { Engine } from './engine.js';
import { addFinisher, type End, type Finisher, removeFinisher } from './exits.js';
import { BACKLOG_BYTES, LineWriter, mostBytesAtOnce } from './line-writer.js';
import { Pending } from './pending.js';

/** Most bytes that a call leaves behind unwritten, in flight and collected: what SIGKILL can cost. */
export const BOUND_BYTES = 64 * 1024;
/** So many bytes are handed over at once, fewer after so many milliseconds. */
const BATCH_BYTES = 16 * 1024;
const BATCH_MS = 25;
/** How long a call that has reached the bound waits for the batch in flight. Milliseconds. */
const WAIT_MS = 500;
/** A disk that does not answer is looked at again after this time. Milliseconds. */
const LOOK_STUCK_MS = 10;
/** Looks at the file without a pause, then with one. Milliseconds. */
const QUICK_LOOKS = 50;
const PAUSE_MS = 0.5;
/** How long `flush` and `close` wait for a disk that refuses or does not answer. Milliseconds. */
const SETTLE_MS = 1_000;
const SETTLE_STEP_MS = 20;
/** After a failure of the engine, lines are written without it for so long. Milliseconds. */
const ENGINE_MS = 100;
const MAX_ENGINE_MS = 10_000;
/** After a failure the file is not opened again for so long. Milliseconds. */
const REOPEN_MS = 1_000;

const pauseCell = new Int32Array(new SharedArrayBuffer(4));

export class AsyncFileTransport implements FileTransport, Finisher {
  readonly name: string;
  readonly #site: Site;
  readonly #file: RollingFile;
  readonly #archiver: Archiver;
  readonly #space: FreeSpace | undefined;
  readonly #drops = new Drops();
  readonly #writer: LineWriter;
  readonly #pending = new Pending();
  readonly #engineBackOff = new BackOff(ENGINE_MS, MAX_ENGINE_MS);
  readonly #reopening = new BackOff(REOPEN_MS, REOPEN_MS);
  readonly #retired = new Set<Promise<void>>();

  #engine: Engine | undefined;
  /** The file that the engine writes to. */
  #engineFile: CurrentFile | undefined;
  #inFlight: Batch | undefined;
  /** The batch in flight did not arrive in time: calls do not wait for it any more. */
  #isStuck = false;
  #lookedAt = 0;
  #isBusy = false;
  /** The process ends: there is no later. */
  #isLast = false;
  #closed: Promise<void> | undefined;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;
  #fsyncTimer: NodeJS.Timeout | undefined;

  /** Throws system errors, or an Error that gives the reason in plain words. */
  constructor(site: Site) {
    const { options, folder } = site;
    this.name = options.name;
    this.#site = site;
    this.#archiver = new Archiver(site);
    const opened = openCurrent(site);
    if (opened.notice !== undefined) site.notify(opened.notice);
    if (folder.isOpenToAll) site.notify('everybody can write to its folder, and so replace the file');
    this.#file = new RollingFile(site, this.#archiver, opened);
    this.#writer = new LineWriter(site, this.#file, this.#drops, () => {
      this.#exclusively(() => this.#writer.drain());
    });
    this.#space = options.minFreeBytes > 0 ? new FreeSpace(site) : undefined;
    this.#archiver.tidy();
    addFinisher(this);
    if (options.reopenOn !== undefined) process.on(options.reopenOn, this.#onSignal);
    this.#useEngine();
  }

  write(line: string, urgency: Urgency = 0): void {
    if (this.#isBusy) {
      // A notice of ours may be logged in its turn, and so come back here in the middle of something.
      this.#keep(line, Buffer.byteLength(line));
      return;
    }
    this.#isBusy = true;
    try {
      this.#take(line, urgency);
    } catch (error) {
      this.#drops.add();
      this.#failed(error);
    } finally {
      this.#isBusy = false;
    }
  }

  rotate(): void {
    this.#change(() => this.#file.rotateNow());
  }

  reopen(): void {
    this.#change(() => this.#file.reopen());
  }

  /** Resolves when every line is out, or after 1 s with a disk that does not take them; what waits shows in `health()`. */
  async flush(): Promise<void> {
    const deadline = performance.now() + SETTLE_MS;
    while (!this.#hasAllOut() && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, this.#inFlight === undefined ? SETTLE_STEP_MS : 1));
    }
    if (this.#site.options.fsync !== false && !this.#isClosed) this.#file.sync();
  }

  /**
   * Flushes, releases everything, and compresses what was rotated, as in the `sync` mode. Lines that the disk still does
   * not take are dropped and counted.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  health(): TransportHealth {
    const { notices } = this.#site;
    return {
      state: this.#closed !== undefined ? 'closed' : notices.isQuiet ? 'ok' : 'degraded',
      queuedBytes: this.#heldBytes + this.#writer.bytes,
      dropped: this.#drops.total,
      lastError: notices.last,
    };
  }

  finish(deadline: number, end: End): void {
    // Whatever was going on, there may be no other chance.
    this.#isBusy = true;
    try {
      if (!this.#settle(deadline, true)) this.#abandon(end);
      if (this.#inFlight === undefined) {
        this.#writer.write(this.#pending.take());
        if (!this.#writer.drain() && end !== 'perhaps') this.#file.current.cutFragment();
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isLast = end === 'exit';
      this.#isBusy = false;
    }
  }

  /** Bytes in flight and collected. */
  get #heldBytes(): number {
    return this.#pending.bytes + (this.#inFlight?.bytes.length ?? 0);
  }

  #take(line: string, urgency: Urgency): void {
    if (this.#closed !== undefined) {
      this.#drops.add();
      return;
    }
    // Counted and told there.
    if (this.#space !== undefined && !this.#hasSpace(line, urgency)) return;
    const bytes = Buffer.byteLength(line);
    if (this.#heldBytes + bytes > BOUND_BYTES && !this.#writeOut()) {
      this.#keep(line, bytes);
      return;
    }
    this.#pending.push(line, bytes);
    if (this.#isLast || this.#writer.isWaiting || bytes > BOUND_BYTES) this.#writeOut();
    else if (this.#pending.bytes >= BATCH_BYTES) this.#hand();
    this.#plan();
  }

  /** For lines that can neither be handed over nor written now. */
  #keep(line: string, bytes: number): void {
    if (this.#heldBytes + bytes > BACKLOG_BYTES) this.#drops.add();
    else this.#pending.push(line, bytes);
    this.#plan();
  }

  #plan(): void {
    if (this.#isClosed || this.#pending.isEmpty) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#exclusively(() => {
        this.#hand();
        // There is no engine, or it is not ready for whatever reason: lines do not wait for it.
        if (this.#inFlight === undefined && !this.#pending.isEmpty) this.#writeOut();
      });
    }, BATCH_MS).unref();
  }

  /** Gives what was collected to the engine, if it can take it. */
  #hand(): void {
    if (this.#inFlight !== undefined || this.#pending.isEmpty) return;
    if (this.#writer.isWaiting) {
      this.#writer.write(this.#pending.take());
      return;
    }
    this.#useEngine();
    if (this.#engine?.isIdle !== true) return;
    this.#look();
    this.#useEngine();
    const engine = this.#engine;
    if (engine?.isIdle !== true) return;
    const lines = this.#pending.take(mostBytesAtOnce(this.#site));
    const batch = new Batch(lines, this.#file.current);
    if (this.#isDueToRotate(batch.bytes.length)) {
      this.#writer.write([...lines, ...this.#pending.take()]);
      this.#useEngine();
      return;
    }
    this.#inFlight = batch;
    engine.write(batch.bytes, (error) => this.#exclusively(() => this.#answered(batch, error)));
  }

  #answered(batch: Batch, error: Error | undefined): void {
    // It was seen in the file before.
    if (this.#inFlight !== batch) return;
    const answer = error === undefined ? batch.bytes.length : 0;
    this.#landed(batch, batch.landedBytes(this.#site) ?? answer);
    if (error === undefined) this.#engineBackOff.reset();
    this.#hand();
    this.#plan();
  }

  /** So many bytes of the batch are in the file, and no more will come. */
  #landed(batch: Batch, bytes: number): void {
    const { file } = batch;
    this.#inFlight = undefined;
    file.isDirty = true;
    file.sizeBytes = lengthOf(file) ?? batch.from + bytes;
    if (file.sizeBytes > batch.from + bytes) this.#site.others.seen();
    this.#unstick();
    if (bytes < batch.bytes.length) {
      const whole = batch.wholeLines(bytes);
      this.#cut(batch, bytes, bytes - whole.bytes);
      this.#writer.write(batch.lines.slice(whole.lines));
    }
    this.#fsync();
  }

  /** Takes half a line out of the file again, unless somebody wrote behind it. */
  #cut({ file, from }: Batch, landed: number, fragment: number): void {
    if (fragment === 0 || file.sizeBytes !== from + landed) return;
    try {
      fs.ftruncateSync(file.fd, file.sizeBytes - fragment);
      file.sizeBytes -= fragment;
    } catch {
      // The disk refuses that too: half a line stays.
    }
  }

  /** Writes everything that was collected, behind the batch in flight. False when that did not arrive in time. */
  #writeOut(): boolean {
    const now = performance.now();
    if (this.#isStuck && now - this.#lookedAt < LOOK_STUCK_MS) return false;
    this.#lookedAt = now;
    if (!this.#settle(this.#isStuck ? now : now + WAIT_MS)) {
      this.#isStuck = true;
      this.#site.notices.problem('stuck', 'lines wait in memory: the disk does not answer');
      return false;
    }
    if (!this.#writer.isWaiting) this.#look();
    this.#writer.write(this.#pending.take());
    this.#useEngine();
    this.#fsync();
    return true;
  }

  #unstick(): void {
    if (!this.#isStuck) return;
    this.#isStuck = false;
    this.#site.notices.solved('stuck', `lines are written again, ${this.#drops.tell()}`);
  }

  /** Waits, and the thread with it, until the batch in flight is in the file. False when it is not there by then. */
  #settle(deadline: number, certain = false): boolean {
    const batch = this.#inFlight;
    if (batch === undefined) return true;
    for (let looks = 1; ; looks++) {
      if (batch.hasLanded(this.#site, certain)) {
        this.#landed(batch, batch.bytes.length);
        return true;
      }
      if (performance.now() >= deadline) return false;
      if (looks > QUICK_LOOKS) Atomics.wait(pauseCell, 0, 0, PAUSE_MS);
    }
  }

  /** The batch in flight did not arrive, and the process ends. */
  #abandon(end: End): void {
    const batch = this.#inFlight;
    if (batch === undefined || end === 'perhaps') return;
    let landed = batch.landedBytes(this.#site, true) ?? 0;
    if (landed === 0 && end === 'exit' && isMainThread && isLibuvAtWork()) {
      // It stands in the queue of libuv's threads behind work of the host, and they finish their queue before the
      // process ends (seen in Node 20, 22, 24 and 26; a worker's requests are cancelled instead). Written here too, it
      // would be in the file twice.
      this.#inFlight = undefined;
      return;
    }
    if (landed < batch.bytes.length && (end === 'signal' || !isMainThread)) {
      // Setting the mode has to wait for a write at work; after it, the batch is there or was not begun.
      fs.fchmodSync(batch.file.fd, this.#site.access.mode);
      landed = batch.landedBytes(this.#site, true) ?? 0;
    }
    this.#landed(batch, landed);
  }

  /** Looks at what the name leads to. Only with nothing in flight. */
  #look(): void {
    const { folder, names, others } = this.#site;
    const file = this.#file.current;
    let stats: fs.Stats | undefined;
    try {
      stats = fs.lstatSync(folder.show(names.current), { throwIfNoEntry: false });
    } catch {
      // Nothing is known, so nothing changes.
      return;
    }
    if (stats === undefined || stats.ino !== file.ino || stats.dev !== file.dev) {
      this.#follow(file);
      return;
    }
    if (stats.size > file.sizeBytes) others.seen();
    if (!file.holds) file.sizeBytes = stats.size;
  }

  /** Somebody moved the file away. */
  #follow(file: CurrentFile): void {
    const time = performance.now();
    if (!this.#reopening.isOver(time)) return;
    this.#file.reopen();
    if (this.#file.current === file) this.#reopening.failed(time);
    else this.#reopening.reset();
  }

  /** Whether so many bytes must not go to the engine, because the file is to be rotated before or between them. */
  #isDueToRotate(bytes: number): boolean {
    const { sizeBytes: limit, intervalMs } = this.#site.options;
    const file = this.#file.current;
    if (limit !== undefined && file.sizeBytes + bytes > limit) return true;
    if (intervalMs === undefined) return false;
    const now = this.#site.now();
    if (file.sizeBytes === 0) file.period = undefined;
    file.period ??= periodOf(now, intervalMs);
    return isOver(file.period, now, intervalMs);
  }

  /** Sees to it that the engine has the current file open, or is about to. */
  #useEngine(): void {
    const file = this.#file.current;
    if (this.#isClosed || this.#isLast) return;
    if (this.#engineFile === file && this.#engine?.isLost === false) return;
    this.#retireEngine();
    if (!this.#engineBackOff.isOver(performance.now())) return;
    const { folder, names, access, notices } = this.#site;
    const path = folder.isHeld ? `/proc/self/fd/${file.fd}` : folder.at(names.current);
    const target = { dev: file.dev, ino: file.ino, path, mode: access.mode };
    const engine = new Engine(
      target,
      () => {
        notices.solved('engine', 'lines are written in the background again');
        this.#exclusively(() => this.#hand());
      },
      (error) => {
        this.#engineBackOff.failed(performance.now());
        notices.problem('engine', `lines are written without the background writer: ${inWords(error)}`);
      },
    );
    this.#engine = engine;
    this.#engineFile = file;
  }

  #retireEngine(): void {
    if (this.#engine === undefined) return;
    const closed = this.#engine.retire();
    this.#retired.add(closed);
    void closed.then(() => this.#retired.delete(closed));
    this.#engine = undefined;
    this.#engineFile = undefined;
  }

  /** Runs a step that changes the file, behind all lines so far. */
  #change(step: () => void): void {
    if (this.#closed !== undefined) return;
    this.#exclusively(() => {
      if (!this.#writeOut() || this.#writer.isWaiting) return;
      step();
      this.#useEngine();
    });
  }

  /** Gets what it can on its way; true when everything is out. */
  #hasAllOut(): boolean {
    if (this.#isClosed) return true;
    this.#exclusively(() => {
      if (this.#writer.isWaiting) this.#writer.drain();
      this.#hand();
      if (this.#inFlight === undefined && !this.#pending.isEmpty) this.#writeOut();
    });
    return this.#inFlight === undefined && this.#pending.isEmpty && !this.#writer.isWaiting;
  }

  /** Runs a step during which lines that come in have to wait. A failure is told. */
  #exclusively(step: () => void): void {
    if (this.#isBusy || this.#isClosed) return;
    this.#isBusy = true;
    try {
      step();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Nothing below should throw. If it does all the same, it is told, and logging goes on. */
  #failed(error: unknown): void {
    const { notices } = this.#site;
    notices.problem('internal', `unexpected: ${inWords(error)}`);
    notices.solved('internal', undefined);
  }

  #hasSpace(line: string, urgency: Urgency): boolean {
    const { notices, options } = this.#site;
    if (this.#space?.admits(line, urgency) !== false) {
      if (notices.has('space') && this.#space?.isEnough !== false) {
        notices.solved('space', `there is enough free space again, ${this.#drops.tell()}`);
      }
      return true;
    }
    this.#drops.add();
    notices.problem('space', `lines are dropped: less than ${options.minFreeBytes} bytes are free`);
    return false;
  }

  /** After each batch, or so long after one. Without making the thread wait. */
  #fsync(): void {
    const { fsync } = this.#site.options;
    if (fsync === false || this.#isClosed) return;
    if (fsync === 'always') {
      this.#file.syncSoon();
      return;
    }
    this.#fsyncTimer ??= setTimeout(() => {
      this.#fsyncTimer = undefined;
      this.#file.syncSoon();
    }, fsync).unref();
  }

  readonly #onSignal = (): void => this.reopen();

  async #close(): Promise<void> {
    await Promise.resolve();
    await this.flush();
    this.#giveUp();
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#fsyncTimer);
    removeFinisher(this);
    const { reopenOn } = this.#site.options;
    if (reopenOn !== undefined) process.off(reopenOn, this.#onSignal);
    this.#retireEngine();
    await this.#enginesClosed();
    this.#file.close();
    const alone = !this.#site.others.everSeen && !this.#archiver.knowsOthers();
    await this.#archiver.finish(alone);
    this.#file.closeFolders();
  }

  /** Resolves when every engine has closed its file, or after 1 s with one that hangs. */
  async #enginesClosed(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, SETTLE_MS);
    });
    await Promise.race([Promise.all(this.#retired), timeout]);
    clearTimeout(timer);
  }

  #giveUp(): void {
    const held = this.#pending.take().length + (this.#inFlight?.lines.length ?? 0);
    this.#inFlight = undefined;
    this.#drops.add(held);
    const refused = this.#writer.giveUp();
    if (held + refused === 0) return;
    this.#site.notify(`closed while the disk refused lines, ${this.#drops.tell()}`);
  }
}

/** Whether file operations asked for with promises, as the engine's, are still to be done. */
function isLibuvAtWork(): boolean {
  return process.getActiveResourcesInfo().includes('FSReqPromise');
}
