/**
 * The library's own messages to the operator: on stderr, one line each, escaped and redacted like everything else,
 * rate-limited by kind, and counted. Writing them never throws and never logs.
 */
import { writeSync } from 'node:fs';

/** After the first of a kind, at most one line of it in this time. */
const QUIET_MS = 10_000;
/** Kinds remembered; one that is pushed out may show again earlier. */
const MAX_KINDS = 256;

export type Stage = 'sanitize' | 'write' | 'flush' | 'close';

/** A failure inside the library, for `onFailure`. */
export interface Failure {
  readonly stage: Stage;
  /** The transport's name; undefined where the stage has none. */
  readonly transport: string | undefined;
  /** As it was thrown: it has not been redacted. */
  readonly error: unknown;
}

interface Kind {
  shownAt: number;
  held: number;
}

export type Clean = (text: string) => string;

export class Diagnostics {
  /** Messages since the process started, also those that were not shown. */
  count = 0;
  private readonly kinds = new Map<string, Kind>();

  constructor(
    /** Escapes and redacts; replaced by each set-up. */
    public clean: Clean,
    private readonly write: (line: string) => void = writeToStderr,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Says `message`, unless one of the same `kind` was said a moment ago: then it is counted into the next. */
  report(kind: string, message: string): void {
    this.count += 1;
    const now = this.now();
    const known = this.kinds.get(kind);
    if (known !== undefined && now - known.shownAt < QUIET_MS) {
      known.held += 1;
      return;
    }
    const held = known?.held ?? 0;
    if (this.kinds.size >= MAX_KINDS) this.kinds.clear();
    this.kinds.set(kind, { shownAt: now, held: 0 });
    this.say(held === 0 ? message : `${message} (${held} more like it since the last one)`);
  }

  /** Says `message` whatever was said before. For what happens once, like a set-up. */
  say(message: string): void {
    try {
      this.write(`codomyrmex-logging: ${this.clean(message)}\n`);
    } catch {
      // There is nowhere left to say it: stderr itself is closed or full.
    }
  }
}

function writeToStderr(line: string): void {
  writeSync(2, line);
}

/** What was thrown, as one phrase. Total: an error can have getters that throw, and need not be one. */
export function reasonOf(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return 'a value that cannot be shown';
  }
}
