/** One stretch of the spool: frames in a row, in a file or, while the disk refuses, in memory. */

import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { wholeFrames } from '../framing.js';
import { segmentsInUse } from './folder.js';

/** Octets are counted from the first frame, whatever stands before it. */
export interface Segment {
  /** Octets of whole frames in it. */
  readonly end: number;
  /** Frames ever put in. */
  readonly frames: number;
  /** Up to here everything has arrived. */
  readonly confirmed: number;
  readonly onDisk: boolean;
  /** Adds one frame. Throws when the disk refuses; then nothing of it stays. */
  append(frame: Buffer): void;
  /** Fewer octets than asked for: that is all there is, or all that the disk gives back. */
  read(start: number, length: number): Buffer;
  confirm(end: number): void;
  /** Closes it and forgets its frames. */
  remove(): void;
  /** Closes it and leaves its frames for the next process. */
  release(): void;
}

/** Head of a file: a mark, and how many octets are confirmed, in a fixed width so that it is rewritten in one small write. */
const MARK = 'codomyrmex-spool-1 ';
const DIGITS = 12;
const HEAD_OCTETS = MARK.length + DIGITS + 1;
const SCAN_BYTES = 256 * 1024;
const READ_FLAGS = constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const CREATE_FLAGS = constants.O_RDWR | constants.O_NOFOLLOW | constants.O_CREAT | constants.O_EXCL;

/** Frames in a file of mode 0600. What the operating system has taken survives the end of the process. */
export class FileSegment implements Segment {
  readonly onDisk = true;
  end = 0;
  frames = 0;
  confirmed = 0;
  readonly #path: string;
  readonly #fd: number;

  private constructor(path: string, fd: number) {
    this.#path = path;
    this.#fd = fd;
    segmentsInUse.add(path);
  }

  static create(path: string): FileSegment {
    const fd = openSync(path, CREATE_FLAGS, 0o600);
    const segment = new FileSegment(path, fd);
    try {
      fchmodSync(fd, 0o600);
      segment.#writeHead();
      return segment;
    } catch (error) {
      segment.remove();
      throw error;
    }
  }

  /** Opens what another process left. Throws when it is no file of ours. A frame cut off at its end is cut away. */
  static adopt(path: string): FileSegment {
    const fd = openSync(path, READ_FLAGS);
    try {
      const stat = fstatSync(fd);
      const foreign = process.geteuid !== undefined && stat.uid !== process.geteuid();
      if (!stat.isFile() || stat.nlink !== 1 || foreign) throw new Error('it is not a plain file of ours');
      const head = Buffer.alloc(HEAD_OCTETS);
      readSync(fd, head, 0, HEAD_OCTETS, 0);
      const text = head.toString('latin1');
      const confirmed = text.slice(MARK.length, -1);
      if (!text.startsWith(MARK) || !/^\d{12}$/.test(confirmed))
        throw new Error('it does not begin like a spool');
      const segment = new FileSegment(path, fd);
      segment.#scan(stat.size - HEAD_OCTETS);
      segment.confirmed = Math.min(Number(confirmed), segment.end);
      return segment;
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  append(frame: Buffer): void {
    let written = 0;
    try {
      while (written < frame.length) {
        written += writeSync(
          this.#fd,
          frame,
          written,
          frame.length - written,
          HEAD_OCTETS + this.end + written,
        );
      }
    } catch (error) {
      // Half a frame would hide all that follow it.
      if (written > 0) ftruncateSync(this.#fd, HEAD_OCTETS + this.end);
      throw error;
    }
    this.end += frame.length;
    this.frames += 1;
  }

  read(start: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(Math.min(length, this.end - start));
    let got = 0;
    try {
      while (got < bytes.length) {
        const n = readSync(this.#fd, bytes, got, bytes.length - got, HEAD_OCTETS + start + got);
        if (n === 0) break;
        got += n;
      }
    } catch {
      // The disk refuses to give it back: the reader finds no frame here and says so.
    }
    return bytes.subarray(0, got);
  }

  confirm(end: number): void {
    this.confirmed = end;
    try {
      this.#writeHead();
    } catch {
      // The next process sends these again, which is allowed; sequenceId tells.
    }
  }

  remove(): void {
    this.release();
    try {
      unlinkSync(this.#path);
    } catch {
      // Someone else removed it.
    }
  }

  release(): void {
    if (!segmentsInUse.delete(this.#path)) return;
    try {
      closeSync(this.#fd);
    } catch {
      // A network disk may report here what it could not keep; the descriptor is gone all the same.
    }
  }

  #writeHead(): void {
    const head = `${MARK}${String(this.confirmed).padStart(DIGITS, '0')}\n`;
    if (writeSync(this.#fd, head, 0, 'latin1') !== head.length) throw new Error('short write');
  }

  #scan(limit: number): void {
    this.end = limit;
    let at = 0;
    let frames = 0;
    for (let want = SCAN_BYTES; at < limit; ) {
      const bytes = this.read(at, want);
      const run = wholeFrames(bytes, 0, bytes.length, bytes.length);
      at += run.end;
      frames += run.frames;
      if (run.damaged || (run.end === 0 && bytes.length < want)) break;
      want = run.end === 0 ? want * 4 : SCAN_BYTES;
    }
    if (at < limit) ftruncateSync(this.#fd, HEAD_OCTETS + at);
    this.end = at;
    this.frames = frames;
  }
}

/** The same in memory, for the time in which the disk refuses. */
export class MemorySegment implements Segment {
  readonly onDisk = false;
  end = 0;
  frames = 0;
  confirmed = 0;
  #bytes: Buffer;

  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
  }

  append(frame: Buffer): void {
    if (this.end + frame.length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(this.end + frame.length);
      this.#bytes.copy(larger, 0, 0, this.end);
      this.#bytes = larger;
    }
    frame.copy(this.#bytes, this.end);
    this.end += frame.length;
    this.frames += 1;
  }

  read(start: number, length: number): Buffer {
    return this.#bytes.subarray(start, Math.min(start + length, this.end));
  }

  confirm(end: number): void {
    this.confirmed = end;
  }

  remove(): void {
    this.#bytes = Buffer.alloc(0);
  }

  release(): void {
    this.remove();
  }
}
