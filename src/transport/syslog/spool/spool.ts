/** Lines on disk until they are confirmed: they outlive a server that is away, and this process too. */

import { join } from 'node:path';
import type { Notify } from '../../transport.js';
import type { FrameQueueOptions } from '../frame-queue.js';
import type { Batch, FrameSource } from '../frame-source.js';
import { frameOctets, messageOctets, wholeFrames, writeFrame } from '../framing.js';
import type { SpoolOptions } from '../options.js';
import { adoptSegments, openSpoolFolder } from './folder.js';
import { currentOwner } from './owner.js';
import { FileSegment, MemorySegment, type Segment } from './segment.js';
import { ageOf, segmentName } from './segment-name.js';

/** A place in the spool. */
interface Place {
  segment: Segment;
  at: number;
}

interface SpoolBatch extends Batch {
  readonly segment: Segment;
  readonly end: number;
}

/** The spool is given up segment by segment, so one is a small part of it. */
const SEGMENTS = 16;
const MAX_SEGMENT_BYTES = 4 * 1024 * 1024;
/** After the disk has refused, it is tried again so much later. Milliseconds. */
const DISK_RETRY_MS = 1_000;

/**
 * Each line is written to a file before `push` returns (without fsync: it survives the process, not the power). Frames
 * stay until they are confirmed, so a break, or the next process, reads them again. While the disk refuses, lines are kept
 * in memory, within the bounds of the queue.
 */
export class Spool implements FrameSource {
  readonly durable = true;
  lost = 0;
  readonly windowBytes = Number.POSITIVE_INFINITY;
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #segmentBytes: number;
  readonly #maxMemoryBytes: number;
  readonly #notify: Notify;
  readonly #owner = currentOwner();
  /** Oldest first. The last one is being filled. */
  readonly #segments: Segment[] = [];
  /** What `take` gives next. */
  #cursor: Place;
  /** What no connection has had: at the cursor or behind it. */
  #fresh: Place;
  #sequence = 0;
  #cursorSequence = 0;
  #entries = 0;
  #made = 0;
  #diskRetryAt = 0;
  #diskFailed = false;
  #scratch = Buffer.allocUnsafeSlow(16 * 1024);

  /** Throws `SyslogSetupError` when the folder cannot be used. */
  constructor(options: SpoolOptions, queue: FrameQueueOptions, notify: Notify) {
    this.#folder = options.path;
    this.#maxBytes = options.maxBytes;
    this.#segmentBytes = Math.min(MAX_SEGMENT_BYTES, Math.floor(options.maxBytes / SEGMENTS));
    this.#maxMemoryBytes = queue.maxBytes;
    this.#notify = notify;
    openSpoolFolder(options.path, notify);
    for (const path of adoptSegments(options.path, this.#owner)) this.#adopt(path);
    this.#segments.push(this.#newSegment());
    const first = this.#segments[0]!;
    this.#cursor = { segment: first, at: first.confirmed };
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
    const later = this.#segments.slice(this.#segments.indexOf(segment) + 1);
    return later.reduce((sum, next) => sum + next.end, segment.end - at);
  }

  push(line: string): number {
    const message = messageOctets(line);
    const octets = frameOctets(message);
    if (octets > this.#maxBytes) {
      this.#sequence += 1;
      if (this.#cursorSequence === this.#sequence - 1) this.#cursorSequence += 1;
      return 1;
    }
    if (this.#scratch.length <= octets) this.#scratch = Buffer.allocUnsafeSlow(octets + 1);
    writeFrame(this.#scratch, 0, line, message);
    const frame = this.#scratch.subarray(0, octets);
    const dropped = this.#makeRoom(octets);
    this.#append(frame);
    this.#entries += 1;
    return dropped;
  }

  take(maxBytes: number): Batch | undefined {
    const cursor = this.#cursor;
    while (cursor.at === cursor.segment.end && cursor.segment !== this.#tail) this.#advance();
    const { segment, at } = cursor;
    const replay = segment !== this.#fresh.segment || at < this.#fresh.at;
    const limit = segment === this.#fresh.segment && replay ? this.#fresh.at : segment.end;
    if (at === limit) return undefined;
    const { bytes, frames } = this.#read(segment, at, limit - at, maxBytes);
    if (frames === 0) return this.#abandon();
    const sequence = this.#cursorSequence;
    const end = at + bytes.length;
    cursor.at = end;
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
      if (end === segment.end && segment !== this.#tail && segment !== this.#cursor.segment)
        this.#remove(segment);
    }
  }

  close(): void {
    for (const segment of this.#segments) {
      if (segment.confirmed === segment.end) segment.remove();
      else segment.release();
    }
  }

  get #tail(): Segment {
    return this.#segments.at(-1)!;
  }

  #adopt(path: string): void {
    try {
      const segment = FileSegment.adopt(path);
      const { end, confirmed, frames } = segment;
      if (confirmed === end) {
        segment.remove();
        return;
      }
      this.#segments.push(segment);
      const sent =
        confirmed === 0 ? 0 : wholeFrames(segment.read(0, confirmed), 0, confirmed, confirmed).frames;
      this.#entries += frames - sent;
    } catch (error) {
      this.#notify(`syslog.spool ${JSON.stringify(path)} is left alone: ${(error as Error).message}`);
    }
  }

  #newSegment(): Segment {
    const now = Date.now();
    if (performance.now() < this.#diskRetryAt) return new MemorySegment(this.#segmentBytes);
    this.#made += 1;
    try {
      const name = segmentName({ age: ageOf(now, this.#made), owner: this.#owner });
      const segment = FileSegment.create(join(this.#folder, name));
      if (this.#diskFailed) this.#notify('syslog.spool: the disk takes lines again');
      this.#diskFailed = false;
      return segment;
    } catch (error) {
      this.#diskRefused(error as NodeJS.ErrnoException);
      return new MemorySegment(this.#segmentBytes);
    }
  }

  #diskRefused({ code, message }: NodeJS.ErrnoException): void {
    if (!this.#diskFailed)
      this.#notify(`syslog.spool: the disk refuses (${code ?? message}); lines are kept in memory`);
    this.#diskFailed = true;
    this.#diskRetryAt = performance.now() + DISK_RETRY_MS;
  }

  #append(frame: Buffer): void {
    const full = this.#tail.end > 0 && this.#tail.end + frame.length > this.#segmentBytes;
    const diskIsBack = !this.#tail.onDisk && performance.now() >= this.#diskRetryAt;
    if (full || diskIsBack) this.#segments.push(this.#newSegment());
    try {
      this.#tail.append(frame);
    } catch (error) {
      this.#diskRefused(error as NodeJS.ErrnoException);
      this.#segments.push(new MemorySegment(this.#segmentBytes));
      this.#tail.append(frame);
    }
  }

  /** Gives up the oldest segments until the frame fits. Returns how many lines went unsent with them. */
  #makeRoom(octets: number): number {
    let dropped = 0;
    const held = (onDisk: boolean) =>
      this.#segments.reduce((sum, segment) => (segment.onDisk === onDisk ? sum + segment.end : sum), octets);
    while (held(true) > this.#maxBytes || held(false) > this.#maxMemoryBytes) {
      if (this.#segments.length === 1) this.#segments.push(this.#newSegment());
      dropped += this.#giveUp(this.#segments[0]!);
    }
    return dropped;
  }

  #giveUp(segment: Segment): number {
    const from = this.#fresh.segment === segment ? this.#fresh.at : 0;
    // Fresh lines lie at the fresh place and behind; an older segment has none.
    const hasFresh = this.#segments.indexOf(this.#fresh.segment) === 0;
    const frames = hasFresh
      ? this.#read(segment, from, segment.end - from, Number.POSITIVE_INFINITY).frames
      : 0;
    const next = this.#segments[1]!;
    if (this.#fresh.segment === segment) this.#fresh = { segment: next, at: 0 };
    this.#entries -= frames;
    this.#sequence += frames;
    if (this.#cursor.segment === segment) {
      const { at } = this.#cursor;
      this.#cursorSequence += this.#read(segment, at, segment.end - at, Number.POSITIVE_INFINITY).frames;
      this.#cursor = { segment: next, at: 0 };
    }
    this.#remove(segment);
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
    const next = this.#segments[this.#segments.indexOf(segment) + 1]!;
    this.#cursor = { segment: next, at: 0 };
    if (this.#fresh.segment === segment && this.#fresh.at === segment.end) this.#fresh = { ...this.#cursor };
    if (segment.confirmed === segment.end) this.#remove(segment);
  }

  /** A file that can no longer be read as it was written: nothing behind this place can be trusted. */
  #abandon(): undefined {
    const { segment } = this.#cursor;
    if (segment === this.#tail) this.#segments.push(this.#newSegment());
    const later = this.#segments.slice(this.#segments.indexOf(segment) + 1);
    const unread = this.#entries - later.reduce((sum, next) => sum + next.frames, 0);
    this.#notify(`syslog.spool: a file is damaged; the ${unread} lines in its rest are lost`);
    this.lost += unread;
    this.#entries -= unread;
    this.#sequence += unread;
    this.#cursor = { segment: later[0]!, at: 0 };
    this.#fresh = { ...this.#cursor };
    this.#cursorSequence = this.#sequence;
    this.#remove(segment);
    return undefined;
  }

  #remove(segment: Segment): void {
    segment.remove();
    this.#segments.splice(this.#segments.indexOf(segment), 1);
  }
}
