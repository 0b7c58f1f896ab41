/** File systems without hard links, files that cannot be compressed or read, and locks that do not go away. */
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { GRACE_MS } from '../../../src/transport/file/archiver.js';
import { inWords } from '../../../src/transport/file/in-words.js';
import { owner } from '../../../src/transport/file/owner.js';
import { leaveRoom } from './room.js';
import { linesIn, namesIn, numbered, openIn, rotatedIn, scratch, textOf, writeAll } from './scratch.js';

const failure = (code: string): Error => Object.assign(new Error(`${code}: made up`), { code });

afterEach(() => {
  vi.restoreAllMocks();
});

/** From now on there are no hard links, as on FAT and on some network file systems. */
function withoutLinks(code = 'EPERM'): void {
  vi.spyOn(fs, 'linkSync').mockImplementation(() => {
    throw failure(code);
  });
}

describe('on a file system without hard links', () => {
  test.each(['EPERM', 'ENOTSUP', 'ENOSYS'])(
    'files are rotated all the same, and no line is lost (%s)',
    (code) => {
      withoutLinks(code);
      const folder = scratch();
      const { log, notices } = openIn(folder, { sizeBytes: 500 });
      writeAll(log, numbered(300));
      expect(rotatedIn(folder).length).toBeGreaterThan(3);
      expect(linesIn(folder)).toEqual(numbered(300));
      expect(notices).toEqual([]);
    },
  );

  test('a name that is taken is left alone, and the next one is used', () => {
    withoutLinks();
    const folder = scratch();
    const now = Date.UTC(2026, 0, 1);
    const taken = `app-20260101T000000.000Z-${process.pid}-0.log`;
    const { log } = openIn(folder, {}, () => now);
    log.write('ours\n');
    const real = fs.readdirSync;
    // Somebody makes it between the look at the folder and the rotation.
    vi.spyOn(fs, 'readdirSync').mockImplementation(((...args: Parameters<typeof real>) => {
      const names = real(...args);
      fs.writeFileSync(path.join(folder, taken), 'theirs\n');
      return names;
    }) as typeof real);
    log.rotate();
    log.write('new\n');
    expect(textOf(path.join(folder, taken))).toBe('theirs\n');
    expect(textOf(path.join(folder, taken.replace('-0.log', '-1.log')))).toBe('ours\n');
    expect(textOf(path.join(folder, 'app.log'))).toBe('new\n');
  });

  test('a rename that fails leaves the file in its place, and nothing beside it', () => {
    withoutLinks();
    const folder = scratch();
    const { log } = openIn(folder);
    log.write('one\n');
    const spy = vi.spyOn(fs, 'renameSync').mockImplementation(() => {
      throw failure('EACCES');
    });
    log.rotate();
    log.write('two\n');
    expect(namesIn(folder)).toEqual(['app.log']);
    spy.mockRestore();
    log.rotate();
    log.write('three\n');
    expect(linesIn(folder)).toEqual(['one', 'two', 'three']);
    expect(rotatedIn(folder)).toHaveLength(1);
  });

  test('a second rename that fails puts the file back under its name', () => {
    withoutLinks();
    const folder = scratch();
    const { log } = openIn(folder);
    log.write('one\n');
    const real = fs.renameSync;
    let calls = 0;
    const spy = vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      calls += 1;
      if (calls === 2) throw failure('EIO');
      real(from, to);
    });
    log.rotate();
    spy.mockRestore();
    log.write('two\n');
    expect(namesIn(folder)).toEqual(['app.log']);
    expect(linesIn(folder)).toEqual(['one', 'two']);
  });
});

describe('a file that cannot be compressed', () => {
  test('stays plain, is told of, and is tried again', async () => {
    const folder = scratch();
    const { log, notices } = openIn(folder, { compress: 'gzip' });
    log.write('one\n');
    log.rotate();
    const spy = vi.spyOn(fs.promises, 'rename').mockRejectedValueOnce(failure('EIO'));
    const begin = performance.now();
    await log.close();
    expect(spy).toHaveBeenCalledTimes(2);
    expect(performance.now() - begin).toBeGreaterThan(GRACE_MS * 0.9);
    expect(notices[0]).toMatch(/cannot compress app-.*input\/output error \(EIO\)/);
    expect(rotatedIn(folder)[0]).toMatch(/\.gz$/);
    expect(linesIn(folder)).toEqual(['one']);
  });

  test('since it has another name, stays plain', async () => {
    const folder = scratch();
    const { log } = openIn(folder, { compress: 'gzip' });
    log.write('one\n');
    log.rotate();
    const rotated = rotatedIn(folder)[0] as string;
    fs.linkSync(path.join(folder, rotated), path.join(folder, 'kept'));
    await log.close();
    expect(rotatedIn(folder)).toEqual([rotated]);
    expect(namesIn(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('since it is gone, is nothing to complain of', async () => {
    const folder = scratch();
    const { log, notices } = openIn(folder, { compress: 'gzip' });
    log.write('one\n');
    log.rotate();
    const rotated = path.join(folder, rotatedIn(folder)[0] as string);
    vi.spyOn(fs.promises, 'open').mockImplementationOnce(() => {
      fs.unlinkSync(rotated);
      return Promise.reject(failure('ENOENT'));
    });
    await log.close();
    expect(notices).toEqual([]);
    expect(namesIn(folder)).toEqual(['app.log']);
  });
});

describe('the end of a writer', () => {
  test('waits for a lock whose owner may be about to die, for a second, and removes it then', async () => {
    const folder = scratch();
    const { log } = openIn(folder);
    log.write('one\n');
    const lock = path.join(folder, '.app.lock');
    const [, , start, scope] = owner().split('-');
    // A process that lives, until it does not: the token of another thread is one until it is five seconds old.
    fs.writeFileSync(lock, `${process.pid}-77-${start}-${scope}`);
    setTimeout(() => fs.utimesSync(lock, 0, 0), 300);
    await log.close();
    expect(namesIn(folder)).toEqual(['app.log']);
  });

  test('leaves the lock of one that lives on, after a second', async () => {
    const folder = scratch();
    const { log } = openIn(folder);
    log.write('one\n');
    const [, , start, scope] = owner().split('-');
    fs.writeFileSync(path.join(folder, '.app.lock'), `${process.pid}-77-${start}-${scope}`);
    const begin = performance.now();
    await log.close();
    expect(performance.now() - begin).toBeLessThan(2_000);
    expect(namesIn(folder)).toContain('.app.lock');
  });

  test('is told when the folder cannot be looked at, and ends all the same', async () => {
    const folder = scratch();
    const { log, notices } = openIn(folder, { compress: 'gzip' });
    log.write('one\n');
    const spy = vi.spyOn(fs, 'readdirSync').mockImplementation(() => {
      throw failure('EIO');
    });
    await log.close();
    spy.mockRestore();
    expect(notices).toEqual([expect.stringMatching(/cannot look after rotated files: .*EIO/)]);
    expect(linesIn(folder)).toEqual(['one']);
  });
});

test.each<[unknown, string]>([
  [failure('ENOSPC'), 'no space left on the disk (ENOSPC)'],
  [failure('EWEIRD'), 'EWEIRD: made up'],
  [new Error('plain'), 'plain'],
  ['a text', 'a text'],
  [undefined, 'undefined'],
  [17, '17'],
])('%s is told as: %s', (reason, words) => {
  expect(inWords(reason)).toBe(words);
});

describe('a lock that somebody keeps', () => {
  const [, , start, scope] = owner().split('-');
  /** Of another thread: it lives until it is five seconds old. */
  const living = `${process.pid}-77-${start}-${scope}`;
  const dead = `999999999-0-abc-${scope}`;

  test('holds up the opening of a new file for a second, not for ever', () => {
    const folder = scratch();
    fs.writeFileSync(path.join(folder, '.app.lock'), living);
    const begin = performance.now();
    const { log } = openIn(folder);
    log.write('one\n');
    expect(performance.now() - begin).toBeLessThan(3_000);
    expect(linesIn(folder)).toEqual(['one']);
    fs.unlinkSync(path.join(folder, '.app.lock'));
  });

  test('holds up a rotation for half a second, and the lines go on into the old file', () => {
    const folder = scratch();
    const { log } = openIn(folder, { sizeBytes: 20 });
    writeAll(log, ['0123456789', '0123456']);
    const lock = path.join(folder, '.app.lock');
    fs.writeFileSync(lock, living);
    log.write('more than fits\n');
    expect(rotatedIn(folder)).toEqual([]);
    fs.unlinkSync(lock);
    expect(linesIn(folder)).toEqual(['0123456789', '0123456', 'more than fits']);
  });

  test('and that is dead is removed by one alone: whoever is at it is left to it', () => {
    const folder = scratch();
    const { log } = openIn(folder);
    log.write('one\n');
    fs.writeFileSync(path.join(folder, '.app.lock'), dead);
    fs.writeFileSync(path.join(folder, `.app.break.${dead}.tmp`), living);
    log.rotate();
    expect(rotatedIn(folder)).toEqual([]);
    fs.writeFileSync(path.join(folder, `.app.break.${dead}.tmp`), dead.replace('999999999', '999999998'));
    log.rotate();
    expect(rotatedIn(folder)).toHaveLength(1);
    expect(namesIn(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('half a line that a dead process left is ended before ours', () => {
    const folder = scratch();
    fs.writeFileSync(path.join(folder, 'app.log'), 'half', { mode: 0o600 });
    const { log } = openIn(folder);
    log.write('one\n');
    expect(linesIn(folder)).toEqual(['half', 'one']);
  });
});

describe('what others left or do', () => {
  test('a compressed file of the name to come is not overwritten', () => {
    const folder = scratch();
    const now = Date.UTC(2026, 0, 1);
    const { log } = openIn(folder, {}, () => now);
    log.write('one\n');
    const taken = `app-20260101T000000.000Z-${process.pid}-0.log.gz`;
    const real = fs.readdirSync;
    vi.spyOn(fs, 'readdirSync').mockImplementation(((...args: Parameters<typeof real>) => {
      const names = real(...args);
      fs.writeFileSync(path.join(folder, taken), 'theirs');
      return names;
    }) as typeof real);
    log.rotate();
    vi.restoreAllMocks();
    expect(fs.readFileSync(path.join(folder, taken), 'utf8')).toBe('theirs');
    expect(textOf(path.join(folder, taken.replace('-0.log.gz', '-1.log')))).toBe('one\n');
  });

  test('a second name of the current file is taken away when it is rotated: no line is there twice', () => {
    const folder = scratch();
    const { log, file } = openIn(folder);
    log.write('one\n');
    fs.linkSync(file, path.join(folder, 'app-20260101T000000.000Z-999999999-0.log'));
    log.rotate();
    log.write('two\n');
    expect(linesIn(folder)).toEqual(['one', 'two']);
  });

  test('a file that another one compresses is left to it', async () => {
    const folder = scratch();
    const { log } = openIn(folder, { compress: 'gzip' });
    log.write('one\n');
    log.rotate();
    const rotated = rotatedIn(folder)[0] as string;
    const theirs = `.${rotated}.gz.${owner()}.tmp`;
    fs.writeFileSync(path.join(folder, theirs), 'at work');
    await log.close();
    expect(namesIn(folder)).toEqual([theirs, rotated, 'app.log'].sort());
  });

  test.skipIf(process.geteuid?.() !== 0)(
    'a compressed file keeps mode and group of the original',
    async () => {
      const folder = scratch();
      const { log } = openIn(folder, { compress: 'gzip', mode: 0o640 });
      log.write('one\n');
      log.rotate();
      const rotated = path.join(folder, rotatedIn(folder)[0] as string);
      fs.chownSync(rotated, 0, 65_534);
      await log.close();
      const { mode, gid } = fs.statSync(`${rotated}.gz`);
      expect({ mode: mode & 0o777, gid }).toEqual({ mode: 0o640, gid: 65_534 });
    },
  );

  test('a socket in its place is refused by name', async () => {
    const folder = scratch();
    const file = path.join(folder, 'app.log');
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(file, resolve));
    try {
      expect(() => openIn(folder)).toThrow(/app\.log": .*(socket|pipe or a device)/);
    } finally {
      server.close();
    }
  });

  test.each([-1, 2 ** 33, 1.5])('a group that is no group is refused: %d', (group) => {
    const folder = scratch();
    expect(() => openIn(folder, { group })).toThrow(/is not a group number/);
  });
});

describe('the synchronous mode', () => {
  test('reopenOn: the signal opens the file anew, and after close nobody listens', async () => {
    const folder = scratch();
    const { log, file } = openIn(folder, { reopenOn: 'SIGHUP' });
    log.write('one\n');
    fs.renameSync(file, `${file}.1`);
    process.emit('SIGHUP', 'SIGHUP');
    log.write('two\n');
    expect([textOf(`${file}.1`), textOf(file)]).toEqual(['one\n', 'two\n']);
    await log.close();
    expect(process.listenerCount('SIGHUP')).toBe(0);
    log.reopen();
    log.rotate();
    expect(log.health().state).toBe('closed');
  });

  test('at the exit, what waits is written, and of what the disk still refuses no half line stays', () => {
    const before = process.listeners('exit');
    const folder = scratch();
    const { log, file } = openIn(folder);
    const exit = (): void => {
      const ours = process.listeners('exit').filter((one) => !before.includes(one));
      expect(ours).toHaveLength(1);
      for (const listener of ours) listener.call(process, 0);
    };
    log.write('whole\n');
    const spy = leaveRoom(5);
    log.write('of this, five bytes find room\n');
    expect(textOf(file)).toBe('whole\nof th');
    exit();
    expect(textOf(file)).toBe('whole\n');
    spy.mockRestore();
    exit();
    expect(textOf(file)).toBe('whole\nof this, five bytes find room\n');
  });

  test('fsync after a time: outside the log call', async () => {
    const folder = scratch();
    const { log } = openIn(folder, { fsync: 20 });
    const spy = vi.spyOn(fs, 'fsync');
    log.write('one\n');
    expect(spy).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(spy).toHaveBeenCalled());
  });

  test('a line that comes while a notice is told is written behind the one at hand', () => {
    const folder = scratch();
    const { log, file } = openIn(folder);
    const spy = vi.spyOn(fs, 'fstatSync').mockImplementation(() => {
      throw failure('EIO');
    });
    log.write('one\n');
    log.write('two\n');
    spy.mockRestore();
    log.write('three\n');
    expect(textOf(file)).toBe('one\ntwo\nthree\n');
  });
});
