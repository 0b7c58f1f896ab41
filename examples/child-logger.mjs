// A child has the name and the level of its parent, and fields that all its records carry.
import { getLogger, setupLogging } from 'codomyrmex-logging';

const logging = setupLogging({ format: 'json' });
const log = getLogger('shop.http');

const request = log.child({ requestId: 'r-1', user: 'ada' });
request.info('started');
request.child({ step: 'payment', user: 'bob' }).warn('slow', { ms: 1_250 });

await logging.close();

// Prints:
// {"timestamp":"2026-11-22T01:02:03.456Z","level":"INFO","name":"shop.http","message":"started","requestId":"r-1","user":"ada"}
// {"timestamp":"2026-11-22T01:02:03.456Z","level":"WARNING","name":"shop.http","message":"slow","requestId":"r-1","user":"bob","step":"payment","ms":1250}
