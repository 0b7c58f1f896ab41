import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ConfigError, getLogger, type LoggingOptions, setupLogging } from '../src/index.js';
import { makeProgramLab, type ProgramLab } from './helpers/child.js';
import { MemoryTransport } from './helpers/memory.js';
import { captureStderr } from './helpers/stderr.js';

const stderr = captureStderr();
const folder = mkdtempSync(join(tmpdir(), 'setup-'));
let programs: ProgramLab;
beforeAll(async () => {
  programs = await makeProgramLab();
});
afterAll(() => {
  programs.remove();
  rmSync(folder, { recursive: true, force: true });
});

const set = (transport: MemoryTransport, options: LoggingOptions = {}) =>
  setupLogging({ env: {}, format: 'json', console: false, transports: [transport], ...options });
const messages = ({ lines }: MemoryTransport): string[] => lines.map((line) => JSON.parse(line).message);

describe('a second set-up', () => {
  test('with force replaces it, and closes the transports of the first', () => {
    const first = new MemoryTransport('first');
    const closed = vi.spyOn(first, 'close');
    const handle = set(first, { force: true });
    const log = getLogger('x').child({ a: 1 });
    const second = new MemoryTransport('second');
    expect(set(second, { force: true, level: 'DEBUG' })).not.toBe(handle);
    second.lines.length = 0;
    log.debug('m');
    expect([messages(first), messages(second)]).toEqual([[], ['m']]);
    expect(closed).toHaveBeenCalledTimes(1);
  });

  test('that fails keeps the first in force', () => {
    const first = new MemoryTransport('first');
    const handle = set(first, { force: true });
    const closed = vi.spyOn(first, 'close');
    const second = new MemoryTransport('second');
    expect(() => set(second, { force: true, level: 'LOUD' as never })).toThrow(ConfigError);
    expect(() => set(second, { force: true, file: join(folder, 'no', '\u0000') })).toThrow(ConfigError);
    getLogger('x').info('m');
    expect([messages(first), messages(second)]).toEqual([['m'], []]);
    expect(closed).not.toHaveBeenCalled();
    expect(handle.stats().lines).toBe(1);
  });
});

describe('close', () => {
  test('counts and diagnoses records that come later, and may be called again', async () => {
    const memory = new MemoryTransport();
    const handle = set(memory, { force: true });
    await handle.close();
    stderr.lines.length = 0;
    for (let i = 0; i < 3; i += 1) getLogger('x').info('late');
    getLogger('x').debug('below the threshold');
    expect(handle.stats().dropped).toBe(3);
    expect(memory.lines).toEqual([]);
    expect(stderr.lines.length).toBeLessThanOrEqual(1);
    await handle.close();
    await handle.flush();
  });

  test('of a handle that was replaced leaves the new one in force', async () => {
    const old = set(new MemoryTransport('old'), { force: true });
    const memory = new MemoryTransport('new');
    set(memory, { force: true });
    await old.close();
    getLogger('x').info('m');
    expect(messages(memory)).toEqual(['m']);
  });
});

describe('set-up itself', () => {
  test('logs one record at DEBUG and none at INFO', () => {
    const memory = new MemoryTransport();
    set(memory, { force: true, level: 'TRACE' });
    expect(memory.lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'DEBUG', name: 'codomyrmex-logging', message: 'logging is set up' },
    ]);
    const quiet = new MemoryTransport();
    set(quiet, { force: true });
    expect(quiet.lines).toEqual([]);
  });
});

describe('files', () => {
  test('are written beside the others, each with its level and format, mode 0600', async () => {
    const all = join(folder, 'all.log');
    const errors = join(folder, 'errors.log');
    const handle = setupLogging({
      env: {},
      force: true,
      console: false,
      format: 'text',
      file: [
        { path: all, format: 'json' },
        { path: errors, level: 'ERROR' },
      ],
    });
    getLogger('x').info('one');
    getLogger('x').error('two');
    expect(
      readFileSync(all, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line).message),
    ).toEqual(['one', 'two']);
    expect(readFileSync(errors, 'utf8')).toMatch(/^\S+ - x - ERROR - two\n$/);
    expect(statSync(all).mode & 0o777).toBe(0o600);
    handle.reopen();
    await handle.close();
    expect(handle.health()).toMatchObject({ file: { state: 'closed' }, 'file-2': { state: 'closed' } });
  });

  test('that cannot be used throw a ConfigError that names the path', () => {
    const path = join(folder, 'all.log', 'below-a-file.log');
    expect(() => setupLogging({ env: {}, force: true, console: false, file: path })).toThrow(ConfigError);
    expect(() => setupLogging({ env: {}, force: true, console: false, file: path })).toThrow(path);
  });

  test('that the environment asks for and cannot be used are a warning; the console stays on', () => {
    const {
      code,
      stdout,
      stderr: said,
    } = programs.run("lib.getLogger('x').info('still here');", {
      env: { CODOMYRMEX_LOG_FILE: '/dev/null/nowhere.log' },
    });
    expect(code).toBe(0);
    expect(stdout).toContain('still here');
    expect(said.trimEnd().split('\n')).toHaveLength(1);
    expect(said).toContain('CODOMYRMEX_LOG_FILE');
    expect(said).toContain('/dev/null/nowhere.log');
  });
});

describe('a process of its own', () => {
  test('logs before any set-up, by the environment', () => {
    const {
      stdout,
      stderr: said,
      code,
    } = programs.run(`const log = lib.getLogger('early'); log.debug('one'); log.trace('two');`, {
      env: { CODOMYRMEX_LOG_LEVEL: 'debug', CODOMYRMEX_LOG_OUTPUT_TYPE: 'json' },
    });
    expect([code, said]).toEqual([0, '']);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).message),
    ).toContain('one');
    expect(stdout).not.toContain('two');
  });

  test('sets up over what the first record set up, without force', () => {
    const { stdout, stderr: said } = programs.run(`
      const log = lib.getLogger('x');
      log.info('by the environment');
      lib.setupLogging({ console: 'stderr', format: 'json' });
      log.info('by the application');`);
    expect(stdout).toMatch(/by the environment/);
    expect(stdout).not.toMatch(/by the application/);
    expect(said).toMatch(/"message":"by the application"/);
    expect(said).not.toMatch(/called again/);
  });

  test('does not throw out of a log call under a wrong environment, even a strict one', () => {
    const {
      code,
      stdout,
      stderr: said,
    } = programs.run(`lib.getLogger('x').info('m');`, {
      env: { CODOMYRMEX_LOG_LEVEL: 'LOUD', CODOMYRMEX_LOG_STRICT: '1' },
    });
    expect(code).toBe(0);
    expect(stdout).toContain(' - x - INFO - m');
    expect(said).toContain('CODOMYRMEX_LOG_LEVEL');
  });

  test('writes JSON in production and text elsewhere', () => {
    const body = "lib.getLogger('x').info('m', { a: 1 });";
    expect(programs.run(body).stdout).toMatch(/^\S+ - x - INFO - m a=1\n$/);
    expect(programs.run(body, { env: { NODE_ENV: 'production' } }).stdout).toMatch(/^\{"timestamp":/);
  });

  test('does not show its folders in production', () => {
    const { stdout } = programs.run("lib.getLogger('x').error(new Error('x'));", {
      env: { NODE_ENV: 'production', HOME: '/nonexistent-home' },
    });
    expect(stdout).toContain('program-');
    expect(stdout).not.toContain(programs.folder);
  });

  test('allocates nothing for calls that are off', () => {
    const { stdout, stderr: said } = programs.run(
      `
      const log = lib.getLogger('x');
      lib.setupLogging({ level: 'ERROR' });
      const fields = { a: 1 };
      const call = () => { for (let i = 0; i < 1e6; i += 1) log.debug('m', fields); };
      call(); call();
      gc();
      const before = process.memoryUsage().heapUsed;
      call();
      console.log(process.memoryUsage().heapUsed - before);`,
      { flags: ['--expose-gc'] },
    );
    expect(said).toBe('');
    expect(Number(stdout)).toBeLessThan(1_000_000);
  });

  test('logs until its stack is used up without an exception out of the library', () => {
    const {
      code,
      stdout,
      stderr: said,
    } = programs.run(`
      const lines = [];
      lib.setupLogging({ format: 'json', console: false, transports: [{ name: 'm', write(line) { lines.push(line); } }] });
      const log = lib.getLogger('x');
      let thrown;
      const deeper = () => { log.info('m', { a: { b: [[{ c: [1, { d: 2 }] }]] } }); deeper(); };
      try { deeper(); } catch (error) { thrown = error; }
      console.log(thrown instanceof RangeError, lines.length > 100, lines.every((line) => JSON.parse(line)));`);
    expect([code, stdout, said]).toEqual([0, 'true true true\n', said]);
  });
});
