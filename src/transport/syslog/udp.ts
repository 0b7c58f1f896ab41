/** Syslog over UDP (RFC 5426): one message a datagram, no confirmation, no protection. For receivers that know nothing else. */

import type { Socket } from 'node:dgram';
import type { Notify, TransportHealth } from '../transport.js';
import { BackOff } from './back-off.js';
import { FrameQueue } from './frame-queue.js';
import { placeFrame } from './framing.js';
import type { ResolvedSyslogOptions } from './options.js';
import { waitUntil } from './patience.js';
import { healthOf, type SyslogStats, type SyslogTransport } from './stats.js';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const dgram = () => process.getBuiltinModule('node:dgram');
const dns = () => process.getBuiltinModule('node:dns');

/** The largest payload over IPv4: 65,535 less the headers. */
const MAX_DATAGRAM = 65_507;
/** Datagrams that the operating system has not taken yet; the others wait in the bounded queue. */
const MAX_IN_FLIGHT = 256;

/** Uses the first server alone: UDP gives no sign by which to choose another. */
export class UdpSyslog implements SyslogTransport {
  readonly name: string;
  readonly #options: ResolvedSyslogOptions;
  readonly #notify: Notify;
  readonly #label: string;
  readonly #queue: FrameQueue;
  readonly #backOff: BackOff;
  #socket: Socket | undefined = undefined;
  #retryTimer: NodeJS.Timeout | undefined = undefined;
  #scheduled = false;
  #inFlight = 0;
  #sent = 0;
  #dropped = 0;
  #connects = 0;
  #lastError: string | undefined = undefined;
  #closing: Promise<void> | undefined = undefined;
  #closed = false;

  constructor(options: ResolvedSyslogOptions, notify: Notify) {
    this.name = options.name;
    this.#options = options;
    this.#notify = notify;
    const { host, port } = options.servers[0]!;
    this.#label = `syslog udp://${host.includes(':') ? `[${host}]` : host}:${port} (INSECURE)`;
    const { queueBytes, queueEntries, windowBytes, firstRetryMs, refusedRetryMs, maxRetryMs } = options;
    this.#queue = new FrameQueue({ maxBytes: queueBytes, maxEntries: queueEntries, windowBytes });
    this.#backOff = new BackOff({ firstMs: firstRetryMs, refusedMs: refusedRetryMs, maxMs: maxRetryMs });
    notify(`${this.#label}: lines can be read, forged and lost on their way`);
    this.#open();
  }

  write(line: string): void {
    if (this.#closing !== undefined) {
      this.#dropped += 1;
      return;
    }
    if (line === '' || line === '\n') return;
    const dropped = this.#queue.push(line);
    if (dropped > 0) this.#drop(dropped, 'the queue is full');
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.#pump();
      });
    }
  }

  async flush(): Promise<void> {
    await this.#drain(this.#options.flushTimeoutMs);
  }

  close(): Promise<void> {
    this.#closing ??= this.#drain(this.#options.closeTimeoutMs).then(() => this.#release());
    return this.#closing;
  }

  health(): TransportHealth {
    const state = this.#closed
      ? 'closed'
      : this.#socket === undefined && this.#lastError !== undefined
        ? 'degraded'
        : 'ok';
    return healthOf(state, this.stats());
  }

  stats(): SyslogStats {
    const open =
      this.#socket !== undefined ? 'connected' : this.#retryTimer !== undefined ? 'waiting' : 'connecting';
    return {
      state: this.#closed ? 'closed' : open,
      server: this.#label,
      protocol: 'udp',
      accepted: this.#sent + this.#dropped + this.#queue.entries,
      sent: this.#sent,
      replayed: 0,
      dropped: this.#dropped,
      queuedLines: this.#queue.entries,
      queuedBytes: this.#queue.bytes,
      unconfirmedLines: 0,
      connects: this.#connects,
      lastError: this.#lastError,
    };
  }

  #open(): void {
    this.#retryTimer = undefined;
    const { host, port } = this.#options.servers[0]!;
    dns().lookup(host, (error, address, family) => {
      if (this.#closed) return;
      if (error !== null) return this.#failed(error);
      const socket = dgram().createSocket(family === 6 ? 'udp6' : 'udp4');
      // ICMP may report a closed port on any later send; none of that may be unhandled.
      socket.on('error', (failure) => this.#remember(failure));
      socket.on('message', () => {});
      socket.connect(port, address, () => {
        socket.unref();
        this.#connects += 1;
        this.#socket = socket;
        this.#pump();
      });
    });
  }

  #failed(error: NodeJS.ErrnoException): void {
    this.#remember(error);
    this.#retryTimer = setTimeout(() => this.#open(), this.#backOff.next('timeout')).unref();
  }

  #pump(): void {
    const socket = this.#socket;
    while (socket !== undefined && this.#inFlight < MAX_IN_FLIGHT) {
      const batch = this.#queue.take(1);
      if (batch === undefined) return;
      const place = placeFrame(batch.bytes, 0, batch.length) as { message: number; end: number };
      const octets = place.end - place.message;
      if (octets > MAX_DATAGRAM) {
        this.#queue.confirm([batch]);
        this.#drop(1, `a message is longer than ${MAX_DATAGRAM} octets`);
        continue;
      }
      this.#sent += 1;
      this.#inFlight += 1;
      socket.send(batch.bytes, place.message, octets, (error) => {
        this.#inFlight -= 1;
        this.#queue.confirm([batch]);
        if (error) this.#remember(error);
        this.#pump();
      });
    }
  }

  #drop(count: number, reason: string): void {
    if (this.#dropped === 0) this.#notify(`${this.#label}: ${reason}, lines are dropped`);
    this.#dropped += count;
  }

  #remember(error: NodeJS.ErrnoException): void {
    const problem = `${this.#label}: ${error.code ?? error.name}`;
    if (problem !== this.#lastError) this.#notify(problem);
    this.#lastError = problem;
  }

  async #drain(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    this.#pump();
    await waitUntil(() => this.#queue.entries + this.#inFlight === 0, deadline);
  }

  #release(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    const lost = this.#queue.entries;
    if (lost > 0) this.#notify(`${this.#label}: closed with ${lost} lines not sent`);
    this.#dropped += lost;
    this.#queue.close();
    this.#socket?.close();
    this.#socket = undefined;
  }
}
