// Fields that follow a request through everything asynchronous, without handing a logger around.
import { setTimeout as delay } from 'node:timers/promises';
import { correlationId, getLogger, setupLogging, withContext, withCorrelation } from 'codomyrmex-logging';

const logging = setupLogging();
const log = getLogger('shop');

await withCorrelation('req-1', async () => {
  await delay(1);
  await withContext({ user: 'ada' }, () => log.info('paid'));
  log.info('answered');
});
withCorrelation('not\nan id', () => log.info('a new id', { isNew: correlationId() !== 'not\nan id' }));

await logging.close();

// Prints:
// 2026-11-22T01:02:03.456Z - shop - INFO - paid correlation_id=req-1 user=ada
// 2026-11-22T01:02:03.456Z - shop - INFO - answered correlation_id=req-1
// 2026-11-22T01:02:03.456Z - shop - INFO - a new id correlation_id=cid-0123456789ab isNew=true
