import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { linesIn, namesIn, numbered, openIn, rotatedIn, scratch, textOf, writeAll } from './scratch.js';

const DAY = 86_400_000;

describe('limits', () => {
  test('maxFiles keeps that many rotated files, the newest ones', () => {
    const folder = scratch();
    const { log } = openIn(folder, { sizeBytes: 50, maxFiles: 3 });
    writeAll(log, numbered(100));
    expect(rotatedIn(folder)).toHaveLength(3);
    const kept = linesIn(folder);
    expect(kept).toEqual(numbered(kept.length, 100 - kept.length));
  });

  test('maxFiles counts a file once, plain or compressed', async () => {
    const folder = scratch();
    const { log } = openIn(folder, { sizeBytes: 50, maxFiles: 2, compress: 'gzip' });
    writeAll(log, numbered(100));
    await log.close();
    const rotated = rotatedIn(folder);
    expect(rotated).toHaveLength(2);
    for (const name of rotated) expect(name).toMatch(/\.gz$/);
    const kept = linesIn(folder);
    expect(kept).toEqual(numbered(kept.length, 100 - kept.length));
  });

  test('the newest files stay also after the clock was set back', () => {
    const folder = scratch();
    let time = Date.UTC(2026, 5, 10);
    const { log } = openIn(folder, { sizeBytes: 50, maxFiles: 3 }, () => time);
    writeAll(log, numbered(50));
    time -= 5 * DAY;
    writeAll(log, numbered(50, 50));
    const kept = linesIn(folder);
    expect(kept).toEqual(numbered(kept.length, 100 - kept.length));
  });

  test('maxAge removes what is older, at the next rotation or opening', () => {
    const folder = scratch();
    for (const day of ['20200101', '20200102']) {
      fs.writeFileSync(path.join(folder, `app-${day}T000000.000Z-1-0.log`), 'old\n');
    }
    const { log } = openIn(folder, { maxAgeMs: 30 * DAY });
    expect(rotatedIn(folder)).toEqual([]);
    log.write('one\n');
    log.rotate();
    expect(rotatedIn(folder)).toHaveLength(1);
  });

  test('maxTotalSize holds at every moment, the current file included', () => {
    const folder = scratch();
    const { log } = openIn(folder, { sizeBytes: 100, maxTotalSizeBytes: 350 });
    for (const line of numbered(200)) {
      log.write(`${line}\n`);
      const total = namesIn(folder).reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
      expect(total).toBeLessThanOrEqual(350);
    }
    expect(rotatedIn(folder)).toHaveLength(2);
  });
});

test('nothing but rotated files of this log is removed', () => {
  const folder = scratch();
  const outside = scratch();
  const victim = path.join(outside, 'victim');
  fs.writeFileSync(victim, 'precious\n');
  const foreign = [
    'app-20200101T000000.000Z-1-0.log.bak',
    'app-20200101T000000.000Z-1-0.txt',
    'app-20200101T000000.000Z-1.log',
    'app-20200101T000000Z-1-0.log',
    'app-20209901T000000.000Z-1-0.log',
    'app-2020.log',
    'app.log.1',
    'application-20200101T000000.000Z-1-0.log',
    'my-app-20200101T000000.000Z-1-0.log',
    'notes.txt',
    '.app-notes.tmp',
    '.other.lock',
  ];
  for (const name of foreign) fs.writeFileSync(path.join(folder, name), 'theirs\n');
  const link = 'app-20200102T000000.000Z-1-0.log';
  fs.symlinkSync(victim, path.join(folder, link));
  const directory = 'app-20200103T000000.000Z-1-0.log';
  fs.mkdirSync(path.join(folder, directory));
  // A state file of another library that names a foreign path.
  fs.writeFileSync(path.join(folder, 'history.txt'), `${victim}\n`);

  const { log } = openIn(folder, { sizeBytes: 50, maxFiles: 1, maxAgeMs: DAY, maxTotalSizeBytes: 200 });
  writeAll(log, numbered(100));

  expect(textOf(victim)).toBe('precious\n');
  const names = namesIn(folder);
  for (const name of [...foreign, link, directory, 'history.txt']) expect(names).toContain(name);
  for (const name of foreign) expect(textOf(path.join(folder, name))).toBe('theirs\n');
});

test.runIf(process.geteuid?.() === 0)('a rotated file of another user is left alone', () => {
  const folder = scratch();
  const file = path.join(folder, 'app-20200101T000000.000Z-1-0.log');
  fs.writeFileSync(file, 'theirs\n');
  fs.chownSync(file, 4321, 4321);
  const { log } = openIn(folder, { sizeBytes: 50, maxFiles: 1 });
  writeAll(log, numbered(50));
  expect(textOf(file)).toBe('theirs\n');
});
