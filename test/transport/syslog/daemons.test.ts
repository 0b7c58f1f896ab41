import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { sized } from '../../helpers/size.js';
import { Daemon, type DaemonKind, usableDaemons } from './daemons.js';
import { transportsOfTest } from './harness.js';
import { Pki } from './pki.js';
import { countTo, lineOf, numberOf, until } from './receiver.js';

const pki = new Pki();
const open = transportsOfTest();
const running: Daemon[] = [];

async function start(kind: DaemonKind): Promise<Daemon> {
  const daemon = await Daemon.start(kind, pki);
  running.push(daemon);
  return daemon;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((daemon) => daemon.remove()));
});
afterAll(() => pki.remove());

const TEXTS = [
  (n: number) => `plain ${n}`,
  (n: number) => `{"message":"gr\u00fc\u00dfe \u{1f600} \u4f60\u597d","n":${n}}`,
  () => '{"escapes":"\\n \\r \\t \\u001b \\u2028 \\\\ \\""}',
  () => 'x'.repeat(700),
  (n: number) => (n % 500 === 3 ? 'y'.repeat(60_000) : 'z'),
  () => '[not="sd"] <13>1 - - - - - - forged?',
];
const textOf = (n: number): string => TEXTS[n % TEXTS.length]!(n);
const mixedLine = (n: number): string =>
  `<${(n % 24) * 8 + (n % 8)}>1 2026-11-22T01:02:03.${String(n % 1000).padStart(3, '0')}Z host.example app ${n} ID${n % 7} [meta sequenceId="${n}"][x@32473 q="\\"\\\\\\]"] ${textOf(n)}\n`;

describe.each(usableDaemons())('%s', (kind) => {
  test('parses every mixed record as it was sent, in order, 100,000 in full', {
    timeout: 90_000,
  }, async () => {
    const COUNT = sized({ part: 6_000, normal: 20_000, full: 100_000 });
    const daemon = await start(kind);
    const { transport, problems } = open({ port: daemon.ports.tls, ca: pki.ca(), closeTimeoutMs: 5_000 });
    for (let n = 0; n < COUNT; n += 1) {
      transport.write(mixedLine(n));
      if (n % 1_000 === 0 && transport.stats().queuedLines > 8_192) await transport.flush();
    }
    await transport.close();
    expect(problems).toEqual([]);
    await until(() => daemon.count() >= COUNT, 60_000, 'the last record');
    const records = daemon.records();
    const wrong = records.filter(({ pri, host, app, procid, msgid, msg, time }, n) => {
      const right =
        Number(pri) === (n % 24) * 8 + (n % 8) &&
        host === 'host.example' &&
        app === 'app' &&
        procid === String(n) &&
        msgid === `ID${n % 7}` &&
        msg === textOf(n) &&
        Date.parse(time) === Date.parse(`2026-11-22T01:02:03.${String(n % 1000).padStart(3, '0')}Z`);
      return !right;
    });
    expect(wrong.slice(0, 2)).toEqual([]);
    expect(records).toHaveLength(COUNT);
  });

  test('takes a client certificate, and refuses one of another CA, which gets no record in', async () => {
    const daemon = await start(kind);
    const client = pki.leaf('client', { use: 'clientAuth', cn: 'client.example', san: 'DNS:client.example' });
    const rogue = pki.leaf('rogue', {
      use: 'clientAuth',
      cn: 'client.example',
      san: 'DNS:client.example',
      ca: 'otherca',
    });
    const bad = open({ port: daemon.ports.mtls, ca: pki.ca(), ...rogue });
    bad.transport.write(lineOf(1));
    const none = open({ port: daemon.ports.mtls, ca: pki.ca() });
    none.transport.write(lineOf(2));
    await until(() => bad.problems.length > 0 && none.problems.length > 0, 5_000, 'the refusals');
    const good = open({ port: daemon.ports.mtls, ca: pki.ca(), ...client });
    good.transport.write(lineOf(3));
    await good.transport.close();
    await until(() => daemon.count() > 0);
    await pause(300);
    expect(daemon.records().map(({ sd }) => JSON.stringify(sd))).toHaveLength(1);
    expect(bad.transport.health().state).toBe('degraded');
    expect([bad.problems.length, none.problems.length]).toEqual([1, 1]);
  });

  test('killed and started again under load, 10 times in full: all that it had time to store is there', {
    timeout: 90_000,
  }, async () => {
    const COUNT = sized({ part: 8_000, normal: 15_000, full: 50_000 });
    const ROUNDS = sized({ part: 2, normal: 3, full: 10 });
    const daemon = await start(kind);
    const { transport } = open({
      port: daemon.ports.tls,
      ca: pki.ca(),
      closeTimeoutMs: 5_000,
      confirmAfterMs: 400,
    });
    let written = 0;
    const load = setInterval(() => {
      for (let i = 0; i < 50 && written < COUNT; i += 1) transport.write(lineOf(written++));
    }, 10);
    for (let round = 0; round < ROUNDS; round += 1) {
      await pause(250 + 100 * (round % 4));
      await daemon.kill();
      await pause(100);
      await daemon.launch();
    }
    await until(() => written === COUNT, 60_000, 'the end of the load');
    clearInterval(load);
    await transport.close();
    const stored = () =>
      new Set(
        daemon
          .records()
          .map(({ sd, msg }) => numberOf(`${JSON.stringify(sd)} ${msg}`.replaceAll('\\"', '"'))),
      );
    for (let tries = 0; stored().size < COUNT && tries < 10; tries += 1) await pause(300);
    const all = stored();
    const missing = countTo(COUNT).filter((n) => !all.has(n));
    expect(missing.slice(0, 5)).toEqual([]);
    expect(transport.stats()).toMatchObject({ accepted: COUNT, sent: COUNT, dropped: 0 });
    expect(transport.stats().connects).toBeGreaterThanOrEqual(ROUNDS + 1);
  });
});
