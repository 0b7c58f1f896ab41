/** Lines that were handed to the engine, and how many of their bytes are in the file: the file says it, not the engine. */
import fs from 'node:fs';
import type { CurrentFile } from '../current-file.js';
import { closeQuietly } from '../open-file.js';
import { O_NOFOLLOW, O_NONBLOCK } from '../open-flags.js';
import type { Site } from '../site.js';

const { O_RDONLY } = fs.constants;

const LINE_BREAK = 0x0a;
/** Beside other writers, so much of what was added to the file is searched for the batch. Bytes. */
const SEARCH_BYTES = 8 * 1024 * 1024;

export class Batch {
  readonly lines: readonly string[];
  readonly bytes: Buffer;
  readonly file: CurrentFile;
  /** Length of the file before. */
  readonly from: number;

  constructor(lines: readonly string[], file: CurrentFile) {
    this.lines = lines;
    this.bytes = Buffer.from(lines.join(''));
    this.file = file;
    this.from = file.sizeBytes;
  }

  /** Whether all of the batch is in the file, as {@link landedBytes} says. Cheap while it is not. */
  hasLanded(site: Site, certain: boolean): boolean {
    const size = lengthOf(this.file);
    if (size === undefined) return false;
    // Smaller: somebody truncated the file meanwhile.
    if (size >= this.from && size < this.from + this.bytes.length) return false;
    return this.landedBytes(site, certain) === this.bytes.length;
  }

  /**
   * How many bytes of the batch, counted from its start, are in the file; undefined when the disk does not say.
   * @param certain the contents count also when the length fits and no other writer was ever seen
   */
  landedBytes(site: Site, certain = false): number | undefined {
    const { length } = this.bytes;
    const size = lengthOf(this.file);
    if (size === undefined) return undefined;
    const grown = size - this.from;
    if (grown === 0) return 0;
    if (grown === length && !certain && !site.others.everSeen) return length;
    const added = readFrom(site, this.file, grown < 0 ? 0 : this.from, size);
    // It cannot be read: then its length has to do.
    return added === undefined ? Math.min(Math.max(grown, 0), length) : longestStart(added, this.bytes);
  }

  /** Of lines of which so many bytes are in the file, the number that is there whole. */
  wholeLines(landed: number): { lines: number; bytes: number } {
    let bytes = 0;
    let lines = 0;
    for (const line of this.lines) {
      const next = bytes + Buffer.byteLength(line);
      if (next > landed) break;
      bytes = next;
      lines++;
    }
    return { lines, bytes };
  }
}

/** Bytes; undefined when the disk does not say. */
export function lengthOf(file: CurrentFile): number | undefined {
  try {
    return fs.fstatSync(file.fd).size;
  } catch {
    return undefined;
  }
}

/** The file from `from` to `to`; undefined when it cannot be read (it may be writable only). */
function readFrom(site: Site, file: CurrentFile, from: number, to: number): Buffer | undefined {
  const { folder, names } = site;
  const isHeld = folder.isHeld;
  let fd: number | undefined;
  try {
    fd = isHeld
      ? fs.openSync(`/proc/self/fd/${file.fd}`, O_RDONLY | O_NONBLOCK)
      : fs.openSync(folder.at(names.current), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const { dev, ino } = fs.fstatSync(fd);
    if (ino !== file.ino || dev !== file.dev) return undefined;
    const bytes = Buffer.alloc(Math.min(to - from, SEARCH_BYTES));
    return bytes.subarray(0, fs.readSync(fd, bytes, 0, bytes.length, from));
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeQuietly(fd);
  }
}

/** Length of the longest start of `wanted` that begins at the start of a line in `bytes`. */
function longestStart(bytes: Buffer, wanted: Buffer): number {
  let longest = 0;
  for (let at = 0; at < bytes.length && longest < wanted.length; ) {
    let same = 0;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same++;
    longest = Math.max(longest, same);
    const next = bytes.indexOf(LINE_BREAK, at);
    if (next < 0) break;
    at = next + 1;
  }
  return longest;
}
