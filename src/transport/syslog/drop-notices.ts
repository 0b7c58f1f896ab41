/** Tells of dropped lines: the operator at once and when it is over, the receiver in a record of its own. */

import type { Notify } from '../transport.js';
import type { Batch } from './frame-source.js';
import { MAX_FRAME_OCTETS, roomFor, writeFrame } from './framing.js';

/** While lines go on being dropped, the receiver gets no more than one record in this time. Milliseconds. */
const RECORD_MS = 5_000;

export class DropNotices {
  readonly #makeRecord: ((dropped: number) => string) | undefined;
  readonly #notify: Notify;
  /** Drops that the operator knows only the beginning of. */
  #untold = 0;
  /** Drops of which no record was confirmed or is on its way. */
  #unrecorded = 0;
  #nextRecordAt = 0;
  /** Records on their way, with the number that each tells. */
  readonly #sent = new Map<Batch, number>();

  constructor(makeRecord: ((dropped: number) => string) | undefined, notify: Notify) {
    this.#makeRecord = makeRecord;
    this.#notify = notify;
  }

  dropped(count: number): void {
    if (this.#untold === 0) this.#notify('the queue is full, the oldest lines are dropped');
    this.#untold += count;
    this.#unrecorded += count;
  }

  /** A new connection: what happened before it is told now. */
  connected(): void {
    this.#nextRecordAt = 0;
  }

  /** The queue is empty: it is over. */
  caughtUp(): void {
    if (this.#untold > 0) this.#notify(`${this.#untold} lines were dropped because the queue was full`);
    this.#untold = 0;
  }

  /** The record to send before the next lines, if there is one. It counts no lines of its own. */
  take(sequence: number): Batch | undefined {
    if (this.#unrecorded === 0 || this.#makeRecord === undefined) return undefined;
    const now = performance.now();
    if (now < this.#nextRecordAt) return undefined;
    this.#nextRecordAt = now + RECORD_MS;
    const bytes = this.#frame(this.#unrecorded);
    if (bytes === undefined) return undefined;
    const batch: Batch = { bytes, length: bytes.length, frames: 0, replay: false, sequence, writtenAt: 0 };
    this.#sent.set(batch, this.#unrecorded);
    this.#unrecorded = 0;
    return batch;
  }

  /** The batches without our records, which have arrived. */
  confirmed(batches: readonly Batch[]): readonly Batch[] {
    return this.#sent.size === 0 ? batches : batches.filter((batch) => !this.#sent.delete(batch));
  }

  /** The batches without our records, which may be lost and are made anew. */
  takeBack(batches: readonly Batch[]): readonly Batch[] {
    return batches.filter((batch) => {
      this.#unrecorded += this.#sent.get(batch) ?? 0;
      return !this.#sent.delete(batch);
    });
  }

  #frame(count: number): Buffer | undefined {
    try {
      const line = this.#makeRecord!(count);
      if (line === '' || line === '\n' || line.length > MAX_FRAME_OCTETS) return undefined;
      const bytes = Buffer.allocUnsafe(roomFor(line));
      const end = writeFrame(bytes, 0, line);
      return end > MAX_FRAME_OCTETS ? undefined : bytes.subarray(0, end);
    } catch {
      // The maker is not ours: without its record the operator is still told.
      return undefined;
    }
  }
}
