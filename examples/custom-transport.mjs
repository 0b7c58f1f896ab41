// A transport of one's own: it gets finished lines, redacted and escaped, and cannot see anything else.
import { getLogger, setupLogging } from 'codomyrmex-logging';

const kept = [];
const memory = {
  name: 'memory',
  write: (line) => kept.push(line),
  flush: async () => {},
  close: async () => {},
};

const logging = setupLogging({ format: 'json', console: false, transports: [memory] });
getLogger('shop').info('charged', { amount: 5, cardNumber: ['4111', '1111', '1111', '1111'].join('') });
await logging.close();

console.log(kept.length, 'line');
console.log(kept[0].trimEnd());

// Prints:
// 1 line
// {"timestamp":"2026-11-22T01:02:03.456Z","level":"INFO","name":"shop","message":"charged","amount":5,"cardNumber":"[REDACTED]"}
