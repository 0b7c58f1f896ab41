/** Where a row may start: its first three characters, and what stands before them. */
import { isIn, WORD } from './characters.js';
import { ANYWHERE, AT_BOUNDARY, OTHER } from './flags.js';
import { FIRST_START, LEAD, workspace } from './workspace.js';

export interface StartTables {
  /** Flags of a pair by `first << 7 | second`. */
  readonly flags: Uint8Array;
  /** Bucket of a pair, likewise. */
  readonly bucketOf: Uint16Array;
  /** Which third characters a bucket has use for: 128 bits each, in four words. */
  readonly thirds: Int32Array;
  /** The same for the rows that need no boundary. */
  readonly thirdsAnywhere: Int32Array;
}

export class Starts {
  constructor(private readonly tables: StartTables) {}

  /** Whether some row may start with this pair and this third class. */
  fits(pair: number, third: number, boundary: boolean): boolean {
    const { bucketOf, thirds, thirdsAnywhere } = this.tables;
    const place = (bucketOf[pair]! << 2) | (third >> 5);
    return (((boundary ? thirds : thirdsAnywhere)[place]! >> (third & 31)) & 1) !== 0;
  }

  /**
   * Makes candidates of the places noted in so many words, for a chunk of that length, in text order; returns how many.
   * The question is that of `fits`, asked in the loop.
   */
  select(words: number, length: number): number {
    const { flags, bucketOf, thirds, thirdsAnywhere } = this.tables;
    const { bytes, starts, candidates } = workspace;
    const other = OTHER;
    const lead = LEAD;
    const origin = 31 - FIRST_START - LEAD;
    let count = 0;
    for (let word = 0; word < words; word++) {
      for (let bits = starts[word]!; bits !== 0; bits &= bits - 1) {
        const place = word * 32 + origin - Math.clz32(bits & -bits);
        if (place < 0 || place >= length) continue;
        const at = lead + place;
        const pair = (Math.min(bytes[at]!, other) << 7) | Math.min(bytes[at + 1]!, other);
        const boundary = !isIn(bytes[at - 1]!, WORD);
        if ((flags[pair]! & (boundary ? ANYWHERE | AT_BOUNDARY : ANYWHERE)) === 0) continue;
        const third = Math.min(bytes[at + 2]!, other);
        const fitting = (boundary ? thirds : thirdsAnywhere)[(bucketOf[pair]! << 2) | (third >> 5)]!;
        candidates[count] = place;
        count += (fitting >> (third & 31)) & 1;
      }
      starts[word] = 0;
    }
    return count;
  }
}
