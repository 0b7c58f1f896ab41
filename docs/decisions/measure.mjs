/**
 * Repeats the measurements of the decision records: alternating rounds in one process, medians.
 *
 *     npm run build && node docs/decisions/measure.mjs
 */
import { createRequire } from 'node:module';
import { getLogger, setupLogging } from 'codomyrmex-logging';

const ROUNDS = 21;

/** Prints the median of nanoseconds a call, and the ratio to the first case. */
function compare(title, calls, cases) {
  const names = Object.keys(cases);
  const times = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) {
      const start = process.hrtime.bigint();
      cases[name](calls);
      times.get(name).push(Number(process.hrtime.bigint() - start) / calls);
    }
  }
  console.log(`\n${title}`);
  const medians = names.map((name) => times.get(name).sort((a, b) => a - b)[ROUNDS >> 1]);
  for (const [at, name] of names.entries()) {
    const ratio = (medians[at] / medians[0]).toFixed(2);
    console.log(`  ${name.padEnd(36)} ${medians[at].toFixed(1).padStart(8)} ns  ${ratio.padStart(6)} x`);
  }
}

console.log(`Node ${process.version}, ${process.platform} ${process.arch}`);
setupLogging({ format: 'json', console: false, transports: [{ name: 'null', write() {} }] });
const log = getLogger('measure');

let kept;
class Comparing {
  node = { threshold: 30 };
  info(...args) {
    if (this?.node?.threshold > 20) return;
    kept = args;
  }
}
class Empty {
  info() {}
}
class OwnEmpty {
  info = () => {};
}
const [comparing, empty, ownEmpty] = [new Comparing(), new Empty(), new OwnEmpty()];
compare('0001: a disabled call', 5e6, {
  'empty method on the prototype': (n) => {
    for (let i = 0; i < n; i += 1) empty.info('text', i);
  },
  'empty function on each logger': (n) => {
    for (let i = 0; i < n; i += 1) ownEmpty.info('text', i);
  },
  'method that compares': (n) => {
    for (let i = 0; i < n; i += 1) comparing.info('text', i);
  },
});

/** Records that differ from each other: one and the same record over and over flatters everything. */
const records = Array.from({ length: 256 }, (_, i) => ({
  ...{ orderId: i, user: `user-${i}`, total: i * 3, currency: 'EUR', isPaid: i % 2 === 0 },
  items: { count: i, first: `article-${i}`, last: `article-${i + 1}` },
  http: { method: 'GET', path: `/orders/${i}`, status: 200, milliseconds: i },
  place: { city: 'Basel', zip: 4_000 + i, street: `street ${i}`, floor: 3 },
}));

function copy(value) {
  if (typeof value !== 'object' || value === null) return value;
  const result = {};
  for (const key of Object.keys(value)) result[key] = copy(value[key]);
  return result;
}

compare('0002: a record of 16 values in 4 objects', 2e4, {
  'JSON.stringify': (n) => {
    for (let i = 0; i < n; i += 1) kept = JSON.stringify(records[i & 255]);
  },
  'copy alone': (n) => {
    for (let i = 0; i < n; i += 1) kept = copy(records[i & 255]);
  },
  'copy, then JSON.stringify': (n) => {
    for (let i = 0; i < n; i += 1) kept = JSON.stringify(copy(records[i & 255]));
  },
  'whole line of this library': (n) => {
    for (let i = 0; i < n; i += 1) log.info('order placed', records[i & 255]);
  },
});

const fields = { orderId: 17 };
compare('0003: call shapes', 1e5, {
  'message, fields': (n) => {
    for (let i = 0; i < n; i += 1) log.info('order placed', fields);
  },
  'fields, message': (n) => {
    for (let i = 0; i < n; i += 1) log.info(fields, 'order placed');
  },
  'message with %s, argument': (n) => {
    for (let i = 0; i < n; i += 1) log.info('order %s placed', 'seventeen');
  },
});

const other = createRequire(import.meta.url)('codomyrmex-logging');
console.log('\n0004: the CommonJS and the ES module copy');
console.log(`  the same logger: ${other.getLogger('measure') === log}`);
console.log(`  code of their own: ${other.getLogger !== getLogger}`);
void kept;
