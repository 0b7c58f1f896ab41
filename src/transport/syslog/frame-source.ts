/** Where frames wait until a connection takes them: in memory or in a spool on disk. */

/** A run of whole frames that is written to a connection in one go. */
export interface Batch {
  /** The frames, back to back. Never changed, so a replay sends the same octets. */
  bytes: Buffer;
  /** How many octets, also after `bytes` was let go. */
  readonly length: number;
  readonly frames: number;
  /** True when a connection that broke had it already, so that it may arrive twice. */
  replay: boolean;
  /** The number of accepted lines before its first one, which orders batches and lines. */
  readonly sequence: number;
  /** When the operating system had taken all of it, by `performance.now()`; 0 until then. */
  writtenAt: number;
}

/** Lines accepted and not yet confirmed. Nothing in here throws. */
export interface FrameSource {
  /** Takes a line. Returns how many lines were given up for it: the oldest, or itself. */
  push(line: string): number;
  /** The next frames to send, at most `maxBytes` unless one frame is larger. */
  take(maxBytes: number): Batch | undefined;
  /** The connection broke: these, oldest first, come out of `take` again before anything else. */
  putBack(batches: readonly Batch[]): void;
  /** These have arrived as far as can be known, and are let go. Oldest first. */
  confirm(batches: readonly Batch[]): void;
  /** Lines that no connection has had yet. */
  readonly entries: number;
  /** Lines ever pushed or found. */
  readonly accepted: number;
  /** The `sequence` of the batch that `take` would give; `accepted` when there is none. */
  readonly oldest: number;
  /** Octets that `take` would give, replays included. */
  readonly bytes: number;
  /** Sent octets that may be kept for a replay; Infinity when they are on disk. */
  readonly windowBytes: number;
  /** Lines that were accepted and then could not be read back. */
  readonly lost: number;
  /** True when what was not sent outlives the process. */
  readonly durable: boolean;
  close(): void;
}
