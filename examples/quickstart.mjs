// The shortest program: set logging up once, get a logger by name, log messages with fields.
import { getLogger, setupLogging } from 'codomyrmex-logging';

const logging = setupLogging();
const log = getLogger('shop.orders');

log.info('order placed', { orderId: 17, total: 19.9, note: 'two words' });
log.info('User %s logged in from %s', 'ada', '192.0.2.7');
log.info('new account', { user: 'eve\nINFO - admin logged in', password: ['open', 'sesame'].join('-') });
log.debug('not shown: the level is INFO');

await logging.close();

// Prints:
// 2026-11-22T01:02:03.456Z - shop.orders - INFO - order placed orderId=17 total=19.9 note="two words"
// 2026-11-22T01:02:03.456Z - shop.orders - INFO - User ada logged in from 192.0.2.7
// 2026-11-22T01:02:03.456Z - shop.orders - INFO - new account user="eve\nINFO - admin logged in" password=[REDACTED]
