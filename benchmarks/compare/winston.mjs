import winston from 'winston';
import { createSink } from '../sink.mjs';

const MESSAGE = Symbol.for('message');

/** The lightest transport that winston can have: no stream behind it. */
class SinkTransport extends winston.Transport {
  constructor(sink) {
    super();
    this.sink = sink;
  }

  log(info, next) {
    this.sink.write(info[MESSAGE]);
    next();
  }
}

export function openWinston() {
  const { combine, errors, json, timestamp } = winston.format;
  const sink = createSink();
  const log = winston.createLogger({
    level: 'info',
    format: combine(errors({ stack: true, cause: true }), timestamp(), json()),
    defaultMeta: { name: 'shop.orders' },
    transports: [new SinkTransport(sink)],
  });
  return {
    name: 'winston json',
    sink,
    message: (message) => log.info(message),
    record: (message, fields) => log.info(message, fields),
    disabled: (message, fields) => log.debug(message, fields),
    error: (message, error) => log.error(message, error),
    child(fields) {
      const child = log.child(fields);
      return (message) => child.info(message);
    },
  };
}
