/** Opens each logger as its documentation begins, with JSON on stdout or in a file. `log` takes a message and fields. */
import { setTimeout as delay } from 'node:timers/promises';

export const libraries = {
  async 'codomyrmex-logging'(path) {
    const { getLogger, setupLogging } = await import('../../dist/index.js');
    const logging = setupLogging({ format: 'json', ...(path && { console: false, file: path }) });
    const log = getLogger('app');
    return { log: (message, fields) => log.info(message, fields), end: () => logging.close() };
  },

  async pino(path) {
    const { pino } = await import('pino');
    const log = path === undefined ? pino() : pino(pino.destination(path));
    return { log: (message, fields) => log.info(fields, message), end: () => delay(100) };
  },

  async winston(path) {
    const { default: winston } = await import('winston');
    const { Console, File } = winston.transports;
    const transport = path === undefined ? new Console() : new File({ filename: path });
    const log = winston.createLogger({ transports: [transport] });
    return { log: (message, fields) => log.info(message, fields), end: () => delay(100) };
  },
};
