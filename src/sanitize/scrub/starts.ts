/** Where a row may start: its first three characters, and what stands before them. */
import { isIn, WORD } from './characters.js';
import { ANYWHERE, AT_BOUNDARY, OTHER } from './flags.js';
import { freesSeparator, isSeparator } from './separator.js';

export interface StartTables {
  /** Flags of a pair by `first << 7 | second`. */
  readonly flags: Uint8Array;
  /** Bucket of a pair, likewise. */
  readonly bucketOf: Uint16Array;
  /** Which third characters a bucket has use for: 128 bits each, in four words. */
  readonly thirds: Int32Array;
  /** The same for the rows that need no boundary. */
  readonly thirdsAnywhere: Int32Array;
  /** The cheap no for a name before a separator. */
  readonly mayEndKey: (last: number, second: number, third: number) => boolean;
}

export class Starts {
  constructor(private readonly tables: StartTables) {}

  /** Whether some row may start with this pair and this third class. */
  fits(pair: number, third: number, boundary: boolean): boolean {
    const { bucketOf, thirds, thirdsAnywhere } = this.tables;
    const place = (bucketOf[pair]! << 2) | (third >> 5);
    return (((boundary ? thirds : thirdsAnywhere)[place]! >> (third & 31)) & 1) !== 0;
  }

  /** Whether some row may start at `at`. Two bytes before it and two behind it are read. */
  mayStart(bytes: Uint8Array, at: number): boolean {
    const { tables } = this;
    const first = Math.min(bytes[at]!, OTHER);
    const second = Math.min(bytes[at + 1]!, OTHER);
    const pair = (first << 7) | second;
    const starts = tables.flags[pair]! & (ANYWHERE | AT_BOUNDARY);
    if (starts === 0) return false;
    const before = bytes[at - 1]!;
    const boundary = !isIn(before, WORD);
    if (starts === AT_BOUNDARY && !boundary) return false;
    if (!this.fits(pair, Math.min(bytes[at + 2]!, OTHER), boundary)) return false;
    return !isSeparator(second) || !freesSeparator(tables, second, first, before, bytes[at - 2]!);
  }
}
