/** A TCP proxy that treats each connection by a schedule of its own, drawn from a seed. */

import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class RandomProxy {
  /** Bad schedules begun. */
  schedules = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #good = false;
  #seed: number;

  private constructor(target: number, seed: number) {
    this.#seed = seed;
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#take(socket, target));
  }

  static async start(target: number, seed: number): Promise<RandomProxy> {
    const proxy = new RandomProxy(target, seed);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on it only passes on, and lets go of the connections treated badly. */
  behave(): void {
    this.#good = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #take(client: Socket, target: number): void {
    const server = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    server.on('data', (chunk) => client.write(chunk));
    server.on('end', () => client.end());
    client.on('end', () => server.end());
    if (this.#good) client.on('data', (chunk) => server.write(chunk));
    else this.#mistreat(client, server);
  }

  #mistreat(client: Socket, server: Socket): void {
    this.schedules += 1;
    const end = this.#random(6);
    // Within the handshake, soon after it, or somewhere in the flow.
    let left = [this.#random(700), 700 + this.#random(3_000), this.#random(40_000)][this.#random(3)]!;
    const begin = () =>
      client.on('data', (chunk) => {
        const part = chunk.subarray(0, left);
        left -= part.length;
        if (part.length > 0) server.write(part);
        if (left === 0) this.#finish(end, client, server);
      });
    if (end === 5) setTimeout(begin, this.#random(120));
    else begin();
  }

  #finish(end: number, client: Socket, server: Socket): void {
    client.removeAllListeners('data');
    const both = () => {
      client.destroy();
      server.destroy();
    };
    if (end === 0) client.resetAndDestroy();
    else if (end === 1) both();
    else if (end === 2) client.end();
    else if (end === 3) setTimeout(both, 50 + this.#random(150));
    else if (end === 4) server.end(() => setTimeout(both, 30));
    else server.resetAndDestroy();
  }

  #random(below: number): number {
    this.#seed = (Math.imul(this.#seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (this.#seed >> 8) % below;
  }
}
