/**
 * How each library is set up, as its documentation shows it. A writer opens a file or stdout and gives `log`, which
 * writes one line with a number, `end`, which ends it in the documented way, and `close` besides where lines are to be
 * counted after it. Packages are loaded by who is asked for only: one must not change what another does at exit.
 */
const pad = 'x'.repeat(100);

/** What a peer reports as an `error` event is listened to, as every documentation says. */
const heard = [];
const hear = (emitter) => emitter.on('error', (error) => heard.push(error.code ?? error.message));

async function codomyrmex({ path, size, mode }, durability) {
  const { getLogger, setupLogging } = await import('../../dist/index.js');
  const logging = setupLogging({
    env: {},
    format: 'json',
    ...(path === undefined
      ? {}
      : {
          console: false,
          file: {
            ...{ path, durability },
            ...(size === undefined ? {} : { size, compress: 'gzip', maxFiles: 10_000 }),
            ...(mode === undefined ? {} : { mode }),
          },
        }),
  });
  const logger = getLogger('shop');
  return {
    log: (n) => logger.info('line', { n, pad }),
    end: () => logging.close(),
    dropped: () => logging.stats().dropped,
  };
}

async function pino({ path, mode }, options) {
  const { default: library } = await import('pino');
  const destination = library.destination({ dest: path ?? 1, mode, ...options });
  hear(destination);
  const logger = library(destination);
  return {
    log: (n) => logger.info({ n, pad }, 'line'),
    end: () => new Promise((resolve) => destination.once('close', resolve).end()),
  };
}

async function pinoWorker({ path }) {
  const { default: library } = await import('pino');
  const transport = library.transport({ target: 'pino/file', options: { destination: path ?? 1 } });
  hear(transport);
  const logger = library(transport);
  return {
    log: (n) => logger.info({ n, pad }, 'line'),
    end: () => new Promise((resolve) => transport.once('close', resolve).end()),
  };
}

async function winston({ path, size, mode }) {
  const { default: library } = await import('winston');
  const rotation = size === undefined ? {} : { maxsize: size, zippedArchive: true };
  const transport =
    path === undefined
      ? new library.transports.Console()
      : new library.transports.File({
          filename: path,
          ...rotation,
          ...(mode === undefined ? {} : { options: { flags: 'a', mode } }),
        });
  hear(transport);
  const logger = library.createLogger({ format: library.format.json(), transports: [transport] });
  hear(logger);
  return {
    log: (n) => logger.info('line', { n, pad }),
    end: () => new Promise((resolve) => transport.once('finish', resolve) && logger.end()),
  };
}

async function rotatingFileStream({ path, size, mode }) {
  const { createStream } = await import('rotating-file-stream');
  const { basename, dirname } = await import('node:path');
  const rotation = size === undefined ? {} : { size: `${size}B`, compress: 'gzip' };
  const stream = createStream(basename(path), { path: dirname(path), mode, ...rotation });
  hear(stream);
  return {
    log: (n) => stream.write(`${JSON.stringify({ message: 'line', n, pad })}\n`),
    end: () => new Promise((resolve) => stream.once('close', resolve) && stream.end()),
  };
}

async function bunyan({ path }) {
  const { default: library } = await import('bunyan');
  const logger = library.createLogger({
    name: 'shop',
    streams: [path === undefined ? { stream: process.stdout } : { path }],
  });
  hear(logger);
  return {
    log: (n) => logger.info({ n, pad }, 'line'),
    end: () => new Promise((resolve) => logger.streams[0].stream.end(resolve)),
  };
}

const BATCHED = { sync: false, minLength: 4096 };

/** `can`: what the library offers by itself. */
export const WRITERS = {
  'this library, sync': {
    open: (options) => codomyrmex(options, 'sync'),
    can: ['stdout', 'rotate', 'mode'],
  },
  'this library, async': { open: (options) => codomyrmex(options, 'async'), can: ['rotate', 'mode'] },
  'pino, sync': { open: (options) => pino(options, { sync: true }), can: ['stdout', 'mode'] },
  'pino, async': { open: (options) => pino(options, BATCHED), can: ['stdout', 'mode'] },
  'pino, worker transport': { open: pinoWorker, can: ['stdout'] },
  winston: { open: winston, can: ['stdout', 'rotate', 'mode'] },
  'rotating-file-stream': { open: rotatingFileStream, can: ['rotate', 'mode'] },
  bunyan: { open: bunyan, can: ['stdout'] },
};

/** Errors that the peer reported by event. */
export const reported = heard;
