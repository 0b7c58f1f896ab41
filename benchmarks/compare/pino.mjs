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
