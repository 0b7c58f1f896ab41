/** pino with pino-socket, which runs in a worker thread; or pino-socket alone. Its CA comes from NODE_EXTRA_CA_CERTS. */
import pino from 'pino';
import openSocket from 'pino-socket';
import { endOf, fieldsOf, lastFields, lineOf, WORD } from '../record.mjs';
import { LINES_ONLY, pace } from './pace.mjs';

const [port] = process.argv.slice(2);
const options = { address: '127.0.0.1', port: Number(port), mode: 'tcp', secure: true };

if (LINES_ONLY) {
  const stream = await openSocket(options);
  await pace((n, isLast) => stream.write(isLast ? endOf(lineOf(n)) : lineOf(n)));
} else {
  const logger = pino({ name: 'shop.orders' }, pino.transport({ target: 'pino-socket', options }));
  await pace((n, isLast) => logger.info(isLast ? lastFields(n) : fieldsOf(n), WORD));
}
