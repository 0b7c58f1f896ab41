/** Keeps one connection to the best server that answers: tries, waits, fails over, and returns to the first. */

import type { SecureContext } from 'node:tls';
import type { Notify } from '../transport.js';
import { BackOff } from './back-off.js';
import { Connection } from './connection.js';
import type { Failure } from './failure.js';
import type { ResolvedSyslogOptions, SyslogServer } from './options.js';

/** What the owner of a {@link Link} is told. */
export interface LinkEvents {
  /** Frames may be written to `link.connection`. */
  up(): void;
  /** The connection that was up is gone. */
  down(failure: Failure | undefined): void;
  drained(): void;
  /** A better server has answered. Send no more, and call `link.switchOver()` when nothing is unconfirmed. */
  better(): void;
}

/** A server closing so soon after a TLS 1.3 handshake may well have refused the client certificate. */
const EARLY_MS = 1_000;

export class Link {
  /** The connection in use; undefined while there is none. */
  connection: Connection | undefined = undefined;
  /** The server in use, or the one that is tried. */
  server: SyslogServer;
  lastFailure: Failure | undefined = undefined;
  /** The same with the server's name, as one sentence. */
  lastProblem: string | undefined = undefined;
  /** Connections that became ready. */
  connects = 0;

  readonly #options: ResolvedSyslogOptions;
  readonly #context: () => SecureContext | undefined;
  readonly #events: LinkEvents;
  readonly #notify: Notify;
  readonly #backOff: BackOff;
  /** What was told since the last good connection, so that each thing is told once. */
  readonly #told = new Set<string>();
  #index = 0;
  #trying: Connection | undefined = undefined;
  #candidate: Connection | undefined = undefined;
  #retryTimer: NodeJS.Timeout | undefined = undefined;
  #stableTimer: NodeJS.Timeout | undefined = undefined;
  #returnTimer: NodeJS.Timeout | undefined = undefined;
  #stopped = false;

  constructor(
    options: ResolvedSyslogOptions,
    context: () => SecureContext | undefined,
    events: LinkEvents,
    notify: Notify,
  ) {
    this.#options = options;
    this.#context = context;
    this.#events = events;
    this.#notify = notify;
    this.server = options.servers[0]!;
    this.#backOff = new BackOff({
      firstMs: options.firstRetryMs,
      refusedMs: options.refusedRetryMs,
      maxMs: options.maxRetryMs,
    });
  }

  /** True between two tries, when it is known that no server answers. */
  get waiting(): boolean {
    return this.#retryTimer !== undefined;
  }

  /** False without a connection, and for one just made after a failure, which may be refused yet. */
  get steady(): boolean {
    if (this.connection === undefined) return false;
    return this.#told.size === 0 || performance.now() - this.connection.readyAt >= EARLY_MS;
  }

  /** How diagnostics call the server. A protocol without protection says so each time. */
  label(server: SyslogServer = this.server): string {
    const host = server.host.includes(':') ? `[${server.host}]` : server.host;
    const { protocol } = this.#options;
    return `syslog ${protocol}://${host}:${server.port}${protocol === 'tls' ? '' : ' (INSECURE)'}`;
  }

  start(): void {
    this.#try(0);
  }

  /** No more tries. The connection in use stays, for the owner to end. */
  stop(): void {
    this.#stopped = true;
    for (const timer of [this.#retryTimer, this.#stableTimer, this.#returnTimer]) clearTimeout(timer);
    this.#retryTimer = undefined;
    this.#trying?.destroy();
    this.#candidate?.destroy();
  }

  /** Leaves the connection in use for the better one, if that is still there. */
  switchOver(): void {
    const candidate = this.#candidate;
    if (candidate === undefined) return;
    this.#candidate = undefined;
    const old = this.connection;
    this.#use(candidate, 0);
    old?.end();
    setTimeout(() => old?.destroy(), this.#options.closeTimeoutMs).unref();
  }

  #try(index: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#index = index;
    this.server = this.#options.servers[index]!;
    const trying = this.#connect(index, {
      ready: () => {
        this.#trying = undefined;
        this.#use(trying, index);
      },
      failed: (failure) => {
        this.#trying = undefined;
        this.#failed(failure, index + 1);
      },
    });
    this.#trying = trying;
  }

  #connect(index: number, on: { ready(): void; failed(failure: Failure): void }): Connection {
    const connection = new Connection(this.#options.servers[index]!, this.#context(), this.#options, {
      ready: on.ready,
      drained: () => {
        if (connection === this.connection) this.#events.drained();
      },
      closed: (failure) => {
        if (connection === this.connection) this.#lost(connection, failure);
        else if (connection === this.#candidate) this.#forgetCandidate();
        else if (connection.readyAt === 0 && failure !== undefined) on.failed(failure);
      },
    });
    return connection;
  }

  #use(connection: Connection, index: number): void {
    this.connection = connection;
    this.#index = index;
    this.server = this.#options.servers[index]!;
    this.connects += 1;
    clearTimeout(this.#stableTimer);
    this.#stableTimer = setTimeout(() => this.#stable(), this.#options.stableMs).unref();
    if (index > 0) this.#planReturn();
    this.#events.up();
  }

  /** Only now: a server may take a connection, look at our certificate, and hang up, again and again. */
  #stable(): void {
    this.#backOff.reset();
    if (this.#told.size > 0) this.#notify(`${this.label()}: connected again`);
    this.#told.clear();
  }

  #lost(connection: Connection, failure: Failure | undefined): void {
    this.connection = undefined;
    clearTimeout(this.#stableTimer);
    clearTimeout(this.#returnTimer);
    const lived = performance.now() - connection.readyAt;
    this.#events.down(failure);
    if (this.#stopped || failure === undefined) return;
    const early = lived < EARLY_MS && failure.kind === 'lost' && connection.protocol !== 'tcp';
    const reason = early
      ? `${failure.reason} right after the handshake, perhaps over our client certificate or for want of one`
      : failure.reason;
    // A server that accepts and then hangs up is no better than one that refuses: the next one gets its turn.
    const next = lived < this.#options.stableMs ? this.#index + 1 : this.#options.servers.length;
    const candidate = this.#candidate;
    this.#candidate = undefined;
    if (candidate === undefined) this.#failed({ kind: failure.kind, reason }, next);
    else this.#use(candidate, 0);
  }

  #failed(failure: Failure, next: number): void {
    this.lastFailure = failure;
    const problem = `${this.label()}: ${failure.reason}`;
    this.lastProblem = problem;
    if (!this.#told.has(problem)) {
      this.#told.add(problem);
      this.#notify(`${problem}; lines wait`);
    }
    if (this.#stopped) return;
    if (next < this.#options.servers.length) this.#try(next);
    else this.#retryTimer = setTimeout(() => this.#try(0), this.#backOff.next(failure.kind)).unref();
  }

  #forgetCandidate(): void {
    this.#candidate = undefined;
    this.#planReturn();
  }

  #planReturn(): void {
    clearTimeout(this.#returnTimer);
    this.#returnTimer = setTimeout(() => this.#tryFirst(), this.#options.returnMs).unref();
  }

  #tryFirst(): void {
    if (this.#stopped || this.connection === undefined || this.#index === 0) return;
    const again = () => {
      if (this.connection !== undefined && this.#index > 0) this.#planReturn();
    };
    const candidate = this.#connect(0, {
      ready: () => {
        if (this.#stopped || this.connection === undefined || this.#index === 0) return candidate.destroy();
        this.#candidate = candidate;
        this.#events.better();
      },
      failed: again,
    });
  }
}
