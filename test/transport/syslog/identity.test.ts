import { readFileSync, writeFileSync } from 'node:fs';
import type { TlsOptions } from 'node:tls';
import { afterAll, describe, expect, test } from 'vitest';
import type { SyslogOptions } from '../../../src/transport/syslog/options.js';
import { transportsOfTest } from './harness.js';
import { type CertificatePair, type LeafOptions, Pki } from './pki.js';
import { lineOf, Receiver, type ReceiverOptions, until } from './receiver.js';

const pki = new Pki();
const open = transportsOfTest(afterAll);
const receivers: Receiver[] = [];

afterAll(async () => {
  await Promise.all(receivers.map((receiver) => receiver.stop()));
  pki.remove();
});

async function listen(
  pair: CertificatePair,
  tls: TlsOptions = {},
  more: ReceiverOptions = {},
): Promise<Receiver> {
  const [cert, key] = [readFileSync(pair.cert), readFileSync(pair.key)];
  const receiver = await Receiver.start({ tls: { cert, key, ...tls }, ...more });
  receivers.push(receiver);
  return receiver;
}

const ca = () => pki.ca();
const server = () => pki.leaf('server');
const asksForClient = (): TlsOptions => ({
  requestCert: true,
  rejectUnauthorized: true,
  ca: [readFileSync(ca())],
});

interface BadServer {
  readonly what: string;
  readonly leaf?: LeafOptions;
  readonly tls?: () => TlsOptions;
  readonly options?: () => Partial<SyslogOptions>;
  readonly host?: string;
  readonly says: RegExp;
}

const BAD_SERVERS: readonly BadServer[] = [
  { what: 'other CA', leaf: { ca: 'otherca' }, says: /comes from a CA that is not trusted/ },
  {
    what: 'wrong name',
    leaf: { san: 'DNS:other.example' },
    says: /no subject alternative name for 127\.0\.0\.1/,
  },
  {
    what: 'common name only',
    leaf: { san: '' },
    host: 'localhost',
    says: /no subject alternative name for localhost/,
  },
  { what: 'expired', leaf: { days: 'past' }, says: /has expired/ },
  { what: 'not yet valid', leaf: { days: 'future' }, says: /not valid yet/ },
  { what: 'self-signed', leaf: { ca: 'self' }, says: /self-signed/ },
  {
    what: 'wildcard over two labels',
    leaf: { san: 'DNS:*.example.test' },
    options: () => ({ servers: [{ host: '127.0.0.1', port: 0, servername: 'a.b.example.test' }] }),
    says: /no subject alternative name for a\.b\.example\.test/,
  },
  {
    what: 'TLS 1.1 only',
    leaf: {},
    tls: () => ({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }),
    says: /nothing newer than TLS 1\.1/,
  },
  {
    what: 'pin mismatch',
    leaf: {},
    options: () => ({ pins: ['ab'.repeat(32)] }),
    says: /none of the pinned ones/,
  },
  { what: 'client certificate missing', leaf: {}, tls: asksForClient, says: /client certificate/ },
  {
    what: 'client certificate of another CA',
    leaf: {},
    tls: asksForClient,
    options: () => pki.leaf('rogueclient', { use: 'clientAuth', ca: 'otherca' }),
    says: /client certificate/,
  },
];

describe('a server that must not get a record', () => {
  test.concurrent.each(BAD_SERVERS)(
    '$what',
    async ({ what, leaf, tls, options, host = '127.0.0.1', says }) => {
      const receiver = await listen(pki.leaf(what.replaceAll(' ', '-'), leaf), tls?.());
      const { port } = receiver;
      const more = options?.() ?? {};
      const servers = more.servers?.map((entry) => ({ ...entry, port })) ?? [{ host, port }];
      const { transport, problems } = open({ ca: ca(), ...more, port, servers });
      transport.write(lineOf(1));
      await until(
        () => problems.some((problem) => says.test(problem)),
        5_000,
        `the diagnostic, of ${problems}`,
      );
      await until(() => receiver.sockets.size === 0 || what.startsWith('client'), 2_000);
      await new Promise((wake) => setTimeout(wake, 400));
      expect(receiver.messages).toEqual([]);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`syslog tls://${servers[0]!.host}:${port}: `);
      expect(transport.stats()).toMatchObject({ queuedLines: expect.any(Number), dropped: 0 });
      expect(transport.health().state).toBe('degraded');
      await transport.close();
      expect(problems.at(-1)).toMatch(/closed/);
    },
  );

  test('an expired client certificate is refused by ourselves, at set-up', () => {
    const pair = pki.leaf('expired-client', { use: 'clientAuth', days: 'past' });
    expect(() => open({ port: 1, ca: ca(), ...pair })).toThrow(
      /syslog\.cert ".*expired-client\.pem" has expired/,
    );
  });

  test('a plain listener gets no plain text', async () => {
    const receiver = await Receiver.start();
    receivers.push(receiver);
    const { transport, problems } = open({ port: receiver.port, ca: ca(), handshakeTimeoutMs: 200 });
    transport.write(lineOf(1));
    await until(() => problems.length > 0);
    expect(problems[0]).toMatch(/handshake|TLS/);
    expect(receiver.messages).toEqual([]);
  });

  test('the environment cannot switch verification off', async () => {
    const receiver = await listen(pki.leaf('other-CA', { ca: 'otherca' }));
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const { transport, problems } = open({ port: receiver.port, ca: ca() });
      transport.write(lineOf(1));
      await until(() => problems.length > 0);
      expect(problems[0]).toMatch(/not trusted/);
      expect(receiver.messages).toEqual([]);
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });
});

interface GoodServer {
  readonly what: string;
  readonly leaf: LeafOptions;
  readonly host?: string;
  readonly tls?: () => TlsOptions;
  readonly options?: (pair: CertificatePair) => Partial<SyslogOptions>;
  readonly protocol?: string;
}

const GOOD_SERVERS: readonly GoodServer[] = [
  { what: 'address in its names', leaf: {} },
  { what: 'host name in its names', leaf: { san: 'DNS:localhost' }, host: 'localhost' },
  { what: 'TLS 1.2', leaf: {}, tls: () => ({ maxVersion: 'TLSv1.2' }), protocol: 'TLSv1.2' },
  {
    what: 'RFC 5425 suite of TLS 1.2',
    leaf: {},
    tls: () => ({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' }),
    protocol: 'TLSv1.2',
  },
  {
    what: 'wildcard for one label',
    leaf: { san: 'DNS:*.example.test' },
    options: () => ({ servers: [{ host: '127.0.0.1', port: 0, servername: 'logs.example.test' }] }),
  },
  {
    what: 'pin as well as the chain',
    leaf: {},
    options: ({ cert }) => ({ pins: ['ab'.repeat(32), pki.pin(cert)] }),
  },
  {
    what: 'pin instead of the chain',
    leaf: { ca: 'self', san: 'DNS:elsewhere' },
    options: ({ cert }) => ({ ca: undefined, pins: [pki.pin(cert)], pinsOnly: true }),
  },
  {
    what: 'client certificate',
    leaf: {},
    tls: asksForClient,
    options: () => pki.leaf('client', { use: 'clientAuth', san: 'DNS:client.example' }),
  },
  {
    what: 'encrypted key',
    leaf: {},
    tls: asksForClient,
    options: () => {
      const pair = pki.leaf('client', { use: 'clientAuth', san: 'DNS:client.example' });
      const passphrase = ['open', 'sesame'].join(' ');
      return { cert: pair.cert, key: pki.encryptKey(pair, passphrase), passphrase };
    },
  },
  { what: 'CA as text', leaf: {}, options: () => ({ ca: pki.read(pki.ca()) }) },
];

describe('a server that may get records', () => {
  test.concurrent.each(GOOD_SERVERS)(
    '$what',
    async ({ what, leaf, host = '127.0.0.1', tls, options, protocol = 'TLSv1.3' }) => {
      const pair = pki.leaf(what.replaceAll(' ', '-'), leaf);
      const receiver = await listen(pair, tls?.());
      const { port } = receiver;
      const more = options?.(pair) ?? {};
      const servers = more.servers?.map((entry) => ({ ...entry, port })) ?? [{ host, port }];
      const { transport, problems } = open({ ca: ca(), ...more, port, servers });
      transport.write(lineOf(1));
      await transport.flush();
      expect(transport.stats()).toMatchObject({ state: 'connected', protocol, sent: 1, queuedLines: 0 });
      await transport.close();
      expect(receiver.numbers).toEqual([1]);
      expect(problems).toEqual([]);
    },
  );

  test('a pin instead of the chain does not make an expired certificate good', async () => {
    const pair = pki.leaf('expired', { days: 'past' });
    const receiver = await listen(pair);
    const { transport, problems } = open({ port: receiver.port, pins: [pki.pin(pair.cert)], pinsOnly: true });
    transport.write(lineOf(1));
    await until(() => problems.length > 0);
    expect(problems[0]).toMatch(/has expired/);
    expect(receiver.messages).toEqual([]);
  });

  test('a new certificate on disk is used by the next connection, and nothing is lost', async () => {
    const receiver = await listen(server(), asksForClient());
    const first = pki.leaf('client', { use: 'clientAuth', san: 'DNS:client.example' });
    const second = pki.leaf('client2', { cn: 'second', use: 'clientAuth', san: 'DNS:second.example' });
    const used = pki.leaf('rotating', { use: 'clientAuth', san: 'DNS:client.example' });
    const { copyFileSync } = await import('node:fs');
    const put = (pair: CertificatePair) => {
      copyFileSync(pair.cert, used.cert);
      copyFileSync(pair.key, used.key);
    };
    const subjects: unknown[] = [];
    put(first);
    const { transport, problems } = open({ port: receiver.port, ca: ca(), ...used });
    for (let n = 0; n < 100; n += 1) transport.write(lineOf(n));
    await transport.flush();
    const note = () => {
      for (const socket of receiver.sockets) {
        if ('getPeerCertificate' in socket)
          subjects.push((socket as import('node:tls').TLSSocket).getPeerCertificate().subject?.CN);
      }
    };
    note();
    // Half of the replacement is there when the connection breaks: the old pair goes on to be used.
    copyFileSync(second.cert, used.cert);
    receiver.breakAll();
    for (let n = 100; n < 200; n += 1) transport.write(lineOf(n));
    await until(() => receiver.numbers.includes(199));
    note();
    put(second);
    receiver.breakAll();
    for (let n = 200; n < 300; n += 1) transport.write(lineOf(n));
    await until(() => receiver.numbers.includes(299));
    note();
    expect(subjects).toEqual(['localhost', 'localhost', 'second']);
    expect([...new Set(receiver.numbers)]).toEqual(Array.from({ length: 300 }, (_, n) => n));
    expect(problems.filter((problem) => problem.includes('does not fit'))).toHaveLength(1);
  });
});

describe('files that cannot be used are named at set-up', () => {
  const setUp = (options: Partial<SyslogOptions>) => () => open({ port: 6514, ca: ca(), ...options });
  const { cert, key } = pki.leaf('client', { use: 'clientAuth', san: 'DNS:client.example' });

  test.each<[string, () => Partial<SyslogOptions>, RegExp]>([
    ['missing', () => ({ ca: `${pki.folder}/nothing.pem` }), /syslog\.ca ".*nothing\.pem" is missing/],
    ['a folder', () => ({ ca: pki.folder }), /syslog\.ca ".*" is not a regular file/],
    ['not PEM', () => ({ ca: `${pki.folder}/4097.serial` }), /syslog\.ca ".*serial" is not PEM/],
    [
      'a key for a certificate',
      () => ({ cert: key, key }),
      /syslog\.cert ".*client\.key" has no PEM block CERTIFICATE/,
    ],
    [
      'key of another',
      () => ({ cert, key: server().key }),
      /syslog\.key ".*server\.key" does not fit the certificate/,
    ],
    [
      'damaged beyond recognition',
      () => ({ ca: '---A\n'.repeat(9) }),
      /syslog\.ca is neither PEM text nor a path/,
    ],
    [
      'a key without its PEM lines',
      () => ({ cert, key: pki.read(key).replace(/-----.*-----|\n/g, '') }),
      /^syslog\.key is not PEM$/,
    ],
    ['no key', () => ({ cert }), /belong together/],
    [
      'damaged',
      () => ({ ca: pki.read(ca()).replace(/[g-w]/g, 'A') }),
      /syslog\.ca has a damaged certificate/,
    ],
    [
      'a damaged client certificate',
      () => ({ cert: pki.read(cert).replace(/[g-w]/g, 'A'), key }),
      /syslog\.cert has a damaged certificate/,
    ],
    [
      'a damaged key',
      () => ({ cert, key: pki.read(key).replace(/[g-w]/g, 'A') }),
      /syslog\.key has a damaged key \(ERR_/,
    ],
    [
      'a client certificate of the future',
      () => pki.leaf('future-client', { use: 'clientAuth', days: 'future' }),
      /syslog\.cert ".*future-client\.pem" is not valid before /,
    ],
    [
      'too large to be PEM',
      () => {
        const path = `${pki.folder}/large.pem`;
        writeFileSync(path, 'x'.repeat(64 * 1024 * 1024));
        return { ca: path };
      },
      /syslog\.ca ".*large\.pem" is larger than \d+ bytes/,
    ],
    ['a path through a file', () => ({ ca: `${cert}/ca.pem` }), /syslog\.ca ".*" cannot be read \(ENOTDIR\)/],
    [
      'encrypted, no passphrase',
      () => ({ cert, key: pki.encryptKey({ cert, key }, 'x'.repeat(8)) }),
      /is encrypted: syslog\.passphrase is needed/,
    ],
    [
      'encrypted, wrong passphrase',
      () => ({ cert, key: pki.encryptKey({ cert, key }, 'x'.repeat(8)), passphrase: 'y'.repeat(8) }),
      /cannot be decrypted with syslog\.passphrase/,
    ],
  ])('%s', (_what, options, message) => {
    expect(setUp(options())).toThrow(message);
  });

  test('all of them at once', () => {
    const options = { ca: '/nowhere/ca', cert: '/nowhere/cert', key: '/nowhere/key' };
    expect(setUp(options)).toThrow(/syslog\.ca .* missing; syslog\.cert .* missing; syslog\.key .* missing/);
  });

  test('a key that others may read is warned of', async () => {
    const { chmodSync, copyFileSync } = await import('node:fs');
    const exposed = `${pki.folder}/exposed.key`;
    copyFileSync(key, exposed);
    chmodSync(exposed, 0o644);
    const { problems } = open({ port: 1, ca: ca(), cert, key: exposed });
    expect(problems[0]).toMatch(/syslog\.key ".*exposed\.key" can be read by others \(mode 0644\)/);
  });
});

describe('options', () => {
  test.each<[string, Partial<SyslogOptions>, RegExp]>([
    ['plain tcp', { protocol: 'tcp' }, /needs insecure: true/],
    ['plain udp', { protocol: 'udp' }, /needs insecure: true/],
    [
      'pins without TLS',
      { protocol: 'tcp', insecure: true, pins: ['ab'.repeat(32)] },
      /no meaning for plain tcp/,
    ],
    ['no server', { servers: [] }, /at least one server/],
    ['bad port', { servers: [{ host: 'localhost', port: 70_000 }] }, /port 70000/],
    ['bad host', { servers: [{ host: 'a\nb', port: 1 }] }, /host "a\\nb"/],
    ['SHA-1 pin', { pins: [`sha-1:${'AB:'.repeat(20).slice(0, -1)}`] }, /not a SHA-256 fingerprint/],
    ['pinsOnly without pins', { pinsOnly: true }, /needs at least one entry/],
    ['bad figure', { confirmAfterMs: -1 }, /confirmAfterMs is -1/],
  ])('%s is refused', (_what, options, message) => {
    expect(() => open({ port: 6514, ...options })).toThrow(message);
  });

  test('insecure names itself in every diagnostic', async () => {
    const { transport, problems } = open({ port: 1, protocol: 'tcp', insecure: true });
    await until(() => problems.length > 1);
    await transport.close();
    expect(problems.every((problem) => problem.includes('(INSECURE)'))).toBe(true);
  });
});
