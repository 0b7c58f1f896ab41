/** Logs the whole corpus on the console, in the format that the first argument names. Run as a process of its own. */
import { getLogger, setupLogging, withContext } from '../../src/index.js';
import { CASES, REFERENCES } from './corpus.js';
import { perform } from './perform.js';

const type = process.argv[2] === 'json' ? 'json' : 'text';
const theme = {
  timestamp: 'dim',
  name: 'cyan',
  message: 'bold',
  key: ['italic', 'yellow'],
  level: { INFO: 'green', ERROR: ['bold', 'red'] },
} as const;

const logging = setupLogging({
  stack: 'full',
  format: type === 'json' ? 'json' : { type, theme },
});
const logs = { logger: getLogger, withContext };
for (const one of [...REFERENCES.values(), ...CASES]) perform(logs, one.call());
await logging.close();
