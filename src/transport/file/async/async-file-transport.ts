/**
 * The `async` mode, for disks so slow that a write must not hold up the event loop: lines are collected and handed to
 * rotating-file-stream in batches. What is not in the file yet is bounded in bytes; at the bound the call writes it
 * itself, and at the end of the process everything is written before it ends, each line once.
 *
 * The file is opened, rotated and looked after by the same code as in the `sync` mode.
 */
import type { TransportHealth, Urgency } from '../../transport.js';
import type { FileTransport } from '../contract.js';
import { Log } from '../log.js';
import type { Site } from '../site.js';
import { BACKLOG_BYTES } from '../waiting.js';
import { Batch } from './batch.js';
import type { Engine } from './engine.js';
import { Engines } from './engines.js';
import { addFinisher, type End, type Finisher, removeFinisher } from './exits.js';
import { Flight } from './flight.js';
import { LineWriter, mostBytesAtOnce } from './line-writer.js';
import { Pending } from './pending.js';
import { Wake } from './wake.js';

/** Most bytes that a call leaves behind unwritten, in flight and collected: what SIGKILL can cost. */
export const BOUND_BYTES = 64 * 1024;
/** So many bytes are handed over at once, fewer after so many milliseconds. */
const BATCH_BYTES = 16 * 1024;
const BATCH_MS = 25;
/** How long `flush` and `close` wait for a disk that refuses or does not answer. Milliseconds. */
const SETTLE_MS = 1_000;
const SETTLE_STEP_MS = 20;

export class AsyncFileTransport implements FileTransport, Finisher {
  readonly name: string;
  readonly #log: Log;
  readonly #writer: LineWriter;
  readonly #flight: Flight;
  readonly #engines: Engines;
  readonly #pending = new Pending();
  readonly #landed = new Wake();
  /** The process ends: there is no later. */
  #isLast = false;
  #closed: Promise<void> | undefined = undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Throws system errors, or an Error that gives the reason in plain words. */
  constructor(site: Site) {
    this.name = site.options.name;
    const log = new Log(site, () => this.reopen());
    this.#log = log;
    this.#writer = new LineWriter(site, log.file, log.drops, () => this.#run(() => this.#writer.drain()));
    this.#flight = new Flight(site, this.#writer, log.drops, () => {
      log.syncSoon();
      this.#landed.all();
    });
    this.#engines = new Engines(site, () => this.#run(() => this.#hand()));
    addFinisher(this);
    this.#useEngine();
  }

  write(line: string, urgency: Urgency = 0): void {
    const { steps, drops } = this.#log;
    if (steps.isBusy) {
      // A notice of ours may be logged in its turn, and so come back here in the middle of something.
      this.#keep(line, Buffer.byteLength(line));
      return;
    }
    steps.isBusy = true;
    try {
      this.#take(line, urgency);
    } catch (error) {
      drops.add();
      steps.failed(error);
    } finally {
      steps.isBusy = false;
    }
  }

  rotate(): void {
    this.#change(() => this.#log.file.rotateNow());
  }

  reopen(): void {
    this.#change(() => this.#log.file.reopen());
  }

  /** Resolves when every line is out, or after 1 s with a disk that does not take them; what waits shows in `health()`. */
  async flush(): Promise<void> {
    const deadline = performance.now() + SETTLE_MS;
    while (!this.#hasAllOut() && performance.now() < deadline) await this.#landed.next(SETTLE_STEP_MS);
    this.#log.sync();
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
    return this.#log.health(this.#held + this.#writer.bytes);
  }

  finish(deadline: number, end: End): void {
    const { steps, file } = this.#log;
    // Whatever was going on, there may be no other chance.
    steps.isBusy = true;
    try {
      if (!this.#flight.settle(deadline, true)) this.#flight.abandon(end);
      if (this.#flight.isOver) {
        this.#writer.write(this.#pending.take());
        if (!this.#writer.drain() && end !== 'perhaps') file.current.cutFragment();
      }
    } catch (error) {
      steps.failed(error);
    } finally {
      this.#isLast = end === 'exit';
      steps.isBusy = false;
    }
  }

  /** Bytes in flight and collected. */
  get #held(): number {
    return this.#pending.bytes + this.#flight.bytes;
  }

  #take(line: string, urgency: Urgency): void {
    // Counted and told there.
    if (!this.#log.admits(line, urgency)) return;
    const bytes = Buffer.byteLength(line);
    if (this.#held + bytes > BOUND_BYTES && !this.#writeOut()) {
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
    if (this.#held + bytes > BACKLOG_BYTES) this.#log.drops.add();
    else this.#pending.push(line, bytes);
    this.#plan();
  }

  #plan(): void {
    if (this.#timer !== undefined || this.#pending.isEmpty || this.#log.isClosed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#run(() => this.#handOrWrite());
    }, BATCH_MS).unref();
  }

  /** Without an engine, or with one that is not ready for whatever reason, lines do not wait for it. */
  #handOrWrite(): void {
    this.#hand();
    if (this.#flight.isOver && !this.#pending.isEmpty) this.#writeOut();
  }

  /** Gives what was collected to the engine, if it can take it. */
  #hand(): void {
    if (!this.#flight.isOver || this.#pending.isEmpty) return;
    if (this.#writer.isWaiting) {
      this.#writer.write(this.#pending.take());
      return;
    }
    if (this.#useEngine() === undefined) return;
    const { file } = this.#log;
    file.look();
    const engine = this.#useEngine();
    if (engine === undefined) return;
    const lines = this.#pending.take(mostBytesAtOnce(this.#log.site));
    const batch = new Batch(lines, file.current);
    if (file.isDueBefore(batch.bytes.length)) {
      this.#writer.write([...lines, ...this.#pending.take()]);
      this.#useEngine();
      return;
    }
    this.#flight.begin(batch);
    engine.write(batch.bytes, (error) => this.#run(() => this.#answered(batch, error)));
  }

  #answered(batch: Batch, error: Error | undefined): void {
    if (!this.#flight.answered(batch, error)) return;
    if (error === undefined) this.#engines.succeeded();
    this.#hand();
    this.#plan();
  }

  /** Writes everything that was collected, behind the batch in flight. False when that did not arrive in time. */
  #writeOut(): boolean {
    if (!this.#flight.wait()) return false;
    if (!this.#writer.isWaiting) this.#log.file.look();
    this.#writer.write(this.#pending.take());
    this.#useEngine();
    this.#log.syncSoon();
    return true;
  }

  /** The engine of the current file, if it can take a batch now. */
  #useEngine(): Engine | undefined {
    if (!this.#log.isClosed && !this.#isLast) this.#engines.use(this.#log.file.current);
    return this.#engines.idle;
  }

  /** Runs a step that changes the file, behind all lines so far. */
  #change(step: () => void): void {
    if (this.#log.isClosing) return;
    this.#run(() => {
      if (!this.#writeOut() || this.#writer.isWaiting) return;
      step();
      this.#useEngine();
    });
  }

  /** Gets what it can on its way; true when everything is out. */
  #hasAllOut(): boolean {
    if (this.#log.isClosed) return true;
    this.#run(() => {
      if (this.#writer.isWaiting) this.#writer.drain();
      this.#handOrWrite();
    });
    return this.#flight.isOver && this.#pending.isEmpty && !this.#writer.isWaiting;
  }

  #run(step: () => void): void {
    if (!this.#log.isClosed) this.#log.steps.run(step);
  }

  async #close(): Promise<void> {
    const log = this.#log;
    log.isClosing = true;
    await Promise.resolve();
    await this.flush();
    const held = this.#pending.take().length + this.#flight.giveUp();
    log.drops.add(held);
    log.tellDrops(held + this.#writer.giveUp());
    log.isClosed = true;
    clearTimeout(this.#timer);
    log.quiet();
    removeFinisher(this);
    this.#engines.retire();
    await this.#engines.closed(SETTLE_MS);
    await log.close();
  }
}
