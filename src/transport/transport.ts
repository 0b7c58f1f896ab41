/**
 * Where finished lines go. A transport takes strings only, so none can see a record that was not sanitized.
 */

/** A destination for finished lines: one of ours, or the application's own. */
export interface Transport {
  /** How `loggers.*.transports`, `stats()` and diagnostics call it. Unique within a set-up. */
  readonly name: string;
  /**
   * Takes one line, ending in exactly one `\n`. Called synchronously inside the log call, once per record.
   * It may throw: the pipeline counts and reports the failure, and the other transports still get the line.
   */
  write(line: string): void;
  /** Resolves when every line accepted so far is out of this process. Awaited by `logging.flush()`. */
  flush?(): void | Promise<void>;
  /** Flushes, then releases every handle, timer and listener. Idempotent. Awaited by `logging.close()`. */
  close?(): void | Promise<void>;
}

/** Figures that a transport keeps of itself. Plain data without secrets: it is shown by `logging.health()`. */
export interface TransportHealth {
  /** `ok`, `degraded` (lines wait or are dropped, it will try again), or `closed`. */
  readonly state: 'ok' | 'degraded' | 'closed';
  /** Bytes accepted that are not out of the process yet. */
  readonly queuedBytes: number;
  /** Lines accepted and then given up, each counted once. */
  readonly dropped: number;
  /** The last failure as one short sentence; undefined when there was none. */
  readonly lastError: string | undefined;
  /** Syslog only, as the four below: such as `syslog tls://logs.example:6514`. */
  readonly server?: string;
  /** Such as `TLSv1.3`; empty while not connected. */
  readonly protocol?: string;
  readonly queuedLines?: number;
  /** Lines given to a connection for the first time. */
  readonly sent?: number;
  /** Lines given to a connection again, after one broke. */
  readonly replayed?: number;
}

/** How long a line is still written when room runs out: 0 first given up, 2 last. */
export type Urgency = 0 | 1 | 2;

/** What the transports of this package offer beyond {@link Transport}. */
export interface BuiltinTransport extends Transport {
  write(line: string, urgency?: Urgency): void;
  flush(): Promise<void>;
  close(): Promise<void>;
  health(): TransportHealth;
  /** Opens the destination again, after it was moved away by someone else. */
  reopen?(): void;
}

/**
 * Tells the operator about a problem of a transport, in one sentence that names the destination and the reason.
 * The receiver escapes, redacts, rate-limits and writes it to stderr; it never throws.
 */
export type Notify = (problem: string) => void;
