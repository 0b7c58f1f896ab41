/** Real daemons that must not get a record: each is named in one diagnostic, and stores nothing. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { SyslogOptions } from '../../../src/transport/syslog/options.js';
import { Daemon, usableDaemons } from './daemons.js';
import { transportsOfTest } from './harness.js';
import { type LeafOptions, Pki } from './pki.js';
import { lineOf, until } from './receiver.js';

const pki = new Pki();
const open = transportsOfTest(afterAll);
afterAll(() => pki.remove());

interface Bad {
  readonly what: string;
  readonly leaf?: LeafOptions;
  /** Its input that asks for client certificates. */
  readonly mtls?: boolean;
  readonly options?: () => Partial<SyslogOptions>;
  readonly servername?: string;
  readonly says: RegExp;
}

const client = (name: string, leaf: LeafOptions) =>
  pki.leaf(name, { use: 'clientAuth', cn: 'client.example', san: 'DNS:client.example', ...leaf });

const BAD: readonly Bad[] = [
  { what: 'other CA', leaf: { ca: 'otherca' }, says: /comes from a CA that is not trusted/ },
  { what: 'wrong name', leaf: { san: 'DNS:other.example' }, says: /no subject alternative name for 127/ },
  { what: 'common name only', leaf: { san: '' }, servername: 'localhost', says: /name for localhost/ },
  { what: 'expired', leaf: { days: 'past' }, says: /has expired/ },
  { what: 'not yet valid', leaf: { days: 'future' }, says: /not valid yet/ },
  { what: 'self-signed', leaf: { ca: 'self' }, says: /self-signed/ },
  {
    ...{ what: 'wildcard over two labels', leaf: { san: 'DNS:*.example.test' } },
    ...{ servername: 'a.b.example.test', says: /no subject alternative name for a\.b\.example\.test/ },
  },
  { what: 'pin mismatch', options: () => ({ pins: ['ab'.repeat(32)] }), says: /none of the pinned ones/ },
  { what: 'client certificate missing', mtls: true, says: /client certificate/ },
  {
    ...{ what: 'client certificate of another CA', mtls: true, says: /client certificate/ },
    options: () => client('rogue', { ca: 'otherca' }),
  },
];

describe.each(usableDaemons())('%s', (kind) => {
  test.each(BAD)('$what', async ({ what, leaf, mtls = false, options, servername, says }) => {
    const daemon = await Daemon.start(kind, pki, pki.leaf(what.replaceAll(' ', '-'), leaf));
    try {
      const port = mtls ? daemon.ports.mtls : daemon.ports.tls;
      const servers = [{ host: '127.0.0.1', port, servername }];
      const { transport, problems } = open({ ca: pki.ca(), servers, port, ...options?.() });
      for (let n = 0; n < 100; n += 1) transport.write(lineOf(n));
      await until(
        () => problems.some((problem) => says.test(problem)),
        5_000,
        `the diagnostic, of ${problems}`,
      );
      await pause(300);
      expect(problems).toHaveLength(1);
      expect(transport.health().state).toBe('degraded');
      await transport.close();
      expect(daemon.count()).toBe(0);
    } finally {
      await daemon.remove();
    }
  });

  test('an expired client certificate is refused before anything is sent to it', () => {
    const pair = client('expired-client', { days: 'past' });
    expect(() => open({ port: 1, ca: pki.ca(), ...pair })).toThrow(/expired-client\.pem" has expired/);
  });
});
