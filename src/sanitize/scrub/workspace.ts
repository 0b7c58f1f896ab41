/** Where a chunk of a long text lies while it is read: as bytes, and as pairs of them. */
import { BLANK, FARTHEST, KINDS, OTHER, RARE, SECOND } from './flags.js';
import type { PairTable } from './pair-table.js';

/** Characters per chunk, even: text and candidates of one chunk fit the first-level cache. */
export const CHUNK = 4096;
/** Characters of context before a chunk, even, so that pairs stay aligned. */
export const LEAD = 4;
/** And behind it: a candidate that starts in its last character may be known by a pair that stands there. A whole round. */
const TAIL = FARTHEST + 14;
/** Matches no text of one-byte characters, and V8 knows that without looking at them. */
const WIDE = /[^\0-\xff]/;

export const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Characters that are looked at together, which is half as much work as two by two. */
export const ROUND = 8;
const SIZE = LEAD + CHUNK + TAIL;
/** The bit of `starts` for the first byte: the earliest candidate of a round starts six bytes before it. */
export const FIRST_START = 8;

/**
 * There is one workspace in a process, and its arrays are constants of this closure: V8 writes them into the loop, and else
 * looks at their maps anew in each round, and at their lengths for each character.
 */
export const workspace = (() => {
  const memory = new ArrayBuffer(SIZE);
  const bytes = Buffer.from(memory);
  /** Two pairs each, the first of them in the lower half. */
  const words = LITTLE_ENDIAN ? new Uint32Array(memory) : new Uint32Array(SIZE / 4);
  /** Numbers of the rounds with a pair near which a candidate may start. */
  const rounds = new Int32Array(SIZE / ROUND + 1);
  /** A bit for each byte at which a candidate may start. */
  const starts = new Int32Array((SIZE >> 5) + 2);
  /** Positions of candidates in the chunk. */
  const candidates = new Int32Array(CHUNK + 1);

  return {
    bytes,
    words,
    starts,
    candidates,
    /** The flags of all pairs that were read, together. */
    all: 0,
    /** Notes in `starts` where a candidate may start, in so many rounds; returns how many words of it have a bit. */
    note(count: number, { flags, offsets }: PairTable): number {
      const second = SECOND;
      const kinds = KINDS;
      const rare = 1 << RARE;
      // What makes one of any sign, and nothing of none.
      const most = 2 * rare - 1;
      const shift = RARE + 1;
      const first = FIRST_START - FARTHEST;
      let found = 0;
      let all = 0;
      let a = flags[words[0]! & 0xffff]!;
      for (let round = 0; round < count; round++) {
        const low = words[2 * round]!;
        const high = words[2 * round + 1]!;
        const b = flags[low >>> 16]!;
        const c = flags[high & 0xffff]!;
        const d = flags[high >>> 16]!;
        const e = flags[words[2 * round + 2]! & 0xffff]!;
        const any = a | b | c | d;
        // The kinds of sign that neighbours make.
        const signs = (a & (b >> second)) | (b & (c >> second)) | (c & (d >> second)) | (d & (e >> second));
        rounds[found] = round;
        found += ((signs & kinds) + (any & rare) + most) >> shift;
        all |= any;
        a = e;
      }
      this.all = all;
      let end = 0;
      for (let n = 0; n < found; n++) {
        const round = rounds[n]!;
        const low = words[2 * round]!;
        const high = words[2 * round + 1]!;
        const a = flags[low & 0xffff]!;
        const b = flags[low >>> 16]!;
        const c = flags[high & 0xffff]!;
        const d = flags[high >>> 16]!;
        const e = flags[words[2 * round + 2]! & 0xffff]!;
        // A minus makes ones of what is not zero.
        const bits =
          (offsets[low & 0xffff]! & (-((a & (b >> second) & kinds) | (a & rare)) >> 31)) |
          ((offsets[low >>> 16]! & (-((b & (c >> second) & kinds) | (b & rare)) >> 31)) << 2) |
          ((offsets[high & 0xffff]! & (-((c & (d >> second) & kinds) | (c & rare)) >> 31)) << 4) |
          ((offsets[high >>> 16]! & (-((d & (e >> second) & kinds) | (d & rare)) >> 31)) << 6);
        // Never a multiple of 32, by which a shift would be none.
        const place = first + ROUND * round;
        const word = place >> 5;
        starts[word]! |= bits << (place & 31);
        starts[word + 1]! |= bits >>> (32 - (place & 31));
        end = word + 2;
      }
      return end;
    },
  };
})();

/** What a scan needs again when one that started inside it, from a user's callback, has ended. */
interface Saved {
  readonly bytes: Uint8Array;
  readonly candidates: Int32Array;
}

let borrowed = 0;

/** Takes the workspace; gives what another scan has in it. */
export function borrow(): Saved | undefined {
  borrowed += 1;
  if (borrowed === 1) return undefined;
  const { bytes, candidates } = workspace;
  return { bytes: Uint8Array.from(bytes), candidates: candidates.slice() };
}

export function giveBack(saved: Saved | undefined): void {
  borrowed -= 1;
  if (saved === undefined) return;
  workspace.bytes.set(saved.bytes);
  workspace.candidates.set(saved.candidates);
}

export const isWide = (text: string) => WIDE.test(text);

/** Copies a chunk and its surroundings as one byte a character; wide characters become the class of all others. */
export function fill(text: string, base: number, wide: boolean): void {
  const { bytes, words } = workspace;
  const from = base === 0 ? 0 : base - LEAD;
  const to = Math.min(text.length, base + CHUNK + TAIL);
  const offset = base === 0 ? LEAD : 0;
  if (base === 0) for (let i = 0; i < LEAD; i++) bytes[i] = BLANK;
  if (wide) {
    for (let i = from; i < to; i++) bytes[offset + i - from] = Math.min(text.charCodeAt(i), OTHER);
  } else bytes.write(from === 0 && to === text.length ? text : text.slice(from, to), offset, 'latin1');
  const written = offset + to - from;
  for (let i = written; i < written + TAIL && i < bytes.length; i++) bytes[i] = BLANK;
  if (!LITTLE_ENDIAN) for (let i = 0; i < words.length; i++) words[i] = bytes.readUInt32LE(4 * i);
}
