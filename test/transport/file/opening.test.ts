import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileOpenError } from '../../../src/transport/file/file-open-error.js';
import { isRoot, linesIn, modeOf, namesIn, openIn, scratch, textOf } from './scratch.js';

describe('what may not be a log file', () => {
  const cases: { what: string; put: (file: string, victim: string) => void; says: string }[] = [
    { what: 'a symbolic link', put: (file, victim) => fs.symlinkSync(victim, file), says: 'symbolic link' },
    { what: 'a dangling link', put: (file) => fs.symlinkSync(`${file}.none`, file), says: 'symbolic link' },
    { what: 'a hard link', put: (file, victim) => fs.linkSync(victim, file), says: 'hard link' },
    { what: 'a FIFO', put: (file) => execFileSync('mkfifo', [file]), says: 'FIFO' },
    { what: 'a directory', put: (file) => fs.mkdirSync(file), says: 'directory' },
  ];
  for (const { what, put, says } of cases) {
    test(`${what} is refused by name, and its target keeps every byte`, () => {
      const folder = scratch();
      const victim = path.join(folder, 'victim');
      fs.writeFileSync(victim, 'precious\n');
      const file = path.join(folder, 'app.log');
      put(file, victim);

      const open = (): unknown => openIn(folder);
      expect(open).toThrow(FileOpenError);
      expect(open).toThrow(says);
      expect(open).toThrow(file);
      expect(textOf(victim)).toBe('precious\n');
    });
  }

  test('a device is refused', () => {
    expect(() => openIn('', { path: '/dev/null' })).toThrow(/device/);
  });

  test.runIf(isRoot)('a file of another user is refused', () => {
    const folder = scratch();
    const file = path.join(folder, 'app.log');
    fs.writeFileSync(file, 'theirs\n');
    fs.chownSync(file, 4321, 4321);
    expect(() => openIn(folder)).toThrow(/belongs to user 4321/);
    expect(textOf(file)).toBe('theirs\n');
  });

  test('a folder that cannot be made is named with the reason', () => {
    const folder = scratch();
    fs.writeFileSync(path.join(folder, 'plain'), '');
    const file = path.join(folder, 'plain', 'logs', 'app.log');
    expect(() => openIn(folder, { path: file })).toThrow(`${file}": a part of the path is not a folder`);
  });

  test('a name that leaves no room for those of rotated files is refused, with the length that is allowed', () => {
    const open = (length: number) =>
      openIn(scratch(), { path: path.join(scratch(), `${'é'.repeat(length)}.log`) });
    expect(() => open(100)).toThrow(/too long to be rotated: at most (\d+) bytes are allowed/);
    const { log, notices } = open(80);
    log.write('one\n');
    log.rotate();
    expect(notices).toEqual([]);
  });

  test('the error carries the code of the system', () => {
    const folder = scratch();
    fs.writeFileSync(path.join(folder, 'plain'), '');
    try {
      openIn(folder, { path: path.join(folder, 'plain', 'app.log') });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ name: 'FileOpenError', code: 'ENOTDIR' });
    }
  });
});

describe('modes', () => {
  for (const mode of [0o602, 0o646, 0o666, 0o777, 0o200, 0o4600, -1, 0.5]) {
    test(`mode ${mode.toString(8)} is refused`, () => {
      expect(() => openIn(scratch(), { mode })).toThrow(/the mode/);
    });
  }

  test('a new file is 0600, and so are the folders that were missing 0700', () => {
    const folder = scratch();
    fs.chmodSync(folder, 0o755);
    const file = path.join(folder, 'a', 'b', 'app.log');
    openIn(folder, { path: file });
    expect(modeOf(file)).toBe('0600');
    expect(modeOf(path.join(folder, 'a'))).toBe('0700');
    expect(modeOf(path.join(folder, 'a', 'b'))).toBe('0700');
    expect(modeOf(folder)).toBe('0755');
  });

  test('an existing file with a wider mode is tightened, with a notice', () => {
    const folder = scratch();
    const file = path.join(folder, 'app.log');
    fs.writeFileSync(file, 'old\n');
    fs.chmodSync(file, 0o644);
    const { log, notices } = openIn(folder);
    log.write('new\n');
    expect(modeOf(file)).toBe('0600');
    expect(notices).toEqual([expect.stringContaining('its mode was 0644 and is now 0600')]);
    expect(linesIn(folder)).toEqual(['old', 'new']);
  });

  test('mode 0640 is given to the file, to rotated ones and to compressed ones', async () => {
    const folder = scratch();
    const { log } = openIn(folder, { mode: 0o640, compress: 'gzip' });
    log.write('one\n');
    log.rotate();
    await log.close();
    for (const name of namesIn(folder))
      expect([name, modeOf(path.join(folder, name))]).toEqual([name, '0640']);
  });

  test.runIf(isRoot && process.platform === 'linux')('a group is found by name and by number', async () => {
    for (const group of ['daemon', 1, '1']) {
      const folder = scratch();
      const { log, file } = openIn(folder, { mode: 0o640, group, compress: 'gzip' });
      log.write('one\n');
      log.rotate();
      await log.close();
      expect(fs.statSync(file).gid).toBe(1);
      for (const name of namesIn(folder)) expect(fs.statSync(path.join(folder, name)).gid).toBe(1);
    }
  });

  test('an unknown group is refused by name', () => {
    expect(() => openIn(scratch(), { group: 'no-such-group' })).toThrow(/no group "no-such-group"/);
  });

  test('a folder that everybody can write to is told', () => {
    const folder = scratch();
    fs.chmodSync(folder, 0o777);
    expect(openIn(folder).notices).toEqual([expect.stringContaining('everybody can write to its folder')]);
  });
});

describe('the parent folder', () => {
  test('a folder that is replaced by a link to another one is not followed, and that is told', () => {
    const base = scratch();
    const logs = path.join(base, 'logs');
    const theirs = path.join(base, 'theirs');
    fs.mkdirSync(theirs);
    fs.writeFileSync(path.join(theirs, 'app.log'), 'precious\n');
    const { log, notices } = openIn(logs, { sizeBytes: 100, compress: 'gzip', maxFiles: 1 });
    log.write('before\n');

    fs.renameSync(logs, path.join(base, 'moved'));
    fs.symlinkSync(theirs, logs);
    for (let i = 0; i < 40; i++) log.write(`after ${i}\n`);
    log.reopen();
    log.rotate();

    expect(fs.readdirSync(theirs)).toEqual(['app.log']);
    expect(textOf(path.join(theirs, 'app.log'))).toBe('precious\n');
    expect(notices).toEqual([expect.stringContaining('replaced by a link')]);
    expect(log.health()).toMatchObject({ state: 'degraded', dropped: 0 });
  });

  test('a folder reached through a link of the administrator is fine', () => {
    const base = scratch();
    fs.mkdirSync(path.join(base, 'real'));
    fs.symlinkSync(path.join(base, 'real'), path.join(base, 'logs'));
    const { log } = openIn(base, { path: path.join(base, 'logs', 'app.log') });
    log.write('one\n');
    expect(textOf(path.join(base, 'real', 'app.log'))).toBe('one\n');
  });
});

test('half a line that a crash left is ended, so the next line stays whole', () => {
  const folder = scratch();
  fs.writeFileSync(path.join(folder, 'app.log'), 'whole\nhal', { mode: 0o600 });
  const { log } = openIn(folder);
  log.write('next\n');
  expect(linesIn(folder)).toEqual(['whole', 'hal', 'next']);
});

test('a relative path is taken from where the process was at opening', () => {
  const folder = scratch();
  const { log } = openIn(folder, { path: path.relative(process.cwd(), path.join(folder, 'app.log')) });
  log.write('one\n');
  expect(linesIn(folder)).toEqual(['one']);
});

test('two transports of one process may share a file', () => {
  const folder = scratch();
  const one = openIn(folder, { sizeBytes: 100 });
  const two = openIn(folder, { sizeBytes: 100 });
  for (let i = 0; i < 100; i++) (i % 2 === 0 ? one : two).log.write(`line ${i}\n`);
  expect(linesIn(folder)).toEqual(Array.from({ length: 100 }, (_, i) => `line ${i}`));
  expect([...one.notices, ...two.notices]).toEqual([]);
});

test('no descriptor, listener or timer is left after close', async () => {
  const descriptors = (): number => (os.platform() === 'linux' ? fs.readdirSync('/proc/self/fd').length : 0);
  const listeners = (): number => process.listenerCount('SIGHUP') + process.listenerCount('exit');
  const before = [descriptors(), listeners()];
  for (let i = 0; i < 5; i++) {
    const { log } = openIn(scratch(), { reopenOn: 'SIGHUP', fsync: 10, compress: 'gzip', intervalMs: 1000 });
    log.write('one\n');
    log.rotate();
    await log.close();
    expect(log.health()).toEqual({ state: 'closed', queuedBytes: 0, dropped: 0, lastError: undefined });
  }
  expect([descriptors(), listeners()]).toEqual(before);
});

test('close may be called again, and lines that come later are counted', async () => {
  const { log } = openIn(scratch());
  await Promise.all([log.close(), log.close()]);
  log.write('late\n');
  log.rotate();
  log.reopen();
  await log.flush();
  await log.close();
  expect(log.health()).toMatchObject({ state: 'closed', dropped: 1 });
});
