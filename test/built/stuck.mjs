/**
 * Every transport of the built package fails: nobody reads stdout, the disk takes nothing, no server answers, and one of the
 * application's own throws. Tells in `argv[2]` when it called `process.exit`.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { getLogger, setupLogging } from 'codomyrmex-logging';

const [, , report, durability] = process.argv;
const told = fs.openSync(report, 'w');

setupLogging({
  env: {},
  file: { path: join(dirname(report), 'app.log'), durability },
  syslog: { host: '127.0.0.1', port: 1, insecure: true, protocol: 'tcp' },
  transports: [
    {
      name: 'mine',
      write() {
        throw new Error('made up');
      },
    },
  ],
});

const real = fs.writeSync;
const failure = () => Object.assign(new Error('EIO: made up'), { code: 'EIO' });
fs.writeSync = (fd, ...rest) => {
  if ([1, 2, told].includes(fd)) return real(fd, ...rest);
  throw failure();
};
fs.write = (_fd, ...rest) => void setImmediate(rest.at(-1), failure());
syncBuiltinESMExports();

const log = getLogger('shop');
for (let n = 0; n < 2_000; n += 1) log.info('line', { n, pad: 'x'.repeat(200) });
await new Promise((resolve) => setTimeout(resolve, 200));
log.info('last');
fs.writeSync(told, String(Date.now()));
process.exit(7);
