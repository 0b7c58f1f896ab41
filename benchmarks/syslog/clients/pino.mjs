/**
 * pino with pino-socket, which runs in a worker thread, with pino-syslog before it or without; or pino-socket alone, with
 * octet counting in its hook or without. Its CA comes from NODE_EXTRA_CA_CERTS.
 */
import pino from 'pino';
import openSocket from 'pino-socket';
import { endOf, fieldsOf, lastFields, lineOf, WORD } from '../record.mjs';
import { LINES_ONLY, MODE, pace } from './pace.mjs';

const [port] = process.argv.slice(2);
const options = { address: '127.0.0.1', port: Number(port), mode: 'tcp', secure: true };
const socket = { target: 'pino-socket', options };
const syslog = { target: 'pino-syslog', options: { modern: true, newline: true, appname: 'shop' } };

async function socketAlone() {
  const onBeforeDataWrite = (data) => Buffer.concat([Buffer.from(`${data.length} `), data]);
  const stream = await openSocket(MODE === '--frames' ? { ...options, onBeforeDataWrite } : options);
  await pace((n, isLast) => stream.write(isLast ? endOf(lineOf(n)) : lineOf(n)));
}

async function logger() {
  const transport = pino.transport(MODE === '--syslog' ? { pipeline: [syslog, socket] } : socket);
  const log = pino({ name: 'shop.orders' }, transport);
  await pace((n, isLast) => log.info(isLast ? lastFields(n) : fieldsOf(n), WORD));
}

await (LINES_ONLY ? socketAlone() : logger());
