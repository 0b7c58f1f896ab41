/** What the syslog transport is made from: checked as a whole, every problem named. */

import { parsePin } from './pins.js';

/** One receiver. Several are tried in the order given. */
export interface SyslogServer {
  readonly host: string;
  readonly port: number;
  /** The name that its certificate must carry, when it is not `host`. */
  readonly servername?: string | undefined;
}

/** A place on disk that keeps lines until they are confirmed. */
export interface SpoolOptions {
  /** A folder of its own, made 0700. */
  readonly path: string;
  /** Bytes of all files in it together. At the bound the oldest part is given up and counted. At least 65536. */
  readonly maxBytes: number;
}

/** Options of `openSyslogTransport`. Sizes are octets, times are milliseconds. */
export interface SyslogOptions {
  readonly name: string;
  /** At least one. */
  readonly servers: readonly SyslogServer[];
  /** `tcp` and `udp` travel in the clear and need `insecure: true`. @default 'tls' */
  readonly protocol?: 'tls' | 'tcp' | 'udp' | undefined;
  /** Permits `tcp` and `udp`. It never weakens TLS. @default false */
  readonly insecure?: boolean | undefined;
  /** Trusted CAs, instead of the ones Node comes with. A path, or PEM text. */
  readonly ca?: string | undefined;
  /** Client certificate with its chain, and its key. Both or none. A path, or PEM text. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** Of an encrypted `key`. */
  readonly passphrase?: string | undefined;
  /** SHA-256 fingerprints, one of which the server's own certificate must have. @default [] */
  readonly pins?: readonly string[] | undefined;
  /**
   * False: a pin is asked for *as well as* a good chain and name. True: the pin stands *instead of* both, for a
   * self-signed server; its days of validity still count. @default false
   */
  readonly pinsOnly?: boolean | undefined;

  /** Bounds of the queue in memory, the oldest line dropped first. @default 64 MiB */
  readonly queueBytes?: number | undefined;
  /** @default 131072 */
  readonly queueEntries?: number | undefined;
  /** Sent frames count as arrived when their connection has lived on for so long. @default 2000 */
  readonly confirmAfterMs?: number | undefined;
  /** Most octets of sent frames kept for a replay; beyond it the oldest count as arrived. @default 8 MiB */
  readonly windowBytes?: number | undefined;
  readonly spool?: SpoolOptions | undefined;

  /** Back-off, see `BackOffOptions`. @default 500 */
  readonly firstRetryMs?: number | undefined;
  /** @default 2000 */
  readonly refusedRetryMs?: number | undefined;
  /** @default 60000 */
  readonly maxRetryMs?: number | undefined;
  /** A connection that lived so long was good: the back-off begins anew after it. @default 5000 */
  readonly stableMs?: number | undefined;
  /** Until TCP is connected, name look-up included. @default 10000 */
  readonly connectTimeoutMs?: number | undefined;
  /** From there until TLS is. @default 10000 */
  readonly handshakeTimeoutMs?: number | undefined;
  /** A server that takes nothing for so long while frames wait is left. @default 60000 */
  readonly stallTimeoutMs?: number | undefined;
  /** First TCP keep-alive probe after so long without traffic. @default 30000 */
  readonly keepAliveMs?: number | undefined;
  /** How often the first server is tried while another one is in use. @default 60000 */
  readonly returnMs?: number | undefined;
  /** @default 10000 */
  readonly flushTimeoutMs?: number | undefined;
  /** @default 5000 */
  readonly closeTimeoutMs?: number | undefined;
  /**
   * Makes the line (same form as all others) that tells the receiver of lines that were dropped; sent before the next
   * ones. Without it only the operator is told.
   */
  readonly dropRecord?: ((dropped: number) => string) | undefined;
}

/** Every option with a value; only what has no default may be undefined. */
export type ResolvedSyslogOptions = {
  readonly [K in Exclude<keyof SyslogOptions, MayBeAbsent>]-?: Exclude<SyslogOptions[K], undefined>;
} & Pick<SyslogOptions, MayBeAbsent>;

type MayBeAbsent = 'ca' | 'cert' | 'key' | 'passphrase' | 'spool' | 'dropRecord';

/** The defaults, for the transport and for the documentation. */
export const SYSLOG_DEFAULTS = {
  protocol: 'tls',
  insecure: false,
  pins: [],
  pinsOnly: false,
  queueBytes: 64 * 1024 * 1024,
  queueEntries: 131_072,
  confirmAfterMs: 2_000,
  windowBytes: 8 * 1024 * 1024,
  firstRetryMs: 500,
  refusedRetryMs: 2_000,
  maxRetryMs: 60_000,
  stableMs: 5_000,
  connectTimeoutMs: 10_000,
  handshakeTimeoutMs: 10_000,
  stallTimeoutMs: 60_000,
  keepAliveMs: 30_000,
  returnMs: 60_000,
  flushTimeoutMs: 10_000,
  closeTimeoutMs: 5_000,
} as const satisfies Partial<SyslogOptions>;

/** The set-up cannot work. `problems` has one sentence each, without secrets. */
export class SyslogSetupError extends Error {
  override readonly name = 'SyslogSetupError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('; '));
  }
}

/** Fills in the defaults and names everything that cannot work. Throws {@link SyslogSetupError}. */
export function resolveSyslogOptions(options: SyslogOptions): ResolvedSyslogOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const resolved = { ...SYSLOG_DEFAULTS, ...given } as unknown as ResolvedSyslogOptions;
  const problems = [...serverProblems(resolved), ...protocolProblems(resolved), ...figureProblems(resolved)];
  const pins = resolved.pins.map((pin) => {
    const parsed = parsePin(pin);
    if (parsed === undefined)
      problems.push(`syslog.pins: ${JSON.stringify(pin)} is not a SHA-256 fingerprint (64 hex digits)`);
    return parsed ?? '';
  });
  if (problems.length > 0) throw new SyslogSetupError(problems);
  return { ...resolved, pins };
}

function serverProblems({ servers }: ResolvedSyslogOptions): string[] {
  if (servers.length === 0) return ['syslog.servers: at least one server is needed'];
  return servers.flatMap(({ host, port }) => [
    ...(typeof host === 'string' && HOST.test(host)
      ? []
      : [`syslog host ${JSON.stringify(host)} is not a name or an address`]),
    ...(Number.isInteger(port) && port > 0 && port < 65_536
      ? []
      : [`syslog port ${port} is not between 1 and 65535`]),
  ]);
}

/** A host name, an IPv4 or an IPv6 address: nothing that could break out of a diagnostic or a look-up. */
const HOST = /^[0-9A-Za-z._:%-]{1,255}$/;

function protocolProblems(options: ResolvedSyslogOptions): string[] {
  const { protocol, insecure, cert, key, pins, pinsOnly, spool } = options;
  const problems: string[] = [];
  if (!['tls', 'tcp', 'udp'].includes(protocol))
    return [`syslog protocol ${JSON.stringify(protocol)} is not tls, tcp or udp`];
  if (protocol !== 'tls') {
    if (!insecure)
      problems.push(
        `syslog over plain ${protocol} can be read and forged on its way: it needs insecure: true`,
      );
    for (const option of ['ca', 'cert', 'key', 'passphrase'] as const) {
      if (options[option] !== undefined)
        problems.push(`syslog.${option} has no meaning for plain ${protocol}`);
    }
    if (pins.length > 0 || pinsOnly) problems.push(`syslog.pins has no meaning for plain ${protocol}`);
    if (protocol === 'udp' && spool !== undefined)
      problems.push('syslog.spool has no meaning for udp, which confirms nothing');
  }
  if ((cert === undefined) !== (key === undefined))
    problems.push('syslog.cert and syslog.key belong together: one is missing');
  if (pinsOnly && pins.length === 0) problems.push('syslog.pinsOnly needs at least one entry in syslog.pins');
  return problems;
}

const MIN_SPOOL_BYTES = 65_536;

function figureProblems(options: ResolvedSyslogOptions): string[] {
  const problems: string[] = [];
  for (const [name, fallback] of Object.entries(SYSLOG_DEFAULTS)) {
    const value = options[name as keyof typeof SYSLOG_DEFAULTS] as unknown;
    if (typeof fallback === 'number' && !(Number.isSafeInteger(value) && (value as number) > 0)) {
      problems.push(`syslog.${name} is ${String(value)}, not a positive integer`);
    }
  }
  const { spool } = options;
  if (spool !== undefined && !(Number.isSafeInteger(spool.maxBytes) && spool.maxBytes >= MIN_SPOOL_BYTES)) {
    problems.push(
      `syslog.spool.maxBytes is ${String(spool.maxBytes)}, not an integer of at least ${MIN_SPOOL_BYTES}`,
    );
  }
  if (spool !== undefined && (spool.path === '' || spool.path.includes('\0')))
    problems.push('syslog.spool.path is no path');
  return problems;
}
