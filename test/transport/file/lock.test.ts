import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Folder } from '../../../src/transport/file/folder.js';
import { withLock } from '../../../src/transport/file/lock.js';
import { namesFor } from '../../../src/transport/file/names.js';
import { Notices } from '../../../src/transport/file/notices.js';
import { Others } from '../../../src/transport/file/others.js';
import { isDead, isRunning, owner } from '../../../src/transport/file/owner.js';
import type { Site } from '../../../src/transport/file/site.js';
import { bundleInto, run } from './program.js';
import { linesIn, modeOf, namesIn, optionsFor, scratch } from './scratch.js';

const DEAD = 999_999_999;
const HAS_PROC = fs.existsSync('/proc/self/stat');
const [pid, thread, start, scope] = owner().split('-');

function siteIn(folder: string): Site {
  return {
    options: optionsFor(path.join(folder, 'app.log')),
    names: namesFor('app.log', process.pid),
    access: { mode: 0o600, gid: undefined },
    folder: new Folder(folder),
    now: () => Date.now(),
    notify: () => undefined,
    notices: new Notices(() => undefined),
    others: new Others(),
  };
}

describe('the lock', () => {
  test('is a file of mode 0600 that names its owner, and goes with the step', () => {
    const folder = scratch();
    const site = siteIn(folder);
    const result = withLock(site, 0, () => {
      expect(modeOf(path.join(folder, '.app.lock'))).toBe('0600');
      expect(fs.readFileSync(path.join(folder, '.app.lock'), 'utf8')).toBe(owner());
      return 'done';
    });
    expect(result).toBe('done');
    expect(namesIn(folder)).toEqual([]);
    site.folder.close();
  });

  test('goes also when the step throws', () => {
    const folder = scratch();
    const site = siteIn(folder);
    expect(() =>
      withLock(site, 0, () => {
        throw new Error('made up');
      }),
    ).toThrow('made up');
    expect(namesIn(folder)).toEqual([]);
    site.folder.close();
  });

  const stale: [string, string, number][] = [
    ['a dead process', `${DEAD}-0-abc-${scope}`, 0],
    ['an earlier process with our number', `${pid}-0-1-${scope}`, 0],
    ['ourselves, left by a failed removal', owner(), 0],
    ['nobody (its maker was killed), for more than a second', '', 1.5],
    ['another thread of ours, for more than five seconds', `${pid}-77-${start}-${scope}`, 6],
    ['another machine or container, for more than a minute', '1-0-abc-00000000', 61],
  ];
  for (const [whose, token, seconds] of stale) {
    test(`of ${whose} is removed`, () => {
      const folder = scratch();
      const site = siteIn(folder);
      const lock = path.join(folder, '.app.lock');
      fs.writeFileSync(lock, token);
      const time = Date.now() / 1000 - seconds;
      fs.utimesSync(lock, time, time);
      expect(withLock(site, 0, () => 'done')).toBe('done');
      expect(namesIn(folder)).toEqual([]);
      site.folder.close();
    });
  }

  const living: [string, string][] = [
    ['a living process', `${process.ppid}-0-${startOf(process.ppid)}-${scope}`],
    ['nobody yet', ''],
    ['another thread of ours', `${pid}-77-${start}-${scope}`],
    ['another machine or container', '1-0-abc-00000000'],
  ];
  for (const [whose, token] of living) {
    test(`of ${whose} is waited for, and then left alone`, () => {
      const folder = scratch();
      const site = siteIn(folder);
      fs.writeFileSync(path.join(folder, '.app.lock'), token);
      const begin = performance.now();
      expect(withLock(site, 50, () => 'done')).toBeUndefined();
      expect(performance.now() - begin).toBeGreaterThanOrEqual(50);
      expect(fs.readFileSync(path.join(folder, '.app.lock'), 'utf8')).toBe(token);
      site.folder.close();
    });
  }

  test('that is stale is taken also when several processes died, each while it removed what the one before left', () => {
    const folder = scratch();
    const site = siteIn(folder);
    const dead = [0, 1, 2, 3].map((n) => `${DEAD - n}-0-abc-${scope}`);
    fs.writeFileSync(path.join(folder, '.app.lock'), dead[0] as string);
    for (const n of [0, 1, 2]) {
      fs.writeFileSync(path.join(folder, `.app.break.${dead[n]}.tmp`), dead[n + 1] as string);
    }
    expect(withLock(site, 0, () => 'done')).toBe('done');
    expect(namesIn(folder)).toEqual([]);
    site.folder.close();
  });

  test('that is stale is taken also when we could not take away our own right to remove it', () => {
    const folder = scratch();
    const site = siteIn(folder);
    const dead = `${DEAD}-0-abc-${scope}`;
    fs.writeFileSync(path.join(folder, '.app.lock'), dead);
    fs.writeFileSync(path.join(folder, `.app.break.${dead}.tmp`), owner());
    expect(withLock(site, 0, () => 'done')).toBe('done');
    expect(namesIn(folder)).toEqual([]);
    site.folder.close();
  });

  test('that became another one during the step stays: we were held up for so long that we were taken for dead', () => {
    const folder = scratch();
    const site = siteIn(folder);
    const other = `${process.ppid}-0-${startOf(process.ppid)}-${scope}`;
    withLock(site, 0, () => fs.writeFileSync(path.join(folder, '.app.lock'), other));
    expect(fs.readFileSync(path.join(folder, '.app.lock'), 'utf8')).toBe(other);
    site.folder.close();
  });

  test('a symbolic link in its place is not followed', () => {
    const folder = scratch();
    const site = siteIn(folder);
    const victim = path.join(scratch(), 'victim');
    fs.writeFileSync(victim, 'precious');
    fs.symlinkSync(victim, path.join(folder, '.app.lock'));
    expect(() => withLock(site, 0, () => 'done')).toThrow(/ELOOP/);
    expect(fs.readFileSync(victim, 'utf8')).toBe('precious');
    site.folder.close();
  });
});

describe('an owner', () => {
  test('is this process and thread', () => {
    expect([pid, thread]).toEqual([String(process.pid), owner().split('-')[1]]);
    expect(isDead(owner(), 1e9)).toBe(false);
    expect(isRunning(process.pid)).toBe(true);
  });

  test('is dead when no process has its number, or a younger one has', () => {
    expect(isRunning(DEAD)).toBe(false);
    expect(isDead(`${DEAD}-0-abc-${scope}`, 0)).toBe(true);
    expect(isDead(`${process.ppid}-0-1-${scope}`, 0)).toBe(true);
    expect(isDead(`${process.ppid}-0-${startOf(process.ppid)}-${scope}`, 1e9)).toBe(false);
  });

  test('a number that is no process is not running', () => {
    for (const number of [0, -1, 1.5, Number.NaN]) expect(isRunning(number)).toBe(false);
  });
});

test('threads of one process share a file as processes do', async () => {
  const programs = scratch();
  await bundleInto(programs);
  const folder = scratch();
  const source = `
    import { Worker, isMainThread, workerData } from 'node:worker_threads';
    import { fileURLToPath } from 'node:url';
    if (isMainThread) {
      const path = fileURLToPath(import.meta.url);
      const ends = [0, 1, 2].map((id) => new Promise((resolve) =>
        new Worker(path, { argv: [file], workerData: id }).on('exit', resolve)));
      await Promise.all(ends);
    } else {
      const log = open({ sizeBytes: 2000, compress: 'gzip' });
      for (let i = 0; i < 1000; i++) { log.write(workerData + ' ' + i + '\\n'); if (i % 20 === 0) await tick(); }
      await log.close();
    }
  `;
  const end = await run(programs, source, path.join(folder, 'app.log'));
  expect(end).toMatchObject({ code: 0, stderr: '' });
  const expected = [0, 1, 2].flatMap((id) => Array.from({ length: 1000 }, (_, i) => `${id} ${i}`));
  expect(linesIn(folder).sort()).toEqual(expected.sort());
  expect(namesIn(folder).filter((name) => name.startsWith('.'))).toEqual([]);
});

function startOf(process: number): string {
  if (!HAS_PROC) return '0';
  const stat = fs.readFileSync(`/proc/${process}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]).toString(36);
}
