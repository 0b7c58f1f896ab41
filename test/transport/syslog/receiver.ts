/** A receiver in the test's own process: strict octet counting, and switches for bad behaviour. */

import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { createServer as createTls, TLSSocket, type TlsOptions } from 'node:tls';

export interface ReceiverOptions {
  /** Undefined: plain TCP. */
  readonly tls?: TlsOptions;
  readonly port?: number;
  /** False: accepts and never reads. @default true */
  readonly reads?: boolean;
}

export class Receiver {
  /** Whole messages, in the order of arrival. */
  readonly messages: string[] = [];
  readonly sockets = new Set<Socket>();
  connections = 0;
  /** Bytes that were no frame: must stay 0. */
  violations = 0;
  /** Bytes of frames that a break cut off. */
  cut = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(options: ReceiverOptions = {}): Promise<Receiver> {
    const { tls, port = 0, reads = true } = options;
    const server = tls === undefined ? createTcp() : createTls(tls);
    const receiver = new Receiver(server);
    server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) =>
      receiver.#take(socket, reads),
    );
    server.on('tlsClientError', () => {});
    if (tls !== undefined) server.on('connection', (socket: Socket) => receiver.#remember(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The numbers of the messages, see `lineOf`. */
  get numbers(): number[] {
    return this.messages.map(numberOf);
  }

  /** Breaks every connection: RST when `rude`. */
  breakAll(rude = true): void {
    for (const socket of this.sockets) {
      // Only the socket below TLS can be reset.
      if (rude && !(socket instanceof TLSSocket)) socket.resetAndDestroy();
      else socket.destroy();
    }
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  #remember(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.sockets.delete(socket));
  }

  #take(socket: Socket, reads: boolean): void {
    this.connections += 1;
    this.#remember(socket);
    if (!reads) return;
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      rest = this.#parse(rest);
    });
    socket.on('close', () => {
      this.cut += rest.length;
    });
  }

  #parse(bytes: Buffer): Buffer {
    let at = 0;
    for (;;) {
      const space = bytes.indexOf(0x20, at);
      if (space < 0) break;
      const length = bytes.toString('latin1', at, space);
      if (!/^[1-9]\d*$/.test(length)) {
        this.violations += 1;
        return Buffer.alloc(0);
      }
      const end = space + 1 + Number(length);
      if (end > bytes.length) break;
      this.messages.push(bytes.toString('utf8', space + 1, end));
      at = end;
    }
    return bytes.subarray(at);
  }
}

/** A complete RFC 5424 line with a number to find it by. */
export function lineOf(n: number, text = 'an ordinary message'): string {
  return `<14>1 2026-11-22T01:02:03.456Z host app 4711 - [meta sequenceId="${n}"] ${text}\n`;
}

/** The number of a message of `lineOf`, or -1. */
export function numberOf(message: string): number {
  return Number(/sequenceId="(\d+)"/.exec(message)?.[1] ?? -1);
}

export function countTo(end: number, start = 0): number[] {
  return Array.from({ length: end - start }, (_, n) => start + n);
}

/** Each number once, where it came first. */
export function withoutDoubles(numbers: readonly number[]): number[] {
  return [...new Set(numbers)];
}

/** Waits until `done` or fails after `ms`. */
export async function until(done: () => boolean, ms = 10_000, what = 'the condition'): Promise<void> {
  const deadline = performance.now() + ms;
  while (!done()) {
    if (performance.now() > deadline) throw new Error(`${what} did not come within ${ms} ms`);
    await new Promise((wake) => setTimeout(wake, 5));
  }
}
