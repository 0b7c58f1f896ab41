import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openSyslogTransport } from '../../../src/transport/syslog/syslog.js';
import { transportsOfTest } from './harness.js';
import { Pki } from './pki.js';
import { RandomProxy } from './proxy.js';
import { countTo, lineOf, Receiver, type ReceiverOptions, until, withoutDoubles } from './receiver.js';

const pki = new Pki();
const ca = pki.ca();
const pair = pki.leaf('server');
const tls = { cert: readFileSync(pair.cert), key: readFileSync(pair.key) };
const open = transportsOfTest();
const receivers: Receiver[] = [];

async function listen(options: ReceiverOptions = {}): Promise<Receiver> {
  const receiver = await Receiver.start({ tls, ...options });
  receivers.push(receiver);
  return receiver;
}

afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
});
afterAll(() => pki.remove());

/** A port on which nobody listens. */
async function deadPort(): Promise<number> {
  const receiver = await Receiver.start();
  const { port } = receiver;
  await receiver.stop();
  return port;
}

describe('a server that is away', () => {
  test('at the start: set-up succeeds, lines wait, and come in order when it does', async () => {
    const port = await deadPort();
    const { transport, problems } = open({ port, ca });
    for (let n = 0; n < 1_000; n += 1) transport.write(lineOf(n));
    await until(() => transport.stats().state === 'waiting');
    expect(transport.health()).toMatchObject({ state: 'degraded', dropped: 0 });
    expect(transport.stats()).toMatchObject({ queuedLines: 1_000, connects: 0 });
    const receiver = await listen({ port });
    await transport.flush();
    await transport.close();
    expect(receiver.numbers).toEqual(countTo(1_000));
    expect(problems).toEqual([
      `syslog tls://127.0.0.1:${port}: nobody listens there (ECONNREFUSED); lines wait`,
    ]);
  });

  test('for longer than the queue lasts: the oldest go, counted, told at once and in a record', async () => {
    const port = await deadPort();
    const dropRecord = (dropped: number) => lineOf(999_999, `${dropped} lines were dropped`);
    const { transport, problems } = open({ port, ca, queueEntries: 100, dropRecord });
    for (let n = 0; n < 1_000; n += 1) transport.write(lineOf(n));
    expect(transport.stats()).toMatchObject({ accepted: 1_000, dropped: 900, queuedLines: 100 });
    expect(problems).toEqual([
      `syslog tls://127.0.0.1:${port}: the queue is full, the oldest lines are dropped`,
    ]);
    const receiver = await listen({ port });
    await transport.flush();
    await transport.close();
    expect(receiver.numbers).toEqual([999_999, ...countTo(1_000, 900)]);
    expect(receiver.messages[0]).toMatch(/900 lines were dropped$/);
    expect(problems.at(-1)).toMatch(/900 lines were dropped because the queue was full$/);
  });

  test('for longer than the queue lasts: a record that cannot be made, or has no text, harms nothing', async () => {
    const records = [
      () => '\n',
      () => {
        throw new Error('no record today');
      },
    ];
    for (const dropRecord of records) {
      const receiver = await listen();
      const { transport } = open({ port: receiver.port, ca, queueEntries: 10, dropRecord });
      for (let n = 0; n < 20; n += 1) transport.write(lineOf(n));
      transport.write('\n');
      await transport.close();
      expect(receiver.numbers).toEqual(countTo(20, 10));
      expect(receiver.violations).toBe(0);
      expect(transport.stats()).toMatchObject({ accepted: 20, sent: 10, dropped: 10 });
    }
  });

  test('flush and close end at their deadlines and say what was left', async () => {
    const { transport, problems } = open({
      port: await deadPort(),
      ca,
      flushTimeoutMs: 300,
      closeTimeoutMs: 400,
    });
    transport.write(lineOf(1));
    const begin = performance.now();
    await transport.flush();
    const middle = performance.now();
    await transport.close();
    expect(middle - begin).toBeLessThan(600);
    expect(performance.now() - middle).toBeLessThan(700);
    expect(problems.some((problem) => /flush ended with 1 lines not sent/.test(problem))).toBe(true);
    expect(problems.at(-1)).toMatch(/closed with 1 lines not sent/);
    expect(transport.stats()).toMatchObject({ state: 'closed', dropped: 1, queuedLines: 0, accepted: 1 });
    transport.write(lineOf(2));
    expect(transport.stats().dropped).toBe(2);
  });
});

describe('a connection that breaks', () => {
  test('replays what was not confirmed, in order, the same octets', async () => {
    const receiver = await listen();
    const { transport, problems } = open({ port: receiver.port, ca });
    for (let n = 0; n < 500; n += 1) transport.write(lineOf(n));
    await transport.flush();
    receiver.breakAll();
    await until(() => transport.stats().replayed === 500);
    for (let n = 500; n < 1_000; n += 1) transport.write(lineOf(n));
    await transport.flush();
    await transport.close();
    expect(receiver.numbers).toEqual([...countTo(500), ...countTo(1_000)]);
    expect(receiver.messages.slice(0, 500)).toEqual(receiver.messages.slice(500, 1_000));
    expect(transport.stats()).toMatchObject({
      accepted: 1_000,
      sent: 1_000,
      replayed: 500,
      dropped: 0,
      connects: 2,
    });
    expect(problems).toHaveLength(1);
  });

  test('replays nothing that was confirmed', async () => {
    const receiver = await listen();
    const { transport } = open({ port: receiver.port, ca, confirmAfterMs: 100 });
    transport.write(lineOf(0));
    await until(() => transport.stats().unconfirmedLines === 0 && transport.stats().sent === 1, 2_000);
    receiver.breakAll();
    transport.write(lineOf(1));
    await until(() => receiver.numbers.includes(1));
    await transport.close();
    expect(receiver.numbers).toEqual([0, 1]);
  });

  test('is noticed when the server ends it, without a write', async () => {
    const receiver = await listen();
    const { transport } = open({ port: receiver.port, ca });
    await until(() => transport.stats().state === 'connected');
    receiver.breakAll(false);
    await until(() => transport.stats().connects === 2, 2_000);
  });
});

describe('several servers', () => {
  test('the next one takes over, and the first one is returned to', async () => {
    const port = await deadPort();
    const second = await listen();
    const servers = [
      { host: '127.0.0.1', port },
      { host: '127.0.0.1', port: second.port },
    ];
    const { transport } = open({ port, servers, ca, returnMs: 100, confirmAfterMs: 100 });
    for (let n = 0; n < 100; n += 1) transport.write(lineOf(n));
    await transport.flush();
    expect(second.numbers).toEqual(countTo(100));
    expect(transport.stats().server).toBe(`syslog tls://127.0.0.1:${second.port}`);
    const first = await listen({ port });
    await until(() => transport.stats().server === `syslog tls://127.0.0.1:${port}`, 3_000);
    for (let n = 100; n < 200; n += 1) transport.write(lineOf(n));
    await transport.flush();
    await transport.close();
    expect(first.numbers).toEqual(countTo(200, 100));
    expect(second.numbers).toEqual(countTo(100));
  });
});

describe('a better server that goes away again before it is used', () => {
  test('does not stop the flow', async () => {
    const port = await deadPort();
    const second = await listen();
    const servers = [
      { host: '127.0.0.1', port },
      { host: '127.0.0.1', port: second.port },
    ];
    const { transport } = open({ port, servers, ca, returnMs: 50, confirmAfterMs: 700 });
    let written = 0;
    const timer = setInterval(() => transport.write(lineOf(written++)), 2);
    await until(() => second.messages.length > 20);
    const first = await listen({ port });
    await until(() => first.connections === 1);
    await first.stop();
    await pause(200);
    clearInterval(timer);
    await transport.flush();
    await transport.close();
    expect(first.messages).toEqual([]);
    expect(withoutDoubles(second.numbers)).toEqual(countTo(written));
  });
});

describe('a server that never reads', () => {
  test('is left for the next one when nothing moves', async () => {
    const stuck = await listen({ reads: false });
    const second = await listen();
    const servers = [
      { host: '127.0.0.1', port: stuck.port },
      { host: '127.0.0.1', port: second.port },
    ];
    const { transport, problems } = open({ port: stuck.port, servers, ca, stallTimeoutMs: 500 });
    await until(() => transport.stats().state === 'connected');
    for (let n = 0; n < 60_000; n += 1) transport.write(lineOf(n, 'x'.repeat(300)));
    await until(() => second.messages.length >= 60_000, 8_000);
    expect(problems[0]).toMatch(/it took nothing for 1 s; lines wait$/);
    await transport.close();
    expect(withoutDoubles(second.numbers)).toEqual(countTo(60_000));
  });

  test('costs no more memory than the bound, and ends with the deadline', async () => {
    const receiver = await listen({ reads: false });
    const { transport } = open({ port: receiver.port, ca, queueBytes: 8 * 1024 * 1024, closeTimeoutMs: 500 });
    await until(() => transport.stats().state === 'connected');
    const line = lineOf(1, 'x'.repeat(300));
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 100; round += 1) {
      for (let n = 0; n < 3_000; n += 1) transport.write(line);
      await pause(1);
    }
    const { queuedBytes, queuedLines, accepted, sent, dropped } = transport.stats();
    // What was given to the socket and not taken by the system comes on top: one write.
    expect(queuedBytes).toBeLessThanOrEqual(8 * 1024 * 1024 + 512 * 1024);
    expect(accepted).toBe(300_000);
    expect(sent + dropped + queuedLines).toBe(300_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    const begin = performance.now();
    await transport.close();
    expect(performance.now() - begin).toBeLessThan(900);
  });

  test('costs a log call no time, against a server that reads; the figure is in benchmarks/results', async () => {
    const stuck = await listen({ reads: false });
    const reading = await listen();
    const options = { ca, queueBytes: 4 * 1024 * 1024, closeTimeoutMs: 300 };
    const sides = [stuck, reading].map(({ port }) => ({
      ...open({ ...options, port }),
      times: [] as number[],
    }));
    await until(() => sides.every(({ transport }) => transport.stats().state === 'connected'));
    const line = lineOf(1, 'x'.repeat(300));
    // The queue is full from here on, so that every call drops the oldest line.
    for (let n = 0; n < 20_000; n += 1) sides[0]!.transport.write(line);
    for (let round = 0; round < 100; round += 1) {
      for (const { transport, times } of round % 2 === 0 ? sides : sides.toReversed()) {
        for (let n = 0; n < 200; n += 1) {
          const begin = performance.now();
          transport.write(line);
          times.push(performance.now() - begin);
        }
        await pause(1);
      }
    }
    expect(sides[0]!.transport.stats().dropped).toBeGreaterThan(10_000);
    const [p99OfStuck, p99OfReading] = sides.map(({ times }) => times.sort((a, b) => a - b)[19_800]!);
    // Microseconds, on shared cores: the bound is wide, and what is below 20 µs is no difference.
    expect(p99OfStuck! / Math.max(p99OfReading!, 0.02)).toBeLessThan(3);
  });
});

describe('a proxy that cuts, stalls, resets, delays and half-closes', () => {
  const SCHEDULES = 50;

  test.concurrent.each([
    [20_261_122, 64 * 1024 * 1024],
    [5_424, 64 * 1024 * 1024],
    [5_425, 64 * 1024 * 1024],
    [9_662, 8 * 1024],
  ])(
    '50 random schedules of seed %i, a queue of %i octets: no hang, no torn frame, bound kept, counts exact',
    { timeout: 60_000 },
    async (seed, queueBytes) => {
      const receiver = await Receiver.start({ tls });
      const proxy = await RandomProxy.start(receiver.port, seed);
      const problems: string[] = [];
      const transport = openSyslogTransport(
        {
          ...{
            name: 'syslog',
            servers: [{ host: '127.0.0.1', port: proxy.port }],
            ca,
            stableMs: 50,
            queueBytes,
          },
          ...{ firstRetryMs: 1, refusedRetryMs: 5, maxRetryMs: 5 },
          ...{ confirmAfterMs: 1_500, handshakeTimeoutMs: 200, closeTimeoutMs: 8_000 },
        },
        (problem) => problems.push(problem),
      );
      let written = 0;
      while (proxy.schedules < SCHEDULES) {
        for (let n = 0; n < 20; n += 1) transport.write(lineOf(written++, 'z'.repeat(written % 400)));
        const { queuedBytes } = transport.stats();
        // What was handed on and comes back after a break is in the window, which has a bound of its own: 8 MiB.
        expect(queuedBytes).toBeLessThanOrEqual(queueBytes + 8 * 1024 * 1024);
        await pause(5);
      }
      proxy.behave();
      await transport.close();
      await proxy.stop();
      await receiver.stop();
      expect(receiver.violations).toBe(0);
      const { sent, dropped, ...rest } = transport.stats();
      expect(rest).toMatchObject({ accepted: written, queuedLines: 0 });
      // No line is told as dropped that came, and none as sent that did not.
      expect({ sent, dropped }).toEqual({ sent: new Set(receiver.numbers).size, dropped: written - sent });
      if (queueBytes > 1_000_000) expect(dropped).toBe(0);
      else expect(dropped).toBeGreaterThan(0);
      // A break is told once, and so are the begin and the end of what is dropped meanwhile.
      expect(problems.length).toBeLessThan(4 * SCHEDULES);
    },
  );
});

describe('plain transports, when asked for', () => {
  test('tcp: octet counting, replay', async () => {
    const receiver = await Receiver.start();
    receivers.push(receiver);
    const { transport } = open({ port: receiver.port, protocol: 'tcp', insecure: true });
    for (let n = 0; n < 100; n += 1) transport.write(lineOf(n, 'zwei\nZeilen'));
    await transport.flush();
    expect(transport.stats()).toMatchObject({ protocol: 'tcp', state: 'connected' });
    receiver.breakAll();
    await until(() => transport.stats().replayed === 100);
    await transport.close();
    expect(withoutDoubles(receiver.numbers)).toEqual(countTo(100));
    expect(receiver.violations).toBe(0);
  });

  test('udp: one message a datagram, too long ones counted', async () => {
    const { createSocket } = await import('node:dgram');
    const socket = createSocket('udp4');
    const got: string[] = [];
    socket.on('message', (message) => got.push(message.toString()));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const { transport } = open({ port: socket.address().port, protocol: 'udp', insecure: true });
    for (let n = 0; n < 50; n += 1) transport.write(lineOf(n));
    transport.write(lineOf(50, 'x'.repeat(70_000)));
    await transport.close();
    await until(() => got.length === 50, 2_000);
    socket.close();
    expect(got[7]).toBe(lineOf(7).trimEnd());
    expect(transport.stats()).toMatchObject({ accepted: 51, sent: 50, dropped: 1, state: 'closed' });
  });
});
