/** The queue in memory: frames encoded once into large slabs, bounded in octets and in entries, the oldest dropped first. */

import type { Batch, FrameSource } from './frame-source.js';
import { frameOctets, MAX_FRAME_OCTETS, placeFrame, roomFor, wholeFrames, writeFrame } from './framing.js';

/** Bounds of a {@link FrameQueue}. */
export interface FrameQueueOptions {
  /** Octets of frames never sent. @default 64 MiB */
  readonly maxBytes: number;
  /** Frames never sent. @default 131072 */
  readonly maxEntries: number;
  /** Octets of frames sent and not confirmed, which come on top. @default 8 MiB */
  readonly windowBytes: number;
}

const SLAB_BYTES = 256 * 1024;
/** Free slabs kept, so that a steady flow allocates nothing and leaves no garbage of 256 KiB a piece. */
const SPARE_SLABS = 4;

interface Slab {
  readonly bytes: Buffer;
  /** Where the first frame that waits begins, and where the last one ends. */
  start: number;
  end: number;
  /** How many lie between the two. */
  frames: number;
  /** Batches that still point into it, and whether the queue does. */
  lent: number;
  queued: boolean;
}

interface SlabBatch extends Batch {
  readonly slab: Slab;
}

/** Lines in, batches of frames out, without one object per line. */
export class FrameQueue implements FrameSource {
  readonly durable = false;
  readonly lost = 0;
  readonly windowBytes: number;
  readonly #options: FrameQueueOptions;
  /** Slabs with frames never sent, oldest first, from `#first` on. */
  #slabs: Slab[] = [];
  #first = 0;
  #spare: Slab[] = [];
  #returned: SlabBatch[] = [];
  #entries = 0;
  #freshBytes = 0;
  #returnedBytes = 0;
  /** Lines that have left the fresh part, by sending or dropping. */
  #sequence = 0;

  constructor(options: FrameQueueOptions) {
    this.#options = options;
    this.windowBytes = options.windowBytes;
  }

  get entries(): number {
    return this.#entries;
  }

  get accepted(): number {
    return this.#sequence + this.#entries;
  }

  get oldest(): number {
    return this.#returned[0]?.sequence ?? this.#sequence;
  }

  get bytes(): number {
    return this.#freshBytes + this.#returnedBytes;
  }

  push(line: string): number {
    const { maxBytes, maxEntries } = this.#options;
    const limit = Math.min(maxBytes, MAX_FRAME_OCTETS);
    if (line.length > limit) return this.#refuse();
    const slab = this.#slabFor(line);
    const end = writeFrame(slab.bytes, slab.end, line);
    const octets = end - slab.end;
    if (octets > limit) return this.#refuse();
    let dropped = 0;
    while (this.#entries >= maxEntries || this.#freshBytes + octets > maxBytes) {
      this.#dropOldest();
      dropped += 1;
    }
    slab.end = end;
    slab.frames += 1;
    this.#entries += 1;
    this.#freshBytes += octets;
    return dropped;
  }

  take(maxBytes: number): Batch | undefined {
    const returned = this.#returned.shift();
    if (returned !== undefined) {
      this.#returnedBytes -= returned.length;
      return returned;
    }
    const slab = this.#head();
    if (slab === undefined) return undefined;
    // To count them anew costs a look at the head of each.
    const { end, frames } =
      slab.end - slab.start <= maxBytes ? slab : wholeFrames(slab.bytes, slab.start, slab.end, maxBytes);
    const bytes = slab.bytes.subarray(slab.start, end);
    const batch: SlabBatch = {
      bytes,
      length: bytes.length,
      frames,
      replay: false,
      sequence: this.#sequence,
      writtenAt: 0,
      slab,
    };
    slab.start = end;
    slab.frames -= frames;
    slab.lent += 1;
    this.#entries -= frames;
    this.#freshBytes -= bytes.length;
    this.#sequence += frames;
    return batch;
  }

  putBack(batches: readonly Batch[]): void {
    for (const batch of batches) {
      batch.replay = true;
      batch.writtenAt = 0;
      this.#returnedBytes += batch.length;
    }
    this.#returned = [...(batches as readonly SlabBatch[]), ...this.#returned];
  }

  confirm(batches: readonly Batch[]): void {
    for (const { slab } of batches as readonly SlabBatch[]) {
      slab.lent -= 1;
      this.#recycle(slab);
    }
  }

  close(): void {
    this.#slabs = [];
    this.#first = 0;
    this.#spare = [];
    this.#returned = [];
    this.#entries = 0;
    this.#freshBytes = 0;
    this.#returnedBytes = 0;
  }

  /** A line that could never fit: its turn in the order is over at once, and nothing older suffers for it. */
  #refuse(): number {
    this.#sequence += 1;
    return 1;
  }

  /** The oldest slab with a frame that waits; empty ones before it are let go, but for the one being filled. */
  #head(): Slab | undefined {
    for (;;) {
      const slab = this.#slabs[this.#first];
      if (slab === undefined) return undefined;
      if (slab.start < slab.end) return slab;
      if (this.#first === this.#slabs.length - 1) return undefined;
      this.#leave(slab);
    }
  }

  #dropOldest(): void {
    const slab = this.#head()!;
    const { end } = placeFrame(slab.bytes, slab.start, slab.end) as { end: number };
    this.#freshBytes -= end - slab.start;
    slab.start = end;
    slab.frames -= 1;
    this.#entries -= 1;
    this.#sequence += 1;
  }

  /** One with room for the frame of `line`. Its octets are counted only where the slab may end before. */
  #slabFor(line: string): Slab {
    const last = this.#slabs.at(-1);
    const left = last === undefined ? 0 : last.bytes.length - last.end;
    if (last !== undefined && left >= roomFor(line)) return last;
    const octets = frameOctets(line) + 1;
    if (last !== undefined && left >= octets) return last;
    if (last !== undefined && last.start === last.end) this.#leaveLast(last);
    const spare = octets <= SLAB_BYTES ? this.#spare.pop() : undefined;
    const bytes = spare?.bytes ?? Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, octets));
    const slab: Slab = { bytes, start: 0, end: 0, frames: 0, lent: 0, queued: true };
    this.#slabs.push(slab);
    return slab;
  }

  #leaveLast(last: Slab): void {
    // Everything before it is empty too, since frames leave in order.
    while (this.#slabs[this.#first] !== last) this.#leave(this.#slabs[this.#first]!);
    this.#leave(last);
  }

  #leave(slab: Slab): void {
    this.#first += 1;
    slab.queued = false;
    this.#recycle(slab);
    if (this.#first === this.#slabs.length || this.#first >= 64) {
      this.#slabs.splice(0, this.#first);
      this.#first = 0;
    }
  }

  #recycle(slab: Slab): void {
    const free = !slab.queued && slab.lent === 0;
    if (free && slab.bytes.length === SLAB_BYTES && this.#spare.length < SPARE_SLABS) this.#spare.push(slab);
  }
}
