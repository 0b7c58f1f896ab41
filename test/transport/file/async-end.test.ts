/** The end of the process as the transport is told of it, and the options that concern it, in this very process. */
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { AsyncFileTransport } from '../../../src/transport/file/async/async-file-transport.js';
import { openFileTransport } from '../../../src/transport/file/file-transport.js';
import type { FileOptions } from '../../../src/transport/file/options.js';
import { leaveRoom } from './room.js';
import {
  linesIn,
  numbered,
  optionsFor,
  rotatedIn,
  scratch,
  textOf,
  untilBackgroundWriter,
  writeAll,
} from './scratch.js';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const failure = (code: string): Error => Object.assign(new Error(`${code}: made up`), { code });

type Write = (this: unknown, bytes: Buffer) => Promise<unknown>;
let handles: { write: Write };
beforeAll(async () => {
  const one = await fs.promises.open('/dev/null', 'a');
  handles = Object.getPrototypeOf(one);
  await one.close();
});

const opened: AsyncFileTransport[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** Opens a log and waits until lines go through the background writer. */
async function openWarm(folder: string, changes: Partial<FileOptions> = {}) {
  const notices: string[] = [];
  const file = path.join(folder, 'app.log');
  const options = { ...optionsFor(file), durability: 'async', ...changes } as const;
  const log = openFileTransport(options, (text) => notices.push(text));
  if (!(log instanceof AsyncFileTransport)) throw new Error('it is not asynchronous');
  opened.push(log);
  await untilBackgroundWriter(file);
  return { log, file, notices };
}

/** So many bytes are handed over at once: what is written then is in flight. */
const BATCH = 3_000;
const soon = (): number => performance.now() + 20;

describe('at the end everything is written, each line once', () => {
  for (const end of ['exit', 'signal', 'perhaps'] as const) {
    test(`${end}: what was collected, and what is in flight`, async () => {
      const folder = scratch();
      const { log } = await openWarm(folder);
      writeAll(log, numbered(BATCH));
      log.finish(performance.now() + 500, end);
      expect(linesIn(folder)).toEqual(numbered(BATCH));
      expect(log.health().queuedBytes).toBe(0);
    });
  }

  test('perhaps: it goes on when the host keeps the process alive', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    writeAll(log, numbered(10));
    log.finish(soon(), 'perhaps');
    writeAll(log, numbered(10, 10));
    expect(log.health().queuedBytes).toBeGreaterThan(0);
    await log.flush();
    expect(linesIn(folder)).toEqual(numbered(20));
  });

  test('exit: there is no later, so a line that comes behind it is written in the call', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    writeAll(log, numbered(10));
    log.finish(soon(), 'exit');
    writeAll(log, numbered(1, 10));
    expect(linesIn(folder)).toEqual(numbered(11));
  });

  test('signal: a batch that never arrives is written here, behind what is on the disk', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    vi.spyOn(handles, 'write').mockImplementation(() => new Promise(() => undefined));
    writeAll(log, numbered(BATCH));
    expect(linesIn(folder)).toEqual([]);
    log.finish(soon(), 'signal');
    expect(linesIn(folder)).toEqual(numbered(BATCH));
  });

  test('signal: of a batch that arrived in part, the rest is written', async () => {
    const folder = scratch();
    const { log, file } = await openWarm(folder);
    vi.spyOn(handles, 'write').mockImplementation((bytes) => {
      fs.appendFileSync(file, bytes.subarray(0, 1_003));
      return new Promise(() => undefined);
    });
    writeAll(log, numbered(BATCH));
    log.finish(soon(), 'signal');
    expect(linesIn(folder)).toEqual(numbered(BATCH));
  });

  test('exit: a batch that stands behind other work is left to the system, which does it before the end', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    const work = Array.from(
      { length: 8 },
      () => new Promise((resolve) => crypto.pbkdf2('a', 'b', 100_000, 64, 'sha512', resolve)),
    );
    writeAll(log, numbered(BATCH));
    log.finish(performance.now(), 'exit');
    await Promise.all(work);
    await sleep(50);
    expect(linesIn(folder).sort()).toEqual(numbered(BATCH).sort());
  });

  test('perhaps: a batch that does not arrive stays in flight, and is not written twice', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    const real = handles.write;
    let release = (): void => undefined;
    vi.spyOn(handles, 'write').mockImplementationOnce(function (this: unknown, bytes) {
      return new Promise((resolve) => {
        release = () => resolve(real.call(this, bytes));
      });
    });
    writeAll(log, numbered(BATCH));
    log.finish(soon(), 'perhaps');
    expect(linesIn(folder)).toEqual([]);
    release();
    await log.flush();
    expect(linesIn(folder)).toEqual(numbered(BATCH));
  });

  test('signal: a disk that refuses leaves no half line', async () => {
    const folder = scratch();
    const { log, file } = await openWarm(folder);
    log.write('whole\n');
    await log.flush();
    vi.spyOn(handles, 'write').mockRejectedValue(failure('ENOSPC'));
    const spy = leaveRoom(5);
    log.write('a line of which five bytes find room\n');
    log.finish(soon(), 'signal');
    expect(textOf(file)).toBe('whole\n');
    spy.mockRestore();
  });
});

describe('signals', () => {
  test('that the host listens to are left to it, and everything is written first', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    const seen: string[][] = [];
    const host = (): void => {
      seen.push(linesIn(folder));
    };
    process.on('SIGTERM', host);
    try {
      writeAll(log, numbered(10));
      process.emit('SIGTERM', 'SIGTERM');
      await sleep(0);
    } finally {
      process.off('SIGTERM', host);
    }
    expect(seen).toEqual([numbered(10)]);
    writeAll(log, numbered(5, 10));
    await log.flush();
    expect(linesIn(folder)).toEqual(numbered(15));
  });

  test('that nobody else listens to are sent again, without us, when everything is written', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    writeAll(log, numbered(10));
    process.emit('SIGINT', 'SIGINT');
    expect(linesIn(folder)).toEqual(numbered(10));
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGINT');
    expect(process.listenerCount('SIGINT')).toBe(0);
  });

  test('that a listener was added for once are left to it as well', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const host = vi.fn();
    process.prependOnceListener('SIGTERM', host);
    log.write('line 0\n');
    process.emit('SIGTERM', 'SIGTERM');
    await sleep(0);
    expect(host).toHaveBeenCalledTimes(1);
    expect(kill).not.toHaveBeenCalled();
  });

  test('of reopenOn open the file anew', async () => {
    const folder = scratch();
    const { log, file } = await openWarm(folder, { reopenOn: 'SIGHUP' });
    log.write('line 0\n');
    await log.flush();
    fs.renameSync(file, `${file}.1`);
    process.emit('SIGHUP', 'SIGHUP');
    log.write('line 1\n');
    await log.flush();
    expect([textOf(`${file}.1`), textOf(file)]).toEqual(['line 0\n', 'line 1\n']);
    await log.close();
    expect(process.listenerCount('SIGHUP')).toBe(0);
    log.rotate();
    log.reopen();
    log.write('line 2\n');
    expect(log.health()).toMatchObject({ state: 'closed', dropped: 1 });
  });
});

describe('options', () => {
  test('minFreeBytes: below it lines are dropped, counted and told, and then it goes on', async () => {
    const folder = scratch();
    const { log, notices } = await openWarm(folder, { minFreeBytes: 1_000_000 });
    const free = (bytes: number) =>
      vi
        .spyOn(fs, 'statfsSync')
        .mockReturnValue({ bavail: bytes, bsize: 1 } as unknown as ReturnType<typeof fs.statfsSync>);
    const scarce = free(600_000);
    log.write('one\n', 0);
    log.write('two\n', 1);
    log.write('three\n', 2);
    expect(log.health()).toMatchObject({ state: 'degraded', dropped: 2 });
    scarce.mockRestore();
    free(2_000_000);
    await sleep(300);
    log.write('four\n', 0);
    await log.flush();
    expect(linesIn(folder)).toEqual(['three', 'four']);
    expect(notices).toEqual([
      expect.stringContaining('less than 1000000 bytes are free'),
      expect.stringContaining('enough free space again, 2 lines were dropped'),
    ]);
  });

  test('fsync after a time: one call, outside the log call', async () => {
    const { log } = await openWarm(scratch(), { fsync: 20 });
    const spy = vi.spyOn(fs, 'fsync');
    writeAll(log, numbered(100));
    await log.flush();
    const before = spy.mock.calls.length;
    writeAll(log, numbered(100, 100));
    await sleep(120);
    expect(spy.mock.calls.length).toBeGreaterThan(before);
  });

  test('a folder that everybody can write to is told of', async () => {
    const folder = scratch();
    fs.chmodSync(folder, 0o777);
    const { notices } = await openWarm(folder);
    expect(notices).toEqual([expect.stringContaining('everybody can write to its folder')]);
  });

  test('a file that others can open is closed to them, and told of', async () => {
    const folder = scratch();
    fs.writeFileSync(path.join(folder, 'app.log'), 'old\n', { mode: 0o644 });
    const { log, notices } = await openWarm(folder);
    log.write('new\n');
    await log.flush();
    expect(notices).toHaveLength(1);
    expect(linesIn(folder)).toEqual(['old', 'new']);
  });
});

describe('the file, when it cannot be looked at or opened', () => {
  test('is written to as it was known', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    const spy = vi.spyOn(fs, 'lstatSync').mockImplementation(() => {
      throw failure('EIO');
    });
    writeAll(log, numbered(BATCH));
    await sleep(60);
    spy.mockRestore();
    await log.flush();
    expect(linesIn(folder)).toEqual(numbered(BATCH));
  });

  test('is followed later: no line is lost meanwhile', async () => {
    const folder = scratch();
    const { log, file } = await openWarm(folder);
    log.write('line 0\n');
    await log.flush();
    fs.renameSync(file, `${file}.1`);
    const spy = vi.spyOn(fs, 'openSync').mockImplementation(() => {
      throw failure('EMFILE');
    });
    writeAll(log, numbered(1, 1));
    await sleep(60);
    writeAll(log, numbered(1, 2));
    await sleep(60);
    spy.mockRestore();
    expect(textOf(`${file}.1`)).toBe('line 0\nline 1\nline 2\n');
    await sleep(1_000);
    log.write('line 3\n');
    await log.flush();
    expect(textOf(file)).toBe('line 3\n');
  });

  test('is rotated also when another writer has made it longer', async () => {
    const folder = scratch();
    const { log, file } = await openWarm(folder, { sizeBytes: 1_000 });
    log.write('line 0\n');
    await log.flush();
    fs.appendFileSync(file, `${'x'.repeat(990)}\n`);
    writeAll(log, numbered(1, 1));
    await log.flush();
    expect(rotatedIn(folder)).toHaveLength(1);
    expect(textOf(file)).toBe('line 1\n');
  });

  test('a line of more than 1 MiB is dropped and counted, and those around it are written', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    writeAll(log, ['before', 'x'.repeat(1024 * 1024), 'behind']);
    await log.flush();
    expect(linesIn(folder)).toEqual(['before', 'behind']);
    expect(log.health()).toMatchObject({ state: 'ok', dropped: 1 });
  });
});

describe('a disk that gives trouble', () => {
  test('what it still refuses at close is dropped, counted and told', async () => {
    const folder = scratch();
    const { log, notices, file } = await openWarm(folder);
    vi.spyOn(handles, 'write').mockRejectedValue(failure('ENOSPC'));
    vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw failure('ENOSPC');
    });
    writeAll(log, numbered(10));
    await log.close();
    expect(textOf(file)).toBe('');
    expect(log.health()).toMatchObject({ state: 'closed', dropped: 10, queuedBytes: 0 });
    expect(notices.at(-1)).toMatch(/closed while the disk refused lines, 10 lines were dropped/);
  });

  test('that does not say how long the file is: lines are written all the same', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    writeAll(log, numbered(10));
    const spy = vi.spyOn(fs, 'fstatSync').mockImplementation(() => {
      throw failure('EIO');
    });
    writeAll(log, numbered(BATCH, 10));
    log.finish(soon(), 'signal');
    spy.mockRestore();
    await log.flush();
    expect([...new Set(linesIn(folder))]).toEqual(numbered(BATCH + 10));
  });

  test('that cannot be read back: the length of the file decides', async () => {
    const folder = scratch();
    const { log } = await openWarm(folder);
    const real = fs.openSync;
    vi.spyOn(fs, 'openSync').mockImplementation(((file: string, ...rest: [number, number]) => {
      if (file.startsWith('/proc/self/fd/')) throw failure('EACCES');
      return real(file, ...rest);
    }) as typeof real);
    writeAll(log, numbered(BATCH));
    log.finish(performance.now() + 500, 'signal');
    expect(linesIn(folder)).toEqual(numbered(BATCH));
  });

  test('beside another writer, a batch is found among the lines of both', async () => {
    const folder = scratch();
    const { log, file } = await openWarm(folder);
    log.write('line 0\n');
    await log.flush();
    const real = handles.write;
    vi.spyOn(handles, 'write').mockImplementation(async function (this: unknown, bytes) {
      fs.appendFileSync(file, 'theirs\n');
      const result = await real.call(this, bytes);
      fs.appendFileSync(file, 'theirs\n');
      return result;
    });
    writeAll(log, numbered(BATCH, 1));
    await log.flush();
    const lines = linesIn(folder);
    expect(lines.filter((line) => line !== 'theirs')).toEqual(numbered(BATCH + 1));
    expect(lines.length).toBeGreaterThan(BATCH + 1);
  });
});
