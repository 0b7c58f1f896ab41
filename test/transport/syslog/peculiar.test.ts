/** Servers and addresses that are out of the ordinary, without being down: none of them may harm the application. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer as createTls, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { transportsOfTest } from './harness.js';
import { Pki } from './pki.js';
import { countTo, lineOf, numberOf, Receiver, until, withoutDoubles } from './receiver.js';

const pki = new Pki();
const ca = pki.ca();
const pair = pki.leaf('server');
const tls = { cert: readFileSync(pair.cert), key: readFileSync(pair.key) };
const open = transportsOfTest();
const ends: Array<() => unknown> = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(() => pki.remove());

/** Plain TCP on loopback that treats each connection as told. */
async function listen(take: (socket: Socket) => void, host = '127.0.0.1', port = 0): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    take(socket);
  });
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** TLS that keeps all the octets it gets. */
async function secure(take: (socket: TLSSocket) => void, host = '127.0.0.1', options = {}) {
  const got: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createTls({ ...tls, ...options }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => got.push(chunk));
    take(socket);
  });
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(0, host);
  await once(server, 'listening');
  const numbers = () =>
    Buffer.concat(got)
      .toString()
      .split(/(?=<14>1 )/)
      .map(numberOf)
      .filter((n) => n >= 0);
  return { port: (server.address() as AddressInfo).port, numbers };
}

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

describe.skipIf(!hasIpv6)('an IPv6 address', () => {
  test.each(['::1', '::1%lo', '0:0:0:0:0:0:0:1'])(
    '%s is compared with the addresses of the certificate',
    async (host) => {
      const { port, numbers } = await secure(() => {}, '::1');
      const { transport, problems } = open({ port, ca, servers: [{ host, port }], flushTimeoutMs: 2_000 });
      transport.write(lineOf(1));
      await transport.flush();
      await transport.close();
      expect(numbers()).toEqual([1]);
      expect(problems).toEqual([]);
      expect(transport.stats().server).toBe(`syslog tls://[${host}]:${port}`);
    },
  );

  test('with a zone is refused when the certificate has another one', async () => {
    const other = pki.leaf('other-address', { san: 'IP:::2' });
    const { port, numbers } = await secure(() => {}, '::1', {
      cert: readFileSync(other.cert),
      key: readFileSync(other.key),
    });
    const { transport, problems } = open({ port, ca, servers: [{ host: '::1%lo', port }] });
    transport.write(lineOf(1));
    await until(() => problems.length > 0);
    expect(problems[0]).toMatch(/no subject alternative name for ::1%lo/);
    expect(numbers()).toEqual([]);
  });
});

describe('a handshake that goes wrong', () => {
  const CASES: ReadonlyArray<readonly [string, (socket: Socket) => void, RegExp]> = [
    ['FIN at once', (socket) => socket.end(), /closed the connection in the handshake|cannot be reached/],
    ['FIN behind the hello', (socket) => socket.once('data', () => socket.end()), /in the handshake|reached/],
    ['RST behind the hello', (socket) => socket.once('data', () => socket.resetAndDestroy()), /ECONNRESET/],
    ['no answer', () => {}, /no TLS handshake in time/],
    [
      'one octet at a time, for ever',
      (socket) => {
        // The head of a handshake record of 16 KiB, so that what follows is waited for.
        socket.write(Buffer.from([0x16, 3, 3, 0x40, 0, 2, 0, 0x3f, 0xfc]));
        const timer = setInterval(() => socket.write(Buffer.alloc(1)), 20);
        socket.on('close', () => clearInterval(timer));
      },
      /no TLS handshake in time|TLS failed/,
    ],
    ['text', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), /TLS|handshake/],
  ];

  test.each(CASES)('%s: named once, and the lines wait for a better one', async (_, take, says) => {
    const server = await listen(take);
    const { transport, problems } = open({ port: server, ca, handshakeTimeoutMs: 300 });
    for (let n = 0; n < 100; n += 1) transport.write(lineOf(n));
    await until(() => problems.length > 0, 3_000);
    expect(problems[0]).toMatch(says);
    await pause(500);
    expect(problems.length).toBeLessThanOrEqual(2);
    expect(transport.stats()).toMatchObject({ sent: 0, queuedLines: 100, dropped: 0, connects: 0 });
  });

  test('slow, but in time: it is waited for', async () => {
    const receiver = await Receiver.start({ tls });
    ends.push(() => receiver.stop());
    const port = await listen((socket) => {
      const onward = createConnectionTo(receiver.port, socket, 30);
      ends.push(() => onward.destroy());
    });
    const { transport, problems } = open({ port, ca, handshakeTimeoutMs: 5_000, closeTimeoutMs: 4_000 });
    for (let n = 0; n < 100; n += 1) transport.write(lineOf(n));
    await transport.close();
    expect(receiver.numbers).toEqual(countTo(100));
    expect(problems).toEqual([]);
  });
});

/** Passes everything on, each piece later by so many milliseconds. */
function createConnectionTo(port: number, client: Socket, ms: number): Socket {
  const server = new (client.constructor as new () => Socket)();
  server.connect(port, '127.0.0.1');
  server.on('error', () => {});
  const pass = (from: Socket, to: Socket) => {
    from.on('data', (chunk) => setTimeout(() => to.write(chunk), ms));
    from.on('end', () => setTimeout(() => to.end(), ms));
  };
  pass(client, server);
  pass(server, client);
  return server;
}

describe('a server that makes use of TLS', () => {
  /** `openssl s_server`, which takes orders on its standard input. */
  async function opensslServer(...options: string[]) {
    const port = await listen(() => {});
    await ends.pop()!();
    const args = [
      's_server',
      '-accept',
      `127.0.0.1:${port}`,
      '-cert',
      pair.cert,
      '-key',
      pair.key,
      ...options,
    ];
    const child = spawn('openssl', args, { stdio: ['pipe', 'pipe', 'ignore'] });
    ends.push(() => child.kill('SIGKILL'));
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
    });
    await until(() => said.includes('ACCEPT'));
    const numbers = () => [...said.matchAll(/meta sequenceId="(\d+)"/g)].map(([, n]) => Number(n));
    return { port, numbers, order: (letter: string) => child.stdin.write(`${letter}\n`), said: () => said };
  }

  test.each([
    ['new keys, asked for and not (TLS 1.3)', ['-tls1_3'], ['k', 'K', 'K']],
    ['a new handshake on the same connection (TLS 1.2)', ['-tls1_2'], ['r', 'r', 'r']],
    ['twenty session tickets', ['-tls1_3', '-num_tickets', '20'], []],
  ])('%s: all lines arrive in order', async (_, options, orders) => {
    const server = await opensslServer(...options);
    const { transport, problems } = open({ port: server.port, ca, closeTimeoutMs: 5_000 });
    let written = 0;
    const some = () => {
      for (let n = 0; n < 500; n += 1) transport.write(lineOf(written++));
    };
    some();
    await until(() => server.numbers().length === written, 5_000, 'the first lines');
    for (const letter of orders) {
      server.order(letter);
      some();
      await pause(50);
      some();
      await until(() => server.numbers().length >= written, 5_000, `the lines behind ${letter}`);
    }
    await transport.close();
    expect(withoutDoubles(server.numbers())).toEqual(countTo(written));
    expect(transport.stats()).toMatchObject({ connects: 1, replayed: 0, dropped: 0 });
    expect(problems).toEqual([]);
  });

  test('talking all the time: what it says is read and forgotten', async () => {
    const chatter = Buffer.alloc(65_536, 'x');
    const { port, numbers } = await secure((socket) => {
      const talk = () => {
        while (!socket.destroyed && socket.write(chatter));
      };
      socket.on('drain', talk);
      talk();
    });
    const { transport } = open({ port, ca, closeTimeoutMs: 3_000 });
    const before = process.memoryUsage().rss;
    for (let n = 0; n < 1_000; n += 1) {
      transport.write(lineOf(n));
      if (n % 50 === 0) await pause(5);
    }
    await transport.flush();
    await until(() => numbers().length >= 1_000, 5_000);
    expect(numbers()).toEqual(countTo(1_000));
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024);
    await transport.close();
  });

  test('half-closed by it, still reading: it is left, and the lines go to the next connection', async () => {
    let connections = 0;
    const { port, numbers } = await secure(
      (socket) => {
        connections += 1;
        if (connections === 1) socket.end();
      },
      '127.0.0.1',
      { allowHalfOpen: true },
    );
    const { transport } = open({ port, ca, closeTimeoutMs: 3_000 });
    for (let n = 0; n < 100; n += 1) transport.write(lineOf(n));
    await until(() => connections >= 2, 3_000);
    await transport.close();
    expect(withoutDoubles(numbers())).toEqual(countTo(100));
  });
});

describe('close()', () => {
  test('while a connection is being made: at its deadline, and nothing comes after it', async () => {
    const port = await listen(() => {});
    const { transport, problems } = open({ port, ca, handshakeTimeoutMs: 10_000, closeTimeoutMs: 300 });
    transport.write(lineOf(1));
    const begin = performance.now();
    await Promise.all([transport.close(), transport.close()]);
    expect(performance.now() - begin).toBeLessThan(1_500);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/closed with 1 lines not sent/);
    expect(transport.stats()).toMatchObject({ state: 'closed', accepted: 1, dropped: 1, queuedLines: 0 });
    await pause(200);
    await transport.flush();
    expect(problems).toHaveLength(1);
  });

  test('right behind the set-up, with nothing to send, waits for nobody', async () => {
    const port = await listen(() => {});
    const { transport, problems } = open({ port, ca, closeTimeoutMs: 3_000 });
    const begin = performance.now();
    await transport.close();
    expect(performance.now() - begin).toBeLessThan(1_500);
    expect(problems).toEqual([]);
  });
});
