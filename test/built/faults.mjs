/**
 * Runs the built package while file system calls fail: the call `argv[2]` with the last `argv[4]` errors, a file being set up
 * before the fault or meanwhile. Prints one line of JSON for each case.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [, , call, mode, errors] = process.argv;
const ERRORS = ['EACCES', 'EAGAIN', 'EBUSY', 'EIO', 'EMFILE', 'ENOENT', 'ENOSPC', 'EROFS'].slice(-errors);
const LINES = 100;

let unhandled = 0;
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => (unhandled += 1));

const real = fs[call];
let code;
const faulty = (...args) => {
  // Descriptors 1 and 2 are ours: the report and the diagnostics.
  if (code === undefined || args[0] === 1 || args[0] === 2) return Reflect.apply(real, fs, args);
  throw Object.assign(new Error(`${code}: made up`), { code, syscall: call, errno: -1 });
};
// The package may take the function or the module: both are replaced, before it is loaded.
fs[call] = faulty;
syncBuiltinESMExports();
const { ConfigError, getLogger, setupLogging } = await import('codomyrmex-logging');
const log = getLogger('shop');

const textIn = (folder) =>
  fs
    .readdirSync(folder)
    .filter((name) => name.startsWith('app') && name.endsWith('.log'))
    .map((name) => fs.readFileSync(join(folder, name), 'utf8'))
    .join('');

async function attempt(error, isAtSetUp) {
  const folder = fs.mkdtempSync(join(tmpdir(), 'built-faults-'));
  const path = join(folder, 'app.log');
  const result = { call, error, isAtSetUp, thrown: 0 };
  const open = () =>
    setupLogging({
      ...{ env: {}, force: true, console: false, format: 'json', level: 'INFO' },
      file: { path, size: 5_000, maxFiles: 100, durability: mode },
    });
  let logging;
  if (isAtSetUp) code = error;
  try {
    logging = open();
  } catch (problem) {
    result.refused = problem instanceof ConfigError && problem.message.includes(path);
    code = undefined;
    logging = open();
  }
  code = error;
  for (let n = 0; n < LINES; n += 1) {
    try {
      log.info('line', { n });
    } catch {
      result.thrown += 1;
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  code = undefined;
  for (let n = LINES; n < LINES * 2; n += 1) log.info('line', { n });
  await logging.flush();
  await logging.close();
  const numbers = textIn(folder)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).n);
  const { dropped } = logging.stats();
  fs.rmSync(folder, { recursive: true });
  return { ...result, written: numbers.length, distinct: new Set(numbers).size, dropped };
}

// What happens while a file is opened does not depend on the mode.
for (const isAtSetUp of mode === 'sync' ? [false, true] : [false]) {
  for (const error of ERRORS) {
    const before = unhandled;
    const result = await attempt(error, isAtSetUp);
    await new Promise((resolve) => setImmediate(resolve));
    console.log(JSON.stringify({ ...result, unhandled: unhandled - before }));
  }
}
