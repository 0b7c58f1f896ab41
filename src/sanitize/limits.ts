/** How much of a value is shown. What is left out leaves a mark that counts it. */

export interface Limits {
  /** Containers inside each other. */
  readonly depth: number;
  /** Entries of one container. */
  readonly breadth: number;
  /** UTF-16 units of one string. */
  readonly string: number;
  /** UTF-8 bytes of one line. */
  readonly line: number;
  /** UTF-16 units of one key or logger name. */
  readonly key: number;
}

export const DEFAULT_LIMITS: Limits = {
  depth: 12,
  breadth: 1_000,
  string: 64 * 1024,
  line: 256 * 1024,
  key: 1_024,
};

/** Kept free at the end of a line. Bytes. */
export const RESERVE = 256;

/** How much of a line values may fill. UTF-8 bytes. */
export function fillable({ line }: Limits): number {
  return line - RESERVE;
}

/** Taken by the core keys besides the logger's name and the message, in the longest of the schemas. Bytes. */
export const HEAD = 256;
/** The least room for one more member: its punctuation and a number. Bytes. */
export const MEMBER = 40;
/** What a container may need for its end: a mark with the key of it, and a bracket. Bytes. */
export const ENDING = 32;
/** The least that a line grows by when a container begins in an object: `"":{`. Bytes. */
const OPENING = 4;

/** How long a JSON line may be to have room for any number, any short text and the ends of its containers. UTF-16 units. */
export function ample({ line, depth }: Limits, longestText: number): number {
  // A UTF-16 unit is at most three bytes; and a line that is short has few containers, whatever the limit is.
  const free = line - RESERVE;
  const units = Math.max((free - ENDING * depth) / 4, free / (4 + ENDING / OPENING));
  return units - MEMBER - longestText;
}

/**
 * What has to be left in a line for a fragment of so many bytes, so that a walk of its fields would find room for all of
 * them: it asks for more than they turn out to take.
 */
export function roomFor(bytes: number, depth: number): number {
  return bytes + 2 * MEMBER + ENDING * Math.min(depth + 1, 1 + bytes / 2);
}

/** What JSON adds to a text, a key and a container: counted in copies too, so that there is an end to empty ones. */
export const AROUND = 3;

/** The mark for `count` UTF-16 units that are not shown. */
export function truncated(count: number): string {
  return `[truncated ${count}]`;
}

/** The mark for `count` entries that are not shown. */
export function more(count: number): string {
  return `[+${count} more]`;
}

/** Longest that a placeholder at the cut, and the mark behind it, make a text that was cut. UTF-16 units. */
const CUT = 160;

/** A text and how much of it was cut away before, of which its mark tells. UTF-16 units. */
export function withoutMark(text: string): { readonly text: string; readonly left: number } {
  const mark = /\[truncated (\d{1,10})\]$/.exec(text);
  return mark === null ? { text, left: 0 } : { text: text.slice(0, mark.index), left: Number(mark[1]) };
}

/** Whether a text was cut to `limit` before, as those of our own copies are: its mark is neither cut nor counted. */
export function wasCut(text: string, limit: number): boolean {
  return text.length <= limit + CUT && withoutMark(text).left > 0;
}

/** What the mark for entries that are not shown counts; undefined where it is none: an array has at most 2^32 - 1. */
export function countOfMore(text: unknown): number | undefined {
  const mark = typeof text === 'string' ? /^\[\+(\d{1,10}) more\]$/.exec(text) : null;
  const count = mark === null ? Number.NaN : Number(mark[1]);
  return count < 2 ** 32 ? count : undefined;
}

/** `text` cut to at most `length` units, never between the halves of a surrogate pair. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const splits = last >= 0xd800 && last <= 0xdbff && length > 0;
  return text.slice(0, splits ? length - 1 : length);
}
