/** A certificate authority for one test run: made with the openssl command, valid two days, never committed. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface LeafOptions {
  readonly cn?: string;
  /** Subject alternative names as OpenSSL writes them; '' for none. @default localhost with both addresses */
  readonly san?: string;
  readonly use?: 'serverAuth' | 'clientAuth';
  /** Name of the CA, made on demand. `'self'` for a self-signed certificate. @default 'ca' */
  readonly ca?: string;
  readonly days?: 'now' | 'past' | 'future';
}

/** Paths of one certificate and its key. */
export interface CertificatePair {
  readonly cert: string;
  readonly key: string;
}

const LOCAL = 'DNS:localhost,IP:127.0.0.1,IP:::1';
const DATES = {
  past: ['20200101000000Z', '20200201000000Z'],
  future: ['20400101000000Z', '20410101000000Z'],
} as const;

export class Pki {
  readonly folder = mkdtempSync(join(tmpdir(), 'syslog-pki-'));
  #serial = 4096;

  /** The certificate of a CA. */
  ca(name = 'ca'): string {
    const path = this.#path(`${name}.pem`);
    if (!existsSync(path)) {
      this.#openssl(
        ...['req', '-x509', ...this.#newKey(name), '-days', '2', '-out', path, '-subj', `/CN=Test ${name}`],
        ...[
          '-addext',
          'basicConstraints=critical,CA:TRUE',
          '-addext',
          'keyUsage=critical,keyCertSign,cRLSign',
        ],
      );
    }
    return path;
  }

  leaf(name: string, options: LeafOptions = {}): CertificatePair {
    const { cn = 'localhost', san = LOCAL, use = 'serverAuth', ca = 'ca', days = 'now' } = options;
    const pair = { cert: this.#path(`${name}.pem`), key: this.#path(`${name}.key`) };
    if (existsSync(pair.cert)) return pair;
    if (ca === 'self') {
      const extra = ['-addext', `subjectAltName=${san}`, '-days', '2', '-out', pair.cert];
      this.#openssl('req', '-x509', ...this.#newKey(name), '-subj', `/CN=${cn}`, ...extra);
      return pair;
    }
    const issuer = this.ca(ca);
    const request = this.#path(`${name}.csr`);
    this.#openssl('req', ...this.#newKey(name), '-subj', `/CN=${cn}`, '-out', request);
    const extensions = ['basicConstraints=critical,CA:FALSE', `extendedKeyUsage=${use}`];
    if (san !== '') extensions.push(`subjectAltName=${san}`);
    const config = this.#config(extensions);
    const dates =
      days === 'now' ? ['-days', '2'] : ['-startdate', DATES[days][0], '-enddate', DATES[days][1]];
    this.#openssl(
      ...['ca', '-batch', '-notext', '-config', config, '-cert', issuer, '-keyfile', this.#path(`${ca}.key`)],
      ...['-in', request, '-out', pair.cert, ...dates],
    );
    return pair;
  }

  /** `sha-256:AA:BB:...` of a certificate. */
  pin(certificate: string): string {
    const text = this.#openssl('x509', '-in', certificate, '-noout', '-fingerprint', '-sha256');
    return `sha-256:${text.split('=')[1]!.trim()}`;
  }

  /** The key of a pair, encrypted. Returns the path. */
  encryptKey(pair: CertificatePair, passphrase: string): string {
    const path = `${pair.key}.encrypted`;
    this.#openssl('pkcs8', '-topk8', '-in', pair.key, '-out', path, '-passout', `pass:${passphrase}`);
    return path;
  }

  read(path: string): string {
    return readFileSync(path, 'latin1');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #path(name: string): string {
    return join(this.folder, name);
  }

  #newKey(name: string): string[] {
    return [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      this.#path(`${name}.key`),
    ];
  }

  #openssl(...args: string[]): string {
    return execFileSync('openssl', args, {
      cwd: this.folder,
      encoding: 'latin1',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Only `openssl ca` takes dates, and it wants a configuration and a serial of its own. */
  #config(extensions: readonly string[]): string {
    this.#serial += 1;
    const n = this.#serial;
    writeFileSync(this.#path(`${n}.index`), '');
    writeFileSync(this.#path(`${n}.serial`), `${n}\n`);
    const path = this.#path(`${n}.cnf`);
    const lines = [
      ...[
        '[ca]',
        'default_ca=d',
        '[d]',
        `database=${this.#path(`${n}.index`)}`,
        `serial=${this.#path(`${n}.serial`)}`,
      ],
      ...[`new_certs_dir=${this.folder}`, 'default_md=sha256', 'policy=p', 'x509_extensions=x'],
      ...['[p]', 'commonName=supplied', '[x]', ...extensions],
    ];
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  }
}
