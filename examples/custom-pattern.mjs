// A pattern of one's own beside the built-in ones. Set-up refuses one that could take more than linear time.
import { ConfigError, getLogger, scrub, setupLogging } from 'codomyrmex-logging';

const employee = { name: 'employee-id', pattern: /EMP-\d{6}/, keywords: ['EMP-'] };
const logging = setupLogging({ scrub: { patterns: [employee] } });
const card = ['4111', '1111', '1111', '1111'].join('');

getLogger('shop').info('EMP-123456 refunded %s', card);
console.log(scrub(`mail to EMP-123456, card ${card}`));
console.log(logging.stats().redacted);

try {
  setupLogging({ force: true, scrub: { patterns: [{ name: 'slow', pattern: /(a+)+b/ }] } });
} catch (error) {
  console.log(error instanceof ConfigError, error.message);
}

await logging.close();

// Prints:
// 2026-11-22T01:02:03.456Z - shop - INFO - [REDACTED:employee-id] refunded [REDACTED:card ...1111]
// mail to [REDACTED:employee-id], card [REDACTED:card ...1111]
// { card: 2, 'employee-id': 2 }
// true option scrub.patterns cannot be used: the scrub pattern "slow" is refused: a+ can read the same text in two ways
