/**
 * The `sync` mode: a line is with the operating system when `write` returns, so the end of the process, however sudden,
 * loses none. Lines that the disk refuses wait in memory, bounded; what does not fit is counted.
 */
import type { TransportHealth, Urgency } from '../transport.js';
import type { FileTransport } from './contract.js';
import { Log } from './log.js';
import type { Site } from './site.js';
import { Waiting } from './waiting.js';

/** How long `flush` and `close` wait for a disk that refuses. Milliseconds. */
const SETTLE_MS = 1_000;
const SETTLE_STEP_MS = 20;

export class SyncFileTransport implements FileTransport {
  readonly name: string;
  readonly #log: Log;
  readonly #waiting: Waiting;
  #closed: Promise<void> | undefined = undefined;

  /** Throws system errors, or an Error that gives the reason in plain words. */
  constructor(site: Site) {
    this.name = site.options.name;
    this.#log = new Log(site, () => this.reopen());
    const { file, drops } = this.#log;
    this.#waiting = new Waiting(site, file, drops, {
      onRetry: () => this.#drain(),
      // The last chance. One attempt, no waiting.
      onExit: () => {
        if (!this.#drain()) file.current.cutFragment();
      },
    });
  }

  write(line: string, urgency: Urgency = 0): void {
    const { steps, drops } = this.#log;
    if (steps.isBusy) {
      // A notice of ours may be logged in its turn, and so come back here in the middle of a line.
      this.#waiting.push(line);
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
    if (this.#log.isClosing || !this.#drain()) return;
    this.#log.steps.run(() => this.#log.file.rotateNow());
    this.#drain();
  }

  reopen(): void {
    if (this.#log.isClosing) return;
    this.#drain();
    this.#log.steps.run(() => this.#log.file.reopen());
    this.#drain();
  }

  /** Resolves when every line is out, or after 1 s with a disk that refuses; what still waits shows in `health()`. */
  async flush(): Promise<void> {
    const deadline = performance.now() + SETTLE_MS;
    while (!this.#drain() && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_STEP_MS));
    }
    this.#log.sync();
  }

  /**
   * Flushes, releases everything, and compresses what was rotated: at once when this was the only writer, else when the
   * others had 2 s to let go. Lines that the disk still refuses are dropped and counted.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  health(): TransportHealth {
    return this.#log.health(this.#waiting.bytes);
  }

  #take(line: string, urgency: Urgency): void {
    const log = this.#log;
    // Counted and told there.
    if (!log.admits(line, urgency)) return;
    if (!this.#waiting.isEmpty) {
      this.#waiting.push(line);
      if (this.#waiting.isDue) this.#drainNow();
    } else if (log.file.put(line)) {
      log.fsync?.plan();
      if (!this.#waiting.isEmpty) this.#drainNow();
    } else {
      this.#waiting.refused(line);
    }
  }

  /** Writes what waits, as far as the disk takes it. True when nothing waits any more. Never throws. */
  #drain(): boolean {
    this.#log.steps.run(() => this.#drainNow());
    return this.#waiting.isEmpty;
  }

  #drainNow(): void {
    if (this.#waiting.drain() && !this.#log.isClosed) this.#log.fsync?.plan();
  }

  async #close(): Promise<void> {
    const log = this.#log;
    log.isClosing = true;
    await Promise.resolve();
    await this.flush();
    log.tellDrops(this.#waiting.giveUp());
    log.quiet();
    await log.close();
  }
}
