/** What is held back is said before the process ends, however it ends as long as `exit` is emitted. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeProgramLab, type ProgramLab } from '../helpers/child.js';

let programs: ProgramLab;
beforeAll(async () => {
  programs = await makeProgramLab();
});
afterAll(() => programs.remove());

const ENDS = {
  returns: '',
  'calls process.exit': 'process.exit(0);',
  throws: "process.on('uncaughtException', () => process.exit(0)); throw new Error('end');",
} as const;

describe.each(['sync', 'async'])('with a file that is written %s', (durability) => {
  test.each(Object.entries(ENDS))('a process that %s leaves nothing unsaid', (_, end) => {
    const path = join(programs.folder, 'end.log');
    const { code, stderr } = programs.run(`
      lib.setupLogging({
        env: {}, console: false, format: 'json', collapseRepeats: '1h', sample: { DEBUG: 0 }, level: 'DEBUG',
        file: { path: ${JSON.stringify(path)}, durability: '${durability}' },
      });
      const log = lib.getLogger('shop');
      for (let i = 0; i < 413; i += 1) log.info('no connection');
      for (let i = 0; i < 7; i += 1) log.debug('request');
      ${end}
    `);
    expect([code, stderr]).toEqual([0, '']);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    rmSync(path);
    const messages = lines.map((line) => JSON.parse(line).message);
    expect(messages.slice(0, 1)).toEqual(['no connection']);
    expect(messages.slice(1).sort()).toEqual([
      '8 records were left out',
      'repeated 412 times: no connection',
    ]);
  });
});

test('what a listener of the exit logs is counted, too', () => {
  const { stdout } = programs.run(`
    lib.setupLogging({ env: {}, format: 'json', collapseRepeats: '1h' });
    const log = lib.getLogger('shop');
    for (let i = 0; i < 3; i += 1) log.info('no connection');
    process.on('exit', () => { for (let i = 0; i < 2; i += 1) log.info('no connection'); });
  `);
  const counted = [...stdout.matchAll(/repeated (\d+) time/g)].map(([, count]) => Number(count));
  expect(counted.reduce((sum, count) => sum + count, 1)).toBe(5);
});

test('the timers keep no process alive', () => {
  const start = performance.now();
  const { code } = programs.run(`
    lib.setupLogging({ env: {}, collapseRepeats: '1h', rateLimit: { perSecond: 1 } });
    for (let i = 0; i < 5; i += 1) lib.getLogger('shop').info('no connection');
  `);
  expect(code).toBe(0);
  expect(performance.now() - start).toBeLessThan(20_000);
});
