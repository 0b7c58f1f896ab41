/** Real daemons that come, go, stop and come back, and processes that are killed meanwhile. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sized } from '../../helpers/size.js';
import { Daemon, type DaemonKind, usableDaemons } from './daemons.js';
import { transportsOfTest } from './harness.js';
import { Pki } from './pki.js';
import { RandomProxy } from './proxy.js';
import { countTo, lineOf, numberOf, until } from './receiver.js';

const pki = new Pki();
const home = mkdtempSync(join(tmpdir(), 'syslog-away-'));
const open = transportsOfTest(afterAll);
const running: Daemon[] = [];

afterAll(async () => {
  await Promise.all(running.map((daemon) => daemon.remove()));
  pki.remove();
  rmSync(home, { recursive: true, force: true });
});

async function start(kind: DaemonKind): Promise<Daemon> {
  const daemon = await Daemon.start(kind, pki);
  running.push(daemon);
  return daemon;
}

/** What the daemon stored, by number, in its order; syslog-ng has the number in another form than rsyslog. */
const stored = (daemon: Daemon): number[] =>
  daemon
    .recordsAcrossKills()
    .map(({ sd, msg }) => numberOf(`${JSON.stringify(sd)} ${msg}`.replaceAll('\\"', '"')));

/** All the numbers are there, whatever their order and how often. */
async function expectAll(daemon: Daemon, count: number): Promise<number[]> {
  for (let tries = 0; new Set(stored(daemon)).size < count && tries < 30; tries += 1) await pause(300);
  const numbers = stored(daemon);
  const found = new Set(numbers);
  expect(
    countTo(count)
      .filter((n) => !found.has(n))
      .slice(0, 5),
  ).toEqual([]);
  expect(found.size).toBe(count);
  return numbers;
}

describe.each(usableDaemons())('%s', (kind) => {
  let bundle: string;
  beforeAll(async () => {
    bundle = join(home, 'syslog.cjs');
    await build({
      ...{ entryPoints: ['src/transport/syslog/syslog.ts'], outfile: bundle, bundle: true, platform: 'node' },
      ...{ format: 'cjs', target: 'node20', logLevel: 'silent' },
    });
  });

  /** A process that writes lines from `from` to `to` into a spool; resolves when they are accepted. */
  async function writer(daemon: Daemon, path: string, from: number, to: number, then = '') {
    const servers = [{ host: '127.0.0.1', port: daemon.ports.tls }];
    const quick = { firstRetryMs: 20, refusedRetryMs: 50, closeTimeoutMs: 10_000 };
    const spool = { path, maxBytes: 50_000_000 };
    const program = `
const { openSyslogTransport } = require(${JSON.stringify(bundle)});
const transport = openSyslogTransport(${JSON.stringify({ name: 's', servers, ca: pki.ca(), spool, ...quick })}, () => {});
let n = ${from};
const load = setInterval(() => {
  for (let i = 0; i < 100 && n < ${to}; i += 1, n += 1)
    transport.write('<14>1 2026-11-22T01:02:03.456Z host app 4711 - [meta sequenceId="' + n + '"] text\\n');
  if (n < ${to}) return;
  clearInterval(load);
  process.stdout.write('done');
  ${then}
}, 1);
setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return child;
  }

  const END = 'transport.close().then(() => process.exit(0));';

  async function killed(child: Awaited<ReturnType<typeof writer>>): Promise<void> {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    expect(await exit).toEqual([null, 'SIGKILL']);
  }

  test('away, its writer killed: the next process sends all of the spool once, in order', async () => {
    const daemon = await start(kind);
    await daemon.kill();
    const path = join(home, `away-${kind.replaceAll(' ', '-')}`);
    await killed(await writer(daemon, path, 0, 3_000));
    await killed(await writer(daemon, path, 3_000, 4_000));
    await daemon.launch();
    await once(await writer(daemon, path, 4_000, 5_000, END), 'exit');
    await expectAll(daemon, 5_000);
    expect(stored(daemon)).toEqual(countTo(5_000));
    expect(readdirSync(path)).toEqual([]);
  });

  test('killed together with its writer, again and again, spool on: nothing is lost', {
    timeout: 120_000,
  }, async () => {
    const daemon = await start(kind);
    const path = join(home, `both-${kind.replaceAll(' ', '-')}`);
    const [ROUNDS, EACH] = [
      sized({ part: 2, normal: 3, full: 10 }),
      sized({ part: 1_000, normal: 2_000, full: 5_000 }),
    ];
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = await writer(daemon, path, round * EACH, (round + 1) * EACH);
      await pause(30 * (round % 4));
      // In turns: the daemon first, while lines are on their way, or the process.
      if (round % 2 === 0) await daemon.kill();
      await killed(child);
      await daemon.kill();
      await daemon.launch();
    }
    await once(await writer(daemon, path, ROUNDS * EACH, ROUNDS * EACH + 1, END), 'exit');
    await expectAll(daemon, ROUNDS * EACH + 1);
    expect(readdirSync(path)).toEqual([]);
  });

  test('away at the start: lines wait, and arrive in order when it comes', async () => {
    const daemon = await start(kind);
    await daemon.kill();
    const { transport } = open({ port: daemon.ports.tls, ca: pki.ca(), closeTimeoutMs: 5_000 });
    for (let n = 0; n < 2_000; n += 1) transport.write(lineOf(n));
    await until(() => transport.stats().state === 'waiting');
    await daemon.launch();
    await transport.flush();
    await transport.close();
    await expectAll(daemon, 2_000);
    expect(stored(daemon)).toEqual(countTo(2_000));
  });

  test('stopped for a while: the queue keeps its bound, and all that it kept arrives in order', async () => {
    const daemon = await start(kind);
    const queueBytes = 4 * 1024 * 1024;
    const { transport } = open({ port: daemon.ports.tls, ca: pki.ca(), queueBytes, closeTimeoutMs: 8_000 });
    await until(() => transport.stats().state === 'connected');
    daemon.signal('SIGSTOP');
    let written = 0;
    while (transport.stats().dropped === 0 && written < 500_000) {
      for (let n = 0; n < 1_000; n += 1) transport.write(lineOf(written++, 'x'.repeat(300)));
      await pause(1);
      // What was given to the socket and not taken by the system comes on top: one write.
      expect(transport.stats().queuedBytes).toBeLessThanOrEqual(queueBytes + 512 * 1024);
    }
    expect(transport.stats().dropped).toBeGreaterThan(0);
    daemon.signal('SIGCONT');
    await transport.close();
    const { sent, dropped, replayed } = transport.stats();
    expect({ sum: sent + dropped, replayed }).toEqual({ sum: written, replayed: 0 });
    await until(() => daemon.count() >= sent, 10_000, 'the last record');
    const numbers = stored(daemon);
    expect(numbers).toHaveLength(sent);
    expect(numbers.every((n, at) => at === 0 || n > numbers[at - 1]!)).toBe(true);
    expect(numbers.at(-1)).toBe(written - 1);
  });

  test('refuses our certificate, until the one on disk is replaced: the next connection uses it', async () => {
    const daemon = await start(kind);
    const name = `rotating-${kind.replaceAll(' ', '-')}`;
    const leaf = { use: 'clientAuth', cn: 'client.example', san: 'DNS:client.example' } as const;
    const used = pki.leaf(name, { ...leaf, ca: 'otherca' });
    const good = pki.leaf(`${name}-next`, leaf);
    const { transport, problems } = open({
      ...{ port: daemon.ports.mtls, ca: pki.ca(), ...used },
      closeTimeoutMs: 5_000,
    });
    for (let n = 0; n < 500; n += 1) transport.write(lineOf(n));
    await until(() => problems.length > 0);
    expect(daemon.count()).toBe(0);
    copyFileSync(good.cert, used.cert);
    copyFileSync(good.key, used.key);
    await until(() => daemon.count() >= 500, 8_000, 'the records');
    await transport.close();
    expect(transport.stats().dropped).toBe(0);
    expect(new Set(stored(daemon))).toEqual(new Set(countTo(500)));
  });

  test('behind a proxy that cuts, stalls, resets, delays and half-closes: no frame is torn, none is lost', {
    timeout: 60_000,
  }, async () => {
    const SCHEDULES = sized({ part: 3, normal: 20, full: 70 });
    const daemon = await start(kind);
    const proxy = await RandomProxy.start(daemon.ports.tls, 6_587);
    const { transport } = open({
      ...{ port: proxy.port, ca: pki.ca(), stableMs: 50, firstRetryMs: 1, refusedRetryMs: 5, maxRetryMs: 5 },
      ...{ handshakeTimeoutMs: 500, closeTimeoutMs: 8_000 },
    });
    let written = 0;
    while (proxy.schedules < SCHEDULES) {
      for (let n = 0; n < 20; n += 1) transport.write(lineOf(written++, 'z'.repeat(written % 400)));
      await pause(5);
    }
    proxy.behave();
    await transport.close();
    await expectAll(daemon, written);
    await proxy.stop();
    const torn = daemon
      .records()
      .filter(({ sd, msg }) => {
        const n = numberOf(`${JSON.stringify(sd)} ${msg}`.replaceAll('\\"', '"'));
        return msg !== 'z'.repeat((n + 1) % 400);
      })
      .slice(0, 3);
    expect(torn).toEqual([]);
    expect(transport.stats()).toMatchObject({ accepted: written, sent: written, dropped: 0, queuedLines: 0 });
  });
});
