import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundleInto, start } from './program.js';
import { namesIn, numbered, openIn, scratch, textOf, writeAll } from './scratch.js';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('somebody else moves the file', () => {
  // The first lines after opening are looked at one by one; a file that has been open for a while must do as well.
  const settled = numbered(100);

  test('renamed: a new file within 16 lines, and no line is lost', () => {
    const folder = scratch();
    const { log, file, notices } = openIn(folder);
    writeAll(log, settled);
    fs.renameSync(file, `${file}.1`);
    writeAll(log, numbered(20, 100));
    const late = textOf(`${file}.1`).trimEnd().split('\n').slice(100);
    expect(late.length).toBeLessThanOrEqual(16);
    expect(textOf(`${file}.1`) + textOf(file)).toBe(`${numbered(120).join('\n')}\n`);
    expect(notices).toEqual([]);
  });

  test('renamed: a new file after a second, however few lines there are', async () => {
    const folder = scratch();
    const { log, file } = openIn(folder);
    writeAll(log, settled);
    fs.renameSync(file, `${file}.1`);
    await sleep(1010);
    log.write('next\n');
    expect(textOf(file)).toBe('next\n');
  });

  test('renamed and made again by the other, 0600: its file is used', () => {
    const folder = scratch();
    const { log, file } = openIn(folder);
    writeAll(log, settled);
    fs.renameSync(file, `${file}.1`);
    fs.writeFileSync(file, '', { mode: 0o600 });
    writeAll(log, numbered(20, 100));
    expect(textOf(`${file}.1`) + textOf(file)).toBe(`${numbered(120).join('\n')}\n`);
    expect(textOf(file)).not.toBe('');
  });

  test('truncated (copytruncate): lines go on at the new end, and the size limit counts from there', () => {
    const folder = scratch();
    const { log, file } = openIn(folder, { sizeBytes: 2000 });
    writeAll(log, settled);
    fs.copyFileSync(file, `${file}.1`);
    fs.truncateSync(file);
    writeAll(log, numbered(100, 100));
    expect(textOf(`${file}.1`) + textOf(file)).toBe(`${numbered(200).join('\n')}\n`);
    expect(namesIn(folder)).toEqual(['app.log', 'app.log.1']);
  });

  test('deleted: a new file within 16 lines', () => {
    const folder = scratch();
    const { log, file } = openIn(folder);
    writeAll(log, settled);
    fs.unlinkSync(file);
    writeAll(log, numbered(20, 100));
    expect(textOf(file).split('\n')[0]).toMatch(/^line 1(0\d|1[0-6])$/);
  });

  test('the folder removed: it is made again, 0700, within 16 lines', () => {
    const base = scratch();
    const folder = path.join(base, 'logs');
    const { log, file } = openIn(folder);
    writeAll(log, settled);
    fs.rmSync(folder, { recursive: true });
    writeAll(log, numbered(20, 100));
    expect(textOf(file)).toContain('line 119\n');
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    log.rotate();
    expect(namesIn(folder)).toHaveLength(2);
  });

  test('the folder renamed and made again: the new one is used', () => {
    const base = scratch();
    const folder = path.join(base, 'logs');
    const { log, file } = openIn(folder);
    writeAll(log, settled);
    fs.renameSync(folder, path.join(base, 'old'));
    fs.mkdirSync(folder);
    writeAll(log, numbered(20, 100));
    expect(textOf(path.join(base, 'old', 'app.log')) + textOf(file)).toBe(`${numbered(120).join('\n')}\n`);
    expect(textOf(file)).not.toBe('');
  });

  test('replaced by a link: it is not followed, lines go on into the old file, and that is told once', () => {
    const folder = scratch();
    const victim = path.join(scratch(), 'victim');
    fs.writeFileSync(victim, 'precious\n');
    const { log, file, notices } = openIn(folder);
    writeAll(log, settled);
    fs.renameSync(file, `${file}.1`);
    fs.symlinkSync(victim, file);
    writeAll(log, numbered(50, 100));
    expect(textOf(victim)).toBe('precious\n');
    expect(textOf(`${file}.1`)).toBe(`${numbered(150).join('\n')}\n`);
    expect(notices).toEqual([expect.stringContaining('it is a symbolic link')]);

    fs.unlinkSync(file);
    log.reopen();
    log.write('next\n');
    expect(textOf(file)).toBe('next\n');
    expect(notices[1]).toContain('in use again');
    expect(log.health().state).toBe('ok');
  });
});

test('reopen opens the name at once', () => {
  const folder = scratch();
  const { log, file } = openIn(folder);
  writeAll(log, numbered(100));
  fs.renameSync(file, `${file}.1`);
  log.reopen();
  log.write('next\n');
  expect(textOf(file)).toBe('next\n');
});

describe('SIGHUP', () => {
  const source = `
    const log = open({ reopenOn: args[0] === 'SIGHUP' ? 'SIGHUP' : undefined });
    for (let i = 0; i < 100; i++) log.write('line\\n');
    console.log('ready ' + process.listenerCount('SIGHUP'));
    const timer = setInterval(() => {}, 1000);
    process.stdin.resume();
    if (args[0] === 'SIGHUP') {
      while (fs.existsSync(file)) await sleep(5);
      console.log('moved');
      while (!fs.existsSync(file)) await sleep(5);
      log.write('after\\n');
      await log.close();
      console.log('left ' + process.listenerCount('SIGHUP'));
      clearInterval(timer);
      process.exit(0);
    }
  `;

  test('opens the file again when asked for, and the listener goes with close', async () => {
    const programs = scratch();
    await bundleInto(programs);
    const file = path.join(scratch(), 'app.log');
    const program = start(programs, source, file, ['SIGHUP']);
    await program.printed('ready 1');
    fs.renameSync(file, `${file}.1`);
    await program.printed('moved');
    program.child.kill('SIGHUP');
    const end = await program.ended;
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).toContain('left 0');
    expect(textOf(file)).toBe('after\n');
  });

  test('keeps its default action when it was not asked for', async () => {
    const programs = scratch();
    await bundleInto(programs);
    const program = start(programs, source, path.join(scratch(), 'app.log'));
    await program.printed('ready 0');
    program.child.kill('SIGHUP');
    expect(await program.ended).toMatchObject({ code: null, signal: 'SIGHUP' });
  });
});
