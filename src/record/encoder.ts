/**
 * Between sanitizer and formatter. The sanitizer's walk drives an encoder, so that a record is cleaned and
 * rendered in one pass, without a clean copy in between.
 *
 * What an encoder accepts is typed so that only the sanitizer can make it: {@link CleanText} is redacted, cut to
 * its limit, and has every control character escaped. Quotes are the one thing left to the encoder, because the
 * two formats differ there; the flag that goes with each text says whether it holds any.
 */
import type { Level } from './level.js';

declare const clean: unique symbol;

/** Text that may be printed: redacted, bounded, and escaped but for double quotes. */
export type CleanText = string & { readonly [clean]: true };

/**
 * What of a line in JSON is still to be written before its next piece, so that both are one: nothing, since it is the
 * first of its object; a comma; also the end of a text; that and the end of an object; the end of an object.
 */
export const PENDING = { first: 0, next: 1, text: 2, textAndObject: 3, object: 4 } as const;
/** The same where nothing more comes. */
export const CLOSING: readonly string[] = ['', '', '"', '"}', '}'];

/** A key as it stands before a value, by what is pending before it. */
export interface JsonKey {
  /** `"key":` */
  readonly plain: readonly string[];
  /** `"key":"` */
  readonly text: readonly string[];
  /** `"key":{` */
  readonly object: readonly string[];
}

/** A key, decided once and used a million times. The two last slots belong to the encoders. */
export class CleanKey {
  /** As the JSON encoder writes it. */
  json: JsonKey | undefined = undefined;
  /** `key` of the text encoder, quoted where it must be. */
  logfmt: string | undefined = undefined;
  /** UTF-8 bytes it takes between quotes. */
  readonly bytes: number;

  constructor(
    readonly text: CleanText,
    /** UTF-8 bytes of the text less its length. */
    readonly excess: number,
    /** Double quotes in it. */
    quotes = 0,
  ) {
    this.bytes = text.length + excess + quotes;
  }
}

/** The parts of an error, for schemas that call them otherwise. */
export type ErrorSlot = 'error' | 'type' | 'message' | 'stack' | 'code' | 'cause' | 'errors';

/** Where the log call stands in the application's source. */
export interface CallSite {
  readonly module: CleanText;
  readonly function: CleanText;
  readonly line: number;
}

/** The part of a line that is the same for all records of one logger and level. Slots belong to the encoders. */
export class Head {
  /** Of the sanitizer: whether the messages of this logger are worth remembering. */
  luck = 64;
  readonly rendered: Array<string | undefined> = [];
  /** UTF-8 bytes that the name takes between quotes. */
  readonly bytes: number;

  constructor(
    readonly level: Level,
    readonly name: CleanText,
    /** UTF-8 bytes of the name less its length. */
    readonly excess: number,
    /** Double quotes in it. */
    quotes = 0,
  ) {
    this.bytes = name.length + excess + quotes;
  }
}

/** A value with its full name, for formats that have no nesting. */
export interface Leaf {
  readonly path: string;
  readonly text: string;
}

/**
 * Fields that were rendered before and are put into many lines: what `child` bound, what a context holds. Slots belong to
 * the encoders; those of one format, of which there are several while a record is logged within another, share one.
 */
export class Fragment {
  readonly rendered: string[] = [];
  /** Instead of a text, for a format that has to see all names of a line together. */
  readonly leaves: Array<readonly Leaf[]> = [];
  /** From behind the message to the end of a line that has no other fields. */
  readonly tails: string[] = [];
  /** How much longer it makes a line, and what the format kept free besides for the marks of containers in it. */
  readonly sizes: number[] = [];
  /** UTF-8 bytes of names that were written again, less their length. */
  readonly pathExcesses: number[] = [];
  /** UTF-8 bytes less length, as in {@link CleanKey.excess}. */
  excess = 0;
  /** What has to be left in a line for it, besides {@link excess}. With less, its fields are walked, and may be cut. */
  longest = 0;
}

/** Takes the values of a walk, in order: a value follows each key, and inside an array values follow each other. */
export interface ValueEncoder {
  /**
   * About how long the line is so far, with what stands before a fragment: UTF-16 units, what the format adds of its own,
   * and the names that it would write again for a mark in each of the containers around the next value.
   */
  readonly size: number;
  /** What the next value brings with it besides itself, as the names above it in a format without nesting. */
  readonly overhead: number;
  key(key: CleanKey): void;
  /** A field whose name may be that of a core key; where it is, it is written as `renamed`. */
  field(key: CleanKey, renamed: CleanKey): void;
  /** A key of the record's own error. */
  errorKey(slot: ErrorSlot): void;
  text(text: CleanText, quotes: boolean): void;
  /** A finite number, `true`, `false` or `null`, in ASCII. */
  token(token: string): void;
  beginObject(): void;
  endObject(): void;
  beginArray(): void;
  endArray(): void;
}

/**
 * The text of a JSON line as it grows. Public, because the walk adds the plainest members itself: a call for each would
 * cost as much as the member.
 */
export class JsonLine {
  out = '';
  /** Whether the next member or item is the first of its container. */
  isFirst = true;
  /** What is {@link PENDING} behind the members that were added last. */
  pendingEnd = 0;
  /** What ends a line, by what is pending before it. */
  ends = CLOSING;
}

/** Renders records as lines, one at a time: `begin`, the fields, `end`. Nothing given to it is kept. */
export interface Encoder extends ValueEncoder {
  /** Whether lines name the call site, which is costly to find. */
  readonly wantsSite: boolean;
  /** Starts a line; what a line before it left unfinished is forgotten. */
  begin(head: Head, time: number, message: CleanText, quotes: boolean, site: CallSite | undefined): void;
  /** Starts a fragment, which is rendered apart from the line. */
  beginFragment(): void;
  endFragment(fragment: Fragment): void;
  insert(fragment: Fragment): void;
  /**
   * A whole line at once, of a record that has no fields but those of a fragment: the same as `begin`, `insert`, `end`.
   * Formats without a shorter way for it do not have it.
   */
  line?(head: Head, time: number, message: CleanText, quotes: boolean, fragment: Fragment | undefined): void;
  /**
   * Starts a line of a record that has fields and nothing else. The walk adds them to the JSON line, with what ends it;
   * then `endFields` is called.
   */
  beginFields?(head: Head, time: number, message: CleanText, quotes: boolean): void;
  endFields?(): void;
  /** Ends the line, with exactly one `\n`. With several formats, {@link lines} has one for each. */
  end(): void;
  /** The finished lines, by format. */
  readonly lines: readonly string[];
  /** UTF-8 bytes of a finished line. `excess`: those of its values less their length. */
  bytes(index: number, excess: number): number;
}
