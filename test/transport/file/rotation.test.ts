import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { linesIn, namesIn, numbered, openIn, rotatedIn, scratch, textOf, writeAll } from './scratch.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('by size', () => {
  test('no file grows beyond the limit, and every line is there once, in order', () => {
    const folder = scratch();
    const { log } = openIn(folder, { sizeBytes: 1000 });
    writeAll(log, numbered(1000));
    expect(linesIn(folder)).toEqual(numbered(1000));
    for (const name of namesIn(folder)) {
      expect(fs.statSync(path.join(folder, name)).size).toBeLessThanOrEqual(1000);
    }
  });

  test('a line that fills the file to the last byte still goes in', () => {
    const folder = scratch();
    const { log } = openIn(folder, { sizeBytes: 10 });
    writeAll(log, ['1234', '1234', '1234']);
    expect(rotatedIn(folder).map((name) => textOf(path.join(folder, name)))).toEqual(['1234\n1234\n']);
  });

  test('the limit counts bytes, not characters', () => {
    const folder = scratch();
    const { log } = openIn(folder, { sizeBytes: 10 });
    writeAll(log, ['äää', 'äää']);
    expect(rotatedIn(folder)).toHaveLength(1);
  });

  test('a line longer than the limit gets a file of its own, and no empty file comes about', () => {
    const folder = scratch();
    const { log } = openIn(folder, { sizeBytes: 10 });
    writeAll(log, ['x'.repeat(100), 'y'.repeat(100)]);
    expect(rotatedIn(folder).map((name) => fs.statSync(path.join(folder, name)).size)).toEqual([101]);
    expect(linesIn(folder)).toEqual(['x'.repeat(100), 'y'.repeat(100)]);
  });

  test('a file that is full when it is opened is rotated before the first line', () => {
    const folder = scratch();
    fs.writeFileSync(path.join(folder, 'app.log'), `${'x'.repeat(99)}\n`, { mode: 0o600 });
    const { log } = openIn(folder, { sizeBytes: 50 });
    log.write('new\n');
    expect(textOf(path.join(folder, 'app.log'))).toBe('new\n');
  });

  test('without an extension, and with regular expression characters in the name, it works the same', () => {
    for (const base of ['app', 'a+(b).log', '.hidden', 'ünï.log', 'two words.log']) {
      const folder = scratch();
      const { log } = openIn(folder, { path: path.join(folder, base), sizeBytes: 20, maxFiles: 2 });
      writeAll(log, numbered(20));
      expect(namesIn(folder), base).toHaveLength(3);
    }
  });
});

describe('on demand', () => {
  test('the name tells the UTC time, the process and a counter', () => {
    const folder = scratch();
    const { log } = openIn(folder, {}, () => Date.UTC(2026, 10, 22, 1, 2, 3, 456));
    log.write('one\n');
    log.rotate();
    log.write('two\n');
    expect(namesIn(folder)).toEqual([`app-20261122T010203.456Z-${process.pid}-0.log`, 'app.log']);
    expect(linesIn(folder)).toEqual(['one', 'two']);
  });

  test('an empty file is not rotated', () => {
    const folder = scratch();
    const { log } = openIn(folder);
    log.rotate();
    log.rotate();
    expect(namesIn(folder)).toEqual(['app.log']);
  });

  test('a name that exists is never overwritten', () => {
    const folder = scratch();
    const now = Date.UTC(2026, 10, 22, 1, 2, 3, 456);
    const taken = [0, 1].map((n) => `app-20261122T010203.457Z-${process.pid}-${n}.log`);
    const older = `app-20261122T010203.456Z-1-0.log`;
    fs.writeFileSync(path.join(folder, older), 'older\n');
    // A directory and a foreign compressed file are in the way as well.
    fs.mkdirSync(path.join(folder, taken[0] as string));
    fs.writeFileSync(path.join(folder, `${taken[1]}.gz`), 'not gzip');
    const { log } = openIn(folder, {}, () => now);
    log.write('one\n');
    log.rotate();
    expect(textOf(path.join(folder, older))).toBe('older\n');
    expect(fs.readFileSync(path.join(folder, `${taken[1]}.gz`), 'utf8')).toBe('not gzip');
    expect(rotatedIn(folder)).toHaveLength(4);
  });
});

describe('by time', () => {
  /** A clock that is set by hand. */
  function clock(time: number): { now: () => number; time: number } {
    const self = { time, now: () => self.time };
    return self;
  }

  test('a new UTC day begins a new file, at midnight and not before', () => {
    const folder = scratch();
    const at = clock(Date.UTC(2026, 5, 1, 23, 59, 59, 999));
    const { log } = openIn(folder, { intervalMs: DAY }, at.now);
    log.write('monday\n');
    at.time += 1;
    log.write('tuesday\n');
    at.time += DAY - 1;
    log.write('tuesday too\n');
    expect(rotatedIn(folder).map((name) => textOf(path.join(folder, name)))).toEqual(['monday\n']);
    expect(textOf(path.join(folder, 'app.log'))).toBe('tuesday\ntuesday too\n');
  });

  const changes: [string, string, number][] = [
    ['spring', 'Europe/Rome', Date.UTC(2026, 2, 28, 22)],
    ['autumn', 'Europe/Rome', Date.UTC(2026, 9, 24, 22)],
    ['autumn', 'America/New_York', Date.UTC(2026, 10, 1, 3)],
  ];
  for (const [season, zone, from] of changes) {
    test(`a program that is started each hour of the ${season} change in ${zone} gives each hour a file`, async () => {
      const folder = scratch();
      vi.stubEnv('TZ', zone);
      const at = clock(from);
      for (let hour = 0; hour < 8; hour++) {
        at.time = from + hour * HOUR;
        const { log } = openIn(folder, { intervalMs: HOUR, maxFiles: 50 }, at.now);
        log.write(`hour ${hour}\n`);
        await log.close();
        fs.utimesSync(path.join(folder, 'app.log'), at.time / 1_000, at.time / 1_000);
      }
      vi.unstubAllEnvs();
      const files = [...rotatedIn(folder), 'app.log'].map((name) => textOf(path.join(folder, name)));
      expect(files).toEqual(Array.from({ length: 8 }, (_, hour) => `hour ${hour}\n`));
    });

    test(`on the ${season} change in ${zone} each hour has a file of its own`, () => {
      const folder = scratch();
      const zoneBefore = process.env['TZ'];
      process.env['TZ'] = zone;
      try {
        const at = clock(from);
        const { log } = openIn(folder, { intervalMs: HOUR }, at.now);
        for (let hour = 0; hour < 30; hour++) {
          for (const minutes of [0, 30, 59]) {
            at.time = from + hour * HOUR + minutes * 60_000;
            log.write(`hour ${hour}\n`);
          }
        }
      } finally {
        if (zoneBefore === undefined) delete process.env['TZ'];
        else process.env['TZ'] = zoneBefore;
      }
      const files = [...rotatedIn(folder), 'app.log'].map((name) => textOf(path.join(folder, name)));
      expect(files).toEqual(Array.from({ length: 30 }, (_, hour) => `hour ${hour}\n`.repeat(3)));
    });
  }

  const jumps = [
    ['an hour ahead', HOUR],
    ['an hour back', -HOUR],
    ['a day ahead', DAY],
    ['a day back', -DAY],
  ] as const;
  const modes = ['sync', 'async'] as const;

  /** Every line in exactly one file, the files in the order of writing, and none overwritten. */
  function expectEachOnce(folder: string, lines: readonly string[], before: readonly string[]): void {
    expect(linesIn(folder)).toEqual(lines);
    expect(rotatedIn(folder)).toEqual(expect.arrayContaining([...before]));
  }

  for (const durability of modes) {
    for (const [what, jump] of jumps) {
      test(`${durability}: a clock that is set ${what} and right again costs no line, and the files sort as written`, async () => {
        const folder = scratch();
        const at = clock(Date.UTC(2026, 5, 1, 12, 30));
        const { log } = openIn(folder, { intervalMs: HOUR, sizeBytes: 50, durability }, at.now);
        const lines = numbered(30);
        writeAll(log, lines.slice(0, 10));
        await log.flush();
        const first = rotatedIn(folder);
        at.time += jump;
        writeAll(log, lines.slice(10, 20));
        await log.flush();
        const second = rotatedIn(folder);
        at.time -= jump;
        writeAll(log, lines.slice(20));
        await log.flush();
        expectEachOnce(folder, lines, [...first, ...second]);
        expect(log.health()).toMatchObject({ state: 'ok', dropped: 0 });
      });

      test(`${durability}: a restart with a clock that was set ${what} costs no line either`, async () => {
        const folder = scratch();
        const at = clock(Date.UTC(2026, 5, 1, 12, 30));
        const lines = numbered(40);
        let before: string[] = [];
        for (const [run, shift] of [0, jump, jump, -jump].entries()) {
          at.time += shift;
          const { log } = openIn(
            folder,
            { intervalMs: HOUR, sizeBytes: 50, compress: 'gzip', durability },
            at.now,
          );
          writeAll(log, lines.slice(run * 10, run * 10 + 10));
          await log.close();
          expectEachOnce(folder, lines.slice(0, run * 10 + 10), before);
          before = rotatedIn(folder);
          fs.utimesSync(path.join(folder, 'app.log'), at.time / 1_000, at.time / 1_000);
        }
      });
    }
  }

  test('a clock that is adjusted by milliseconds around midnight makes no extra file', () => {
    const folder = scratch();
    const midnight = Date.UTC(2026, 5, 2);
    const at = clock(midnight + 2);
    const { log } = openIn(folder, { intervalMs: DAY }, at.now);
    for (const shift of [2, -3, 1, -1, 5]) {
      at.time = midnight + shift;
      log.write('line\n');
    }
    expect(namesIn(folder)).toEqual(['app.log']);
  });

  test('a restart in a later period rotates, decided by the last line of the file; in the same period it goes on', async () => {
    const folder = scratch();
    const file = path.join(folder, 'app.log');
    const at = clock(Date.UTC(2026, 5, 1, 10));
    const first = openIn(folder, { intervalMs: DAY }, at.now);
    first.log.write('monday\n');
    await first.log.close();
    fs.utimesSync(file, at.time / 1000, at.time / 1000);

    at.time += 3 * HOUR;
    const second = openIn(folder, { intervalMs: DAY }, at.now);
    second.log.write('monday too\n');
    await second.log.close();
    fs.utimesSync(file, at.time / 1000, at.time / 1000);
    expect(namesIn(folder)).toEqual(['app.log']);

    at.time += DAY;
    openIn(folder, { intervalMs: DAY }, at.now).log.write('tuesday\n');
    expect(rotatedIn(folder).map((name) => textOf(path.join(folder, name)))).toEqual([
      'monday\nmonday too\n',
    ]);
    expect(textOf(file)).toBe('tuesday\n');
  });
});

describe('when rotation fails', () => {
  test('lines go on into the old file, it is told once, and later it works again', async () => {
    const folder = scratch();
    const { log, notices } = openIn(folder, { sizeBytes: 100 });
    const next = `.app.log.new.`;
    // A directory with the temporary name of the next file: it can neither be used nor removed.
    const { owner } = await import('../../../src/transport/file/owner.js');
    const obstacle = path.join(folder, `${next}${owner()}.tmp`);
    fs.mkdirSync(obstacle);
    writeAll(log, numbered(100));
    expect(linesIn(folder)).toEqual(numbered(100));
    expect(rotatedIn(folder)).toEqual([]);
    expect(notices).toEqual([expect.stringContaining('cannot rotate')]);
    expect(log.health()).toMatchObject({ state: 'degraded', queuedBytes: 0, dropped: 0 });

    fs.rmdirSync(obstacle);
    log.rotate();
    expect(rotatedIn(folder)).toHaveLength(1);
    expect(notices[1]).toContain('rotation works again');
    expect(log.health().state).toBe('ok');
  });

  test.runIf(process.platform === 'linux')(
    'a lock that a living process keeps delays rotation, not lines',
    async () => {
      const folder = scratch();
      const { owner } = await import('../../../src/transport/file/owner.js');
      // The token of another living process: our parent's number with its real start time.
      const stat = fs.readFileSync(`/proc/${process.ppid}/stat`, 'latin1');
      const start = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]).toString(36);
      const lock = path.join(folder, '.app.lock');
      fs.writeFileSync(lock, `${process.ppid}-0-${start}-${owner().split('-')[3]}`);
      fs.writeFileSync(path.join(folder, 'app.log'), '');
      const { log } = openIn(folder, { sizeBytes: 100 });
      writeAll(log, numbered(50));
      expect(rotatedIn(folder)).toEqual([]);
      expect(linesIn(folder)).toEqual(numbered(50));
      fs.unlinkSync(lock);
      log.rotate();
      expect(rotatedIn(folder)).toHaveLength(1);
    },
  );
});
