/** The syslog transport: takes complete RFC 5424 lines, and delivers them at least once within a stated window. */

import { setTimeout as delay } from 'node:timers/promises';
import type { BuiltinTransport, Notify, TransportHealth } from '../transport.js';
import { Credentials } from './credentials.js';
import { DropNotices } from './drop-notices.js';
import type { Failure } from './failure.js';
import { FrameQueue } from './frame-queue.js';
import type { Batch, FrameSource } from './frame-source.js';
import { Link } from './link.js';
import { type ResolvedSyslogOptions, resolveSyslogOptions, type SyslogOptions } from './options.js';
import { Spool } from './spool/spool.js';
import { UdpSyslog } from './udp.js';
import { SendWindow } from './window.js';

/** Figures of a syslog transport. `accepted` = `sent` + `dropped` + `queuedLines`, at any moment. */
export interface SyslogStats {
  readonly state: 'connected' | 'connecting' | 'waiting' | 'closed';
  /** Such as `syslog tls://logs.example:6514`. */
  readonly server: string;
  /** Such as `TLSv1.3`; empty while not connected. */
  readonly protocol: string;
  /** Lines taken by `write()`, and lines that an earlier process left in the spool. */
  readonly accepted: number;
  /** Lines given to a connection for the first time. */
  readonly sent: number;
  /** Lines given to a connection again, after one broke. */
  readonly replayed: number;
  /** Lines given up before any connection had them. */
  readonly dropped: number;
  readonly queuedLines: number;
  readonly queuedBytes: number;
  /** Lines sent that would be replayed if the connection broke now. */
  readonly unconfirmedLines: number;
  /** Connections that became ready. */
  readonly connects: number;
  readonly lastError: string | undefined;
}

/** A transport that can also tell how the line to its server does. */
export interface SyslogTransport extends BuiltinTransport {
  stats(): SyslogStats;
}

/**
 * Opens the transport. Throws `SyslogSetupError` for options, certificate files or a spool folder that cannot work, and
 * for nothing else: it does not wait for the network, and a server that is away is tried again and again.
 * Nothing here keeps the process alive but a pending `flush()` or `close()`.
 */
export function openSyslogTransport(options: SyslogOptions, notify: Notify): SyslogTransport {
  const resolved = resolveSyslogOptions(options);
  return resolved.protocol === 'udp' ? new UdpSyslog(resolved, notify) : new StreamSyslog(resolved, notify);
}

/** Octets given to a connection in one write. */
const BATCH_BYTES = 256 * 1024;
/** TLS 1.3 tells only after the handshake that a client certificate is refused: so long a flush waits for it. */
const SETTLE_MS = 250;
const POLL_MS = 5;
/** Part of the deadline of `close()` that is kept for the good-bye. */
const GOODBYE_MS = 500;
const MAX_SWEEP_MS = 250;

class StreamSyslog implements SyslogTransport {
  readonly name: string;
  readonly #options: ResolvedSyslogOptions;
  readonly #notify: Notify;
  readonly #source: FrameSource;
  readonly #window: SendWindow;
  readonly #link: Link;
  readonly #notices: DropNotices;
  #sent = 0;
  #replayed = 0;
  #dropped = 0;
  #lastError: string | undefined = undefined;
  /** The connection has as much as it wants for now. */
  #congested = false;
  /** A better server waits until everything here is confirmed. */
  #switching = false;
  #scheduled = false;
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
    const dropped = this.#source.push(line);
    if (dropped > 0) this.#drop(dropped);
    if (!this.#scheduled && !this.#congested && this.#link.connection !== undefined) {
      // Everything logged in this turn of the event loop goes out in one write.
      this.#scheduled = true;
      setImmediate(this.#pumpLater);
    }
  }

  async flush(): Promise<void> {
    const { flushTimeoutMs } = this.#options;
    if (await this.#drain(flushTimeoutMs)) return;
    this.#notify(`${this.#link.label()}: flush ended with ${this.#rest()}`);
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut();
    return this.#closing;
  }

  health(): TransportHealth {
    const away =
      this.#link.connection === undefined && (this.#lastError !== undefined || this.#source.entries > 0);
    const state = this.#closed ? 'closed' : away ? 'degraded' : 'ok';
    return { state, queuedBytes: this.#queuedBytes, dropped: this.#allDropped, lastError: this.#lastError };
  }

  stats(): SyslogStats {
    const { connection, waiting, connects } = this.#link;
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
      lastError: this.#lastError,
    };
  }

  get #allDropped(): number {
    return this.#dropped + this.#source.lost;
  }

  get #queuedBytes(): number {
    return this.#source.bytes + this.#window.unwrittenBytes;
  }

  readonly #pumpLater = (): void => {
    this.#scheduled = false;
    this.#pump();
  };

  /** Gives frames to the connection until it has enough. */
  #pump(): void {
    const { connection } = this.#link;
    if (connection === undefined || this.#switching) return;
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
    this.#lastError = `${this.#link.label()}: ${failure.reason}`;
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
    if (this.#switching && this.#window.isEmpty) this.#link.switchOver();
    this.#planSweep();
  }

  #drop(count: number): void {
    this.#dropped += count;
    this.#notices.dropped(count);
  }

  /** True when every line accepted before the call has left the process before the deadline. */
  async #drain(timeoutMs: number): Promise<boolean> {
    const target = this.#source.accepted;
    const deadline = performance.now() + timeoutMs;
    this.#pump();
    while (!this.#isOut(target)) {
      if (performance.now() >= deadline || this.#isHopeless()) return false;
      // This timer is what keeps the process alive meanwhile.
      await delay(POLL_MS);
    }
    return true;
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
    const lines = this.#source.entries;
    return `${lines} lines ${this.#source.durable ? 'left in the spool' : 'not sent'}`;
  }

  async #shut(): Promise<void> {
    const { closeTimeoutMs } = this.#options;
    const deadline = performance.now() + closeTimeoutMs;
    const out = await this.#drain(Math.max(closeTimeoutMs - GOODBYE_MS, closeTimeoutMs / 2));
    this.#link.stop();
    if (out) this.#link.connection?.end();
    while (out && this.#link.connection !== undefined && performance.now() < deadline) await delay(POLL_MS);
    this.#link.connection?.destroy();
    clearTimeout(this.#sweepTimer);
    this.#closed = true;
    if (!out) this.#notify(`${this.#link.label()}: closed with ${this.#rest()}`);
    else if (!this.#window.isEmpty || this.#source.bytes > 0) {
      this.#notify(`${this.#link.label()}: closed before the server had confirmed the last lines`);
    }
    if (!this.#source.durable) this.#dropped += this.#source.entries;
    this.#source.close();
  }
}
