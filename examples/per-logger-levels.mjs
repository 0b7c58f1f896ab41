// The dotted name of a logger is its place in a tree; levels are set for a place and hold below it.
import { getLogger, setupLogging } from 'codomyrmex-logging';

const logging = setupLogging({ level: 'WARNING', levels: { 'shop.*': 'DEBUG', 'shop.http': 'ERROR' } });

getLogger('shop.orders').debug('shown: shop.* is at DEBUG');
getLogger('shop.http').info('not shown: shop.http is at ERROR');
getLogger('mail').info('not shown: the root is at WARNING');

getLogger('mail').setLevel('INFO'); // holds for mail, mail.smtp, …, and for loggers already made
getLogger('mail.smtp').info('shown now');

await logging.close();

// Prints:
// 2026-11-22T01:02:03.456Z - shop.orders - DEBUG - shown: shop.* is at DEBUG
// 2026-11-22T01:02:03.456Z - mail.smtp - INFO - shown now
