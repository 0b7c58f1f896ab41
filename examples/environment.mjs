// Everything from the environment, as in production. Here the variables are given in code, to stay in one file.
import { getLogger, setupLogging } from 'codomyrmex-logging';

const env = {
  NODE_ENV: 'production', // JSON, and stacks with paths relative to the working directory
  CODOMYRMEX_LOG_LEVEL: 'debug',
  CODOMYRMEX_LOG_LEVELS: 'shop.http=WARNING',
  CODOMYRMEX_LOG_REDACT_KEYS: 'employeeId',
};
const logging = setupLogging({ env });

getLogger('shop.orders').debug('checked', { employee_id: 'E-17', total: 5 });
getLogger('shop.http').info('not shown');

await logging.close();

// Prints:
// {"timestamp":"2026-11-22T01:02:03.456Z","level":"DEBUG","name":"codomyrmex-logging","message":"logging is set up","console":"stdout","files":[],"transports":[]}
// {"timestamp":"2026-11-22T01:02:03.456Z","level":"DEBUG","name":"shop.orders","message":"checked","employee_id":"[REDACTED]","total":5}
