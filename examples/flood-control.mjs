// What keeps a log readable while something goes wrong ten thousand times; nothing of it is on by default.
import { getLogger, setupLogging } from 'codomyrmex-logging';

const logging = setupLogging({
  rateLimit: { perSecond: 1, burst: 2 }, // by logger, level and message template; ERROR and CRITICAL are exempt
  collapseRepeats: '10s', // a record that its logger repeats is written once, then how often it came
  sample: { DEBUG: 0.01 }, // one in a hundred, at random
});
const log = getLogger('shop');

for (let i = 0; i < 413; i += 1) log.warn('no connection to %s', 'db-1');
log.warn('connected');

for (let i = 0; i < 200; i += 1) log.every(100).info('imported', { row: i });
for (let i = 0; i < 200; i += 1) log.throttle(60_000).info('still importing');
for (let i = 0; i < 200; i += 1) log.once().info('the old format is deprecated');

await logging.close();
console.log(logging.stats().suppressed);

// Prints:
// 2026-11-22T01:02:03.456Z - shop - WARNING - no connection to db-1
// 2026-11-22T01:02:03.456Z - shop - WARNING - repeated 412 times: no connection to %s
// 2026-11-22T01:02:03.456Z - shop - WARNING - connected
// 2026-11-22T01:02:03.456Z - shop - INFO - imported row=0
// 2026-11-22T01:02:03.456Z - shop - INFO - imported suppressed=99 row=100
// 2026-11-22T01:02:03.456Z - shop - INFO - still importing
// 2026-11-22T01:02:03.456Z - shop - INFO - the old format is deprecated
// {
//   once: 199,
//   every: 198,
//   throttle: 199,
//   sample: 0,
//   collapseRepeats: 412,
//   rateLimit: 0
// }
