/** A whole set-up of its own whose lines are kept: several can be in force at once, for several formats. */
import { createRequire } from 'node:module';
import type { LoggingOptions } from '../../src/config/options.js';
import type { Logger } from '../../src/logger.js';
import type { Logging } from '../../src/logging.js';
import { Setup } from '../../src/setup.js';

export interface Lab {
  readonly logging: Logging;
  logger(name?: string): Logger;
  withContext<T>(fields: object, work: () => T): T;
  /** The lines that `work` logged. */
  lines(work: () => void): string[];
  /** The line that `work` logged; throws unless it was exactly one call of `write`. */
  line(work: () => void): string;
}

/** Sets up with one transport in memory, and nothing of the environment. */
export function openLab(options: LoggingOptions, setup = new Setup()): Lab {
  let written: string[] = [];
  const logging = setup.explicit({
    level: 'TRACE',
    console: false,
    env: {},
    stack: 'full',
    transports: [{ name: 'memory', write: (line) => void written.push(line) }],
    ...options,
  });
  const lines = (work: () => void): string[] => {
    written = [];
    work();
    return written;
  };
  return {
    logging,
    logger: (name = '') => setup.core.logger(name),
    withContext: (fields, work) => setup.core.contexts.run(fields, work),
    lines,
    line(work) {
      const all = lines(work);
      if (all.length !== 1) throw new Error(`${all.length} lines instead of one: ${JSON.stringify(all)}`);
      return all[0] as string;
    },
  };
}

/** The same with the built package, which is as fast as it is for users: vitest slows down what it transforms. */
export function openBuiltLab(options: LoggingOptions): Lab {
  // Where copies of the package find the set-up that they share: a lab has its own.
  const shared = Symbol.for('codomyrmex-logging/1');
  const scope = globalThis as { [shared]?: Setup };
  delete scope[shared];
  createRequire(import.meta.url)('../../dist/index.cjs').getLogger();
  return openLab(options, scope[shared]);
}
