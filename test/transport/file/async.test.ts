import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { getLogger, setupLogging } from '../../../src/index.js';
import { BOUND_BYTES } from '../../../src/transport/file/async/async-file-transport.js';
import { Engine } from '../../../src/transport/file/async/engine.js';
import { FileOpenError } from '../../../src/transport/file/file-open-error.js';
import { type FileTransport, openFileTransport } from '../../../src/transport/file/file-transport.js';
import { Folder } from '../../../src/transport/file/folder.js';
import type { FileOptions } from '../../../src/transport/file/options.js';
import { BACKLOG_BYTES } from '../../../src/transport/file/waiting.js';
import { bundleInto, start } from './program.js';
import {
  linesIn,
  modeOf,
  namesIn,
  numbered,
  optionsFor,
  rotatedIn,
  scratch,
  textOf,
  untilBackgroundWriter,
  writeAll,
} from './scratch.js';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** What takes milliseconds may take longer on a busy machine. */
const PATIENCE = { timeout: 10_000, interval: 5 };
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const opened: FileTransport[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

function openIn(
  folder: string,
  changes: Partial<FileOptions> = {},
  now?: () => number,
): { log: FileTransport; file: string; notices: string[] } {
  const file = changes.path ?? path.join(folder, 'app.log');
  const notices: string[] = [];
  const options = { ...optionsFor(file), durability: 'async', ...changes } as const;
  const log = openFileTransport(options, (text) => notices.push(text), now);
  opened.push(log);
  return { log, file, notices };
}

/** Opens a log and waits until lines go through the background writer. */
async function openWarm(
  folder: string,
  changes: Partial<FileOptions> = {},
): Promise<ReturnType<typeof openIn>> {
  const one = openIn(folder, changes);
  await untilBackgroundWriter(one.file);
  return one;
}

function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: made up`), { code });
}

type Write = (this: unknown, bytes: Buffer) => Promise<{ bytesWritten: number; buffer: Buffer }>;
let handles: { write: Write };
beforeAll(async () => {
  const one = await fs.promises.open(os.devNull, 'a');
  handles = Object.getPrototypeOf(one);
  await one.close();
});

describe('writing', () => {
  test('does not happen in the call, and soon after', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    const spy = vi.spyOn(fs, 'writeSync');
    const background = vi.spyOn(handles, 'write');
    log.write('line 0\n');
    expect(linesIn(folder)).toEqual([]);
    expect(log.health().queuedBytes).toBe(7);
    await vi.waitFor(() => expect(log.health().queuedBytes).toBe(0), PATIENCE);
    expect(linesIn(folder)).toEqual(['line 0']);
    expect(spy).not.toHaveBeenCalled();
    expect(background).toHaveBeenCalledTimes(1);
  });

  test('leaves at most 64 KiB behind, whatever is done in one go', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    let most = 0;
    for (const line of numbered(50_000)) {
      log.write(`${line}\n`);
      most = Math.max(most, log.health().queuedBytes);
    }
    expect(most).toBeLessThanOrEqual(BOUND_BYTES);
    expect(most).toBeGreaterThan(BOUND_BYTES / 2);
    const missing = linesIn(folder);
    expect(missing).toEqual(numbered(missing.length));
    await log.flush();
    expect(linesIn(folder)).toEqual(numbered(50_000));
    expect(log.health()).toEqual({ state: 'ok', queuedBytes: 0, dropped: 0, lastError: undefined });
  });

  test('a line longer than that goes out at once; one of more than 1 MiB is refused and counted', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    log.write('first\n');
    log.write(`${'x'.repeat(BOUND_BYTES)}\n`);
    expect(linesIn(folder)).toEqual(['first', 'x'.repeat(BOUND_BYTES)]);
    log.write(`${'y'.repeat(1024 * 1024)}\n`);
    log.write('last\n');
    await log.flush();
    expect(linesIn(folder)).toEqual(['first', 'x'.repeat(BOUND_BYTES), 'last']);
    expect(log.health().dropped).toBe(1);
  });

  test('keeps every character whole', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    const lines = Array.from({ length: 5000 }, (_, i) => `${i} äöü € 😀`);
    for (const line of lines) {
      log.write(`${line}\n`);
      if (line.startsWith('7')) await tick();
    }
    await log.close();
    expect(linesIn(folder)).toEqual(lines);
  });

  test('after close() is counted', async () => {
    const { log } = await openWarm(scratch());
    await log.close();
    log.write('late\n');
    expect(log.health()).toMatchObject({ state: 'closed', dropped: 1 });
  });

  test('rotating-file-stream still keeps its descriptor where the engine looks for it', async () => {
    const ready = vi.fn();
    const file = path.join(scratch(), 'app.log');
    fs.writeFileSync(file, '');
    const { dev, ino } = fs.statSync(file);
    const engine = new Engine({ dev, ino, path: file, mode: 0o600 }, ready, () => undefined);
    await vi.waitFor(() => expect(ready).toHaveBeenCalledTimes(1), PATIENCE);
    await engine.retire();
  });

  test('not a byte goes into another file than the one that was checked', async () => {
    const file = path.join(scratch(), 'app.log');
    fs.writeFileSync(file, '');
    const { dev, ino } = fs.statSync(file);
    const victim = path.join(scratch(), 'victim');
    fs.writeFileSync(victim, 'untouched');
    fs.unlinkSync(file);
    fs.symlinkSync(victim, file);
    const lost = vi.fn();
    const engine = new Engine({ dev, ino, path: file, mode: 0o600 }, () => undefined, lost);
    await vi.waitFor(() => expect(lost).toHaveBeenCalled(), PATIENCE);
    expect(engine.isIdle).toBe(false);
    expect(lost).toHaveBeenCalledWith(
      expect.objectContaining({ message: expect.stringMatching(/replaced/) }),
    );
    expect(fs.readFileSync(victim, 'utf8')).toBe('untouched');
  });
});

describe('the file', () => {
  test('a link, a hard link and a folder are refused by name', () => {
    const folder = scratch();
    const victim = path.join(folder, 'victim');
    fs.writeFileSync(victim, 'untouched');
    const make: Record<string, (file: string) => void> = {
      'a symbolic link': (file) => fs.symlinkSync(victim, file),
      'a hard link': (file) => fs.linkSync(victim, file),
      'a directory': (file) => fs.mkdirSync(file),
    };
    for (const [what, how] of Object.entries(make)) {
      const file = path.join(folder, `${what}.log`);
      how(file);
      expect(() => openIn(folder, { path: file })).toThrow(FileOpenError);
      expect(() => openIn(folder, { path: file })).toThrow(new RegExp(what));
    }
    expect(fs.readFileSync(victim, 'utf8')).toBe('untouched');
    expect(process.listenerCount('SIGTERM')).toBe(0);
  });

  test('is rotated before a line would make it too large, compressed, and kept to a number', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder, { sizeBytes: 10_000, compress: 'gzip', maxFiles: 4 });
    for (const line of numbered(10_000)) {
      log.write(`${line}\n`);
      if (line.endsWith('9')) await tick();
    }
    await log.close();
    const rotated = rotatedIn(folder);
    expect(rotated).toHaveLength(4);
    for (const name of rotated) {
      expect(name).toMatch(/\.gz$/);
      expect(textOf(path.join(folder, name)).length).toBeLessThanOrEqual(10_000);
      expect(modeOf(path.join(folder, name))).toBe('0600');
    }
    const lines = linesIn(folder);
    expect(lines).toEqual(numbered(lines.length, 10_000 - lines.length));
    expect(namesIn(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('where folders cannot be held, everything works by its path', async () => {
    vi.spyOn(Folder.prototype, 'isHeld', 'get').mockReturnValue(false);
    const folder = scratch();
    const { log } = await openWarm(folder, { sizeBytes: 20_000 });
    const spy = vi.spyOn(handles, 'write');
    for (const line of numbered(10_000)) {
      log.write(`${line}\n`);
      if (line.endsWith('99')) await sleep(1);
    }
    await log.close();
    expect(spy.mock.calls.length).toBeGreaterThan(1);
    expect(rotatedIn(folder).length).toBeGreaterThan(1);
    expect(linesIn(folder)).toEqual(numbered(10_000));
  });

  test('is rotated when its period is over', async () => {
    const folder = scratch();
    let now = Date.UTC(2026, 0, 1, 12);
    const { log } = openIn(folder, { intervalMs: 3_600_000 }, () => now);
    await sleep(30);
    for (let hour = 0; hour < 3; hour++) {
      writeAll(log, numbered(10, hour * 10));
      await log.flush();
      now += 3_600_000;
    }
    expect(rotatedIn(folder)).toHaveLength(2);
    for (const name of namesIn(folder)) expect(textOf(path.join(folder, name)).split('\n')).toHaveLength(11);
    expect(linesIn(folder)).toEqual(numbered(30));
  });

  test('is rotated on demand, with the lines so far', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    log.write('before\n');
    log.rotate();
    log.write('after\n');
    await log.flush();
    expect(textOf(path.join(folder, rotatedIn(folder)[0] as string))).toBe('before\n');
    expect(textOf(path.join(folder, 'app.log'))).toBe('after\n');
  });

  test('is opened anew when somebody renames, deletes or truncates it', async () => {
    const folder = scratch();
    const { log, file } = await openWarm(folder);
    const say = async (line: string): Promise<void> => {
      log.write(`${line}\n`);
      await vi.waitFor(() => expect(log.health().queuedBytes).toBe(0), PATIENCE);
    };
    await say('one');
    fs.renameSync(file, `${file}.1`);
    await say('two');
    expect(textOf(`${file}.1`)).toBe('one\n');
    expect(textOf(file)).toBe('two\n');
    fs.unlinkSync(file);
    await say('three');
    expect(textOf(file)).toBe('three\n');
    fs.truncateSync(file);
    await say('four');
    expect(textOf(file)).toBe('four\n');
    fs.rmSync(folder, { recursive: true });
    await say('five');
    expect(textOf(file)).toBe('five\n');
    expect(log.health().state).toBe('ok');
  });

  test("fsync 'always' is one call for each batch, outside the log call", async () => {
    const { log } = await openWarm(scratch(), { fsync: 'always' });
    const sync = vi.spyOn(fs, 'fsyncSync');
    const spy = vi.spyOn(fs, 'fsync');
    writeAll(log, numbered(100));
    expect(spy).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(spy).toHaveBeenCalled(), PATIENCE);
    await sleep(80);
    expect(spy).toHaveBeenCalledTimes(1);
    expect(sync).not.toHaveBeenCalled();
  });
});

describe('the set-up', () => {
  for (const how of ['the option', 'the variable']) {
    test(`takes it from ${how}`, async () => {
      const folder = scratch();
      const file = path.join(folder, 'app.log');
      const byOption = how === 'the option';
      const logging = setupLogging({
        console: false,
        force: true,
        level: 'INFO',
        file: byOption ? { path: file, durability: 'async' } : file,
        env: byOption ? {} : { CODOMYRMEX_LOG_FILE: file, CODOMYRMEX_LOG_FILE_DURABILITY: 'async' },
      });
      await untilBackgroundWriter(file);
      const spy = vi.spyOn(handles, 'write');
      getLogger('shop').info('order placed');
      await logging.close();
      expect(linesIn(folder).join()).toContain('order placed');
      expect(spy).toHaveBeenCalledTimes(1);
    });
  }
});

describe('faults', () => {
  /** How many bytes a write takes in full. */
  const SHORT = 1000;

  for (const code of ['EIO', 'ENOSPC', 'EAGAIN', 'EBADF']) {
    test(`a batch that fails with ${code} is written otherwise, and the background writer comes back`, async () => {
      const folder = scratch();
      const { log, notices } = await openWarm(folder);
      const spy = vi.spyOn(handles, 'write').mockRejectedValueOnce(failure(code));
      writeAll(log, numbered(100));
      await vi.waitFor(() => expect(linesIn(folder)).toEqual(numbered(100)), PATIENCE);
      expect(spy).toHaveBeenCalledTimes(1);
      let count = 100;
      for (; spy.mock.calls.length < 2 && count < 10_000; count += 100) {
        writeAll(log, numbered(100, count));
        await sleep(60);
      }
      await log.flush();
      expect(linesIn(folder)).toEqual(numbered(count));
      expect(spy.mock.calls.length).toBeGreaterThan(1);
      expect(notices).toEqual([
        expect.stringMatching(/written without the background writer/),
        expect.stringMatching(/in the background again/),
      ]);
      expect(log.health()).toMatchObject({ state: 'ok', dropped: 0, queuedBytes: 0 });
    });
  }

  test('a batch of which only a part was written is finished, each line once', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    const real = handles.write;
    vi.spyOn(handles, 'write').mockImplementation(function (this: unknown, bytes) {
      return real.call(this, bytes.subarray(0, Math.min(bytes.length, SHORT)));
    });
    for (const line of numbered(5000)) {
      log.write(`${line}\n`);
      if (line.endsWith('99')) await tick();
    }
    await log.close();
    expect(linesIn(folder)).toEqual(numbered(5000));
  });

  test('a disk that does not answer: the call waits once, memory is bounded, drops are counted, nothing is torn', async () => {
    const folder = scratch();
    const { log, notices } = await openWarm(folder);
    const real = handles.write;
    let release = (): void => undefined;
    vi.spyOn(handles, 'write').mockImplementationOnce(function (this: unknown, bytes) {
      return new Promise((resolve) => {
        release = () => resolve(real.call(this, bytes));
      });
    });
    const begin = performance.now();
    const offered = 300_000;
    let most = 0;
    for (const line of numbered(offered)) {
      log.write(`${line}\n`);
      most = Math.max(most, log.health().queuedBytes);
    }
    expect(performance.now() - begin).toBeLessThan(3000);
    expect(most).toBeLessThanOrEqual(BACKLOG_BYTES);
    const { dropped, state } = log.health();
    expect(state).toBe('degraded');
    expect(dropped).toBeGreaterThan(0);
    release();
    await log.flush();
    expect(linesIn(folder)).toEqual(numbered(offered - dropped));
    expect(notices).toEqual([
      expect.stringMatching(/the disk does not answer/),
      expect.stringMatching(new RegExp(`written again, ${dropped} lines were dropped`)),
    ]);
    expect(log.health()).toMatchObject({ state: 'ok', queuedBytes: 0, dropped });
  });

  test('a disk that never answers: close() ends, and counts', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    vi.spyOn(handles, 'write').mockImplementationOnce(() => new Promise(() => undefined));
    writeAll(log, numbered(2000));
    const begin = performance.now();
    await log.close();
    expect(performance.now() - begin).toBeLessThan(3500);
    const written = linesIn(folder).length;
    expect(written + log.health().dropped).toBe(2000);
  });

  test('no background writer at all: lines are written all the same', async () => {
    const folder = scratch();
    const { log } = openIn(folder);
    const spy = vi.spyOn(Engine.prototype, 'isIdle', 'get').mockReturnValue(false);
    writeAll(log, numbered(20_000));
    await vi.waitFor(() => expect(linesIn(folder)).toEqual(numbered(20_000)), PATIENCE);
    expect(spy).toHaveBeenCalled();
  });

  test('the backlog of a disk that refuses is bounded, and each line is written or counted', async () => {
    const folder = scratch();
    const { log, notices } = await openWarm(folder);
    vi.spyOn(handles, 'write').mockRejectedValue(failure('ENOSPC'));
    const spy = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw failure('ENOSPC');
    });
    let most = 0;
    for (const line of numbered(200_000)) {
      log.write(`${line}\n`);
      most = Math.max(most, log.health().queuedBytes);
      if (line.endsWith('999')) await tick();
    }
    expect(most).toBeLessThanOrEqual(BACKLOG_BYTES + BOUND_BYTES);
    const { dropped } = log.health();
    expect(dropped).toBeGreaterThan(0);
    spy.mockRestore();
    await vi.waitFor(() => expect(log.health().queuedBytes).toBe(0), PATIENCE);
    expect(linesIn(folder)).toEqual(numbered(200_000 - dropped));
    expect(log.health()).toMatchObject({ queuedBytes: 0, dropped });
    expect(notices.some((text) => text.includes(`written again, ${dropped} lines were dropped`))).toBe(true);
  });

  test('a notice that is logged in its turn does not get in the way', async () => {
    const folder = scratch();
    let log: FileTransport | undefined;
    const options = { ...optionsFor(path.join(folder, 'app.log')), durability: 'async' } as const;
    log = openFileTransport(options, () => log?.write('notice\n'));
    opened.push(log);
    await untilBackgroundWriter(options.path);
    vi.spyOn(handles, 'write').mockRejectedValueOnce(failure('EIO'));
    writeAll(log, numbered(10));
    await vi.waitFor(() => expect(linesIn(folder)).toEqual([...numbered(10), 'notice']), PATIENCE);
  });

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

    test('offered is written and counted, nothing is torn, and it goes on within 1 s', async (context) => {
      if (disk === '') context.skip('MOUNTING IS NOT ALLOWED HERE: the disk-full test did not run');
      const { log, notices } = await openWarm(disk);
      const ballast = path.join(disk, 'ballast');
      fs.writeFileSync(ballast, Buffer.alloc(100_000));
      const lines = numbered(20_000).map((line) => `${line} ${'x'.repeat(100)}`);
      for (const [i, line] of lines.entries()) {
        log.write(`${line}\n`);
        if (i % 50 === 0) await tick();
      }
      const { dropped, state } = log.health();
      expect(state).toBe('degraded');
      expect(dropped).toBeGreaterThan(0);
      execFileSync('mount', ['-o', 'remount,size=8m', disk]);
      const begin = performance.now();
      while (log.health().queuedBytes > 0) await sleep(5);
      expect(performance.now() - begin).toBeLessThan(1000);
      log.write('last\n');
      await log.close();
      expect(log.health().dropped).toBe(dropped);
      expect(linesIn(disk)).toEqual([...lines.slice(0, lines.length - dropped), 'last']);
      expect(notices.some((text) => /no space left on the disk/.test(text))).toBe(true);
    });
  });
});

describe('several processes write to one file', () => {
  const LINES = 5000;
  let programs = '';
  beforeAll(async () => {
    programs = fs.mkdtempSync(path.join(os.tmpdir(), 'programs-'));
    await bundleInto(programs);
    return () => fs.rmSync(programs, { recursive: true });
  });

  test('no line lost, double or torn', async () => {
    const folder = scratch();
    const source = `
      const log = open({ durability: 'async', sizeBytes: 50_000, compress: 'gzip' });
      for (let i = 0; i < ${LINES}; i++) {
        log.write(args[0] + ' ' + i + ' ' + 'x'.repeat(100) + '\\n');
        if (i % 20 === 0) await tick();
      }
      if (args[0] === '0') process.kill(process.pid, 'SIGTERM');
      if (args[0] === '1') process.exit();
      await log.close();
    `;
    const all = [0, 1, 2, 3].map((id) => start(programs, source, path.join(folder, 'app.log'), [String(id)]));
    const ends = await Promise.all(all.map((one) => one.ended));
    expect(ends.map(({ stderr }) => stderr).join('')).toBe('');
    const expected = [0, 1, 2, 3].flatMap((id) =>
      Array.from({ length: LINES }, (_, i) => `${id} ${i} ${'x'.repeat(100)}`),
    );
    expect(linesIn(folder).sort()).toEqual(expected.sort());
    const sizes = namesIn(folder)
      .filter((name) => !name.startsWith('.'))
      .map((name) => textOf(path.join(folder, name)).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(50_000 * 1.2);
  });
});
