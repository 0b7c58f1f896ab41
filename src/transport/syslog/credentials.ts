/** CA, client certificate and key: read and checked at set-up, read again when a file changes. */

import type { KeyObject, X509Certificate } from 'node:crypto';
import type { SecureContext } from 'node:tls';
import type { Notify } from '../transport.js';
import { type ResolvedSyslogOptions, SyslogSetupError } from './options.js';
import { isPemText, readPem, stampOf } from './pem.js';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const crypto = () => process.getBuiltinModule('node:crypto');
const tls = () => process.getBuiltinModule('node:tls');

type CredentialOptions = Pick<ResolvedSyslogOptions, 'ca' | 'cert' | 'key' | 'passphrase'>;

/** Keeps the TLS context in force. */
export class Credentials {
  readonly #options: CredentialOptions;
  readonly #notify: Notify;
  #context: SecureContext;
  #stamp: string;
  #lastProblem = '';

  /** Throws {@link SyslogSetupError} when a file cannot be used. */
  constructor(options: CredentialOptions, notify: Notify) {
    this.#options = options;
    this.#notify = notify;
    this.#stamp = this.#currentStamp();
    this.#context = this.#load();
  }

  /**
   * The context for a new connection. Files that changed since are read again; when they cannot be used, perhaps
   * because they are just being replaced, the old ones stay in force and the operator is told once.
   */
  context(): SecureContext {
    const stamp = this.#currentStamp();
    if (stamp === this.#stamp) return this.#context;
    try {
      this.#context = this.#load();
      this.#stamp = stamp;
      this.#lastProblem = '';
    } catch (error) {
      const problem = (error as Error).message;
      if (problem !== this.#lastProblem) this.#notify(`${problem}; the credentials read before stay in use`);
      this.#lastProblem = problem;
    }
    return this.#context;
  }

  #currentStamp(): string {
    const { ca, cert, key } = this.#options;
    return [ca, cert, key].map((source) => (source === undefined ? '' : stampOf(source))).join('|');
  }

  #load(): SecureContext {
    const { passphrase } = this.#options;
    const problems: string[] = [];
    const read = (option: 'ca' | 'cert' | 'key'): string | undefined => {
      const source = this.#options[option];
      if (source === undefined) return undefined;
      const pem = readPem(`syslog.${option}`, source, option === 'key' ? 'PRIVATE KEY' : 'CERTIFICATE');
      if (pem.warning !== undefined) this.#notify(pem.warning);
      if (pem.problem !== undefined) problems.push(pem.problem);
      return pem.text;
    };
    const ca = read('ca');
    const cert = read('cert');
    const key = read('key');
    if (ca !== undefined) problems.push(...caProblems(nameOf('ca', this.#options.ca!), ca));
    if (cert !== undefined && key !== undefined) {
      const names = { cert: nameOf('cert', this.#options.cert!), key: nameOf('key', this.#options.key!) };
      problems.push(...pairProblems(names, cert, key, passphrase));
    }
    if (problems.length > 0) throw new SyslogSetupError(problems);
    try {
      return tls().createSecureContext({ ca, cert, key, passphrase, minVersion: 'TLSv1.2' });
    } catch (error) {
      throw new SyslogSetupError([`syslog: OpenSSL does not take the credentials (${codeOf(error)})`]);
    }
  }
}

function nameOf(option: string, source: string): string {
  return isPemText(source) ? `syslog.${option}` : `syslog.${option} ${JSON.stringify(source)}`;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates of a PEM text; undefined when one of them cannot be read. */
function certificatesOf(pem: string): X509Certificate[] | undefined {
  try {
    return (pem.match(CERTIFICATE) ?? []).map((block) => new (crypto().X509Certificate)(block));
  } catch {
    return undefined;
  }
}

function caProblems(name: string, pem: string): string[] {
  const certificates = certificatesOf(pem);
  if (certificates === undefined || certificates.length === 0) return [`${name} has a damaged certificate`];
  // A bundle may well have old ones among its roots.
  const usable = certificates.some((certificate) => daysProblem(certificate) === undefined);
  return usable ? [] : [`${name} ${daysProblem(certificates[0]!)}`];
}

function pairProblems(
  names: { readonly cert: string; readonly key: string },
  cert: string,
  key: string,
  passphrase: string | undefined,
): string[] {
  const leaf = certificatesOf(cert)?.[0];
  if (leaf === undefined) return [`${names.cert} has a damaged certificate`];
  const days = daysProblem(leaf);
  const problems = days === undefined ? [] : [`${names.cert} ${days}`];
  let privateKey: KeyObject;
  try {
    privateKey = crypto().createPrivateKey(passphrase === undefined ? key : { key, passphrase });
  } catch (error) {
    return [...problems, `${names.key} ${keyProblem(key, passphrase, error)}`];
  }
  if (!leaf.checkPrivateKey(privateKey))
    problems.push(`${names.key} does not fit the certificate of ${names.cert}`);
  return problems;
}

function daysProblem(certificate: X509Certificate): string | undefined {
  const now = Date.now();
  if (Date.parse(certificate.validTo) < now) return `has expired (${certificate.validTo})`;
  if (Date.parse(certificate.validFrom) > now) return `is not valid before ${certificate.validFrom}`;
  return undefined;
}

function keyProblem(key: string, passphrase: string | undefined, error: unknown): string {
  const encrypted = key.includes('ENCRYPTED');
  if (encrypted && passphrase === undefined) return 'is encrypted: syslog.passphrase is needed';
  if (encrypted) return 'cannot be decrypted with syslog.passphrase';
  return `has a damaged key (${codeOf(error)})`;
}

/** The code alone: messages of OpenSSL may quote what they were given. */
function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error as Error).name;
}
