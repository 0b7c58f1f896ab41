/** Lines on disk until they are confirmed: they outlive a server that is away, and this process too. */

import type { Notify } from '../../transport.js';
import type { FrameQueueOptions } from '../frame-queue.js';
import type { Batch, FrameSource } from '../frame-source.js';
import { frameOctets, MAX_FRAME_OCTETS, roomFor, wholeFrames, writeFrame } from '../framing.js';
import type { SpoolOptions } from '../options.js';
import type { Segment } from './segment.js';
import { SegmentList } from './segments.js';

/** A place in the spool. */
interface Place {
  segment: Segment;
  at: number;
}

interface SpoolBatch extends Batch {
  readonly segment: Segment;
  readonly end: number;
}

/** Room for a frame of any usual length; a larger one gets a buffer of its own. */
const SCRATCH_BYTES = 64 * 1024;

/**
 * Each line is written to a file before `push` returns (without fsync: it survives the process, not the power). Frames
 * stay until they are confirmed, so a break, or the next process, reads them again. While the disk refuses, lines are kept
 * in memory, within the bounds of the queue.
 */
export class Spool implements FrameSource {
  readonly durable = true;
  lost = 0;
  readonly windowBytes = Number.POSITIVE_INFINITY;
  readonly #maxBytes: number;
  readonly #notify: Notify;
  readonly #segments: SegmentList;
  /** What `take` gives next. */
  #cursor: Place;
  /** What no connection has had: at the cursor or behind it. */
  #fresh: Place;
  #sequence = 0;
  #cursorSequence = 0;
  #entries = 0;
  readonly #scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);

  /** Throws `SyslogSetupError` when the folder cannot be used. */
  constructor(options: SpoolOptions, queue: FrameQueueOptions, notify: Notify) {
    this.#maxBytes = options.maxBytes;
    this.#notify = notify;
    this.#segments = new SegmentList({ ...options, maxMemoryBytes: queue.maxBytes }, notify);
    const first = this.#segments.oldest;
    this.#cursor = startOf(first);
    for (const segment of this.#segments.all) {
      const { confirmed, frames } = segment;
      const arrived = confirmed === 0 ? 0 : framesIn(segment.read(0, confirmed));
      this.#entries += frames - arrived;
    }
    this.#fresh = { ...this.#cursor };
    if (this.#entries > 0)
      notify(`syslog.spool: ${this.#entries} lines of an earlier process will be sent first`);
  }

  get entries(): number {
    return this.#entries;
  }

  get accepted(): number {
    return this.#sequence + this.#entries;
  }

  get oldest(): number {
    return this.#cursorSequence;
  }

  get bytes(): number {
    const { segment, at } = this.#cursor;
    return this.#segments.after(segment).reduce((sum, next) => sum + next.end, segment.end - at);
  }

  push(line: string): number {
    const limit = Math.min(this.#maxBytes, MAX_FRAME_OCTETS);
    if (line.length > limit) return this.#refuse();
    const fits = roomFor(line) <= SCRATCH_BYTES;
    const scratch = fits ? this.#scratch : Buffer.allocUnsafeSlow(frameOctets(line) + 1);
    const octets = writeFrame(scratch, 0, line);
    if (octets > limit) return this.#refuse();
    const frame = scratch.subarray(0, octets);
    const dropped = this.#makeRoom(octets);
    this.#segments.append(frame);
    this.#entries += 1;
    return dropped;
  }

  take(maxBytes: number): Batch | undefined {
    while (this.#cursor.at === this.#cursor.segment.end && this.#cursor.segment !== this.#segments.tail)
      this.#advance();
    const { segment, at } = this.#cursor;
    const replay = segment !== this.#fresh.segment || at < this.#fresh.at;
    const limit = segment === this.#fresh.segment && replay ? this.#fresh.at : segment.end;
    if (at === limit) return undefined;
    const { bytes, frames } = this.#read(segment, at, limit - at, maxBytes);
    if (frames === 0) return this.#abandon();
    const sequence = this.#cursorSequence;
    const end = at + bytes.length;
    this.#cursor.at = end;
    this.#cursorSequence += frames;
    if (!replay) {
      this.#fresh = { segment, at: end };
      this.#entries -= frames;
      this.#sequence += frames;
    }
    const batch: SpoolBatch = {
      bytes,
      length: bytes.length,
      frames,
      replay,
      sequence,
      writtenAt: 0,
      segment,
      end,
    };
    return batch;
  }

  putBack(batches: readonly Batch[]): void {
    // Some may lie in a segment that was given up meanwhile.
    const first = (batches as readonly SpoolBatch[]).find(({ segment }) => this.#segments.includes(segment));
    if (first === undefined) return;
    this.#cursor = { segment: first.segment, at: first.end - first.length };
    this.#cursorSequence = first.sequence;
  }

  confirm(batches: readonly Batch[]): void {
    const ends = new Map((batches as readonly SpoolBatch[]).map(({ segment, end }) => [segment, end]));
    for (const [segment, end] of ends) {
      if (!this.#segments.includes(segment)) continue;
      segment.confirm(end);
      if (end === segment.end && segment !== this.#segments.tail && segment !== this.#cursor.segment)
        this.#segments.remove(segment);
    }
  }

  close(): void {
    this.#segments.close();
  }

  /** A line that could never fit. Its turn in the order is over at once. */
  #refuse(): number {
    this.#sequence += 1;
    if (this.#cursorSequence === this.#sequence - 1) this.#cursorSequence += 1;
    return 1;
  }

  /** Gives up the oldest segments until the frame fits. Returns how many lines went unsent with them. */
  #makeRoom(octets: number): number {
    let dropped = 0;
    while (this.#segments.isFullFor(octets)) {
      if (this.#segments.all.length === 1) this.#segments.startNew();
      dropped += this.#giveUp(this.#segments.oldest);
    }
    return dropped;
  }

  #giveUp(segment: Segment): number {
    // Fresh lines lie at the fresh place and behind; an older segment has none.
    const hasFresh = this.#fresh.segment === segment;
    const frames = hasFresh
      ? this.#read(segment, this.#fresh.at, segment.end - this.#fresh.at, Number.POSITIVE_INFINITY).frames
      : 0;
    const next = this.#segments.after(segment)[0]!;
    if (hasFresh) this.#fresh = startOf(next);
    this.#entries -= frames;
    this.#sequence += frames;
    if (this.#cursor.segment === segment) {
      const { at } = this.#cursor;
      this.#cursorSequence += this.#read(segment, at, segment.end - at, Number.POSITIVE_INFINITY).frames;
      this.#cursor = startOf(next);
    }
    this.#segments.remove(segment);
    return frames;
  }

  #read(segment: Segment, at: number, length: number, maxBytes: number): { bytes: Buffer; frames: number } {
    for (let want = Math.min(length, maxBytes); ; want = Math.min(length, want * 4)) {
      const bytes = segment.read(at, want);
      const { end, frames } = wholeFrames(bytes, 0, bytes.length, maxBytes);
      // A frame larger than the wish is read again as a whole.
      if (frames > 0 || want === length) return { bytes: bytes.subarray(0, end), frames };
    }
  }

  /** The cursor goes to the next segment; the one it leaves may be wholly confirmed. */
  #advance(): void {
    const { segment } = this.#cursor;
    this.#cursor = startOf(this.#segments.after(segment)[0]!);
    if (this.#fresh.segment === segment && this.#fresh.at === segment.end) this.#fresh = { ...this.#cursor };
    if (segment.confirmed === segment.end) this.#segments.remove(segment);
  }

  /** A file that can no longer be read as it was written: nothing behind this place can be trusted. */
  #abandon(): undefined {
    const { segment } = this.#cursor;
    if (segment === this.#segments.tail) this.#segments.startNew();
    const later = this.#segments.after(segment);
    const unread = this.#entries - later.reduce((sum, next) => sum + next.frames, 0);
    this.#notify(`syslog.spool: a file is damaged; the ${unread} lines in its rest are lost`);
    this.lost += unread;
    this.#entries -= unread;
    this.#sequence += unread;
    this.#cursor = startOf(later[0]!);
    this.#fresh = { ...this.#cursor };
    this.#cursorSequence = this.#sequence;
    this.#segments.remove(segment);
    return undefined;
  }
}

/** Behind what an earlier process knew to have arrived. */
function startOf(segment: Segment): Place {
  return { segment, at: segment.confirmed };
}

function framesIn(bytes: Buffer): number {
  return wholeFrames(bytes, 0, bytes.length, bytes.length).frames;
}
