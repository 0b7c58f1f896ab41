import { once } from 'node:events';
import pino from 'pino';
import { createSink } from '../sink.mjs';

/** pino as it comes: time as a number, pid and host name bound once. */
export function openPino(name = 'pino', options = {}, destination = createSink()) {
  const log = pino({ name: 'shop.orders', ...options }, destination);
  return {
    name,
    sink: destination,
    message: (message) => log.info(message),
    record: (message, fields) => log.info(fields, message),
    disabled: (message, fields) => log.debug(fields, message),
    error: (message, error) => log.error(error, message),
    child(fields) {
      const child = log.child(fields);
      return (message) => child.info(message);
    },
  };
}

export const openPinoPaths = (paths) => openPino(`pino, ${paths.length} paths`, { redact: paths });
export const openPinoWildcards = (paths) => openPino('pino, wildcards', { redact: paths });

/** pino's own way to apply patterns: a hook on the finished line. */
export const openPinoPatterns = (patterns) =>
  openPino(`pino, ${patterns.length} regexes on the line`, {
    hooks: {
      streamWrite: (line) => patterns.reduce((text, pattern) => text.replace(pattern, '[REDACTED]'), line),
    },
  });

/** Each line written before the call returns. */
export function openPinoFile(path) {
  const destination = pino.destination({ dest: path, sync: true });
  return { ...openPino('pino, sync', {}, destination), close: () => destination.end() };
}

/** In the background, from `minLength` bytes on. `drained` resolves when every line is in the file, without an fsync. */
export function openPinoFileAsync(path, minLength) {
  const destination = pino.destination({ dest: path, sync: false, minLength });
  const name = minLength === 0 ? 'pino, async' : `pino, async, ${minLength} bytes`;
  return {
    ...openPino(name, {}, destination),
    async drained() {
      // The public flush(callback) adds an fsync, which the others do not pay.
      while (destination._len > 0) {
        const drained = once(destination, 'drain');
        destination.flush();
        await drained;
      }
    },
    close: () => destination.end(),
  };
}
