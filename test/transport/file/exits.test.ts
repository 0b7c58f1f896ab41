import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sized } from '../../helpers/size.js';
import { bundleInto, run, start } from './program.js';
import { linesIn, namesIn, numbered, openIn, rotatedIn, scratch } from './scratch.js';

let programs = '';
beforeAll(async () => {
  programs = fs.mkdtempSync(path.join(os.tmpdir(), 'programs-'));
  await bundleInto(programs);
  return () => fs.rmSync(programs, { recursive: true });
});

const LINES = 10_000;
const ENDS: Readonly<Record<string, string>> = {
  'process.exit': 'process.exit(0)',
  'an uncaught exception': 'throw new Error("made up")',
  'an unhandled rejection': 'Promise.reject(new Error("made up")); await tick()',
  SIGTERM: 'process.kill(process.pid, "SIGTERM"); await sleep(5000)',
  SIGINT: 'process.kill(process.pid, "SIGINT"); await sleep(5000)',
  SIGKILL: 'process.kill(process.pid, "SIGKILL")',
  abort: 'process.abort()',
};

describe('the end of a process loses no line that was acknowledged', () => {
  for (const [what, how] of Object.entries(ENDS)) {
    test(`${what}, right after opening and after a while`, async () => {
      const attempt = async (wait: number): Promise<void> => {
        const folder = scratch();
        const source = `
          const log = open({ sizeBytes: 100_000, compress: 'gzip' });
          if (${wait} > 0) await sleep(${wait});
          for (let i = 0; i < ${LINES}; i++) log.write('line ' + i + '\\n');
          ${how};
        `;
        await run(programs, source, path.join(folder, 'app.log'));
        expect(linesIn(folder)).toEqual(numbered(LINES));
      };
      await Promise.all([0, 300].map(attempt));
    });
  }

  test('a program that just ends does end, whatever the options', async () => {
    const source = `
      const log = open({ reopenOn: undefined, fsync: 60_000, compress: 'gzip', intervalMs: 1000, minFreeBytes: 1 });
      log.write('one\\n');
      log.rotate();
      log.write('two\\n');
      console.log(Date.now());
      process.on('exit', () => console.log(Date.now()));
    `;
    const folder = scratch();
    const { code, stdout } = await run(programs, source, path.join(folder, 'app.log'));
    const [begin, end] = stdout.trim().split('\n').map(Number);
    expect(code).toBe(0);
    expect((end as number) - (begin as number)).toBeLessThan(500);
    expect(linesIn(folder)).toEqual(['one', 'two']);
  });
});

test('killed at any moment of rotation and compression, the next owner cleans up and finds every line once', async () => {
  const folder = scratch();
  const file = path.join(folder, 'app.log');
  const source = `
    const log = open({ sizeBytes: 300, compress: 'gzip' });
    let i = Number(args[0]);
    for (;;) {
      log.write('line ' + i + '\\n');
      fs.writeSync(1, i + '\\n');
      if (++i % 50 === 0) await tick();
      // Compression waits for its grace time; here it must be at work as often as rotation is.
      if (i % 500 === 0) { await log.close(); process.exit(0); }
    }
  `;
  const ROUNDS = sized({ part: 3, normal: 15 });
  let acknowledged = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const program = start(programs, source, file, [String(acknowledged)]);
    await program.printed('\n');
    setTimeout(() => program.child.kill('SIGKILL'), Math.random() * 150);
    const { stdout, stderr } = await program.ended;
    expect(stderr).toBe('');
    const printed = stdout.trimEnd().split('\n');
    acknowledged = Number(printed.at(-1)) + 1;
    // The line after the last one that was printed may be in the file as well.
    const { log } = openIn(folder, { sizeBytes: 300, compress: 'gzip' });
    await log.close();
    const lines = linesIn(folder);
    expect(lines.length).toBeGreaterThanOrEqual(acknowledged);
    expect(lines).toEqual(numbered(lines.length));
    acknowledged = lines.length;
    expect(namesIn(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    for (const name of rotatedIn(folder)) expect(name).toMatch(/\.gz$/);
  }
});

describe('whatever the umask', () => {
  const WATCHER = `
    const folder = path.dirname(file);
    const wrong = new Set();
    let count = 0;
    const end = Date.now() + 20_000;
    console.log('watching');
    while (!fs.existsSync(args[0]) && Date.now() < end) {
      try {
        const stats = fs.lstatSync(folder);
        if ((stats.mode & 0o7777) !== 0o700) wrong.add('folder ' + stats.mode.toString(8));
        for (const name of fs.readdirSync(folder)) {
          const one = fs.lstatSync(path.join(folder, name), { throwIfNoEntry: false });
          if (one === undefined) continue;
          count++;
          if ((one.mode & 0o7777) !== 0o600) wrong.add(name + ' ' + one.mode.toString(8));
        }
      } catch (error) { if (error.code !== 'ENOENT') throw error; }
    }
    console.log(JSON.stringify({ count, wrong: [...wrong] }));
  `;
  for (const umask of ['000', '022', '077']) {
    test(`umask ${umask}: each file is 0600 and the folder 0700 from the first moment, and the umask stays`, async () => {
      const base = scratch();
      const file = path.join(base, 'logs', 'app.log');
      const done = path.join(base, 'done');
      const watcher = start(programs, WATCHER, file, [done]);
      await watcher.printed('watching');
      const source = `
        process.umask(0o${umask});
        const log = open({ sizeBytes: 2000, compress: 'gzip', maxFiles: 5 });
        const before = process.umask();
        for (let i = 0; i < 5000; i++) { log.write('line ' + i + '\\n'); if (i % 50 === 0) await tick(); }
        await log.close();
        console.log(before === 0o${umask} && process.umask() === 0o${umask});
      `;
      const { stdout, stderr } = await run(programs, source, file);
      fs.writeFileSync(done, '');
      const { count, wrong } = JSON.parse((await watcher.ended).stdout.split('\n')[1] as string);
      expect({ wrong, stdout, stderr }).toEqual({ wrong: [], stdout: 'true\n', stderr: '' });
      expect(count).toBeGreaterThan(100);
    });
  }
});
