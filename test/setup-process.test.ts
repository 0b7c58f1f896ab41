/** The life cycle of logging in a process of its own, by the environment. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeProgramLab, type ProgramLab } from './helpers/child.js';

let programs: ProgramLab;
beforeAll(async () => {
  programs = await makeProgramLab();
});
afterAll(() => programs.remove());

describe('a process of its own', () => {
  test('warns of a file that the environment asks for and cannot be used; the console stays on', () => {
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
      // V8 may compile meanwhile, which takes memory too: the least of some counts.
      let least = Infinity;
      for (let round = 0; round < 5; round += 1) {
        gc();
        const before = process.memoryUsage().heapUsed;
        call();
        least = Math.min(least, process.memoryUsage().heapUsed - before);
      }
      console.log(least);`,
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
