/**
 * The console transport in this very process: descriptor 1 is closed, and a file, a pipe or a device takes its number, as
 * a shell does it before it starts a program.
 */
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openConsoleTransport } from '../../src/transport/console.js';
import { openConsoleDescriptor } from '../../src/transport/console-descriptor.js';
import type { BuiltinTransport } from '../../src/transport/transport.js';

const { O_RDONLY, O_WRONLY, O_NONBLOCK, O_CREAT } = fs.constants;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'console-streams-'));
const transports: BuiltinTransport[] = [];
const readers: number[] = [];

afterEach(async () => {
  await Promise.all(transports.splice(0).map((transport) => transport.close()));
  for (const reader of readers.splice(0)) fs.closeSync(reader);
});
afterAll(() => {
  stdoutIs('/dev/null', O_WRONLY);
  fs.rmSync(folder, { recursive: true, force: true });
});

function closeStdout(): void {
  try {
    fs.closeSync(1);
  } catch {
    // A test before this one has closed it.
  }
}

/** The lowest free number is 1: 0 stays open. */
function stdoutIs(file: string, flags: number): void {
  closeStdout();
  expect(fs.openSync(file, flags)).toBe(1);
}

/** Stdout is a pipe from now on; gives the end to read from, which never waits. */
function stdoutIsPipe(name: string): number {
  const file = path.join(folder, name);
  execFileSync('mkfifo', [file]);
  const reader = fs.openSync(file, O_RDONLY | O_NONBLOCK);
  stdoutIs(file, O_WRONLY);
  readers.push(reader);
  return reader;
}

/** What is in the pipe. */
function drain(reader: number): string {
  const bytes = Buffer.alloc(1 << 20);
  let length = 0;
  try {
    for (let read = -1; read !== 0; length += read)
      read = fs.readSync(reader, bytes, length, bytes.length - length, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  }
  return bytes.toString('utf8', 0, length);
}

function open(name = 'stdout'): { out: BuiltinTransport; problems: string[] } {
  const problems: string[] = [];
  const out = openConsoleTransport({ name, stream: 'stdout' }, (problem) => problems.push(problem));
  transports.push(out);
  return { out, problems };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const line = (n: number): string => `${n} ${'x'.repeat(1_000)}\n`;
const numbers = (text: string): number[] =>
  text
    .trimEnd()
    .split('\n')
    .map((one) => Number.parseInt(one, 10));
const countTo = (end: number): number[] => Array.from({ length: end }, (_, n) => n);

describe.skipIf(process.platform !== 'linux')('stdout', () => {
  test('as a file is written to as it is', async () => {
    const file = path.join(folder, 'file');
    stdoutIs(file, O_WRONLY | O_CREAT);
    expect(openConsoleDescriptor(1)).toEqual({ fd: 1, own: false });
    const { out, problems } = open();
    for (let n = 0; n < 100; n += 1) out.write(line(n));
    expect(numbers(fs.readFileSync(file, 'utf8'))).toEqual(countTo(100));
    await out.flush();
    expect(out.health()).toEqual({ state: 'ok', queuedBytes: 0, dropped: 0, lastError: undefined });
    await out.close();
    expect(out.health().state).toBe('closed');
    expect(fs.fstatSync(1).isFile()).toBe(true);
    expect(problems).toEqual([]);
  });

  test('as a pipe gets a descriptor of its own, which is closed in the end', async () => {
    const reader = stdoutIsPipe('pipe');
    const { out } = open();
    for (let n = 0; n < 20; n += 1) out.write(line(n));
    expect(numbers(drain(reader))).toEqual(countTo(20));
    const descriptors = fs.readdirSync('/proc/self/fd').length;
    await out.close();
    await out.close();
    expect(fs.readdirSync('/proc/self/fd').length).toBe(descriptors - 1);
    expect(fs.fstatSync(1).isFIFO()).toBe(true);
    out.write(line(20));
    expect(out.health()).toMatchObject({ state: 'closed', dropped: 1 });
    expect(drain(reader)).toBe('');
  });

  test('whose reader stops costs one second, once, then lines, and no line is torn', async () => {
    const reader = stdoutIsPipe('stuck');
    const { out, problems } = open('console');
    const begin = performance.now();
    let offered = 0;
    while (problems.length === 0) out.write(line(offered++));
    const waited = performance.now() - begin;
    expect(waited).toBeGreaterThan(900);
    expect(waited).toBeLessThan(5_000);
    for (let more = 0; more < 1_000; more += 1) out.write(line(offered++));
    expect(performance.now() - begin - waited).toBeLessThan(500);
    expect(out.health()).toMatchObject({ state: 'degraded' });
    await pause(20);
    // Now and then it is looked at whether the reader is back; it is not.
    out.write(line(offered++));

    let text = drain(reader);
    await pause(20);
    out.write(line(offered++));
    text += drain(reader);
    const { dropped, state } = out.health();
    const got = numbers(text);
    expect(state).toBe('ok');
    expect(got.at(-1)).toBe(offered - 1);
    expect(got.length + dropped).toBe(offered);
    expect(got.slice(0, -1)).toEqual(countTo(got.length - 1));
    expect(text.split('\n').every((one) => one === '' || one.endsWith('x'.repeat(1_000)))).toBe(true);
    expect(problems).toEqual([
      'console (stdout): the reader took nothing for 1 s; lines are dropped until it takes them again',
      `console (stdout): writing again, ${dropped} lines were dropped`,
    ]);
  });

  test('whose reader is slow loses nothing', async () => {
    const reader = stdoutIsPipe('slow');
    const { out, problems } = open();
    // Less than 1 s behind, by a process: this one waits in the call.
    const copy = fs.openSync(path.join(folder, 'copy'), 'w');
    const child = spawn('sh', ['-c', 'sleep 0.3; cat'], { stdio: [reader, copy, 'ignore'] });
    // The last ones are longer than the pipe: they go out in parts.
    for (let n = 0; n < 500; n += 1) out.write(n < 490 ? line(n) : `${n} ${'z'.repeat(200_000)}\n`);
    await out.close();
    // The last writer goes, and its number is never free for what this process opens in between.
    stdoutIs('/dev/null', O_WRONLY);
    await new Promise((resolve) => child.once('exit', resolve));
    fs.closeSync(copy);
    expect(problems).toEqual([]);
    const arrived = fs.readFileSync(path.join(folder, 'copy'), 'utf8');
    expect(numbers(arrived + drain(reader))).toEqual(countTo(500));
  });

  test('with half a line out: flush waits for the rest, and close counts it', async () => {
    const reader = stdoutIsPipe('half');
    const { out, problems } = open();
    out.write(`${'y'.repeat(100_000)}\n`);
    const { queuedBytes, state } = out.health();
    expect({ queuedBytes, state }).toEqual({ queuedBytes: 100_001, state: 'degraded' });
    await out.flush();
    expect(out.health().queuedBytes).toBe(100_001);
    const got = drain(reader).length;
    await out.flush();
    expect(out.health().queuedBytes).toBe(0);
    expect(got + drain(reader).length).toBe(100_001);
    await pause(20);
    // What fits; then one that does not, in part.
    out.write(`${'z'.repeat(100_000)}\n`);
    expect(out.health()).toMatchObject({ state: 'degraded', queuedBytes: 100_001, dropped: 0 });
    await out.close();
    expect(out.health()).toMatchObject({ state: 'closed', queuedBytes: 0, dropped: 1 });
    expect(problems.at(-1)).toBe('stdout: closed, 1 lines were dropped');
  });

  test('whose reader is gone costs lines and no time', () => {
    const reader = stdoutIsPipe('gone');
    const { out, problems } = open();
    out.write(line(0));
    readers.splice(readers.indexOf(reader), 1);
    fs.closeSync(reader);
    for (let n = 1; n < 100; n += 1) out.write(line(n));
    expect(out.health()).toMatchObject({
      state: 'degraded',
      dropped: 99,
      lastError: 'stdout: the reader is gone',
    });
    expect(problems).toHaveLength(1);
  });

  test('as a full device drops lines, and says so once', async () => {
    stdoutIs('/dev/full', O_WRONLY);
    const { out, problems } = open();
    for (let n = 0; n < 100; n += 1) out.write(line(n));
    await pause(20);
    out.write(line(100));
    await out.close();
    expect(out.health()).toMatchObject({ state: 'closed', dropped: 101, queuedBytes: 0 });
    expect(problems).toEqual([
      'stdout: no space left on the device; lines are dropped until it takes them again',
      'stdout: closed, 101 lines were dropped',
    ]);
  });

  test('that is closed is never tried again: another file may get its number', async () => {
    closeStdout();
    const { out } = open();
    out.write(line(0));
    expect(out.health().lastError).toBe('stdout: the stream is closed');
    const victim = path.join(folder, 'victim');
    stdoutIs(victim, O_WRONLY | O_CREAT);
    await pause(20);
    out.write(line(1));
    expect(fs.readFileSync(victim, 'utf8')).toBe('');
    expect(out.health().dropped).toBe(2);
  });
});

test('stderr as a socket, which a parent in Node gives, is used as it is', () => {
  if (!fs.fstatSync(2).isSocket()) return;
  expect(openConsoleDescriptor(2)).toEqual({ fd: 2, own: false });
  // A second one does not take it into another stream.
  expect(openConsoleDescriptor(2)).toEqual({ fd: 2, own: false });
});
