// Syslog over TLS to an rsyslog of this machine, run as an ordinary user: needs rsyslog, rsyslog-openssl and openssl.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { getLogger, setupLogging } from 'codomyrmex-logging';

const cwd = mkdtempSync(`${tmpdir()}/example-`);
const self = 'req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 1 -subj /CN=localhost';
const stdio = 'ignore';
execFileSync('openssl', [...self.split(' '), '-addext', 'subjectAltName=DNS:localhost'], { cwd, stdio });
writeFileSync(
  `${cwd}/rsyslog.conf`,
  `global(workDirectory="${cwd}" defaultNetstreamDriverCAFile="${cwd}/cert.pem"
  defaultNetstreamDriverCertFile="${cwd}/cert.pem" defaultNetstreamDriverKeyFile="${cwd}/key.pem")
module(load="imtcp")
template(name="record" type="string" string="%app-name% %syslogseverity-text% %msg%\\n")
ruleset(name="records") { action(type="omfile" file="${cwd}/records" template="record") }
input(type="imtcp" address="127.0.0.1" port="0" listenPortFileName="${cwd}/port" ruleset="records"
  streamDriver.name="ossl" streamDriver.mode="1" streamDriver.authMode="anon")`,
);
const daemon = spawn('/usr/sbin/rsyslogd', ['-n', '-iNONE', '-f', `${cwd}/rsyslog.conf`], { stdio });
const contents = async (path) => {
  while (!existsSync(path) || readFileSync(path).length === 0) await pause(20);
  return readFileSync(path, 'utf8').trimEnd();
};
const [port, ca] = [Number(await contents(`${cwd}/port`)), `${cwd}/cert.pem`];
const syslog = { host: '127.0.0.1', port, servername: 'localhost', ca, appName: 'shop' };
const logging = setupLogging({ console: false, syslog });
getLogger('shop').error('payment failed', { orderId: 17, card: 'none\n<8>1 - - - - - - forged' });
await logging.close();
console.log(await contents(`${cwd}/records`));
daemon.kill();
rmSync(cwd, { recursive: true });

// Prints:
// shop err {"timestamp":"2026-11-22T01:02:03.456Z","level":"ERROR","name":"shop","message":"payment failed","orderId":17,"card":"none\n<8>1 - - - - - - forged"}
