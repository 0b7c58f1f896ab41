/** Real syslog daemons on loopback, run as the ordinary user that runs the tests. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pki } from './pki.js';

export const DAEMONS = ['rsyslog with gtls', 'rsyslog with ossl', 'syslog-ng'] as const;
export type DaemonKind = (typeof DAEMONS)[number];

/** One message as the daemon parsed it. */
export interface DaemonRecord {
  readonly input: string;
  readonly pri: string;
  readonly time: string;
  readonly host: string;
  readonly app: string;
  readonly procid: string;
  readonly msgid: string;
  readonly sd: unknown;
  readonly msg: string;
}

/** The daemons that can run here. Says loudly which cannot; where `CI` is `true` that is a failure. */
export function usableDaemons(): DaemonKind[] {
  const missing = DAEMONS.filter((kind) => commandOf(kind) === undefined);
  if (missing.length > 0) {
    const text = `no ${missing.join(', no ')}. Install rsyslog rsyslog-gnutls rsyslog-openssl; syslog-ng is unpacked from its package.`;
    if (process.env['CI'] === 'true') throw new Error(`MISSING: ${text}`);
    process.stderr.write(`\n*** SKIPPED: ${text} ***\n\n`);
  }
  return DAEMONS.filter((kind) => !missing.includes(kind));
}

export class Daemon {
  readonly folder = mkdtempSync(join(tmpdir(), 'syslog-daemon-'));
  /** `mtls`: asks for client certificates. */
  readonly ports = { tls: 0, mtls: 0 };
  #process: ChildProcess | undefined = undefined;
  #listens: readonly number[] = [];
  readonly #out = join(this.folder, 'received.jsonl');

  private constructor(readonly kind: DaemonKind) {}

  /** One that stores what it parsed, for `records()`. */
  static async start(kind: DaemonKind, pki: Pki, own = pki.leaf('server')): Promise<Daemon> {
    const files = { ca: pki.ca(), ...own };
    return Daemon.startWith(kind, (daemon) => {
      writeFileSync(daemon.#out, '');
      return kind === 'syslog-ng'
        ? syslogNgConfig(daemon, files, daemon.#out)
        : rsyslogConfig(daemon, files, daemon.#out);
    });
  }

  /** One with a configuration of its own, which listens on one or both of `ports`. */
  static async startWith(kind: DaemonKind, config: (daemon: Daemon) => string): Promise<Daemon> {
    const daemon = new Daemon(kind);
    daemon.ports.tls = await freePort();
    daemon.ports.mtls = await freePort();
    mkdirSync(join(daemon.folder, 'work'));
    const text = config(daemon);
    daemon.#listens = Object.values(daemon.ports).filter((port) => text.includes(String(port)));
    writeFileSync(join(daemon.folder, 'daemon.conf'), text);
    await daemon.launch();
    return daemon;
  }

  /** Starts it, again after `kill`, on the same ports. */
  async launch(): Promise<void> {
    const { command, args, env } = commandOf(this.kind)!;
    const conf = join(this.folder, 'daemon.conf');
    const more =
      this.kind === 'syslog-ng'
        ? [
            ...['--no-caps', '-F', '-f', conf],
            ...['persist-file', 'pidfile', 'control'].map((f) => `--${f}=${join(this.folder, 'work', f)}`),
          ]
        : ['-n', '-iNONE', '-f', conf];
    const child = spawn(command, [...args, ...more], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    this.#process = child;
    for (let tries = 0; tries < 300; tries += 1) {
      if (child.exitCode !== null) throw new Error(`${this.kind} ended: ${said}`);
      const ready = await Promise.all(this.#listens.map(answers));
      if (ready.every(Boolean)) return;
      await new Promise((wake) => setTimeout(wake, 20));
    }
    throw new Error(`${this.kind} does not listen: ${said}`);
  }

  /** SIGSTOP and SIGCONT: it takes connections and reads nothing, until it goes on. */
  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === undefined) return;
    this.#process = undefined;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  /** What it stored, without the first `from` messages. */
  records(from = 0): DaemonRecord[] {
    const lines = readFileSync(this.#out, 'utf8').split('\n').slice(from, -1);
    return lines.map((line) => JSON.parse(line) as DaemonRecord);
  }

  /**
   * The same for one that was killed, which may have been in the middle of a line: the next one that is started writes
   * right behind it.
   */
  recordsAcrossKills(): DaemonRecord[] {
    const lines = readFileSync(this.#out, 'utf8').split('\n').slice(0, -1);
    // What looks like the first member within a text has backslashes before its quotes.
    return lines.map((line) => JSON.parse(line.replace(/^.+(?=\{"(?:input|app)":)/, '')) as DaemonRecord);
  }

  /** Messages stored so far; cheap. */
  count(): number {
    return readFileSync(this.#out).reduce((sum, octet) => (octet === 0x0a ? sum + 1 : sum), 0);
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Files {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

function rsyslogConfig({ folder, ports, kind }: Daemon, { ca, cert, key }: Files, out: string): string {
  const driver = kind.endsWith('gtls') ? 'gtls' : 'ossl';
  const input = (name: 'tls' | 'mtls', auth: string): string =>
    `input(type="imtcp" address="127.0.0.1" port="${ports[name]}" name="${name}" ruleset="store"
  supportOctetCountedFraming="on" maxFrameSize="1000000"
  streamDriver.name="${driver}" streamDriver.mode="1" ${auth}
  streamDriver.CAFile="${ca}" streamDriver.certFile="${cert}" streamDriver.keyFile="${key}")`;
  const fields = [
    ...['input:inputname', 'pri:pri', 'host:hostname', 'app:app-name', 'procid:procid', 'msgid:msgid'],
    ...['sd:structured-data', 'msg:msg'],
  ].map((pair) => `property(outname="${pair.split(':')[0]}" name="${pair.split(':')[1]}" format="jsonf")`);
  return `global(workDirectory="${join(folder, 'work')}" maxMessageSize="256k" net.enableDNS="off"
  defaultNetstreamDriver="${driver}" defaultNetstreamDriverCAFile="${ca}"
  defaultNetstreamDriverCertFile="${cert}" defaultNetstreamDriverKeyFile="${key}"
  parser.escapeControlCharactersOnReceive="off" parser.escape8BitCharactersOnReceive="off"
  parser.dropTrailingLFOnReception="off")
# With its default of two workers the daemon itself changes the order.
main_queue(queue.workerThreads="1")
module(load="imtcp" maxSessions="200")
template(name="parsed" type="list" option.jsonf="on") {
  ${fields.join('\n  ')}
  property(outname="time" name="timereported" dateformat="rfc3339" format="jsonf")
}
ruleset(name="store") {
  action(type="omfile" file="${out}" template="parsed" fileCreateMode="0600" asyncWriting="off" flushOnTXEnd="on")
}
${input('tls', 'streamDriver.authMode="anon"')}
${input('mtls', 'streamDriver.authMode="x509/name" permittedPeer=["client.example"]')}
syslog.* action(type="omfile" file="${join(folder, 'internal.log')}" fileCreateMode="0600")
`;
}

function syslogNgConfig({ ports }: Daemon, { ca, cert, key }: Files, out: string): string {
  const source = (name: 'tls' | 'mtls', verify: string): string =>
    `source s_${name} { syslog(ip("127.0.0.1") port(${ports[name]}) transport("tls")
  tls(key-file("${key}") cert-file("${cert}") ca-file("${ca}") peer-verify(${verify}))); };`;
  return `@version: 3.38
options { use-dns(no); dns-cache(no); keep-hostname(yes); log-msg-size(262144); stats-freq(0); flush-lines(1); frac-digits(6); };
${source('tls', 'optional-trusted')}
${source('mtls', 'required-trusted')}
destination stored { file("${out}" perm(0600) template("$(format-json input=$SOURCE pri=$PRI time=$ISODATE host=$HOST app=$PROGRAM procid=$PID msgid=$MSGID sd=$SDATA msg=$MSG)\\n")); };
log { source(s_tls); source(s_mtls); destination(stored); };
`;
}

interface Command {
  readonly command: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

const known = new Map<DaemonKind, Command | undefined>();

function commandOf(kind: DaemonKind): Command | undefined {
  if (!known.has(kind)) known.set(kind, kind === 'syslog-ng' ? findSyslogNg() : findRsyslog(kind));
  return known.get(kind);
}

function findRsyslog(kind: DaemonKind): Command | undefined {
  const command = process.env['RSYSLOGD'] ?? '/usr/sbin/rsyslogd';
  const driver = kind.endsWith('gtls') ? 'lmnsd_gtls.so' : 'lmnsd_ossl.so';
  const libraries = ['/usr/lib/rsyslog', ...folders('/usr/lib').map((name) => `/usr/lib/${name}/rsyslog`)];
  const found = existsSync(command) && libraries.some((folder) => existsSync(join(folder, driver)));
  return found ? { command, args: [], env: {} } : undefined;
}

/** Debian's packages of the two daemons exclude each other, so this one is only unpacked. */
function findSyslogNg(): Command | undefined {
  if (existsSync('/usr/sbin/syslog-ng')) return { command: '/usr/sbin/syslog-ng', args: [], env: {} };
  const root = process.env['SYSLOG_NG_ROOT'] ?? join(homedir(), '.cache', 'codomyrmex-syslog-ng');
  const command = join(root, 'usr/sbin/syslog-ng');
  try {
    if (!existsSync(command)) unpackSyslogNg(root);
  } catch {
    return undefined;
  }
  const found = execFileSync('find', [root, '-name', '*.so*', '-printf', '%h\n'], { encoding: 'utf8' });
  const libraries = [...new Set(found.trim().split('\n'))];
  const modules = libraries.find((folder) => existsSync(join(folder, 'libsyslogformat.so')));
  if (modules === undefined) return undefined;
  return { command, args: [`--module-path=${modules}`], env: { LD_LIBRARY_PATH: libraries.join(':') } };
}

function unpackSyslogNg(root: string): void {
  const packages = ['syslog-ng-core', 'libivykis0', 'libnet1', 'libwrap0', 'libjson-c5', 'libpcre3'];
  const cwd = join(root, 'packages');
  mkdirSync(cwd, { recursive: true });
  execFileSync('apt-get', ['download', ...packages], { cwd, stdio: 'ignore', timeout: 60_000 });
  for (const name of folders(cwd)) execFileSync('dpkg', ['-x', join(cwd, name), root]);
}

function folders(path: string): string[] {
  return existsSync(path) ? readdirSync(path) : [];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
