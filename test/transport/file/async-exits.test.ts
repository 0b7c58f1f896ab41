import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { some } from '../../helpers/size.js';
import { bundleInto, run } from './program.js';
import { linesIn, modeOf, namesIn, numbered, rotatedIn, scratch } from './scratch.js';

let programs = '';
beforeAll(async () => {
  programs = fs.mkdtempSync(path.join(os.tmpdir(), 'programs-'));
  await bundleInto(programs);
  return () => fs.rmSync(programs, { recursive: true });
});

const LINES = 10_000;
const BOUND = 64 * 1024;

interface Way {
  readonly how: string;
  readonly code: number | null;
  readonly signal: string | null;
}

const bySignal = (signal: string): Way => ({
  how: `process.kill(process.pid, "${signal}"); await sleep(5000)`,
  code: null,
  signal,
});
const ENDS: Readonly<Record<string, Way>> = {
  'the end of the program': { how: '', code: 0, signal: null },
  'process.exit': { how: 'process.exit(3)', code: 3, signal: null },
  'an uncaught exception': { how: 'throw new Error("made up")', code: 1, signal: null },
  'an unhandled rejection': {
    how: 'Promise.reject(new Error("made up")); await sleep(5000)',
    code: 1,
    signal: null,
  },
  SIGTERM: bySignal('SIGTERM'),
  SIGINT: bySignal('SIGINT'),
  SIGHUP: bySignal('SIGHUP'),
};

/** How the lines are written: without a turn of the event loop, and with many, so that batches are in flight. */
const LOOPS: Readonly<Record<string, string>> = {
  'in one go': `for (let i = 0; i < ${LINES}; i++) log.write('line ' + i + '\\n');`,
  'turn by turn': `for (let i = 0; i < ${LINES}; i++) { log.write('line ' + i + '\\n'); if (i % 97 === 0) await tick(); }`,
};

/** Right after opening the background writer is not ready yet. Milliseconds. */
const WAITS = [0, 300];
const CHANGES = ['', ", sizeBytes: 30_000, compress: 'gzip'"];

describe('no line is lost or written twice by', () => {
  for (const [what, { how, code, signal }] of Object.entries(ENDS)) {
    test(`${what}, right after opening and after a while`, async () => {
      const all = WAITS.flatMap((wait) =>
        Object.values(LOOPS).flatMap((loop) => CHANGES.map((changes) => ({ wait, loop, changes }))),
      );
      const attempt = async ({ wait, loop, changes }: (typeof all)[number]): Promise<void> => {
        const folder = scratch();
        const source = `
          const log = open({ durability: 'async'${changes} });
          if (${wait} > 0) await sleep(${wait});
          ${loop}
          ${how};
        `;
        const end = await run(programs, source, path.join(folder, 'app.log'));
        expect(linesIn(folder)).toEqual(numbered(LINES));
        expect({ code: end.code, signal: end.signal }).toEqual({ code, signal });
      };
      await Promise.all(some(all, 8).map(attempt));
    });
  }

  test('SIGKILL, but for the last 64 KiB', async () => {
    for (const wait of WAITS) {
      for (const loop of Object.values(LOOPS)) {
        const folder = scratch();
        const source = `
          const log = open({ durability: 'async' });
          if (${wait} > 0) await sleep(${wait});
          ${loop}
          process.kill(process.pid, 'SIGKILL');
        `;
        await run(programs, source, path.join(folder, 'app.log'));
        const lines = linesIn(folder);
        expect(lines).toEqual(numbered(lines.length));
        const lost = numbered(LINES - lines.length, lines.length);
        expect(Buffer.byteLength(`${lost.join('\n')}\n`)).toBeLessThanOrEqual(BOUND);
      }
    }
  });

  test('SIGKILL, but for the last 100 ms', async () => {
    const folder = scratch();
    const source = `
      const log = open({ durability: 'async' });
      for (let i = 0; i < 10; i++) log.write('line ' + i + '\\n');
      await sleep(100);
      process.kill(process.pid, 'SIGKILL');
    `;
    await run(programs, source, path.join(folder, 'app.log'));
    expect(linesIn(folder)).toEqual(numbered(10));
  });

  test('process.exit while the batch in flight stands behind other work', async () => {
    const folder = scratch();
    const source = `
      import crypto from 'node:crypto';
      const log = open({ durability: 'async' });
      await sleep(100);
      for (let i = 0; i < 8; i++) crypto.pbkdf2('a', 'b', 500_000, 64, 'sha512', () => undefined);
      for (let i = 0; i < 3000; i++) log.write('line ' + i + '\\n');
      process.exit(0);
    `;
    await run(programs, source, path.join(folder, 'app.log'));
    expect(linesIn(folder).sort()).toEqual(numbered(3000).sort());
  });

  test('SIGTERM while the batch in flight stands behind other work', async () => {
    const folder = scratch();
    const source = `
      import crypto from 'node:crypto';
      const log = open({ durability: 'async' });
      await sleep(100);
      for (let i = 0; i < 8; i++) crypto.pbkdf2('a', 'b', 500_000, 64, 'sha512', () => undefined);
      for (let i = 0; i < 3000; i++) log.write('line ' + i + '\\n');
      process.kill(process.pid, 'SIGTERM');
    `;
    const { signal } = await run(programs, source, path.join(folder, 'app.log'));
    expect(signal).toBe('SIGTERM');
    expect(linesIn(folder)).toEqual(numbered(3000));
  });
});

describe('with a disk that does not take the batch in flight, the process ends within 1 s', () => {
  const FAULTS: Readonly<Record<string, { fault: string; lines: number }>> = {
    'because it never answers': { fault: 'handles.write = () => new Promise(() => undefined)', lines: 3000 },
    'nor anything else': {
      fault: `const refuse = () => { throw Object.assign(new Error('made up'), { code: 'ENOSPC' }); };
        handles.write = async () => refuse();
        fs.writeSync = refuse`,
      lines: 0,
    },
  };
  for (const [what, { fault, lines }] of Object.entries(FAULTS)) {
    for (const end of ['process.exit(3)', 'process.kill(process.pid, "SIGTERM")']) {
      test(`${what}: ${end}`, async () => {
        const folder = scratch();
        const source = `
          const opened = await fs.promises.open('/dev/null', 'a');
          const handles = Object.getPrototypeOf(opened);
          // Node 26 ends a process that leaves a handle to the garbage collector.
          await opened.close();
          const log = open({ durability: 'async' });
          await sleep(50);
          ${fault};
          for (let i = 0; i < 3000; i++) log.write('line ' + i + '\\n');
          console.log(Date.now());
          ${end};
          await sleep(5000);
        `;
        const { stdout, code, signal } = await run(programs, source, path.join(folder, 'app.log'));
        expect(Date.now() - Number(stdout)).toBeLessThan(1000);
        expect(signal ?? code).toBe(end.includes('exit') ? 3 : 'SIGTERM');
        expect(linesIn(folder)).toEqual(numbered(lines));
      });
    }
  }
});

describe("the host's own handlers", () => {
  for (const add of ['on', 'once', 'prependOnceListener']) {
    for (const order of ['before', 'after']) {
      test(`of a signal, added with ${add} ${order} the log was opened, decide`, async () => {
        const folder = scratch();
        const listen = `process.${add}('SIGTERM', async () => {
          log.write('line 1\\n');
          await sleep(50);
          log.write('line 2\\n');
          process.exit(7);
        });`;
        const source = `
          let log;
          ${order === 'before' ? listen : ''}
          log = open({ durability: 'async' });
          ${order === 'after' ? listen : ''}
          log.write('line 0\\n');
          process.kill(process.pid, 'SIGTERM');
          await sleep(5000);
        `;
        const { code, stderr } = await run(programs, source, path.join(folder, 'app.log'));
        expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
        expect(linesIn(folder)).toEqual(numbered(3));
      });
    }
  }

  test('of the exit can log, before and after ours', async () => {
    const folder = scratch();
    const source = `
      let log;
      process.on('exit', () => log.write('line 1\\n'));
      log = open({ durability: 'async' });
      process.on('exit', () => log.write('line 2\\n'));
      log.write('line 0\\n');
      process.exitCode = 5;
    `;
    const { code } = await run(programs, source, path.join(folder, 'app.log'));
    expect(code).toBe(5);
    expect(linesIn(folder)).toEqual(numbered(3));
  });

  test('of uncaught exceptions keep the process alive, and the log in use', async () => {
    const folder = scratch();
    const source = `
      const log = open({ durability: 'async' });
      process.on('uncaughtException', () => log.write('line 1\\n'));
      log.write('line 0\\n');
      setTimeout(() => { throw new Error('made up'); }, 10);
      await sleep(100);
      log.write('line 2\\n');
    `;
    const { code } = await run(programs, source, path.join(folder, 'app.log'));
    expect(code).toBe(0);
    expect(linesIn(folder)).toEqual(numbered(3));
  });

  test('of SIGHUP, by reopenOn, do not end the process', async () => {
    const folder = scratch();
    const source = `
      const log = open({ durability: 'async', reopenOn: 'SIGHUP' });
      log.write('line 0\\n');
      process.kill(process.pid, 'SIGHUP');
      await sleep(100);
      log.write('line 1\\n');
      await log.close();
      console.log('alive');
    `;
    const { code, stdout } = await run(programs, source, path.join(folder, 'app.log'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'alive\n' });
    expect(linesIn(folder)).toEqual(numbered(2));
  });

  test('two logs are one listener, and after close() there is none', async () => {
    const folder = scratch();
    const source = `
      const EVENTS = ['exit', 'SIGTERM', 'SIGINT', 'SIGHUP', 'removeListener', 'uncaughtException', 'beforeExit'];
      // Node itself may have some.
      const before = EVENTS.map((event) => process.listenerCount(event));
      const count = () => EVENTS.map((event, i) => process.listenerCount(event) - before[i]).join('');
      const one = open({ durability: 'async' });
      const two = open({ durability: 'async', path: file + '2' });
      console.log(count());
      one.write('line 0\\n');
      await one.close();
      console.log(count());
      await two.close();
      console.log(count());
    `;
    const { stdout } = await run(programs, source, path.join(folder, 'app.log'));
    expect(stdout).toBe('1111100\n1111100\n0000000\n');
  });

  test('two logs: a signal ends the process, with all lines of both', async () => {
    const folder = scratch();
    const source = `
      const one = open({ durability: 'async' });
      const two = open({ durability: 'async', path: path.join(path.dirname(file), 'b', 'app.log') });
      for (let i = 0; i < 5000; i++) { one.write('line ' + i + '\\n'); two.write('line ' + i + '\\n'); }
      process.kill(process.pid, 'SIGINT');
      await sleep(5000);
    `;
    const { signal } = await run(programs, source, path.join(folder, 'app.log'));
    expect(signal).toBe('SIGINT');
    expect(linesIn(folder)).toEqual(numbered(5000));
    expect(linesIn(path.join(folder, 'b'))).toEqual(numbered(5000));
  });
});

test('nothing keeps the process alive, and close() does not either', async () => {
  for (const close of ['', 'await log.close();']) {
    const folder = scratch();
    const source = `
      const log = open({ durability: 'async', fsync: 60_000, intervalMs: 1000, minFreeBytes: 1 });
      await sleep(50);
      log.write('line 0\\n');
      ${close}
      console.log(Date.now());
      process.on('exit', () => console.log(Date.now()));
    `;
    const { stdout } = await run(programs, source, path.join(folder, 'app.log'));
    const [begin, end] = stdout.trim().split('\n').map(Number);
    expect((end as number) - (begin as number)).toBeLessThan(300);
    expect(linesIn(folder)).toEqual(['line 0']);
  }
});

test('whatever the umask: every file is 0600 and the folder 0700', async () => {
  for (const umask of ['000', '022', '077']) {
    const folder = path.join(scratch(), 'logs');
    const source = `
      process.umask(0o${umask});
      const log = open({ durability: 'async', sizeBytes: 20_000, compress: 'gzip' });
      for (let i = 0; i < ${LINES}; i++) { log.write('line ' + i + '\\n'); if (i % 97 === 0) await tick(); }
      await log.close();
    `;
    const { stderr } = await run(programs, source, path.join(folder, 'app.log'));
    expect(stderr).toBe('');
    expect(modeOf(folder)).toBe('0700');
    for (const name of namesIn(folder)) expect(modeOf(path.join(folder, name))).toBe('0600');
    for (const name of rotatedIn(folder)) expect(name).toMatch(/\.gz$/);
    expect(rotatedIn(folder).length).toBeGreaterThan(3);
    expect(linesIn(folder)).toEqual(numbered(LINES));
  }
});
