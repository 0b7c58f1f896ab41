/** Where a chunk of a long text lies while it is read: as bytes, and as pairs of them. */
import { BLANK, FARTHEST, KINDS, OTHER, RARE, SECOND } from './flags.js';

/** Characters per chunk, even: text and candidates of one chunk fit the first-level cache. */
export const CHUNK = 4096;
/** Characters of context before a chunk, even, so that pairs stay aligned. */
export const LEAD = 4;
/** And behind it: a candidate that starts in its last character may be known by a pair that stands there. */
const TAIL = FARTHEST + 12;
/** Matches no text of one-byte characters, and V8 knows that without looking at them. */
const WIDE = /[^\0-\xff]/;

/**
 * There is one workspace in a process, and its arrays are constants of this closure: V8 writes them into the loop, and else
 * looks at their maps anew in each round. Four pairs a round, for the sake of the array that is none.
 */
export const workspace = (() => {
  const memory = new ArrayBuffer(LEAD + CHUNK + TAIL);
  const bytes = Buffer.from(memory);
  const pairs = new Uint16Array(memory);
  /** Numbers of the pairs near which a candidate may start. */
  const near = new Int32Array((LEAD + CHUNK + TAIL) / 2 + 4);
  /** Positions of candidates in the chunk. */
  const candidates = new Int32Array(CHUNK + 1);

  return {
    bytes,
    pairs,
    near,
    candidates,
    /** The flags of all pairs that were read, together. */
    all: 0,
    /** Notes the numbers of the pairs near which a candidate may start; returns how many. */
    note(count: number, flags: Uint8Array): number {
      const kinds = KINDS;
      const second = SECOND;
      const rare = RARE;
      let noted = 0;
      let all = 0;
      let a = flags[pairs[0]!]!;
      for (let i = 0; i < count; i += 4) {
        const b = flags[pairs[i + 1]!]!;
        const c = flags[pairs[i + 2]!]!;
        const d = flags[pairs[i + 3]!]!;
        const e = flags[pairs[i + 4]!]!;
        // The kinds of sign that these neighbours make; one is added where there is any.
        const ab = a & (b >> second) & kinds;
        const bc = b & (c >> second) & kinds;
        const cd = c & (d >> second) & kinds;
        const de = d & (e >> second) & kinds;
        near[noted] = i;
        noted += (ab | (ab >> 1) | (ab >> 2) | (a >> rare)) & 1;
        near[noted] = i + 1;
        noted += (bc | (bc >> 1) | (bc >> 2) | (b >> rare)) & 1;
        near[noted] = i + 2;
        noted += (cd | (cd >> 1) | (cd >> 2) | (c >> rare)) & 1;
        near[noted] = i + 3;
        noted += (de | (de >> 1) | (de >> 2) | (d >> rare)) & 1;
        all |= a | b | c | d;
        a = e;
      }
      this.all = all;
      return noted;
    },
  };
})();

/** What a scan needs again when one that started inside it, from a user's callback, has ended. */
interface Saved {
  readonly bytes: Uint8Array;
  readonly near: Int32Array;
  readonly candidates: Int32Array;
}

let borrowed = 0;

/** Takes the workspace; gives what another scan has in it. */
export function borrow(): Saved | undefined {
  borrowed += 1;
  if (borrowed === 1) return undefined;
  const { bytes, near, candidates } = workspace;
  return { bytes: Uint8Array.from(bytes), near: near.slice(), candidates: candidates.slice() };
}

export function giveBack(saved: Saved | undefined): void {
  borrowed -= 1;
  if (saved === undefined) return;
  workspace.bytes.set(saved.bytes);
  workspace.near.set(saved.near);
  workspace.candidates.set(saved.candidates);
}

export const isWide = (text: string) => WIDE.test(text);

export const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Copies a chunk and its surroundings as one byte a character; wide characters become the class of all others. */
export function fill(text: string, base: number, wide: boolean): void {
  const { bytes, pairs } = workspace;
  const from = base === 0 ? 0 : base - LEAD;
  const to = Math.min(text.length, base + CHUNK + TAIL);
  const offset = base === 0 ? LEAD : 0;
  if (base === 0) for (let i = 0; i < LEAD; i++) bytes[i] = BLANK;
  if (wide) {
    for (let i = from; i < to; i++) bytes[offset + i - from] = Math.min(text.charCodeAt(i), OTHER);
  } else bytes.write(from === 0 && to === text.length ? text : text.slice(from, to), offset, 'latin1');
  const written = offset + to - from;
  for (let i = written; i < written + TAIL && i < bytes.length; i++) bytes[i] = BLANK;
  if (!LITTLE_ENDIAN)
    for (let i = 0; i < pairs.length; i++) pairs[i] = bytes[2 * i]! | (bytes[2 * i + 1]! << 8);
}
