import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { LEVELS } from '../../src/record/level.js';
import { outcomeOf } from './settings-of.js';

const PIN = `sha-256:${'AB:'.repeat(31)}AB`;

function syslogOf(syslog: unknown, env: Record<string, string> = {}) {
  const { settings, problems } = outcomeOf({ syslog }, env);
  return { syslog: settings.syslog, problems };
}

describe('where the lines go', () => {
  test.each<[string, unknown, object]>([
    ['a host', { host: 'logs.example' }, { host: 'logs.example', port: 6514 }],
    ['a host and a port', { host: '192.0.2.7', port: 601 }, { host: '192.0.2.7', port: 601 }],
    ['a port as text', { host: 'logs.example', port: '601' }, { host: 'logs.example', port: 601 }],
    ['an address in brackets', { host: '[2001:db8::1]' }, { host: '2001:db8::1', port: 6514 }],
    ['a URL', 'tls://logs.example', { host: 'logs.example', port: 6514 }],
    ['a URL with a port and a slash', 'TLS://logs.example:7000/', { host: 'logs.example', port: 7000 }],
    ['a URL of an address', 'tls://[::1]:7000', { host: '::1', port: 7000 }],
    ['another name', { host: '192.0.2.7', servername: 'a.example' }, { port: 6514, servername: 'a.example' }],
  ])('is read from %s', (_, given, server) => {
    const { syslog, problems } = syslogOf(given);
    expect(problems).toEqual([]);
    expect(syslog?.servers).toEqual([expect.objectContaining(server)]);
  });

  test('is several servers in their order, the host first', () => {
    const { syslog, problems } = syslogOf({
      host: 'a.example',
      servers: ['b.example', { host: 'c.example', port: 601, servername: 'd.example' }],
    });
    expect(problems).toEqual([]);
    expect(syslog?.servers).toEqual([
      { host: 'a.example', port: 6514, servername: undefined },
      { host: 'b.example', port: 6514, servername: undefined },
      { host: 'c.example', port: 601, servername: 'd.example' },
    ]);
  });

  test.each(['tcp', 'udp'])('over %s is port 514 unless it is given, and only when asked for', (protocol) => {
    expect(syslogOf({ host: 'a.example', protocol, insecure: true }).syslog?.servers[0]?.port).toBe(514);
    expect(syslogOf(`${protocol}://a.example`)).toEqual({
      syslog: undefined,
      problems: [expect.stringMatching(/^option syslog asks for .*insecure: true/)],
    });
  });

  test.each<[string, unknown, RegExp]>([
    ['no server', {}, /^option syslog\.host is missing; allowed: a host name/],
    ['servers that are no list', { servers: 'a.example' }, /^option syslog\.host is missing/],
    ['servers that are no list beside a host', { host: 'a', servers: 'b' }, /^option syslog\.servers is "b"/],
    ['a host with a space', { host: 'a b' }, /^option syslog\.host is "a b"/],
    ['a host that is no text', { host: 17 }, /^option syslog\.host is 17/],
    ['port 0', { host: 'a.example', port: 0 }, /^option syslog\.port is 0; allowed: a port from 1 to 65535/],
    ['port 70000', { host: 'a.example', port: 70_000 }, /^option syslog\.port is 70000/],
    ['a bad server in the list', { servers: ['a', ''] }, /^option syslog\.servers\[1\]\.host is ""/],
    ['an unknown name in it', { servers: [{ hst: 'a' }] }, /^option syslog\.servers\[0\]\.hst is not known/],
    ['another scheme', 'http://a.example', /^option syslog is "http:\/\/a\.example"/],
    ['a URL with a user', 'tls://me@a.example', /^option syslog is /],
    ['a URL with a bad host', 'tls://a b', /^option syslog is /],
    ['a URL with a bad port', 'tls://a.example:99999', /^option syslog is /],
    ['a number', 6514, /^option syslog is 6514; allowed: an object of options/],
  ])('is refused in a sentence: %s', (_, given, sentence) => {
    const { problems } = syslogOf(given);
    expect(problems).toContainEqual(expect.stringMatching(sentence));
  });

  test('is nowhere when it is switched off, whatever the variable says', () => {
    const env = { CODOMYRMEX_LOG_SYSLOG: 'tls://logs.example' };
    expect(syslogOf(false, env)).toEqual({ syslog: undefined, problems: [] });
    expect(syslogOf(undefined, env).syslog?.fromEnvironment).toBe(true);
  });
});

test.each([
  ['/srv/shop/server.mjs', 'server'],
  ['/srv/shop', 'shop'],
  ['/', 'node'],
])('the program %s is called %s unless it is said', (program, name) => {
  const before = process.argv;
  process.argv = ['node', program];
  try {
    expect(syslogOf({ host: 'a.example' }).syslog?.appName).toBe(name);
    process.argv = ['node'];
    expect(syslogOf({ host: 'a.example' }).syslog?.appName).toMatch(/\S/);
  } finally {
    process.argv = before;
  }
});

describe('a message about a wrong option repeats no secret', () => {
  const secret = ['open', 'sesame'].join('-');

  test.each<[string, unknown]>([
    ['password in a URL', `tls://ada:${secret}@logs.example`],
    ['password before a host', { host: `ada:${secret}@logs.example` }],
    ['password with an at sign', `tls://ada:${secret}@x@logs.example`],
    ['passphrase that is no text', { host: 'a', passphrase: { [secret]: secret } }],
    ['passphrase that is a number', { host: 'a', passphrase: 4_711_0815 }],
  ])('%s', (_, given) => {
    const { problems } = syslogOf(given);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join()).not.toMatch(/sesame|47110815/);
  });
});

describe('every other option', () => {
  const host = 'logs.example';

  test('has a default', () => {
    expect(syslogOf({ host }).syslog).toMatchObject({
      source: 'syslog',
      fromEnvironment: false,
      protocol: 'tls',
      insecure: false,
      threshold: 0,
      pins: [],
      pinsOnly: false,
      facility: 1,
      appName: expect.stringMatching(/^\w+/),
      hostname: hostname(),
      msgId: '-',
      fields: 'json',
      sdId: 'fields@32473',
      maxOctets: 8_192,
      spool: undefined,
    });
  });

  test.each<[string, unknown, unknown]>([
    ['level', 'error', { threshold: LEVELS.ERROR }],
    ['pins', [PIN], { pins: [PIN] }],
    ['pins', PIN, { pins: [PIN] }],
    ['pinsOnly', true, { pinsOnly: true }],
    ['facility', 'LOCAL0', { facility: 16 }],
    ['facility', 23, { facility: 23 }],
    ['facility', '4', { facility: 4 }],
    ['appName', 'shop', { appName: 'shop' }],
    ['hostname', 'here', { hostname: 'here' }],
    ['msgId', 'audit', { msgId: 'audit' }],
    ['fields', 'sd', { fields: 'sd' }],
    ['sdId', 'shop@12345', { sdId: 'shop@12345' }],
    ['maxOctets', '2K', { maxOctets: 2_048 }],
    ['queueBytes', '1M', { queueBytes: 1_048_576 }],
    ['queueEntries', 10, { queueEntries: 10 }],
    ['confirmAfterMs', 1, { confirmAfterMs: 1 }],
    ['spool', '/var/spool/shop', { spool: { path: '/var/spool/shop', maxBytes: 1024 ** 3 } }],
    ['spool', { path: 'spool', maxBytes: '64K' }, { spool: { path: 'spool', maxBytes: 65_536 } }],
    ['spool', { maxBytes: '64K' }, { spool: undefined }],
  ])('%s: %j', (name, value, expected) => {
    const { syslog, problems } = syslogOf({ host, [name]: value });
    expect(problems).toEqual([]);
    expect(syslog).toMatchObject(expected as object);
  });

  test.each<[string, unknown]>([
    ['pins', ['sha-1:AB']],
    ['pins', [17]],
    ['facility', 24],
    ['facility', 'kitchen'],
    ['fields', 'xml'],
    ['sdId', 'no enterprise'],
    ['sdId', 17],
    ['maxOctets', 100],
    ['protocol', 'smtp'],
    ['spool', { path: 'spool', maxBytes: 1 }],
    ['spool', 17],
    ['queueEntries', 0],
    ['confirmAfterMs', 0],
  ])('%s is refused by name: %j', (name, value) => {
    const { problems } = syslogOf({ host, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^option syslog\\.${name}.*; allowed: `));
  });
});
