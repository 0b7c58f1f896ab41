import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { linesIn, numbered, openIn, scratch, writeAll } from './scratch.js';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('fsync', () => {
  test("'always': one call for each line, before write returns", () => {
    const { log } = openIn(scratch(), { fsync: 'always' });
    const spy = vi.spyOn(fs, 'fsyncSync');
    for (let i = 1; i <= 50; i++) {
      log.write('line\n');
      expect(spy).toHaveBeenCalledTimes(i);
    }
  });

  test('milliseconds: one call for all lines of that time, none without lines', async () => {
    const { log } = openIn(scratch(), { fsync: 50 });
    const spy = vi.spyOn(fs, 'fsync');
    for (let round = 1; round <= 3; round++) {
      writeAll(log, numbered(50));
      expect(spy).toHaveBeenCalledTimes(round - 1);
      await sleep(80);
      expect(spy).toHaveBeenCalledTimes(round);
    }
    await sleep(120);
    expect(spy).toHaveBeenCalledTimes(3);
  });

  test('false: none at all', async () => {
    const sync = vi.spyOn(fs, 'fsyncSync');
    const async = vi.spyOn(fs, 'fsync');
    const { log } = openIn(scratch(), { sizeBytes: 100 });
    writeAll(log, numbered(100));
    await log.flush();
    await log.close();
    expect(sync).not.toHaveBeenCalled();
    expect(async).not.toHaveBeenCalled();
  });

  test('before a file is left by rotation, flush and close, when it is on', async () => {
    const { log } = openIn(scratch(), { fsync: 60_000 });
    const spy = vi.spyOn(fs, 'fsyncSync');
    log.write('one\n');
    log.rotate();
    expect(spy).toHaveBeenCalledTimes(1);
    log.write('two\n');
    await log.flush();
    expect(spy).toHaveBeenCalledTimes(2);
    log.write('three\n');
    await log.close();
    expect(spy).toHaveBeenCalledTimes(3);
  });

  test('a failure is told once, and lines are written all the same', () => {
    const folder = scratch();
    const { log, notices } = openIn(folder, { fsync: 'always' });
    const spy = vi.spyOn(fs, 'fsyncSync').mockImplementation(() => {
      throw Object.assign(new Error('made up'), { code: 'EIO' });
    });
    writeAll(log, numbered(5));
    expect(log.health().state).toBe('degraded');
    spy.mockRestore();
    writeAll(log, numbered(5, 5));
    expect(linesIn(folder)).toEqual(numbered(10));
    expect(notices).toHaveLength(2);
    expect(log.health().state).toBe('ok');
  });
});

describe('minFreeBytes', () => {
  const MIN = 1000 * 4096;

  /** Makes the disk have so many bytes free. */
  function free(bytes: number): void {
    vi.spyOn(fs, 'statfsSync').mockReturnValue({ bavail: bytes / 4096, bsize: 4096 } as fs.StatsFs);
  }

  test('below it lines are dropped, counted, and told once; above it again they are written', async () => {
    const folder = scratch();
    const { log, notices } = openIn(folder, { minFreeBytes: MIN });
    free(MIN);
    log.write('one\n');
    free(MIN - 4096);
    await sleep(1010);
    writeAll(log, numbered(10));
    expect(log.health()).toMatchObject({ state: 'degraded', dropped: 10 });
    free(MIN);
    await sleep(260);
    log.write('two\n');
    expect(linesIn(folder)).toEqual(['one', 'two']);
    expect(log.health()).toMatchObject({ state: 'ok', dropped: 10 });
    expect(notices).toEqual([
      expect.stringContaining(`less than ${MIN} bytes are free`),
      expect.stringContaining('enough free space again, 10 lines were dropped'),
    ]);
  });

  test('urgent lines are written longer than others', () => {
    for (const [share, written] of [
      [1, 'low mid top'],
      [0.8, 'mid top'],
      [0.6, 'top'],
      [0.4, ''],
    ] as const) {
      free(MIN * share);
      const folder = scratch();
      const { log } = openIn(folder, { minFreeBytes: MIN });
      log.write('low\n', 0);
      log.write('mid\n', 1);
      log.write('top\n', 2);
      expect(linesIn(folder).join(' ')).toBe(written);
      expect(log.health().dropped).toBe(3 - written.split(' ').filter(Boolean).length);
    }
  });

  test('is looked at again after 1 MiB, without waiting for a second to pass', () => {
    const { log } = openIn(scratch(), { minFreeBytes: MIN });
    free(MIN);
    log.write('one\n');
    free(0);
    for (let i = 0; i < 20; i++) log.write(`${'x'.repeat(100_000)}\n`);
    expect(log.health().dropped).toBeGreaterThan(5);
  });

  test('a disk that does not say how much is free is taken as large enough', () => {
    const folder = scratch();
    vi.spyOn(fs, 'statfsSync').mockImplementation(() => {
      throw new Error('made up');
    });
    const { log } = openIn(folder, { minFreeBytes: MIN });
    log.write('one\n');
    expect(linesIn(folder)).toEqual(['one']);
  });

  test('works on a real disk', () => {
    const folder = scratch();
    const { log } = openIn(folder, { minFreeBytes: 2 ** 60 });
    log.write('one\n');
    expect(log.health().dropped).toBe(1);
    expect(fs.readFileSync(path.join(folder, 'app.log'), 'utf8')).toBe('');
  });
});
