import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { Boom } from '../../../src/transport/boom.js';
import { scratch, textOf } from './scratch.js';

afterEach(() => {
  vi.restoreAllMocks();
});

function open(maxLineBytes = 1000): { boom: Boom; file: string } {
  const file = path.join(scratch(), 'file');
  const boom = new Boom({ fd: fs.openSync(file, 'a'), maxLineBytes, retryBusy: () => false });
  return { boom, file };
}

/** The next write calls take so many bytes each; `undefined` fails. */
function takes(...parts: (number | undefined)[]): void {
  const real = fs.writeSync;
  vi.spyOn(fs, 'writeSync').mockImplementation(((fd: number, data: Buffer) => {
    const part = parts.length > 0 ? parts.shift() : data.length;
    if (part === undefined) throw Object.assign(new Error('made up'), { code: 'ENOSPC' });
    return real(fd, data, 0, Math.min(part, data.length));
  }) as typeof fs.writeSync);
}

test('a line is out when write returns', () => {
  const { boom, file } = open();
  expect(boom.write('grüße\n')).toBe(true);
  expect(boom.lineBytes).toBe(8);
  expect(boom.heldBytes).toBe(0);
  expect(textOf(file)).toBe('grüße\n');
});

test('short writes are continued until the line is out', () => {
  const { boom, file } = open();
  takes(1, 2, 3);
  expect(boom.write('0123456789\n')).toBe(true);
  expect(textOf(file)).toBe('0123456789\n');
});

test('after an error in the middle, it tells how many bytes are held, and finishes the line later', () => {
  const { boom, file } = open();
  takes(2, 3, undefined);
  expect(boom.write('0123456789\n')).toBe(false);
  expect(boom.heldBytes).toBe(6);
  expect(boom.error?.code).toBe('ENOSPC');
  expect(boom.resume()).toBe(true);
  expect(boom.heldBytes).toBe(0);
  expect(boom.write('next\n')).toBe(true);
  expect(textOf(file)).toBe('0123456789\nnext\n');
});

test('held bytes are not changed by what is encoded later', () => {
  const { boom, file } = open();
  takes(undefined, undefined);
  expect(boom.write('held\n')).toBe(false);
  expect(boom.resume()).toBe(false);
  boom.forget();
  expect(boom.heldBytes).toBe(0);
  expect(boom.write('next\n')).toBe(true);
  expect(textOf(file)).toBe('next\n');
});

test('a line beyond the limit is refused whole', () => {
  const { boom, file } = open(10);
  expect(boom.write('0123456789\n')).toBe(false);
  expect(boom).toMatchObject({ refused: true, heldBytes: 0, error: undefined });
  expect(boom.write('next\n')).toBe(true);
  expect(textOf(file)).toBe('next\n');
});

test('a line longer than the scratch buffer, of characters of three bytes, comes out whole', () => {
  for (const length of [16_384, 16_385, 100_000]) {
    const { boom, file } = open(1_000_000);
    const line = `${'漢'.repeat(length - 1)}\n`;
    expect(boom.write(line)).toBe(true);
    expect(textOf(file)).toBe(line);
  }
});

test('a busy descriptor asks before it waits, and is given up when told so', () => {
  const { boom } = open();
  const asked: number[] = [];
  const patient = new Boom({
    fd: fs.openSync('/dev/null', 'w'),
    maxLineBytes: 1000,
    retryBusy: (held) => asked.push(held) < 2,
  });
  vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error('made up'), { code: 'EAGAIN' });
  });
  const begin = performance.now();
  expect(boom.write('line\n')).toBe(false);
  expect(performance.now() - begin).toBeLessThan(50);
  expect(patient.write('line\n')).toBe(false);
  expect(asked).toEqual([5, 5]);
  expect(performance.now() - begin).toBeLessThan(400);
});
