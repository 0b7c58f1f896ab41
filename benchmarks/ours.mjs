/** This library as an application gets it: the built package, its default set-up, everything on. */
import * as library from '../dist/index.js';
import { createSink } from './sink.mjs';

export const NAME = 'codomyrmex';

export const { ConfigError, getLogger, scrub, setupLogging } = library;

/** One set-up is in force in a process: the last one opened. `env: {}`, so that the shell has no say. */
export function openOurs(options = {}, name = NAME) {
  const sink = createSink();
  const logging = setupLogging({
    force: true,
    console: false,
    format: 'json',
    transports: [sink],
    env: {},
    ...options,
  });
  const log = getLogger('shop.orders');
  return {
    name,
    sink,
    message: (message) => log.info(message),
    record: (message, fields) => log.info(message, fields),
    disabled: (message, fields) => log.debug(message, fields),
    error: (message, error) => log.error(message, error),
    child(fields) {
      const child = log.child(fields);
      return (message) => child.info(message);
    },
    drained: () => logging.flush(),
    close: () => logging.close(),
  };
}

/** Why this build cannot take `options`; undefined when it can. */
export function refusal(options) {
  try {
    openOurs(options);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError)
      return `not available in this build: ${Object.keys(options).join(', ')}`;
    throw error;
  }
}

/** Whether secrets inside strings are found. */
export function scrubsStrings() {
  const { sink, message } = openOurs();
  const token = ['gh', 'p_', 'Ab3'.repeat(12)].join('');
  message(`push with ${token} was refused`);
  return !sink.last.includes(token);
}
