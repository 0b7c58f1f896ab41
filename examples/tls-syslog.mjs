// Syslog over TLS (RFC 5425), to a receiver in this program. The certificate is made with the openssl command.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createServer } from 'node:tls';
import { getLogger, setupLogging } from 'codomyrmex-logging';

const cwd = mkdtempSync(`${tmpdir()}/example-`);
const self = 'req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 1 -subj /CN=localhost';
const args = [...self.split(' '), '-addext', 'subjectAltName=DNS:localhost'];
execFileSync('openssl', args, { cwd, stdio: 'ignore' });
const [key, cert] = ['key.pem', 'cert.pem'].map((name) => readFileSync(`${cwd}/${name}`, 'utf8'));

const server = createServer({ cert, key }).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();
const syslog = {
  host: '127.0.0.1',
  port,
  servername: 'localhost',
  ca: cert,
  appName: 'shop',
  hostname: 'web',
};
const logging = setupLogging({ console: false, syslog });
getLogger('shop').info('order placed', { orderId: 17, password: ['open', 'sesame'].join('-') });

const [socket] = await once(server, 'secureConnection');
const [frame] = await once(socket, 'data');
console.log(String(frame).replace(/^\d+/, '(octets)').replace(` ${process.pid} `, ' 4711 '));
await logging.close();
server.close();
rmSync(cwd, { recursive: true });

// Prints:
// (octets) <14>1 2026-11-22T01:02:03.456Z web shop 4711 - [timeQuality tzKnown="1"][meta sequenceId="1"] {"timestamp":"2026-11-22T01:02:03.456Z","level":"INFO","name":"shop","message":"order placed","orderId":17,"password":"[REDACTED]"}
