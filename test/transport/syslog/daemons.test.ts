import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Sequence, SyslogHeader } from '../../../src/format/syslog-header.js';
import { SyslogSdEncoder } from '../../../src/format/syslog-sd.js';
import { type CleanText, Head } from '../../../src/record/encoder.js';
import { LEVELS } from '../../../src/record/level.js';
import { Setup } from '../../../src/setup.js';
import { difference } from '../../helpers/difference.js';
import { sized, some } from '../../helpers/size.js';
import { readStrictJson } from '../../helpers/strict-json.js';
import { EMPTY_LIST, EMPTY_OBJECT, flatten, unescapeText } from '../../helpers/text-line.js';
import { CASES, type Case, PAYLOADS } from '../../security/corpus.js';
import { perform } from '../../security/perform.js';
import { Daemon, type DaemonKind, type DaemonRecord, usableDaemons } from './daemons.js';
import { transportsOfTest } from './harness.js';
import { Pki } from './pki.js';
import { countTo, lineOf, numberOf, until } from './receiver.js';
import { parametersOf } from './structured-data.js';

const pki = new Pki();
const open = transportsOfTest(afterAll);
afterAll(() => pki.remove());

const TEXTS = [
  (n: number) => `plain ${n}`,
  (n: number) => `{"message":"gr\u00fc\u00dfe \u{1f600} \u4f60\u597d","n":${n}}`,
  () => '{"escapes":"\\n \\r \\t \\u001b \\u2028 \\\\ \\""}',
  () => 'x'.repeat(700),
  (n: number) => (n % 498 === 4 ? 'y'.repeat(60_000) : 'z'),
  () => '[not="sd"] <13>1 - - - - - - forged?',
];
const textOf = (n: number): string => TEXTS[n % TEXTS.length]!(n);
const mixedLine = (n: number): string =>
  `<${(n % 24) * 8 + (n % 8)}>1 2026-11-22T01:02:03.${String(n % 1000).padStart(3, '0')}Z host.example app ${n} ID${n % 7} [meta sequenceId="${n}"][x@32473 q="\\"\\\\\\]"] ${textOf(n)}\n`;

/** What is wrong with a case of the corpus as the daemon stored it; undefined: nothing. */
type Judge = (record: DaemonRecord, one: Case) => string | undefined;

const HEADER = { host: 'web.example', app: 'shop', procid: String(process.pid) };

function wrongHeader(record: DaemonRecord, { expected }: Case): string | undefined {
  const severity = expected.level === 'ERROR' ? 3 : 6;
  const isPrintable = /^[!-~]+$/.test(expected.name) && !expected.name.includes('\\');
  const msgid = isPrintable ? expected.name.slice(0, 32) : record.msgid;
  const { pri, host, app, procid } = record;
  return difference(
    { pri, host, app, procid, msgid: record.msgid },
    { pri: String(16 * 8 + severity), ...HEADER, msgid },
  );
}

const wrongJson: Judge = ({ msg }, { expected: { fields, ...core } }) => {
  const { timestamp: _, ...rest } = readStrictJson(msg) as Record<string, unknown>;
  return difference(rest, { ...core, ...fields });
};

const wrongSd: Judge = ({ sd, msg }, { expected }) => {
  const params = parametersOf(String(sd), 'fields@32473');
  const logger = params.findIndex(([name]) => name === 'name');
  const values = params.toSpliced(logger, 1).map(([, value]) => unescapeText(value));
  const wanted = flatten(expected.fields).map(({ value }) =>
    value === EMPTY_OBJECT ? '{}' : value === EMPTY_LIST ? '[]' : String(value),
  );
  return difference([unescapeText(msg), ...values.sort()], [expected.message, ...wanted.sort()]);
};

const KINDS = usableDaemons();

describe.each(KINDS)('%s', (kind) => {
  let daemon: Daemon;
  /** Messages of earlier tests. */
  let before = 0;

  beforeAll(async () => {
    daemon = await Daemon.start(kind, pki);
  });
  afterEach(() => {
    before = daemon.count();
  });
  afterAll(() => daemon.remove());

  test.each([
    ['json', wrongJson],
    ['sd', wrongSd],
  ] as const)(
    'stores the whole injection corpus with fields as %s: none forged, none split, headers true',
    async (fields, wrong) => {
      const setup = new Setup();
      const logging = setup.explicit({
        ...{ env: {}, console: false, level: 'TRACE', stack: 'full' },
        syslog: {
          ...{ host: '127.0.0.1', port: daemon.ports.tls, ca: pki.ca(), fields, facility: 'local0' },
          ...{ hostname: HEADER.host, appName: HEADER.app, msgId: '%(name)s', maxOctets: '64K' },
        },
      });
      const logs = {
        logger: (name: string) => setup.core.logger(name),
        withContext: <T>(context: object, work: () => T) => setup.core.contexts.run(context, work),
      };
      const cases = some(CASES, 7);
      for (const one of cases) perform(logs, one.call());
      await logging.close();
      // The set-up says one thing of its own.
      const own = 1;
      await until(() => daemon.count() >= before + own + cases.length, 20_000, 'the last record');
      await pause(100);
      const records = daemon.records(before + own);
      const failures = cases.flatMap((one, n) => {
        try {
          const text = wrongHeader(records[n]!, one) ?? wrong(records[n]!, one);
          return text === undefined ? [] : [`${one.name}: ${text}`];
        } catch (error) {
          return [`${one.name}: ${error}`];
        }
      });
      expect(failures.slice(0, 5)).toEqual([]);
      expect(records).toHaveLength(cases.length);
    },
  );

  test('stores true headers whatever the fields of the header are set to', async () => {
    const { transport } = open({ port: daemon.ports.tls, ca: pki.ca(), closeTimeoutMs: 5_000 });
    for (const { text } of PAYLOADS) {
      const header = new SyslogHeader(
        { facility: 16, host: text, appName: text, msgId: text },
        new Sequence(),
      );
      const encoder = new SyslogSdEncoder(header, 'fields@32473', 8_192, 0);
      encoder.begin(new Head(LEVELS.INFO, 'shop' as CleanText, 0), 0, 'event' as CleanText, false, undefined);
      encoder.end();
      transport.write(encoder.lines[0]!);
    }
    await transport.close();
    await until(() => daemon.count() >= before + PAYLOADS.length);
    await pause(100);
    const records = daemon.records(before);
    const wrong = records.filter(
      ({ pri, procid, msg }) => `${pri} ${procid} ${msg}` !== `134 ${process.pid} event`,
    );
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(records).toHaveLength(PAYLOADS.length);
  });

  test('parses every mixed record as it was sent, in order, 100,000 in full', {
    timeout: 90_000,
  }, async () => {
    const COUNT = sized({ part: 6_000, normal: 20_000, full: 100_000 });
    const { transport, problems } = open({ port: daemon.ports.tls, ca: pki.ca(), closeTimeoutMs: 5_000 });
    for (let n = 0; n < COUNT; n += 1) {
      transport.write(mixedLine(n));
      if (n % 1_000 === 0 && transport.stats().queuedLines > 8_192) await transport.flush();
    }
    await transport.close();
    expect(problems).toEqual([]);
    await until(() => daemon.count() >= before + COUNT, 60_000, 'the last record');
    const records = daemon.records(before);
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
});

describe('daemons of their own', () => {
  const running: Daemon[] = [];

  async function start(kind: DaemonKind): Promise<Daemon> {
    const daemon = await Daemon.start(kind, pki);
    running.push(daemon);
    return daemon;
  }

  afterAll(async () => {
    await Promise.all(running.map((daemon) => daemon.remove()));
  });

  test.concurrent.each(KINDS)(
    '%s takes a client certificate, and refuses one of another CA, which gets no record in',
    async (kind) => {
      const daemon = await start(kind);
      const client = pki.leaf('client', {
        use: 'clientAuth',
        cn: 'client.example',
        san: 'DNS:client.example',
      });
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
      const good = open({ port: daemon.ports.mtls, ca: pki.ca(), closeTimeoutMs: 5_000, ...client });
      good.transport.write(lineOf(3));
      await good.transport.close();
      await until(() => daemon.count() > 0);
      await pause(300);
      expect(daemon.records()).toHaveLength(1);
      expect(bad.transport.health().state).toBe('degraded');
      expect([bad.problems.length, none.problems.length]).toEqual([1, 1]);
    },
  );

  test.concurrent.each(KINDS)(
    '%s, killed and started again under load, 10 times in full: all that it had time to store is there',
    {
      timeout: 90_000,
    },
    async (kind) => {
      const daemon = await start(kind);
      const COUNT = sized({ part: 8_000, normal: 15_000, full: 50_000 });
      const ROUNDS = sized({ part: 2, normal: 3, full: 10 });
      const { transport } = open({
        port: daemon.ports.tls,
        ca: pki.ca(),
        closeTimeoutMs: 5_000,
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
        daemon
          .recordsAcrossKills()
          .map(({ sd, msg }) => numberOf(`${JSON.stringify(sd)} ${msg}`.replaceAll('\\"', '"')));
      for (let tries = 0; new Set(stored()).size < COUNT && tries < 10; tries += 1) await pause(300);
      const all = stored();
      const found = new Set(all);
      const missing = countTo(COUNT).filter((n) => !found.has(n));
      expect(missing.slice(0, 5)).toEqual([]);
      expect(found.size).toBe(COUNT);
      // A double has the number of the line that was sent before it, and is one of those replayed.
      expect(all.length - COUNT).toBeLessThanOrEqual(transport.stats().replayed);
      expect(transport.stats()).toMatchObject({ accepted: COUNT, sent: COUNT, dropped: 0 });
      expect(transport.stats().connects).toBeGreaterThanOrEqual(ROUNDS + 1);
    },
  );
});
