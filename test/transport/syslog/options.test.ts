import { expect, test } from 'vitest';
import { resolveSyslogOptions, type SyslogOptions } from '../../../src/transport/syslog/options.js';

const servers = [{ host: 'logs.example', port: 6514 }];
const resolve = (options: object) => () =>
  resolveSyslogOptions({ name: 'syslog', servers, ...options } as SyslogOptions);

test.each<[string, object, RegExp]>([
  ['a protocol that there is not', { protocol: 'smtp' }, /protocol "smtp" is not tls, tcp or udp/],
  [
    'a CA for plain tcp',
    { protocol: 'tcp', insecure: true, ca: 'x' },
    /syslog\.ca has no meaning for plain tcp/,
  ],
  [
    'a spool for udp',
    { protocol: 'udp', insecure: true, spool: { path: 'spool', maxBytes: 65_536 } },
    /syslog\.spool has no meaning for udp/,
  ],
  [
    'a spool that is too small',
    { spool: { path: 'spool', maxBytes: 10 } },
    /spool\.maxBytes is 10, not an integer/,
  ],
  ['a spool without a path', { spool: { path: '', maxBytes: 65_536 } }, /syslog\.spool\.path is no path/],
  ['a NUL in its path', { spool: { path: 'a\0b', maxBytes: 65_536 } }, /syslog\.spool\.path is no path/],
  [
    'a name to check that is none',
    { servers: [{ ...servers[0], servername: 'a b' }] },
    /servername "a b" is not/,
  ],
  ['a host that is no text', { servers: [{ host: 17, port: 1 }] }, /host 17 is not a name or an address/],
  ['half a certificate', { cert: 'x' }, /belong together/],
])('%s is refused by name', (_, options, sentence) => {
  expect(resolve(options)).toThrow(sentence);
});

test('everything that is wrong is said at once', () => {
  expect(resolve({ servers: [], pins: ['x'], queueBytes: 0 })).toThrow(
    /at least one server.*syslog\.queueBytes is 0.*syslog\.pins: "x"/,
  );
});

test('what is not given has its default', () => {
  const { protocol, pins, queueEntries } = resolve({ queueEntries: undefined })();
  expect({ protocol, pins }).toEqual({ protocol: 'tls', pins: [] });
  expect(queueEntries).toBeGreaterThan(0);
});
