// Errors are written whole: type, message, code, stack, causes, and their own properties.
import { getLogger, setupLogging } from 'codomyrmex-logging';

const logging = setupLogging({ format: 'json', stack: 'none' });
const log = getLogger('shop.payment');

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', port: 5432 });
log.exception(new Error('payment failed', { cause: refused }), 'order %d', 17);
log.error('also so', { orderId: 17 }, new TypeError('no total'));
log.warn('two ways failed', { reason: new AggregateError([refused, new Error('timeout')], 'all failed') });

await logging.close();

// Prints:
// {"timestamp":"2026-11-22T01:02:03.456Z","level":"ERROR","name":"shop.payment","message":"order 17","error":{"type":"Error","message":"payment failed","cause":{"type":"Error","message":"connect ECONNREFUSED","code":"ECONNREFUSED","port":5432}}}
// {"timestamp":"2026-11-22T01:02:03.456Z","level":"ERROR","name":"shop.payment","message":"also so","error":{"type":"TypeError","message":"no total"},"orderId":17}
// {"timestamp":"2026-11-22T01:02:03.456Z","level":"WARNING","name":"shop.payment","message":"two ways failed","reason":{"type":"AggregateError","message":"all failed","errors":[{"type":"Error","message":"connect ECONNREFUSED","code":"ECONNREFUSED","port":5432},{"type":"Error","message":"timeout"}]}}
