/** Times single log calls: for a count from the parent, the times of so many calls, and the memory of the process. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { getLogger, setupLogging } from '../../../dist/index.js';
import { fieldsOf, WORD } from '../record.mjs';

const [port, ca] = process.argv.slice(2);
const syslog = { host: '127.0.0.1', port: Number(port), ca };
const logging = setupLogging({ console: false, env: {}, syslog });
const log = getLogger('shop.orders');

process.send('ready');
for (;;) {
  const [{ count, close }] = await once(process, 'message');
  if (close) break;
  const times = new Float64Array(count);
  for (let n = 0; n < count; n += 1) {
    const start = performance.now();
    log.info(WORD, fieldsOf(n));
    times[n] = performance.now() - start;
    if (n % 50 === 49) await pause(1);
  }
  const { queuedBytes, dropped } = logging.health().syslog;
  process.send({ times: [...times], rss: process.memoryUsage.rss(), queuedBytes, dropped });
}
const begin = performance.now();
await logging.close();
process.send({ closed: performance.now() - begin });
process.disconnect();
