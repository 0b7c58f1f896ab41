/** A certificate authority and a server's certificate for one run, made with the openssl command. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];

export function makePki() {
  const folder = mkdtempSync(join(tmpdir(), 'syslog-bench-'));
  const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  openssl('req', '-x509', ...EC, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Benchmark CA');
  openssl(
    ...['req', '-x509', ...EC, '-keyout', 'server.key', '-out', 'server.pem', '-subj', '/CN=localhost'],
    ...['-CA', 'ca.pem', '-CAkey', 'ca.key', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
  );
  const path = (name) => join(folder, name);
  const remove = () => rmSync(folder, { recursive: true });
  return { folder, ca: path('ca.pem'), cert: path('server.pem'), key: path('server.key'), remove };
}
