/** Where a chunk of a long text lies while it is read: as bytes, and as pairs of them. */
import { BLANK, FARTHEST, OTHER } from './flags.js';

/** Characters per chunk, even: text and candidates of one chunk fit the first-level cache. */
export const CHUNK = 4096;
/** Characters of context before a chunk, even, so that pairs stay aligned. */
export const LEAD = 4;
/** And behind it: a candidate that starts in its last character may be known by a pair that stands there. */
const TAIL = FARTHEST + 12;
/** Matches no text of one-byte characters, and V8 knows that without looking at them. */
const WIDE = /[^\0-\xff]/;

export interface Workspace {
  readonly bytes: Buffer;
  readonly pairs: Uint16Array;
  /** Numbers of the pairs near which a candidate may start. */
  readonly near: Int32Array;
  /** Positions of candidates in the chunk. */
  readonly candidates: Int32Array;
}

/** One workspace is kept; a scan that starts inside another one (from a user's callback) makes its own. */
let kept: Workspace | undefined;

export function takeWorkspace(): Workspace {
  const workspace = kept;
  if (workspace !== undefined) {
    kept = undefined;
    return workspace;
  }
  const memory = new ArrayBuffer(LEAD + CHUNK + TAIL);
  return {
    bytes: Buffer.from(memory),
    pairs: new Uint16Array(memory),
    near: new Int32Array((LEAD + CHUNK + TAIL) / 2 + 4),
    candidates: new Int32Array(CHUNK + 1),
  };
}

export function giveBack(workspace: Workspace): void {
  kept = workspace;
}

export const isWide = (text: string) => WIDE.test(text);

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Copies a chunk and its surroundings as one byte a character; wide characters become the class of all others. */
export function fill({ bytes, pairs }: Workspace, text: string, base: number, wide: boolean): void {
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
