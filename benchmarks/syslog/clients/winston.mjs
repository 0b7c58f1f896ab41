/** winston with winston-syslog, RFC 5424; it ends a message by a line feed where that is asked for, else by nothing. */
import winston from 'winston';
import { Syslog } from 'winston-syslog';
import { endOf, fieldsOf, lastFields, textOf, WORD } from '../record.mjs';
import { LINES_ONLY, pace } from './pace.mjs';

const [port] = process.argv.slice(2);
const server = { host: '127.0.0.1', port: Number(port), protocol: 'tls4' };
const transport = new Syslog({ ...server, type: '5424', eol: '\n' });

const done = () => {};
const sendText = (n, isLast) => {
  const text = isLast ? endOf(textOf(n)) : textOf(n);
  transport.log({ [Symbol.for('level')]: 'info', [Symbol.for('message')]: text }, done);
};

if (LINES_ONLY) await pace(sendText);
else {
  const { combine, json, timestamp } = winston.format;
  const { levels } = winston.config.syslog;
  const logger = winston.createLogger({
    levels,
    format: combine(timestamp(), json()),
    transports: [transport],
  });
  await pace((n, isLast) => logger.info(WORD, isLast ? lastFields(n) : fieldsOf(n)));
}
