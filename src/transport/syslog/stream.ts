/** Between the queue and the connection: sends, confirms, replays, and ends with a deadline. */

import type { Notify, TransportHealth } from '../transport.js';
import { Credentials } from './credentials.js';
import { DropNotices } from './drop-notices.js';
import type { Failure } from './failure.js';
import { FrameQueue } from './frame-queue.js';
import type { Batch, FrameSource } from './frame-source.js';
import { Link } from './link.js';
import type { ResolvedSyslogOptions } from './options.js';
import { Pacer } from './pacer.js';
import { waitUntil } from './patience.js';
import { Spool } from './spool/spool.js';
import { healthOf, type SyslogStats, type SyslogTransport } from './stats.js';
import { SendWindow } from './window.js';

/** Octets given to a connection in one write. */
const BATCH_BYTES = 256 * 1024;
/** TLS 1.3 tells only after the handshake that a client certificate is refused: so long a flush waits for it. */
const SETTLE_MS = 250;
/** Part of the deadline of `close()` that is kept for the good-bye. */
const GOODBYE_MS = 500;
const MAX_SWEEP_MS = 250;

/** Over a connection: TLS, or plain TCP where that is permitted. */
export class StreamSyslog implements SyslogTransport {
  readonly name: string;
  readonly #options: ResolvedSyslogOptions;
  readonly #notify: Notify;
  readonly #source: FrameSource;
  readonly #window: SendWindow;
  readonly #link: Link;
  readonly #notices: DropNotices;
  readonly #pacer = new Pacer(() => this.#pump(), BATCH_BYTES);
  #sent = 0;
  #replayed = 0;
  #dropped = 0;
  /** The connection has as much as it wants for now. */
  #congested = false;
  /** A better server waits until everything here is confirmed. */
  #switching = false;
  #sweepTimer: NodeJS.Timeout | undefined = undefined;
  #closing: Promise<void> | undefined = undefined;
  #closed = false;

  constructor(options: ResolvedSyslogOptions, notify: Notify) {
    this.name = options.name;
    this.#options = options;
    this.#notify = notify;
    const credentials = options.protocol === 'tls' ? new Credentials(options, notify) : undefined;
    const { queueBytes: maxBytes, queueEntries: maxEntries, windowBytes, spool, confirmAfterMs } = options;
    const queue = { maxBytes, maxEntries, windowBytes };
    this.#source = spool === undefined ? new FrameQueue(queue) : new Spool(spool, queue, notify);
    const keep = { maxBytes: this.#source.windowBytes, keepBytes: !this.#source.durable };
    this.#window = new SendWindow({ confirmAfterMs, ...keep });
    const events = {
      up: () => this.#up(),
      down: (failure: Failure | undefined) => this.#down(failure),
      drained: () => this.#drained(),
      better: () => this.#better(),
    };
    this.#link = new Link(options, () => credentials?.context(), events, notify);
    this.#notices = new DropNotices(options.dropRecord, (problem) =>
      notify(`${this.#link.label()}: ${problem}`),
    );
    if (options.protocol !== 'tls')
      notify(`${this.#link.label()}: lines can be read and forged on their way`);
    this.#link.start();
  }

  write(line: string): void {
    if (this.#closing !== undefined) {
      this.#dropped += 1;
      return;
    }
    // A message of no octets has no frame (RFC 5425: the length begins with a digit that is not zero).
    if (line === '' || line === '\n') return;
    const dropped = this.#source.push(line);
    if (dropped > 0) {
      this.#dropped += dropped;
      this.#notices.dropped(dropped);
    }
    if (!this.#congested && this.#link.connection !== undefined) this.#pacer.wake(this.#source.bytes);
  }

  async flush(): Promise<void> {
    const { flushTimeoutMs } = this.#options;
    if (this.#closed || (await this.#drain(flushTimeoutMs))) return;
    this.#notify(`${this.#link.label()}: flush ended with ${this.#rest()}`);
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut();
    return this.#closing;
  }

  health(): TransportHealth {
    const { steady, lastProblem } = this.#link;
    const away = !steady && (lastProblem !== undefined || this.#source.entries > 0);
    const state = this.#closed ? 'closed' : away ? 'degraded' : 'ok';
    return healthOf(state, this.stats());
  }

  stats(): SyslogStats {
    const { connection, waiting, connects, lastProblem } = this.#link;
    const open = connection !== undefined ? 'connected' : waiting ? 'waiting' : 'connecting';
    return {
      state: this.#closed ? 'closed' : open,
      server: this.#link.label(),
      protocol: connection?.protocol ?? '',
      accepted: this.#sent + this.#allDropped + this.#source.entries,
      sent: this.#sent,
      replayed: this.#replayed,
      dropped: this.#allDropped,
      queuedLines: this.#source.entries,
      queuedBytes: this.#queuedBytes,
      unconfirmedLines: this.#window.frames,
      connects,
      lastError: lastProblem,
    };
  }

  get #allDropped(): number {
    return this.#dropped + this.#source.lost;
  }

  get #queuedBytes(): number {
    return this.#source.bytes + this.#window.unwrittenBytes;
  }

  /** Gives frames to the connection until it has enough. */
  #pump(): void {
    const { connection } = this.#link;
    if (connection === undefined || this.#switching || this.#closed) return;
    while (!this.#congested) {
      const batch = this.#notices.take(this.#source.oldest) ?? this.#source.take(BATCH_BYTES);
      if (batch === undefined) break;
      if (batch.replay) this.#replayed += batch.frames;
      else this.#sent += batch.frames;
      this.#window.add(batch);
      const written = () => {
        if (connection === this.#link.connection) this.#confirm(this.#window.written());
      };
      this.#congested = !connection.write(batch.bytes, written);
    }
    if (!this.#congested) this.#notices.caughtUp();
    this.#planSweep();
  }

  #drained(): void {
    this.#congested = false;
    this.#pump();
  }

  #up(): void {
    this.#congested = false;
    this.#switching = false;
    this.#notices.connected();
    this.#pump();
  }

  #down(failure: Failure | undefined): void {
    const unconfirmed = this.#window.empty();
    this.#congested = false;
    this.#switching = false;
    if (failure === undefined) {
      // We said good-bye behind the last frame, and the server has answered it.
      this.#confirm(unconfirmed);
      return;
    }
    this.#source.putBack(this.#notices.takeBack(unconfirmed));
  }

  #better(): void {
    this.#switching = true;
    this.#sweep();
  }

  #confirm(batches: readonly Batch[]): void {
    if (batches.length > 0) this.#source.confirm(this.#notices.confirmed(batches));
  }

  #planSweep(): void {
    if (this.#sweepTimer !== undefined || this.#window.isEmpty) return;
    const ms = Math.min(MAX_SWEEP_MS, Math.ceil(this.#options.confirmAfterMs / 4));
    this.#sweepTimer = setTimeout(() => this.#sweep(), ms).unref();
  }

  #sweep(): void {
    clearTimeout(this.#sweepTimer);
    this.#sweepTimer = undefined;
    this.#confirm(this.#window.confirmed());
    if (this.#switching && this.#window.isEmpty) {
      this.#switching = false;
      this.#link.switchOver();
      this.#pump();
    }
    this.#planSweep();
  }

  /** True when every line accepted before the call has left the process before the deadline. */
  #drain(timeoutMs: number): Promise<boolean> {
    const target = this.#source.accepted;
    const deadline = performance.now() + timeoutMs;
    this.#pump();
    const hopeless = () => this.#closed || this.#isHopeless();
    return waitUntil(() => this.#isOut(target), deadline, hopeless);
  }

  #isOut(target: number): boolean {
    const { connection } = this.#link;
    const unwritten = this.#window.unwritten?.sequence ?? target;
    if (this.#source.oldest < target || unwritten < target) return false;
    if (this.#window.isEmpty || connection === undefined) return true;
    return performance.now() - connection.readyAt >= SETTLE_MS;
  }

  /** No server answers, and it either costs nothing to go, since lines are on disk, or gains nothing to stay. */
  #isHopeless(): boolean {
    const { waiting, lastFailure } = this.#link;
    return waiting && (this.#source.durable || lastFailure?.kind === 'authentication');
  }

  #rest(): string {
    const { entries, accepted, oldest, durable } = this.#source;
    if (durable) return `${entries} lines left in the spool`;
    // Those of the last connection come first in the queue again.
    const unconfirmed = this.#window.frames + Math.max(0, accepted - oldest - entries);
    const more = unconfirmed > 0 ? `, and ${unconfirmed} sent and not confirmed` : '';
    return `${entries} lines not sent${more}`;
  }

  async #shut(): Promise<void> {
    const { closeTimeoutMs } = this.#options;
    const deadline = performance.now() + closeTimeoutMs;
    const out = await this.#drain(Math.max(closeTimeoutMs - GOODBYE_MS, closeTimeoutMs / 2));
    this.#link.stop();
    if (out) {
      this.#link.connection?.end();
      await waitUntil(() => this.#link.connection === undefined, deadline);
    }
    this.#link.connection?.destroy();
    clearTimeout(this.#sweepTimer);
    this.#pacer.stop();
    this.#closed = true;
    if (!out) this.#notify(`${this.#link.label()}: closed with ${this.#rest()}`);
    else if (!this.#window.isEmpty || this.#source.bytes > 0) {
      this.#notify(`${this.#link.label()}: closed before the server had confirmed the last lines`);
    }
    if (!this.#source.durable) this.#dropped += this.#source.entries;
    this.#source.close();
  }
}
