/** What the handle of a set-up says and does beyond flush and close. */
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getLogger, type Logging, type LoggingOptions, setupLogging } from '../src/index.js';
import { MemoryTransport } from './helpers/memory.js';
import { captureStderr } from './helpers/stderr.js';

captureStderr();
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logging-'));
  path = join(folder, 'app.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const set = (options: LoggingOptions): Logging =>
  setupLogging({ env: {}, format: 'json', console: false, force: true, ...options });
const messages = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).message);

describe('health()', () => {
  test('tells state, queue, drops and the last error of each transport', async () => {
    const logging = set({ file: path, transports: [new MemoryTransport()] });
    const fine = { state: 'ok', queuedBytes: 0, dropped: 0, lastError: undefined };
    expect(logging.health()).toEqual({ file: fine, memory: fine });
    await logging.close();
    const closed = { ...fine, state: 'closed' };
    expect(logging.health()).toEqual({ file: closed, memory: closed });
  });

  test('has no secret in it, and no control character', () => {
    const secret = ['hunter', 'two', '22'].join('-');
    const health = () => ({
      ...({ state: 'degraded', queuedBytes: 7, dropped: 1 } as const),
      lastError: `login with password=${secret} failed\nretrying`,
    });
    const logging = set({ transports: [Object.assign(new MemoryTransport('mine'), { health })] });
    const { mine } = logging.health();
    expect(mine).toMatchObject({ state: 'degraded', queuedBytes: 7, dropped: 1 });
    expect(mine?.lastError).toMatch(/^login with password=\[REDACTED.*\\nretrying$/);
  });
});

describe('reopen()', () => {
  test('lets every file begin anew after an external rotation', async () => {
    const other = join(folder, 'other.log');
    const logging = set({ file: [path, other] });
    const log = getLogger('x');
    log.info('before');
    for (const file of [path, other]) renameSync(file, `${file}.1`);
    logging.reopen();
    log.info('after');
    for (const file of [path, other]) {
      expect([messages(`${file}.1`), messages(file)]).toEqual([['before'], ['after']]);
    }
    await logging.close();
  });
});

describe('Symbol.asyncDispose', () => {
  test('closes, with every line out', async () => {
    const logging = set({ file: { path, durability: 'async' } });
    getLogger('x').info('last');
    await logging[Symbol.asyncDispose]();
    expect(messages(path)).toEqual(['last']);
    expect(logging.health()['file']?.state).toBe('closed');
  });
});
