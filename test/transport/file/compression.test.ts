import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { GRACE_MS } from '../../../src/transport/file/archiver.js';
import { owner } from '../../../src/transport/file/owner.js';
import {
  linesIn,
  modeOf,
  namesIn,
  numbered,
  openIn,
  rotatedIn,
  scratch,
  textOf,
  writeAll,
} from './scratch.js';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** No process has this number: it is above what Linux and macOS give. */
const DEAD = 999_999_999;

test('close compresses everything that was rotated, at once when it was the only writer', async () => {
  const folder = scratch();
  const { log, notices } = openIn(folder, { sizeBytes: 500, compress: 'gzip' });
  writeAll(log, numbered(500));
  const begin = performance.now();
  await log.close();
  expect(performance.now() - begin).toBeLessThan(GRACE_MS / 2);
  for (const name of rotatedIn(folder)) {
    expect(name).toMatch(/\.gz$/);
    expect(modeOf(path.join(folder, name))).toBe('0600');
  }
  expect(namesIn(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(linesIn(folder)).toEqual(numbered(500));
  expect(notices).toEqual([]);
});

test('beside another writer, a file is compressed when the other had time to let go', async () => {
  const folder = scratch();
  const one = openIn(folder, { compress: 'gzip' });
  const two = openIn(folder, { compress: 'gzip' });
  one.log.write('a\n');
  two.log.write('b\n');
  one.log.rotate();
  const begin = performance.now();
  const closing = one.log.close();
  await sleep(GRACE_MS / 4);
  expect(rotatedIn(folder)[0]).toMatch(/\.log$/);
  // Within its second, the other one may write to the old file without looking.
  two.log.write('c\n');
  await closing;
  expect(performance.now() - begin).toBeGreaterThan(GRACE_MS * 0.9);
  expect(rotatedIn(folder)[0]).toMatch(/\.gz$/);
  expect(linesIn(folder)).toEqual(['a', 'b', 'c']);
});

test('while it runs, files are compressed in the background', async () => {
  const folder = scratch();
  const { log } = openIn(folder, { compress: 'gzip' });
  log.write('one\n');
  log.rotate();
  expect(rotatedIn(folder)[0]).toMatch(/\.log$/);
  await vi.waitFor(() => expect(rotatedIn(folder)).toEqual([expect.stringMatching(/\.gz$/)]), {
    timeout: 20_000,
  });
  expect(linesIn(folder)).toEqual(['one']);
});

describe('what a dead process left', () => {
  const stamp = 'app-20260101T000000.000Z';
  const deadOwner = owner().replace(/^\d+/, String(DEAD));

  test('is compressed, or removed, by the next one that rotates or closes', async () => {
    const folder = scratch();
    const put = (name: string, bytes: string | Buffer): void =>
      fs.writeFileSync(path.join(folder, name), bytes, { mode: 0o600 });
    put(`${stamp}-${DEAD}-0.log`, 'plain\n');
    put(`${stamp}-${DEAD}-1.log`, 'both\n');
    put(`${stamp}-${DEAD}-1.log.gz`, gzipSync('both\n'));
    put(`${stamp}-${DEAD}-2.log`, 'half\n');
    put(`${stamp}-${DEAD}-2.log.gz`, gzipSync('half\n').subarray(0, 15));
    put(`.${stamp}-${DEAD}-3.log.gz.${deadOwner}.tmp`, 'half a file');
    put(`.app.log.new.${deadOwner}.tmp`, '');
    put('.app.lock', deadOwner);
    put(`.app.lock.${deadOwner}.tmp`, deadOwner);
    put(`.app.break.${deadOwner}.tmp`, deadOwner.replace(/\d/, '8'));

    const { log } = openIn(folder, { compress: 'gzip' });
    log.write('new\n');
    log.rotate();
    await log.close();
    expect(namesIn(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    for (const name of rotatedIn(folder)) expect(name).toMatch(/\.gz$/);
    expect(linesIn(folder)).toEqual(['plain', 'both', 'half', 'new']);
  });

  test('a plain file whose compressed form is complete goes also when compression is off now', async () => {
    const folder = scratch();
    fs.writeFileSync(path.join(folder, `${stamp}-${DEAD}-1.log`), 'both\n', { mode: 0o600 });
    fs.writeFileSync(path.join(folder, `${stamp}-${DEAD}-1.log.gz`), gzipSync('both\n'), { mode: 0o600 });
    await openIn(folder).log.close();
    expect(namesIn(folder)).toEqual([`${stamp}-${DEAD}-1.log.gz`, 'app.log']);
  });

  test('a rotation cut short after the link is undone: no line is there twice', () => {
    const folder = scratch();
    const file = path.join(folder, 'app.log');
    fs.writeFileSync(file, 'one\n', { mode: 0o600 });
    fs.linkSync(file, path.join(folder, `${stamp}-${DEAD}-0.log`));
    fs.writeFileSync(path.join(folder, `.app.log.new.${deadOwner}.tmp`), '', { mode: 0o600 });
    const { log } = openIn(folder);
    log.write('two\n');
    expect(namesIn(folder)).toEqual(['app.log']);
    expect(linesIn(folder)).toEqual(['one', 'two']);
  });

  test('a lock that its maker could not put its name to is removed by close', async () => {
    const folder = scratch();
    const { log } = openIn(folder);
    fs.writeFileSync(path.join(folder, '.app.lock'), '');
    await log.close();
    expect(namesIn(folder)).toEqual(['app.log']);
  });

  test('the temporary file of a living owner stays', async () => {
    const folder = scratch();
    const living = `.${stamp}-${process.pid}-3.log.gz.${owner()}.tmp`;
    fs.writeFileSync(path.join(folder, living), 'at work');
    const { log } = openIn(folder, { compress: 'gzip' });
    await log.close();
    expect(namesIn(folder)).toContain(living);
  });
});

test('a rotated file that grows while it is compressed stays plain, and loses nothing', async () => {
  const folder = scratch();
  const { log } = openIn(folder, { compress: 'gzip' });
  // Random text keeps zlib busy for a while.
  const text = Array.from({ length: 200_000 }, () => Math.random().toString(36)).join(' ');
  for (let i = 0; i < text.length; i += 500_000) log.write(`${text.slice(i, i + 500_000)}\n`);
  log.rotate();
  const rotated = path.join(folder, rotatedIn(folder)[0] as string);
  const writer = fs.openSync(rotated, 'a');
  const closing = log.close();
  await sleep(30);
  fs.writeSync(writer, 'late line\n');
  fs.closeSync(writer);
  await closing;
  expect(linesIn(folder).at(-1)).toBe('late line');
});

test('a compressed file keeps the time of its last line', async () => {
  const folder = scratch();
  const { log } = openIn(folder, { compress: 'gzip' });
  log.write('one\n');
  log.rotate();
  const rotated = path.join(folder, rotatedIn(folder)[0] as string);
  const { mtimeMs } = fs.statSync(rotated);
  await log.close();
  expect(Math.abs(fs.statSync(`${rotated}.gz`).mtimeMs - mtimeMs)).toBeLessThan(2);
  expect(textOf(`${rotated}.gz`)).toBe('one\n');
});
