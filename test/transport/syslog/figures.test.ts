/** Syslog as a set-up has it: what its figures tell, and what the environment alone can ask for. */
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Logging, SyslogOptions } from '../../../src/index.js';
import { Setup } from '../../../src/setup.js';
import { captureStderr } from '../../helpers/stderr.js';
import { Pki } from './pki.js';
import { Receiver, until } from './receiver.js';

const pki = new Pki();
const pair = pki.leaf('server');
const tls = { cert: readFileSync(pair.cert), key: readFileSync(pair.key) };
let receiver: Receiver;
let logging: Logging | undefined;
captureStderr();

beforeEach(async () => {
  receiver = await Receiver.start({ tls });
});
afterEach(async () => {
  await receiver.stop();
  await logging?.close();
});
afterAll(() => pki.remove());

function setUp(options: SyslogOptions = {}) {
  const setup = new Setup();
  const syslog = { host: '127.0.0.1', port: receiver.port, ca: pki.ca(), ...options };
  const made = setup.explicit({ env: {}, console: false, syslog });
  logging = made;
  return { logging: made, log: setup.core.logger('shop') };
}

describe('the figures of syslog', () => {
  test('say where it is connected, what is sent, replayed and dropped', async () => {
    const { logging, log } = setUp();
    for (let n = 0; n < 10; n += 1) log.info('m');
    await logging.flush();
    const server = `syslog tls://127.0.0.1:${receiver.port}`;
    const figures = { server, protocol: 'TLSv1.3', sent: 10, replayed: 0, dropped: 0, queuedLines: 0 };
    expect(logging.health()).toEqual({
      syslog: { state: 'ok', queuedBytes: 0, lastError: undefined, ...figures },
    });
    expect(logging.stats().syslog).toMatchObject({
      ...{ state: 'connected', accepted: 10, unconfirmedLines: 10, connects: 1 },
      ...figures,
    });
    receiver.breakAll();
    await until(() => logging.stats().syslog?.replayed === 10);
    expect(logging.health()).toMatchObject({
      syslog: { replayed: 10, lastError: expect.stringContaining(server) },
    });
  });

  test('say what waits, and why, while the server is away', async () => {
    const { port } = receiver;
    await receiver.stop();
    receiver = await Receiver.start({ tls });
    const { logging, log } = setUp({ port, queueEntries: 5 });
    for (let n = 0; n < 8; n += 1) log.info('m');
    await until(() => logging.stats().syslog?.state === 'waiting');
    const problem = expect.stringContaining('ECONNREFUSED');
    const figures = { protocol: '', sent: 0, dropped: 3, queuedLines: 5, lastError: problem };
    expect(logging.health()).toMatchObject({ syslog: { state: 'degraded', ...figures } });
    expect(logging.stats()).toMatchObject({ lines: 8, dropped: 3, syslog: { accepted: 8, ...figures } });
    expect(logging.health()['syslog']?.queuedBytes).toBeGreaterThan(500);
  });

  test('name an insecure transport', async () => {
    const { logging } = setUp({ port: 1, protocol: 'udp', insecure: true, ca: undefined as never });
    expect(logging.health()['syslog']?.server).toBe('syslog udp://127.0.0.1:1 (INSECURE)');
  });

  test('are there no longer than syslog is', async () => {
    const { logging } = setUp();
    await logging.close();
    expect(logging.health()).toMatchObject({ syslog: { state: 'closed' } });
    expect(new Setup().explicit({ env: {}, console: false }).stats().syslog).toBeUndefined();
  });
});

test('the variables alone set up TLS with client certificate, pin, name, facility and spool', async () => {
  const asks = { requestCert: true, rejectUnauthorized: true, ca: [readFileSync(pki.ca())] };
  const strict = await Receiver.start({ tls: { ...tls, ...asks } });
  const client = pki.leaf('client', { use: 'clientAuth', san: 'DNS:client.example' });
  const spool = join(pki.folder, 'spool');
  mkdirSync(spool, { mode: 0o700 });
  const setup = new Setup();
  const logging = setup.explicit({
    env: {
      CODOMYRMEX_LOG_CONSOLE: 'off',
      CODOMYRMEX_LOG_SYSLOG: `tls://127.0.0.1:${strict.port}`,
      CODOMYRMEX_LOG_SYSLOG_CA: pki.ca(),
      CODOMYRMEX_LOG_SYSLOG_CERT: client.cert,
      CODOMYRMEX_LOG_SYSLOG_KEY: client.key,
      CODOMYRMEX_LOG_SYSLOG_PINS: `${'ab'.repeat(32)},${pki.pin(pair.cert)}`,
      CODOMYRMEX_LOG_SYSLOG_SERVERNAME: 'localhost',
      CODOMYRMEX_LOG_SYSLOG_FACILITY: 'local3',
      CODOMYRMEX_LOG_SYSLOG_APP_NAME: 'shop',
      CODOMYRMEX_LOG_SYSLOG_SPOOL: spool,
    },
  });
  setup.core.logger('shop').error('payment failed');
  const [segment] = readdirSync(spool);
  expect(statSync(join(spool, segment ?? '')).mode & 0o777).toBe(0o600);
  await logging.close();
  await strict.stop();
  expect(strict.messages).toEqual([expect.stringMatching(/^<155>1 \S+ \S+ shop \d+ - \[.*"payment failed"/)]);
  expect(readdirSync(spool)).toEqual([]);
});
