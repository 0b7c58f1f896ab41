/** The stretches of a spool in their order: new ones when the last is full, memory when the disk refuses, and the count of both. */

import { join } from 'node:path';
import type { Notify } from '../../transport.js';
import { adoptSegments, openSpoolFolder } from './folder.js';
import { currentOwner } from './owner.js';
import { FileSegment, MemorySegment, type Segment } from './segment.js';
import { ageOf, segmentName, timeOf } from './segment-name.js';

/** Bounds of a {@link SegmentList}. Octets. */
export interface SegmentListOptions {
  readonly path: string;
  /** Of all files together. */
  readonly maxBytes: number;
  /** Of what is kept in memory while the disk refuses. */
  readonly maxMemoryBytes: number;
}

/** A spool is given up segment by segment, so one is a small part of it. */
const SEGMENTS = 16;
const MAX_SEGMENT_BYTES = 4 * 1024 * 1024;
/** After the disk has refused, it is tried again so much later. Milliseconds. */
const DISK_RETRY_MS = 1_000;

/** Segments made by all spools of this thread, which share one owner and must not share a name. */
let made = 0;

export class SegmentList {
  readonly #options: SegmentListOptions;
  readonly #segmentBytes: number;
  readonly #notify: Notify;
  readonly #owner = currentOwner();
  /** Oldest first. The last one is being filled. */
  readonly #list: Segment[] = [];
  /** No segment made from now on has an earlier time in its name, whatever becomes of the clock: names keep the order. */
  #notBefore = 0;
  #diskBytes = 0;
  #memoryBytes = 0;
  #diskRetryAt = 0;
  #diskFailed = false;

  /** Opens the folder and takes over what dead processes left. Throws `SyslogSetupError` when it cannot be used. */
  constructor(options: SegmentListOptions, notify: Notify) {
    this.#options = options;
    this.#notify = notify;
    this.#segmentBytes = Math.min(MAX_SEGMENT_BYTES, Math.floor(options.maxBytes / SEGMENTS));
    openSpoolFolder(options.path, notify);
    for (const path of adoptSegments(options.path, this.#owner)) this.#adopt(path);
    this.startNew();
  }

  get oldest(): Segment {
    return this.#list[0]!;
  }

  /** The one being filled. */
  get tail(): Segment {
    return this.#list.at(-1)!;
  }

  /** All of them, oldest first. */
  get all(): readonly Segment[] {
    return this.#list;
  }

  includes(segment: Segment): boolean {
    return this.#list.includes(segment);
  }

  /** Those that are newer than `segment`, oldest first. */
  after(segment: Segment): Segment[] {
    return this.#list.slice(this.#list.indexOf(segment) + 1);
  }

  /** Whether so many more octets would break a bound. */
  isFullFor(octets: number): boolean {
    const { maxBytes, maxMemoryBytes } = this.#options;
    return this.#diskBytes + octets > maxBytes || this.#memoryBytes + octets > maxMemoryBytes;
  }

  append(frame: Buffer): void {
    const { tail } = this;
    const full = tail.end > 0 && tail.end + frame.length > this.#segmentBytes;
    const diskIsBack = !tail.onDisk && performance.now() >= this.#diskRetryAt;
    if (full || diskIsBack) this.startNew();
    try {
      this.tail.append(frame);
    } catch (error) {
      this.#diskRefused(error as NodeJS.ErrnoException);
      this.#list.push(new MemorySegment(this.#segmentBytes));
      this.tail.append(frame);
    }
    if (this.tail.onDisk) this.#diskBytes += frame.length;
    else this.#memoryBytes += frame.length;
  }

  /** Ends the last segment and begins another. */
  startNew(): void {
    this.#list.push(this.#make());
  }

  remove(segment: Segment): void {
    this.#list.splice(this.#list.indexOf(segment), 1);
    if (segment.onDisk) this.#diskBytes -= segment.end;
    else this.#memoryBytes -= segment.end;
    segment.remove();
  }

  /** Leaves on disk what is not confirmed. */
  close(): void {
    for (const segment of this.#list) {
      if (segment.confirmed === segment.end) segment.remove();
      else segment.release();
    }
  }

  #adopt(path: string): void {
    try {
      const segment = FileSegment.adopt(path);
      this.#notBefore = Math.max(this.#notBefore, timeOf(path) + 1);
      this.#diskBytes += segment.end;
      this.#list.push(segment);
      if (segment.confirmed === segment.end) this.remove(segment);
    } catch (error) {
      this.#notify(`syslog.spool ${JSON.stringify(path)} is left alone: ${(error as Error).message}`);
    }
  }

  #make(): Segment {
    if (performance.now() < this.#diskRetryAt) return new MemorySegment(this.#segmentBytes);
    made += 1;
    this.#notBefore = Math.max(this.#notBefore, Date.now());
    try {
      const name = segmentName({ age: ageOf(this.#notBefore, made), owner: this.#owner });
      const segment = FileSegment.create(join(this.#options.path, name));
      if (this.#diskFailed) this.#notify('syslog.spool: the disk takes lines again');
      this.#diskFailed = false;
      return segment;
    } catch (error) {
      this.#diskRefused(error as NodeJS.ErrnoException);
      return new MemorySegment(this.#segmentBytes);
    }
  }

  #diskRefused({ code, message }: NodeJS.ErrnoException): void {
    const problem = `syslog.spool: the disk refuses (${code ?? message})`;
    if (!this.#diskFailed) this.#notify(`${problem}; lines are kept in memory`);
    this.#diskFailed = true;
    this.#diskRetryAt = performance.now() + DISK_RETRY_MS;
  }
}
