/** What was sent and may still be lost: kept until its connection has lived on for a while. */

import type { Batch } from './frame-source.js';

/** Figures of a {@link SendWindow}. */
export interface SendWindowOptions {
  /** A batch is confirmed when its connection lives so long after the operating system took it. Milliseconds. */
  readonly confirmAfterMs: number;
  /** Octets kept at most; beyond it the oldest written ones count as confirmed. */
  readonly maxBytes: number;
  /** False lets a written batch go from memory: its source can read it again. */
  readonly keepBytes: boolean;
}

/** A write that took longer than this was held up by a receiver that did not read. Milliseconds. */
const HELD_UP_MS = 250;

/**
 * RFC 5425 has no acknowledgement, so that a connection outlives a write is the only sign that it arrived. Octets
 * that the operating system took may lie unread in its buffers: while a write is held up, nothing before it gets older.
 */
export class SendWindow {
  readonly #options: SendWindowOptions;
  readonly #now: () => number;
  /** Oldest first, from `#first` on; those before `#written` have a `writtenAt`, since writes end in their order. */
  #entries: Entry[] = [];
  #first = 0;
  #written = 0;
  #bytes = 0;
  #frames = 0;
  #unwrittenBytes = 0;

  constructor(options: SendWindowOptions, now: () => number = () => performance.now()) {
    this.#options = options;
    this.#now = now;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Lines in it. */
  get frames(): number {
    return this.#frames;
  }

  /** Octets given to the connection that the operating system has not taken yet. */
  get unwrittenBytes(): number {
    return this.#unwrittenBytes;
  }

  get isEmpty(): boolean {
    return this.#first === this.#entries.length;
  }

  /** The oldest batch that the operating system has not taken yet. */
  get unwritten(): Batch | undefined {
    return this.#entries[this.#written]?.batch;
  }

  add(batch: Batch): void {
    this.#entries.push({ batch, handedAt: this.#now() });
    this.#bytes += batch.length;
    this.#frames += batch.frames;
    this.#unwrittenBytes += batch.length;
  }

  /** The operating system has taken the next batch. Returns what there is no more room to keep. */
  written(): Batch[] {
    const entry = this.#entries[this.#written];
    if (entry === undefined) return [];
    const now = this.#now();
    this.#written += 1;
    this.#unwrittenBytes -= entry.batch.length;
    entry.batch.writtenAt = now;
    if (!this.#options.keepBytes) entry.batch.bytes = EMPTY;
    if (now - entry.handedAt > HELD_UP_MS) {
      for (let at = this.#first; at < this.#written; at += 1) this.#entries[at]!.batch.writtenAt = now;
    }
    return this.#release((batch) => this.#bytes > this.#options.maxBytes && batch.writtenAt > 0);
  }

  /** What has become old enough since the last call. */
  confirmed(): Batch[] {
    const now = this.#now();
    const pending = this.#entries[this.#written];
    if (pending !== undefined && now - pending.handedAt > HELD_UP_MS) return [];
    return this.#release(({ writtenAt }) => writtenAt > 0 && now - writtenAt >= this.#options.confirmAfterMs);
  }

  /** Everything, oldest first: the connection is over. */
  empty(): Batch[] {
    this.#unwrittenBytes = 0;
    return this.#release(() => true);
  }

  #release(may: (oldest: Batch) => boolean): Batch[] {
    const released: Batch[] = [];
    for (; this.#first < this.#entries.length; this.#first += 1) {
      const { batch } = this.#entries[this.#first]!;
      if (!may(batch)) break;
      this.#bytes -= batch.length;
      this.#frames -= batch.frames;
      released.push(batch);
    }
    this.#written = Math.max(this.#written, this.#first);
    if (this.#first > COMPACT_AT || this.isEmpty) this.#compact();
    return released;
  }

  #compact(): void {
    this.#entries = this.#entries.slice(this.#first);
    this.#written -= this.#first;
    this.#first = 0;
  }
}

interface Entry {
  readonly batch: Batch;
  /** When it was given to the connection. */
  readonly handedAt: number;
}

/** Released entries at the front before the list is cut. */
const COMPACT_AT = 1_024;

const EMPTY = Buffer.alloc(0);
