/** The `syslog` option, and its variables. */
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { FACILITIES, SD_ID } from '../format/syslog-header.js';
import { parsePin } from '../transport/syslog/pins.js';
import type { SyslogOptions } from './options.js';
import { type Reader, shown } from './reader.js';
import {
  flagRule,
  integerRule,
  levelRule,
  listRule,
  pathRule,
  type Rule,
  sizeRule,
  textRule,
  timerRule,
  Wrong,
  wordRule,
} from './rule.js';
import type { SyslogServerSettings, SyslogSettings } from './settings.js';
import type { Variable } from './variables.js';

/** RFC 5425, section 4.1; RFC 6587 and RFC 5426 name 514 for the others, which is often 601 or 514. */
const TLS_PORT = 6514;
const PLAIN_PORT = 514;

/** RFC 5425, section 4.3.1: what every receiver should take. Octets. */
const DEFAULT_OCTETS = 8_192;
/** The longest header, an element that says what it leaves out, and the mark of a cut message have room in it. */
const LEAST_OCTETS = 1_024;

const NAMES: readonly (keyof SyslogOptions)[] = [
  ...(['host', 'port', 'servername', 'servers', 'protocol', 'insecure', 'ca', 'cert', 'key'] as const),
  ...(['passphrase', 'pins', 'pinsOnly', 'facility', 'appName', 'hostname', 'msgId', 'fields'] as const),
  ...(['sdId', 'maxOctets', 'spool', 'level', 'queueBytes', 'queueEntries', 'confirmAfterMs'] as const),
];

const hostRule: Rule<string> = {
  allowed: 'a host name or an IP address',
  read: (value) =>
    typeof value === 'string' && /^(?:[\w-]+(?:\.[\w-]+)*\.?|[\da-f:.]+|\[[\da-f:.]+\])$/i.test(value)
      ? value.replace(/^\[|\]$/g, '')
      : new Wrong(),
};

const portRule: Rule<number> = {
  allowed: 'a port from 1 to 65535',
  read(value) {
    const port = integerRule(1, 'ports').read(value);
    return port instanceof Wrong || port > 65_535 ? new Wrong() : port;
  },
};

const facilityRule: Rule<number> = {
  allowed: `a number from 0 to 23, or ${FACILITIES.join(', ')}`,
  read(value) {
    const text = String(value).trim().toLowerCase();
    const number = /^\d{1,2}$/.test(text) ? Number(text) : FACILITIES.indexOf(text as never);
    return number >= 0 && number < FACILITIES.length ? number : new Wrong();
  },
};

const pinRule: Rule<string> = {
  allowed: 'SHA-256 fingerprints of certificates, as sha-256:AB:CD:...',
  read: (value) => (typeof value === 'string' && parsePin(value) !== undefined ? value : new Wrong()),
};

const sdIdRule: Rule<string> = {
  allowed: 'a name, @, and an enterprise number, as in fields@32473: 32 characters at most',
  read: (value) => (typeof value === 'string' && SD_ID.test(value) ? value : new Wrong()),
};

/** `tls://host:6514`; no user, no path: what belongs into other options is not taken from a URL. */
const urlRule: Rule<SyslogServerSettings & { protocol: 'tls' | 'tcp' | 'udp' }> = {
  allowed: 'tls://host:port (tcp:// and udp:// only with CODOMYRMEX_LOG_SYSLOG_INSECURE=1)',
  read(value) {
    const match =
      typeof value === 'string'
        ? /^(tls|tcp|udp):\/\/(\[[^\]]+\]|[^:/@]+)(?::(\d+))?\/?$/i.exec(value.trim())
        : null;
    if (match === null) return new Wrong();
    const protocol = (match[1] as string).toLowerCase() as 'tls' | 'tcp' | 'udp';
    const host = hostRule.read(match[2]);
    const port =
      match[3] === undefined ? (protocol === 'tls' ? TLS_PORT : PLAIN_PORT) : portRule.read(match[3]);
    if (host instanceof Wrong || port instanceof Wrong) return new Wrong();
    return { protocol, host, port, servername: undefined };
  },
};

const protocolRule = wordRule(['tls', 'tcp', 'udp']);
const spoolRule: Rule<string> = pathRule;

/** Undefined: no syslog. */
export function resolveSyslog(reader: Reader, given: unknown): SyslogSettings | undefined {
  if (given === false) return undefined;
  const fromEnvironment = given === undefined;
  const group = typeof given === 'string' ? {} : reader.group('syslog', given, NAMES);
  const url =
    typeof given === 'string'
      ? reader.read('syslog', given, undefined, urlRule, '')
      : fromEnvironment
        ? reader.read('syslog', undefined, 'CODOMYRMEX_LOG_SYSLOG', urlRule, 'no syslog')
        : undefined;
  const read = <T>(
    name: keyof SyslogOptions,
    variable: Variable | undefined,
    rule: Rule<T>,
    fallback = 'the default',
  ) => reader.read(`syslog.${name}`, group[name], variable, rule, fallback);
  const protocol = read('protocol', undefined, protocolRule) ?? url?.protocol ?? 'tls';
  const insecure = read('insecure', 'CODOMYRMEX_LOG_SYSLOG_INSECURE', flagRule, '0') ?? false;
  const servername = read('servername', 'CODOMYRMEX_LOG_SYSLOG_SERVERNAME', hostRule, "the server's host");
  const settings: Omit<SyslogSettings, 'servers'> = {
    source: fromEnvironment ? 'CODOMYRMEX_LOG_SYSLOG' : 'syslog',
    fromEnvironment,
    protocol,
    insecure,
    threshold: read('level', undefined, levelRule) ?? 0,
    ca: read('ca', 'CODOMYRMEX_LOG_SYSLOG_CA', textRule),
    cert: read('cert', 'CODOMYRMEX_LOG_SYSLOG_CERT', textRule),
    key: read('key', 'CODOMYRMEX_LOG_SYSLOG_KEY', textRule),
    passphrase: read('passphrase', undefined, { ...textRule, isSecret: true }),
    pins: read('pins', 'CODOMYRMEX_LOG_SYSLOG_PINS', listRule(pinRule), 'no pin') ?? [],
    pinsOnly: read('pinsOnly', undefined, flagRule) ?? false,
    facility: read('facility', 'CODOMYRMEX_LOG_SYSLOG_FACILITY', facilityRule, 'user') ?? 1,
    appName: read('appName', 'CODOMYRMEX_LOG_SYSLOG_APP_NAME', textRule) ?? programName(),
    hostname: read('hostname', undefined, textRule) ?? hostname(),
    msgId: read('msgId', undefined, textRule) ?? '-',
    fields: read('fields', undefined, wordRule(['json', 'sd'])) ?? 'json',
    sdId: read('sdId', undefined, sdIdRule) ?? 'fields@32473',
    maxOctets: read('maxOctets', undefined, sizeRule(LEAST_OCTETS)) ?? DEFAULT_OCTETS,
    spool: resolveSpool(reader, group['spool']),
    queueBytes: read('queueBytes', undefined, sizeRule(1_024)),
    queueEntries: read('queueEntries', undefined, integerRule(1, 'lines')),
    confirmAfterMs: read('confirmAfterMs', undefined, timerRule(1)),
  };
  if (given === undefined && url === undefined) return undefined;
  const servers =
    url === undefined ? resolveServers(reader, group, protocol, servername) : [{ ...url, servername }];
  if (servers.length === 0) return undefined;
  if (protocol !== 'tls' && !insecure) {
    reader.problem(
      settings.source,
      fromEnvironment,
      `asks for ${protocol}, which anyone on the way can read and change; allowed: tls, or ${protocol} with ${fromEnvironment ? 'CODOMYRMEX_LOG_SYSLOG_INSECURE=1' : 'insecure: true'}`,
      'no syslog is used instead',
    );
    return undefined;
  }
  return { ...settings, servers };
}

/** The servers in the order in which they are tried: `host` first, then `servers`. */
function resolveServers(
  reader: Reader,
  group: Readonly<Record<string, unknown>>,
  protocol: 'tls' | 'tcp' | 'udp',
  servername: string | undefined,
): SyslogServerSettings[] {
  const port = protocol === 'tls' ? TLS_PORT : PLAIN_PORT;
  const first = group['host'] === undefined ? [] : [{ host: group['host'], port: group['port'], servername }];
  const others = serverList(reader, group['servers']);
  if (first.length + others.length === 0)
    reader.problem('syslog.host', false, `is missing; allowed: ${hostRule.allowed}`);
  return [...first, ...others].flatMap((one: unknown, at) => {
    const path = at < first.length ? 'syslog' : `syslog.servers[${at - first.length}]`;
    const server =
      typeof one === 'string' ? { host: one } : reader.group(path, one, ['host', 'port', 'servername']);
    const host = reader.read(`${path}.host`, server['host'], undefined, hostRule, '');
    if (host === undefined) return [];
    return [
      {
        host,
        port: reader.read(`${path}.port`, server['port'], undefined, portRule, '') ?? port,
        servername: reader.read(`${path}.servername`, server['servername'], undefined, hostRule, ''),
      },
    ];
  });
}

function serverList(reader: Reader, given: unknown): readonly unknown[] {
  if (given === undefined || Array.isArray(given)) return given ?? [];
  reader.problem('syslog.servers', false, `is ${shown(given)}; allowed: a list of servers`);
  return [];
}

/** Bytes of a spool whose size is not given. */
const DEFAULT_SPOOL = 1024 ** 3;

function resolveSpool(reader: Reader, given: unknown): { path: string; maxBytes: number } | undefined {
  const isShort = given === undefined || typeof given === 'string';
  const group = isShort ? { path: given } : reader.group('syslog.spool', given, ['path', 'maxBytes']);
  const path = reader.read(
    'syslog.spool',
    group['path'],
    'CODOMYRMEX_LOG_SYSLOG_SPOOL',
    spoolRule,
    'no spool',
  );
  const maxBytes = isShort
    ? undefined
    : reader.read('syslog.spool.maxBytes', group['maxBytes'], undefined, sizeRule(65_536), '');
  return path === undefined ? undefined : { path, maxBytes: maxBytes ?? DEFAULT_SPOOL };
}

/** The program's name, as syslog has it in APP-NAME. */
function programName(): string {
  return basename(process.argv[1] ?? process.title).replace(/\.\w+$/, '') || 'node';
}
