/** This library as it comes, all redaction on; or its transport alone, which takes finished lines. */
import { setImmediate as turn } from 'node:timers/promises';
import { endOf, fieldsOf, lastFields, lineOf, WORD } from '../record.mjs';
import { LINES_ONLY, pace } from './pace.mjs';

const [port, ca] = process.argv.slice(2);
const HALF_QUEUE = 32 * 1024 * 1024;

/** As the documentation has it for floods: wait when the queue is half full. */
const flushing = (health, flush) => async () => {
  await turn();
  if (health().queuedBytes > HALF_QUEUE) await flush();
};

async function pacedLines() {
  const { openSyslogTransport } = await import(process.env.TRANSPORT);
  const servers = [{ host: '127.0.0.1', port: Number(port) }];
  const transport = openSyslogTransport({ name: 'syslog', servers, ca }, () => {});
  const wait = flushing(
    () => transport.health(),
    () => transport.flush(),
  );
  await pace((n, isLast) => transport.write(isLast ? endOf(lineOf(n)) : lineOf(n)), wait);
}

async function pacedCalls() {
  const { getLogger, setupLogging } = await import('../../../dist/index.js');
  const syslog = { host: '127.0.0.1', port: Number(port), ca };
  const logging = setupLogging({ console: false, env: {}, syslog });
  const log = getLogger('shop.orders');
  const wait = flushing(
    () => logging.health().syslog,
    () => logging.flush(),
  );
  await pace((n, isLast) => log.info(WORD, isLast ? lastFields(n) : fieldsOf(n)), wait);
}

await (LINES_ONLY ? pacedLines() : pacedCalls());
