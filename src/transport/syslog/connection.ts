/** One connection to one server, from the first packet to the last event. It ends once, with one reason. */

import type { Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import { ConnectionError, type Failure, failureOf } from './failure.js';
import { identityProblem, pinnedIdentityProblem } from './identity.js';
import type { ResolvedSyslogOptions, SyslogServer } from './options.js';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const net = () => process.getBuiltinModule('node:net');
const tls = () => process.getBuiltinModule('node:tls');

/** What a connection reports. `closed` comes exactly once, `ready` at most once and before it. */
export interface ConnectionEvents {
  /** Checked in both directions as far as the protocol allows: frames may be written. */
  ready(): void;
  /** There is room again after a `write` that returned false. */
  drained(): void;
  /** Undefined: it ended because we asked for it, and the peer agreed. */
  closed(failure: Failure | undefined): void;
}

type ConnectionOptions = Pick<
  ResolvedSyslogOptions,
  | 'pins'
  | 'pinsOnly'
  | 'connectTimeoutMs'
  | 'handshakeTimeoutMs'
  | 'stallTimeoutMs'
  | 'keepAliveMs'
  | 'closeTimeoutMs'
>;

export class Connection {
  /** When it became ready, by `performance.now()`; 0 before. */
  readyAt = 0;
  /** Such as `TLSv1.3` or `tcp`; empty before it is ready. */
  protocol = '';

  readonly #events: ConnectionEvents;
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  #timer: NodeJS.Timeout | undefined = undefined;
  #ending = false;
  #over = false;
  #unwritten = 0;

  /** `context` undefined: plain TCP. Nothing happens before the next turn of the event loop. */
  constructor(
    server: SyslogServer,
    context: SecureContext | undefined,
    options: ConnectionOptions,
    events: ConnectionEvents,
  ) {
    this.#events = events;
    this.#options = options;
    const { host, port } = server;
    this.#socket =
      context === undefined ? net().connect({ host, port }) : connectSecure(server, context, options);
    this.#socket.unref();
    this.#socket.setNoDelay(true);
    this.#deadline(options.connectTimeoutMs, new ConnectionError('timeout', 'no connection in time'));
    this.#listen(context !== undefined, options);
  }

  /**
   * Writes whole frames. `written` is called when the operating system has taken them all, and not at all when the
   * connection ends before. False: wait for `drained`.
   */
  write(frames: Buffer, written: () => void): boolean {
    this.#unwritten += 1;
    if (this.#timer === undefined) this.#watchStall();
    return this.#socket.write(frames, (error) => {
      if (error !== undefined && error !== null) return;
      this.#unwritten -= 1;
      this.#clearTimer();
      if (this.#unwritten > 0 && !this.#over) this.#watchStall();
      written();
    });
  }

  /** Says good-bye (close_notify for TLS) behind everything written. `closed` tells when the peer has done so too. */
  end(): void {
    this.#ending = true;
    this.#socket.end();
  }

  /** Ends at once. `closed` is not called any more. */
  destroy(): void {
    this.#over = true;
    this.#clearTimer();
    this.#socket.destroy();
  }

  #listen(secure: boolean, options: ConnectionOptions): void {
    const socket = this.#socket;
    // Stays for ever: a socket may report more than one error, and none may be unhandled.
    socket.on('error', (error) => this.#finish(failureOf(error, this.readyAt > 0)));
    socket.on('close', () => this.#finish(this.#closeReason()));
    // A receiver says nothing; what it says is read and forgotten, or its end would go unnoticed.
    socket.on('data', () => {});
    socket.on('end', () => {
      if (!this.#ending) this.#finish(this.#closeReason());
    });
    socket.on('drain', () => {
      if (!this.#over) this.#events.drained();
    });
    socket.once('connect', () => {
      socket.setKeepAlive(true, options.keepAliveMs);
      if (!secure) return this.#ready('tcp');
      this.#deadline(options.handshakeTimeoutMs, new ConnectionError('timeout', 'no TLS handshake in time'));
    });
    if (secure) socket.once('secureConnect', () => this.#secured(socket as TLSSocket, options));
  }

  #secured(socket: TLSSocket, { pins, pinsOnly }: ConnectionOptions): void {
    const problem = pinsOnly ? pinnedIdentityProblem(socket.getPeerX509Certificate(), pins) : undefined;
    if (problem !== undefined) this.#fail(problem);
    else if (!pinsOnly && !socket.authorized)
      this.#fail(new ConnectionError('authentication', 'its certificate was not verified'));
    else this.#ready(socket.getProtocol() ?? 'tls');
  }

  #ready(protocol: string): void {
    if (this.#over) return;
    this.#clearTimer();
    this.protocol = protocol;
    this.readyAt = performance.now();
    this.#events.ready();
  }

  #closeReason(): Failure | undefined {
    if (this.#ending) return undefined;
    return {
      kind: 'lost',
      reason: this.readyAt > 0 ? 'it closed the connection' : 'it closed the connection in the handshake',
    };
  }

  /** Looks once a second whether the write that waits has moved. */
  #watchStall(): void {
    const { stallTimeoutMs, closeTimeoutMs } = this.#options;
    const begin = performance.now();
    this.#timer = setInterval(() => {
      const waited = performance.now() - begin;
      const alone = waited >= closeTimeoutMs && onlyWritesAreLeft();
      if (!alone && waited < stallTimeoutMs) return;
      this.#fail(new ConnectionError('timeout', `it took nothing for ${Math.round(waited / 1_000)} s`));
    }, STALL_LOOK_MS).unref();
  }

  #deadline(ms: number, error: ConnectionError): void {
    this.#clearTimer();
    this.#timer = setTimeout(() => this.#fail(error), ms).unref();
  }

  #clearTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #fail(error: Error): void {
    this.#finish(failureOf(error, this.readyAt > 0));
  }

  #finish(failure: Failure | undefined): void {
    if (this.#over) return;
    this.destroy();
    this.#events.closed(failure);
  }
}

const STALL_LOOK_MS = 1_000;

/**
 * True when nothing but pending writes keeps the process alive. An unreferenced socket does not, but a write that the
 * receiver does not take does, and would hold a program that has reached its end.
 */
function onlyWritesAreLeft(): boolean {
  return process.getActiveResourcesInfo().every((resource) => resource.endsWith('WriteWrap'));
}

function connectSecure(server: SyslogServer, context: SecureContext, options: ConnectionOptions): TLSSocket {
  const { host, port } = server;
  const name = server.servername ?? host;
  return tls().connect({
    host,
    port,
    secureContext: context,
    // Said aloud because NODE_TLS_REJECT_UNAUTHORIZED and --tls-min-v1.0 would weaken what is left to the defaults.
    // With pinsOnly the pin is checked instead, before anything is written.
    rejectUnauthorized: !options.pinsOnly,
    minVersion: 'TLSv1.2',
    minDHSize: 2_048,
    checkServerIdentity: (_host, peer) => identityProblem(name, peer, options.pins),
    // Server Name Indication has no form for addresses (RFC 6066 section 3).
    ...(net().isIP(name) === 0 ? { servername: name } : { servername: '' }),
  });
}
