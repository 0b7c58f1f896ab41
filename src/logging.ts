/** The handle that `setupLogging` gives: what can be asked of a set-up, and how it ends. */
import type { Core } from './core.js';
import type { Tally } from './flood/tally.js';
import type { LevelTree } from './levels.js';
import { isBuiltin, isSyslog, type Pipeline } from './pipeline.js';
import type { LevelText } from './record/level.js';
import type { Redactions } from './redactions.js';
import type { SyslogStats } from './transport/syslog/stats.js';
import type { Transport, TransportHealth } from './transport/transport.js';

/** How long `flush()` and `close()` wait for a transport. Milliseconds. */
const FLUSH_MS = 10_000;
const CLOSE_MS = 5_000;

export interface Stats {
  /** Lines written, over all transports. */
  readonly lines: number;
  /** UTF-8 bytes of them. */
  readonly bytes: number;
  /** Lines and records given up, each counted once. */
  readonly dropped: number;
  /** Records left out because it was asked for, by what asked. Not in `dropped`. */
  readonly suppressed: Readonly<Tally>;
  /** How often each rule redacted something; `key` is the rule of sensitive key names. */
  readonly redacted: Readonly<Record<string, number>>;
  /** Calls of each transport that failed. */
  readonly failures: Readonly<Record<string, number>>;
  /** Of the syslog transport; undefined without one. */
  readonly syslog: SyslogStats | undefined;
}

export interface Logging {
  /** Resolves when every line logged so far is out of this process, or after 10 s, with a diagnostic. */
  flush(): Promise<void>;
  /** Flushes and closes every transport, at most 5 s each. Records that come later are counted as dropped. */
  close(): Promise<void>;
  /** Counts since this set-up. */
  stats(): Stats;
  /** The state of each transport, without secrets. The application's own are `ok` until a call of theirs fails. */
  health(): Readonly<Record<string, TransportHealth>>;
  /**
   * Sets the threshold of a logger and those below it; without a name, the root's.
   *
   * @throws RangeError for a level that there is not
   */
  setLevel(level: LevelText | null, name?: string): void;
  /** Opens every file anew, as after an external rotation. */
  reopen(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface LoggingParts {
  readonly core: Core;
  readonly pipeline: Pipeline;
  readonly levels: LevelTree;
  readonly redactions: Redactions;
}

export class LoggingHandle implements Logging {
  private closing: Promise<void> | undefined;

  /** What earlier set-ups dropped. */
  private readonly droppedBefore: number;

  constructor(private readonly parts: LoggingParts) {
    this.droppedBefore = parts.core.dropped + parts.core.lost;
  }

  get isClosed(): boolean {
    return this.closing !== undefined;
  }

  async flush(): Promise<void> {
    this.parts.pipeline.settle();
    await this.each('flush', FLUSH_MS);
  }

  /** Takes the pipeline out of force first, so that nothing is written to a transport that is closing. */
  close(): Promise<void> {
    const { core, pipeline, levels } = this.parts;
    this.closing ??= (() => {
      if (core.isInForce(pipeline)) core.install(undefined, levels);
      pipeline.close();
      return this.each('close', CLOSE_MS);
    })();
    return this.closing;
  }

  stats(): Stats {
    const { core, pipeline, redactions } = this.parts;
    const failures: Record<string, number> = {};
    let lines = 0;
    let bytes = 0;
    let dropped = core.dropped + core.lost - this.droppedBefore;
    for (const transport of pipeline.transports) {
      const stats = pipeline.statsOf(transport);
      lines += stats.lines;
      bytes += stats.bytes;
      dropped += isBuiltin(transport) ? transport.health().dropped : stats.failures;
      failures[transport.name] = stats.failures;
    }
    const suppressed = { ...pipeline.suppressed };
    const syslog = pipeline.transports.find(isSyslog)?.stats();
    return { lines, bytes, dropped, suppressed, redacted: redactions.toRecord(), failures, syslog };
  }

  health(): Readonly<Record<string, TransportHealth>> {
    const { pipeline } = this.parts;
    return Object.fromEntries(
      pipeline.transports.map((transport) => [transport.name, this.healthOf(transport)]),
    );
  }

  private healthOf(transport: Transport): TransportHealth {
    if (isBuiltin(transport)) return this.withoutSecrets(transport.health());
    const { failures } = this.parts.pipeline.statsOf(transport);
    const state = this.isClosed ? 'closed' : failures === 0 ? 'ok' : 'degraded';
    return { state, queuedBytes: 0, dropped: failures, lastError: undefined };
  }

  /** The words of a failure can be those of a system or a server. */
  private withoutSecrets(health: TransportHealth): TransportHealth {
    const { lastError } = health;
    if (lastError === undefined) return health;
    return { ...health, lastError: this.parts.core.diagnostics.clean(lastError) };
  }

  setLevel(level: LevelText | null, name = ''): void {
    this.parts.core.logger(name).setLevel(level);
  }

  reopen(): void {
    for (const transport of this.parts.pipeline.transports) {
      if (isBuiltin(transport)) transport.reopen?.();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Asks all transports at once; one that fails or hangs keeps none of the others waiting. */
  private async each(call: 'flush' | 'close', deadlineMs: number): Promise<void> {
    const { pipeline, core } = this.parts;
    await Promise.all(
      pipeline.transports.map(async (transport) => {
        try {
          const done = await settled(transport[call]?.(), deadlineMs);
          if (!done)
            core.diagnostics.say(
              `${call}: transport ${transport.name} was not done after ${deadlineMs / 1_000} s`,
            );
        } catch (error) {
          pipeline.statsOf(transport).failures += 1;
          pipeline.fail(call, transport.name, error);
        }
      }),
    );
  }
}

/** Whether `work` ended in time. The timer keeps the process alive: a flush that is awaited is wanted. */
async function settled(work: unknown, deadlineMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, false);
  });
  try {
    return await Promise.race([Promise.resolve(work).then(() => true as const), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
