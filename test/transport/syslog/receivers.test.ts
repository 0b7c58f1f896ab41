/** The configurations of docs/syslog-receivers.md: cut out of the page, run, and sent records. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { Setup } from '../../../src/setup.js';
import { Daemon, usableDaemons } from './daemons.js';
import { type CertificatePair, Pki } from './pki.js';
import { until } from './receiver.js';

const PAGE = readFileSync('docs/syslog-receivers.md', 'utf8');
const pki = new Pki();
const running: Daemon[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((daemon) => daemon.remove()));
});
afterAll(() => pki.remove());

/** The block that begins with this comment. */
function block(comment: string): string {
  const found = [...PAGE.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, text]) => text as string);
  return found.find((text) => text.startsWith(`# ${comment}\n`)) ?? '';
}

const RSYSLOG = block('/etc/rsyslog.d/50-records.conf');
const RSYSLOG_ASKING = /^ {2}streamDriver\.authMode="x509\/name".*$/m.exec(PAGE)?.[0] ?? '';
const SYSLOG_NG = block('/etc/syslog-ng/conf.d/records.conf');

interface Page {
  readonly daemon: 'rsyslog with ossl' | 'syslog-ng';
  readonly what: string;
  readonly config: string;
  readonly client?: () => CertificatePair;
}

const client = (): CertificatePair =>
  pki.leaf('client', { use: 'clientAuth', cn: 'shop.example', san: 'DNS:shop.example' });

const PAGES: readonly Page[] = [
  { daemon: 'rsyslog with ossl', what: 'any client', config: RSYSLOG },
  {
    daemon: 'rsyslog with ossl',
    what: 'client certificates',
    config: RSYSLOG.replace(/^(.*?) streamDriver\.authMode="anon"$/m, `$1\n${RSYSLOG_ASKING}`),
    client,
  },
  { daemon: 'syslog-ng', what: 'any client', config: `@version: 3.38\n${SYSLOG_NG}` },
  {
    daemon: 'syslog-ng',
    what: 'client certificates',
    config: `@version: 3.38\n${SYSLOG_NG.replace('optional-trusted', 'required-trusted')}`,
    client,
  },
];

/** Paths and port of this machine instead of those of the page. */
function localised(config: string, daemon: Daemon, port: number): string {
  const { cert, key } = pki.leaf('server');
  return config
    .replace(/\/etc\/[\w.-]+\/tls\/ca\.pem/g, pki.ca())
    .replace(/\/etc\/[\w.-]+\/tls\/server\.pem/g, cert)
    .replace(/\/etc\/[\w.-]+\/tls\/server\.key/g, key)
    .replace('/var/log/remote', join(daemon.folder, 'remote'))
    .replace('6514', String(port));
}

async function store(kind: Page['daemon'], config: string): Promise<Daemon> {
  const daemon = await Daemon.startWith(kind, (made) => {
    mkdirSync(join(made.folder, 'remote'));
    return localised(config, made, made.ports.tls);
  });
  running.push(daemon);
  return daemon;
}

const usable = usableDaemons();

describe.each(PAGES.filter(({ daemon }) => usable.includes(daemon)))('$daemon, $what', (page) => {
  test('stores each record as a line of JSON, in order', async () => {
    const daemon = await store(page.daemon, page.config);
    const setup = new Setup();
    const logging = setup.explicit({
      ...{ env: {}, console: false },
      syslog: {
        ...{ host: 'localhost', port: daemon.ports.tls, ca: pki.ca(), appName: 'shop', msgId: '%(name)s' },
        ...page.client?.(),
      },
    });
    const log = setup.core.logger('shop.orders');
    const secret = ['open', 'sesame'].join('-');
    const notes = ['grün \u{1f600}', 'a\nb', '"quoted" \\ ] %s', 'x'.repeat(6_000)];
    for (const [n, note] of notes.entries()) log.info('order placed', { n, note, password: secret });
    await logging.close();
    const out = join(daemon.folder, 'remote', 'records.jsonl');
    const lines = () => (existsSync(out) ? readFileSync(out, 'utf8').split('\n').slice(0, -1) : []);
    await until(() => lines().length >= notes.length);
    const records = lines().map((line) => JSON.parse(line) as object);
    expect(records).toMatchObject(
      notes.map((note, n) => ({ message: 'order placed', n, note, password: '[REDACTED]' })),
    );
  });
});

test('the page shows each of them, and says which one was not run', () => {
  expect([RSYSLOG, RSYSLOG_ASKING, SYSLOG_NG].every((text) => text.length > 20)).toBe(true);
  expect(block('/etc/vector/records.yaml')).toContain('type: syslog');
  expect(PAGE).toMatch(/## Vector\n\nNot run by our tests/);
});
