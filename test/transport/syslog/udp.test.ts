import { createSocket, type Socket } from 'node:dgram';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { transportsOfTest } from './harness.js';
import { countTo, lineOf, numberOf, until } from './receiver.js';

const open = transportsOfTest();
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

const PLAIN = { protocol: 'udp', insecure: true } as const;

async function receiver(host = '127.0.0.1'): Promise<{ port: number; got: string[] }> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  const got: string[] = [];
  socket.on('message', (message) => got.push(message.toString()));
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, host, resolve);
  });
  sockets.push(socket);
  return { port: socket.address().port, got };
}

/** A port that nobody listens on. */
async function deadPort(): Promise<number> {
  const { port } = await receiver();
  sockets.pop()?.close();
  return port;
}

test('a line is one datagram, without its line break; empty lines are none', async () => {
  const { port, got } = await receiver();
  const { transport } = open({ port, ...PLAIN });
  expect(transport.health()).toMatchObject({ state: 'ok', lastError: undefined });
  expect(transport.stats()).toMatchObject({ state: 'connecting', protocol: 'udp' });
  for (const line of ['', '\n', lineOf(0), lineOf(1)]) transport.write(line);
  await transport.flush();
  await until(() => got.length === 2);
  expect(got).toEqual([lineOf(0).trimEnd(), lineOf(1).trimEnd()]);
  expect(transport.stats()).toMatchObject({ state: 'connected', accepted: 2, sent: 2, queuedLines: 0 });
  await transport.close();
  transport.write(lineOf(2));
  expect(transport.stats()).toMatchObject({ state: 'closed', dropped: 1 });
  expect(transport.health().state).toBe('closed');
});

test('over IPv6 it is the same, and the address is named in brackets', async (context) => {
  const listening = await receiver('::1').catch(() => undefined);
  if (listening === undefined) return context.skip('no IPv6 here');
  const { port, got } = listening;
  const { transport, problems } = open({ port, servers: [{ host: '::1', port }], ...PLAIN });
  transport.write(lineOf(0));
  await transport.close();
  await until(() => got.length === 1);
  expect(problems[0]).toContain(`syslog udp://[::1]:${port} (INSECURE)`);
});

test('a full queue gives up its oldest lines, counts them and says so once', async () => {
  const { port, got } = await receiver();
  const { transport, problems } = open({ port, queueEntries: 10, ...PLAIN });
  for (let n = 0; n < 30; n += 1) transport.write(lineOf(n));
  await transport.close();
  await until(() => got.length === 10);
  expect(got.map(numberOf)).toEqual(countTo(30, 20));
  expect(transport.stats()).toMatchObject({ accepted: 30, sent: 10, dropped: 20 });
  expect(problems.filter((problem) => problem.includes('the queue is full'))).toHaveLength(1);
});

test('more lines than the system takes at once wait their turn', async () => {
  const { port, got } = await receiver();
  const { transport } = open({ port, ...PLAIN });
  for (let n = 0; n < 1_000; n += 1) transport.write(lineOf(n));
  await transport.flush();
  expect(transport.stats()).toMatchObject({ accepted: 1_000, sent: 1_000, queuedLines: 0 });
  await until(() => got.length > 0);
});

test('a port that nobody listens on is told once, and logging goes on', async () => {
  const { transport, problems } = open({ port: await deadPort(), ...PLAIN });
  for (let n = 0; n < 5; n += 1) {
    transport.write(lineOf(n));
    await pause(20);
  }
  const told = problems.filter((problem) => problem.includes('ECONNREFUSED'));
  expect(told.length).toBeLessThanOrEqual(1);
  expect(transport.stats()).toMatchObject({ sent: 5, dropped: 0 });
  expect(transport.health().state).toBe('ok');
});

test('a name that leads nowhere is looked up again, and close says what was not sent', async () => {
  const servers = [{ host: 'no-such-host.invalid', port: 514 }];
  const { transport, problems } = open({ port: 514, servers, closeTimeoutMs: 100, ...PLAIN });
  transport.write(lineOf(0));
  await until(() => transport.stats().state === 'waiting');
  expect(transport.health()).toMatchObject({
    state: 'degraded',
    lastError: expect.stringContaining('invalid'),
  });
  await transport.close();
  expect(problems.at(-1)).toMatch(/closed with 1 lines not sent$/);
  expect(transport.stats()).toMatchObject({ state: 'closed', dropped: 1, sent: 0 });
});

test('closed before it has found its server, it opens nothing', async () => {
  const { port, got } = await receiver();
  const { transport } = open({ port, closeTimeoutMs: 1, ...PLAIN });
  await transport.close();
  await pause(50);
  expect(got).toEqual([]);
  expect(transport.stats()).toMatchObject({ state: 'closed', connects: 0 });
});
