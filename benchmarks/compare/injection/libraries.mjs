/**
 * The libraries, each set up as its own documentation shows it, and each call made in the way of that library. An
 * adapter gives undefined for a call that its library has no counterpart of.
 *
 * `open()` gives `log(call)`, which returns what was written; `core(record)` names the core fields of a parsed line.
 */
import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import {
  configureSync,
  getJsonLinesFormatter,
  getLogger,
  getTextFormatter,
  resetSync,
} from '@logtape/logtape';
import { getLogger as getOwnLogger, setupLogging } from 'codomyrmex-logging-built';
import pino from 'pino';
import pretty from 'pino-pretty';
import winston from 'winston';

function versionOf(name) {
  const url = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')).version;
}

/** Collects what is written to it. */
class Sink extends Writable {
  text = '';

  constructor() {
    super();
    this.setMaxListeners(0); // each of winston's loggers listens
  }

  _write(chunk, _, done) {
    this.text += chunk;
    done();
  }

  take() {
    const { text } = this;
    this.text = '';
    return text;
  }
}

const NAME = 'shop.orders';
const messageOf = (call) => call.message ?? 'event';

function pinoLibrary(name, version, makeStream, core) {
  return {
    name,
    version,
    core,
    open() {
      const sink = new Sink();
      const stream = makeStream(sink);
      return (call) => {
        let log = pino({ name: call.logger ?? NAME }, stream);
        if (call.bound !== undefined) log = log.child(call.bound);
        const fields = call.error === undefined ? call.fields : { ...call.fields, err: call.error };
        if (fields === undefined) log.info(messageOf(call), ...(call.args ?? []));
        else log.info(fields, messageOf(call), ...(call.args ?? []));
        return sink.take();
      };
    },
  };
}

function winstonLibrary(name, last, core) {
  const { combine, errors, splat, timestamp } = winston.format;
  return {
    name,
    version: versionOf('winston'),
    core,
    open() {
      const sink = new Sink();
      const plain = combine(errors({ stack: true }), timestamp(), last);
      const filling = combine(errors({ stack: true }), timestamp(), splat(), last);
      return (call) => {
        const format = call.args === undefined ? plain : filling;
        const transports = [new winston.transports.Stream({ stream: sink })];
        const defaultMeta = { name: call.logger ?? NAME };
        let log = winston.createLogger({ format, transports, defaultMeta });
        if (call.bound !== undefined) log = log.child(call.bound);
        const rest = [...(call.args ?? []), call.error ?? call.fields].filter((part) => part !== undefined);
        log.info(messageOf(call), ...rest);
        log.clear();
        return sink.take();
      };
    },
  };
}

function logtapeLibrary(name, formatter, core) {
  return {
    name,
    version: versionOf('@logtape/logtape'),
    core,
    open() {
      let text = '';
      resetSync();
      configureSync({
        sinks: { memory: (record) => (text += formatter(record)) },
        loggers: [
          { category: [], sinks: ['memory'], lowestLevel: 'info' },
          { category: ['logtape', 'meta'], sinks: [], parentSinks: 'override' },
        ],
      });
      return (call) => {
        text = '';
        let log = getLogger([call.logger ?? NAME]);
        if (call.bound !== undefined) log = log.with(call.bound);
        if (call.args !== undefined)
          log.info(messageOf(call).replace('%s', '{value}'), { value: call.args[0] });
        else if (call.error !== undefined) log.info(messageOf(call), { ...call.fields, error: call.error });
        else if (call.fields !== undefined) log.info(messageOf(call), call.fields);
        else log.info(messageOf(call));
        return text;
      };
    },
  };
}

function consoleLibrary() {
  return {
    name: 'console',
    version: process.version,
    open() {
      const sink = new Sink();
      const log = new Console({
        stdout: sink,
        inspectOptions: { colors: false, breakLength: Number.POSITIVE_INFINITY },
      });
      return (call) => {
        if (call.bound !== undefined || call.logger !== undefined) return undefined;
        const rest = [...(call.args ?? []), call.fields, call.error].filter((part) => part !== undefined);
        log.info(messageOf(call), ...rest);
        return sink.take();
      };
    },
  };
}

function ownLibrary(format, core) {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  return {
    name: `codomyrmex-logging ${format}`,
    version,
    core,
    open() {
      let text = '';
      const memory = { name: 'memory', write: (line) => void (text += line) };
      setupLogging({ format, console: false, transports: [memory], env: {}, force: true });
      return (call) => {
        text = '';
        let log = getOwnLogger(call.logger ?? NAME);
        if (call.bound !== undefined) log = log.child(call.bound);
        const rest = [...(call.args ?? []), call.fields, call.error].filter((part) => part !== undefined);
        log.info(messageOf(call), ...rest);
        return text;
      };
    },
  };
}

/** Near enough to now to be the library's own time. */
const isNow = (time) => Math.abs(Date.now() - new Date(time).getTime()) < 600_000;

export const LIBRARIES = [
  ownLibrary('json', (record) => ({ ...record, time: isNow(record.timestamp) })),
  ownLibrary('text'),
  pinoLibrary(
    'pino',
    versionOf('pino'),
    (sink) => sink,
    (record) => ({
      level: record.level === 30 ? 'INFO' : record.level,
      name: record.name,
      message: record.msg,
      time: isNow(record.time),
    }),
  ),
  pinoLibrary('pino-pretty', versionOf('pino-pretty'), (sink) =>
    pretty({ colorize: false, singleLine: true, sync: true, destination: sink }),
  ),
  winstonLibrary('winston json', winston.format.json(), (record) => ({
    level: record.level === 'info' ? 'INFO' : record.level,
    name: record.name,
    message: record.message,
    time: isNow(record.timestamp),
  })),
  winstonLibrary('winston simple', winston.format.simple()),
  logtapeLibrary('LogTape JSON lines', getJsonLinesFormatter(), (record) => ({
    level: record.level,
    name: record.logger,
    message: record.message,
    time: isNow(record['@timestamp']),
  })),
  logtapeLibrary('LogTape text', getTextFormatter()),
  consoleLibrary(),
];
