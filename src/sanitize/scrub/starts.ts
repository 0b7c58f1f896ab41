/** Where in a long text a row may start: its first three characters, and what stands before them. */
import { isIn, WORD } from './characters.js';
import { ANYWHERE, AT_BOUNDARY, CLASSES, OTHER } from './flags.js';
import { freesSeparator } from './separator.js';

export interface StartTables {
  /** Flags of a pair by `first << 7 | second`. */
  readonly flags: Uint8Array;
  /** Bucket of a pair, likewise. */
  readonly bucketOf: Uint16Array;
  /** Which third characters a bucket has use for: 128 bits each, in four words. */
  readonly thirds: Int32Array;
  /** The cheap no for a name before a separator. */
  readonly mayEndKey: (last: number, second: number, third: number) => boolean;
}

const PLACES = 1 << 16;

export class Starts {
  /** Class of a byte: those beyond ASCII have one. */
  private readonly classOf = new Uint8Array(256).map((_, byte) => Math.min(byte, OTHER));
  /** `ANYWHERE` and `AT_BOUNDARY` by three classes. Generous, since places are shared, but one load says no. */
  private readonly triples = new Uint8Array(PLACES);

  constructor(private readonly tables: StartTables) {
    const { flags, bucketOf } = tables;
    for (let pair = 0; pair < bucketOf.length; pair++) {
      const starts = flags[pair]! & (ANYWHERE | AT_BOUNDARY);
      if (starts === 0) continue;
      for (let third = 0; third < CLASSES; third++) {
        if (this.hasUse(bucketOf[pair]!, third))
          this.triples[placeOf(pair >> 7, pair & OTHER, third)]! |= starts;
      }
    }
  }

  /** Whether some row may start at `at`. Two bytes before it and two behind it are read. */
  mayStart(bytes: Uint8Array, at: number): boolean {
    const { classOf, triples, tables } = this;
    const first = classOf[bytes[at]!]!;
    const second = classOf[bytes[at + 1]!]!;
    const third = classOf[bytes[at + 2]!]!;
    const starts = triples[placeOf(first, second, third)]!;
    if (starts === 0 || !this.hasUse(tables.bucketOf[(first << 7) | second]!, third)) return false;
    if ((starts & ANYWHERE) === 0 && isIn(bytes[at - 1]!, WORD)) return false;
    return !freesSeparator(tables, second, first, bytes[at - 1]!, bytes[at - 2]!);
  }

  private hasUse(bucket: number, third: number): boolean {
    return ((this.tables.thirds[(bucket << 2) | (third >> 5)]! >> (third & 31)) & 1) !== 0;
  }
}

function placeOf(first: number, second: number, third: number): number {
  return (first << 9) ^ (second << 4) ^ (third * 5);
}
