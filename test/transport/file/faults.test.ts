import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { FileOpenError } from '../../../src/transport/file/file-open-error.js';
import type { FileTransport } from '../../../src/transport/file/file-transport.js';
import { BACKLOG_BYTES } from '../../../src/transport/file/waiting.js';
import { bundleInto, run } from './program.js';
import { leaveRoom } from './room.js';
import { linesIn, namesIn, numbered, openIn, scratch, textOf, writeAll } from './scratch.js';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

afterEach(() => {
  vi.restoreAllMocks();
});

function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: made up`), { code });
}

describe('a real file system that is full', () => {
  let disk = '';
  beforeAll(() => {
    disk = fs.mkdtempSync(path.join(os.tmpdir(), 'small-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      fs.rmdirSync(disk);
      disk = '';
    }
  });
  afterAll(() => {
    if (disk === '') return;
    execFileSync('umount', [disk]);
    fs.rmdirSync(disk);
  });
  afterEach(() => {
    if (disk !== '') for (const name of namesIn(disk)) fs.rmSync(path.join(disk, name), { recursive: true });
  });

  /** Fills the disk but for `leave` bytes. */
  function fill(leave = 0): string {
    const file = path.join(disk, 'ballast');
    const fd = fs.openSync(file, 'w');
    try {
      for (;;) fs.writeSync(fd, Buffer.alloc(4096));
    } catch {
      // Full.
    }
    fs.closeSync(fd);
    if (leave > 0) fs.truncateSync(file, fs.statSync(file).size - leave);
    return file;
  }

  const pad = 'x'.repeat(100);
  const lines = (count: number, from = 0): string[] => numbered(count, from).map((line) => `${line} ${pad}`);

  function skipWithoutDisk(context: { skip: (note: string) => void }): void {
    if (disk === '')
      context.skip('MOUNTING IS NOT ALLOWED HERE: the disk-full test on a real tmpfs did not run');
  }

  test('what fits into memory waits and is written, in order, when space is free', async (context) => {
    skipWithoutDisk(context);
    const { log, notices } = openIn(disk);
    writeAll(log, lines(100));
    const ballast = fill();
    writeAll(log, lines(1000, 100));
    expect(log.health()).toMatchObject({ state: 'degraded', dropped: 0 });
    expect(log.health().queuedBytes).toBeGreaterThan(90_000);
    fs.unlinkSync(ballast);
    const begin = performance.now();
    while (log.health().queuedBytes > 0) await sleep(5);
    expect(performance.now() - begin).toBeLessThan(1000);
    writeAll(log, lines(100, 1100));
    expect(linesIn(disk)).toEqual(lines(1200));
    expect(notices).toEqual([
      expect.stringMatching(/lines wait in memory: no space left on the disk \(ENOSPC\)/),
      expect.stringMatching(/lines are written again, 0 lines were dropped/),
    ]);
    expect(log.health()).toMatchObject({ state: 'ok', queuedBytes: 0, dropped: 0 });
  });

  test('what does not fit into memory is counted exactly, and said once', async (context) => {
    skipWithoutDisk(context);
    const { log, notices } = openIn(disk);
    writeAll(log, lines(100));
    const ballast = fill();
    const offered = 20_000;
    writeAll(log, lines(offered, 100));
    const { queuedBytes, dropped } = log.health();
    expect(queuedBytes).toBeLessThanOrEqual(BACKLOG_BYTES);
    expect(dropped).toBeGreaterThan(0);
    fs.unlinkSync(ballast);
    // The backlog is larger than the disk: most of it stays, and is counted by close.
    await log.flush();
    await log.close();
    const written = linesIn(disk);
    expect(written.length + log.health().dropped).toBe(offered + 100);
    expect(written).toEqual(lines(written.length));
    expect(notices.filter((text) => text.includes('wait in memory'))).toHaveLength(1);
  });

  test('a disk that stays full: nothing torn, all counted, close ends, the process lives', async (context) => {
    skipWithoutDisk(context);
    const { log } = openIn(disk);
    fill(4096);
    writeAll(log, lines(500));
    const begin = performance.now();
    await log.close();
    expect(performance.now() - begin).toBeLessThan(3000);
    const written = linesIn(disk);
    expect(written).toEqual(lines(written.length));
    expect(written.length + log.health().dropped).toBe(500);
    expect(textOf(path.join(disk, 'app.log')).endsWith('\n')).toBe(true);
  });

  test('process.exit on a full disk ends at once, without a torn line', async (context) => {
    skipWithoutDisk(context);
    const programs = scratch();
    await bundleInto(programs);
    const source = `
      const log = open();
      const fd = fs.openSync(path.join(path.dirname(file), 'ballast'), 'w');
      try { for (;;) fs.writeSync(fd, Buffer.alloc(4096)); } catch {}
      fs.ftruncateSync(fd, fs.fstatSync(fd).size - 4096);
      const pad = 'x'.repeat(100);
      for (let i = 0; i < 500; i++) log.write('line ' + i + ' ' + pad + '\\n');
      const begin = performance.now();
      process.on('exit', () => console.log(performance.now() - begin));
      process.exit(7);
    `;
    const end = await run(programs, source, path.join(disk, 'app.log'));
    expect(end.code).toBe(7);
    expect(Number(end.stdout)).toBeLessThan(1000);
    const written = linesIn(disk);
    expect(written).toEqual(lines(written.length));
  });

  test('lines that wait are written by process.exit when there is space by then', async (context) => {
    skipWithoutDisk(context);
    const programs = scratch();
    await bundleInto(programs);
    const source = `
      const log = open();
      const ballast = path.join(path.dirname(file), 'ballast');
      const fd = fs.openSync(ballast, 'w');
      try { for (;;) fs.writeSync(fd, Buffer.alloc(4096)); } catch {}
      const pad = 'x'.repeat(100);
      for (let i = 0; i < 500; i++) log.write('line ' + i + ' ' + pad + '\\n');
      fs.closeSync(fd);
      fs.unlinkSync(ballast);
      process.exit(0);
    `;
    expect((await run(programs, source, path.join(disk, 'app.log'))).code).toBe(0);
    expect(linesIn(disk)).toEqual(lines(500));
  });

  test('rotation and retention make room again', async (context) => {
    skipWithoutDisk(context);
    const { log } = openIn(disk, { sizeBytes: 20_000, maxFiles: 5 });
    writeAll(log, lines(10_000));
    const written = linesIn(disk);
    expect(written).toEqual(lines(written.length, 10_000 - written.length));
    expect(log.health()).toMatchObject({ state: 'ok', dropped: 0 });
  });
});

describe('errors of the write call', () => {
  for (const code of ['ENOSPC', 'EIO', 'EAGAIN', 'EBUSY', 'EROFS', 'EDQUOT', 'EFBIG', 'EBADF']) {
    test(`${code}: lines wait, none is lost or double, nothing throws, and it ends when the fault ends`, async () => {
      const folder = scratch();
      const { log, notices } = openIn(folder);
      writeAll(log, numbered(10));
      const spy = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
        throw failure(code);
      });
      const begin = performance.now();
      writeAll(log, numbered(10, 10));
      expect(performance.now() - begin).toBeLessThan(100);
      expect(log.health()).toMatchObject({ state: 'degraded', dropped: 0 });
      spy.mockRestore();
      await log.flush();
      expect(linesIn(folder)).toEqual(numbered(20));
      expect(notices).toHaveLength(2);
    });
  }

  test('a write that takes only a part, then fails, is continued where it stopped', async () => {
    const folder = scratch();
    const { log } = openIn(folder);
    const spy = leaveRoom(7);
    writeAll(log, ['0123456789', 'next']);
    expect(textOf(path.join(folder, 'app.log'))).toBe('0123456');
    expect(log.health().queuedBytes).toBe(4 + 5);
    spy.mockRestore();
    await log.flush();
    expect(linesIn(folder)).toEqual(['0123456789', 'next']);
  });

  test('the rest of a line is not glued to what somebody else wrote meanwhile', async () => {
    const folder = scratch();
    const { log, file } = openIn(folder);
    const spy = leaveRoom(7);
    log.write('0123456789\n');
    spy.mockRestore();
    fs.appendFileSync(file, '\ntheirs\n');
    await log.flush();
    expect(linesIn(folder)).toEqual(['0123456', 'theirs', '0123456789']);
  });

  test('beside other writers half a line does not wait in the file', () => {
    const folder = scratch();
    const { log, file } = openIn(folder);
    log.write('one\n');
    fs.appendFileSync(file, 'theirs\n');
    log.write('two\n');
    const spy = leaveRoom(7);
    log.write('0123456789\n');
    expect(textOf(file)).toBe('one\ntheirs\ntwo\n');
    spy.mockRestore();
    log.rotate();
    expect(linesIn(folder)).toEqual(['one', 'theirs', 'two', '0123456789']);
  });
});

test.skipIf(process.platform === 'win32')(
  'a file that the system does not let grow: the process lives, nothing is torn, all is counted',
  async () => {
    const programs = scratch();
    await bundleInto(programs);
    const source = `
    // The limit is a real one of the system (RLIMIT_FSIZE), in blocks of 512 or 1024 bytes.
    const { execFileSync } = await import('node:child_process');
    if (args[0] === 'outer') {
      const inner = 'ulimit -f 20; exec "$0" "$@"';
      process.stdout.write(execFileSync('sh', ['-c', inner, process.execPath, process.argv[1], file], { stdio: 'pipe' }));
    } else {
      const log = open();
      for (let i = 0; i < 2000; i++) log.write('line ' + i + ' ' + 'x'.repeat(100) + '\\n');
      await log.close();
      console.log(log.health().dropped);
    }
  `;
    const folder = scratch();
    const { code, stdout } = await run(programs, source, path.join(folder, 'app.log'), ['outer']);
    expect(code).toBe(0);
    const written = linesIn(folder);
    expect(written.length).toBeGreaterThan(50);
    expect(written.length + Number(stdout)).toBe(2000);
    expect(written).toEqual(numbered(written.length).map((line) => `${line} ${'x'.repeat(100)}`));
  },
);

test('a stuck disk: 300,000 lines take at most 16 MiB, and each is counted', async () => {
  const programs = scratch();
  await bundleInto(programs);
  const source = `
    const log = open();
    fs.writeSync = () => { throw Object.assign(new Error('made up'), { code: 'EIO' }); };
    const { setFlagsFromString } = await import('node:v8');
    const { runInNewContext } = await import('node:vm');
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc');
    const used = () => { gc(); const { heapUsed, external } = process.memoryUsage(); return heapUsed + external; };
    const before = used();
    for (let i = 0; i < 300_000; i++) log.write(String(i).padStart(219, 'x') + '\\n');
    console.log(JSON.stringify({ ...log.health(), grown: used() - before }));
    process.exit(0);
  `;
  const { code, stdout } = await run(programs, source, path.join(scratch(), 'app.log'));
  expect(code).toBe(0);
  const waiting = Math.floor(BACKLOG_BYTES / 220);
  const { queuedBytes, dropped, grown } = JSON.parse(stdout);
  expect({ queuedBytes, dropped }).toEqual({ queuedBytes: waiting * 220, dropped: 300_000 - waiting });
  expect(grown).toBeLessThan(16 * 1024 * 1024);
});

test('a line of more than 1 MiB is dropped, counted and told, and the next ones are written', () => {
  const folder = scratch();
  const { log, notices } = openIn(folder);
  log.write(`${'x'.repeat(1024 * 1024)}\n`);
  log.write('next\n');
  expect(linesIn(folder)).toEqual(['next']);
  expect(log.health()).toMatchObject({ state: 'ok', dropped: 1 });
  expect(notices).toEqual([expect.stringContaining('more than 1 MiB')]);
});

test('a notice that is logged in its turn comes out as well, and nothing goes round in circles', async () => {
  const folder = scratch();
  const { openFileTransport } = await import('../../../src/transport/file/file-transport.js');
  const { optionsFor } = await import('./scratch.js');
  let depth = 0;
  const log = openFileTransport(optionsFor(path.join(folder, 'app.log')), (text) => {
    depth++;
    log.write(`${text.replace(/.*log: /, '')}\n`);
    depth--;
    expect(depth).toBe(0);
  });
  log.write('one\n');
  const spy = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw failure('EIO');
  });
  log.write('two\n');
  spy.mockRestore();
  await log.flush();
  await log.close();
  const lines = linesIn(folder);
  expect(lines.slice(0, 2)).toEqual(['one', 'two']);
  expect(lines.slice(2).join()).toContain('wait in memory');
  expect(lines.slice(2).join()).toContain('written again');
});

const CALLS = [
  'openSync',
  'closeSync',
  'fstatSync',
  'lstatSync',
  'linkSync',
  'renameSync',
  'unlinkSync',
  'readdirSync',
  'fchmodSync',
  'readSync',
  'fsyncSync',
  'writeSync',
] as const;
const ERRORS = ['EACCES', 'EAGAIN', 'EBUSY', 'EIO', 'EMFILE', 'ENOENT', 'ENOSPC', 'EROFS'];

test('12 calls x 8 errors after opening: every line is in a file in the end, rotation works again, nothing throws', async () => {
  const cases = CALLS.flatMap((call) => ERRORS.map((code) => ({ call, code, ...meetFault(call, code) })));
  for (const { log } of cases) {
    await log.flush();
    log.rotate();
    writeAll(log, numbered(30, 100));
  }
  await Promise.all(cases.map(({ log }) => log.close()));
  for (const { call, code, folder, log } of cases) {
    expect([call, code, linesIn(folder)]).toEqual([call, code, numbered(130)]);
    expect(log.health()).toMatchObject({ state: 'closed', queuedBytes: 0, dropped: 0 });
  }
  expect(cases).toHaveLength(96);
});

test('12 calls x 8 errors while opening: it opens all the same, or says so by name', () => {
  let refused = 0;
  for (const call of CALLS) {
    for (const code of ERRORS) {
      const folder = scratch();
      const spy = fail(call, code);
      try {
        const { log } = openIn(folder);
        spy.mockRestore();
        log.write('one\n');
        expect([call, code, linesIn(folder)]).toEqual([call, code, ['one']]);
      } catch (error) {
        spy.mockRestore();
        expect(error).toBeInstanceOf(FileOpenError);
        expect(String(error)).toContain(`${folder}/app.log": `);
        expect(error).toMatchObject({ code });
        refused++;
      }
    }
  }
  expect(refused).toBeGreaterThan(0);
});

/** From now on, each call of that name fails. */
function fail(call: (typeof CALLS)[number], code: string): { mockRestore: () => void } {
  const real = fs[call] as (...args: unknown[]) => unknown;
  return vi.spyOn(fs, call).mockImplementation(((...args: unknown[]) => {
    // What is closed stays closed, as with a real failed close.
    if (call === 'closeSync') real.apply(fs, args);
    throw failure(code);
  }) as never);
}

/** Writes lines before and during the fault, with all that can happen to the file. */
function meetFault(call: (typeof CALLS)[number], code: string): { folder: string; log: FileTransport } {
  const folder = scratch();
  const fsync = call === 'fsyncSync' ? 'always' : false;
  const { log } = openIn(folder, { sizeBytes: 200, compress: 'gzip', fsync });
  writeAll(log, numbered(70));
  const spy = fail(call, code);
  writeAll(log, numbered(30, 70));
  log.rotate();
  log.reopen();
  spy.mockRestore();
  return { folder, log };
}
