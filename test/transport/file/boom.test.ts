import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { Boom } from '../../../src/transport/boom.js';
import { scratch, textOf } from './scratch.js';

afterEach(() => {
  vi.restoreAllMocks();
});

function open(maxLineBytes = 1000): { boom: Boom; file: string } {
  const file = path.join(scratch(), 'file');
  const boom = new Boom({ fd: fs.openSync(file, 'a'), maxLineBytes });
  return { boom, file };
}

/** The next write calls take so many bytes each; `undefined` fails. */
function takes(...parts: (number | undefined)[]): void {
  const real = fs.writeSync;
  const write = (fd: number, data: Buffer, from?: number, count?: number): number => {
    const offset = from ?? 0;
    const length = count ?? data.length - offset;
    const part = parts.length > 0 ? parts.shift() : length;
    if (part === undefined) throw Object.assign(new Error('made up'), { code: 'ENOSPC' });
    return real(fd, data, offset, Math.min(part, length));
  };
  vi.spyOn(fs, 'writeSync').mockImplementation(write as typeof fs.writeSync);
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
  takes(undefined, undefined, undefined);
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

test('a write that failed once is tried again at once, and the line is out', () => {
  const { boom, file } = open();
  takes(undefined);
  expect(boom.write('line\n')).toBe(true);
  expect(boom).toMatchObject({ heldBytes: 0, error: undefined });
  expect(textOf(file)).toBe('line\n');
});

test('whatever part of a line each call takes, and whenever it fails, the file has the lines once, in order', () => {
  const part = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined });
  const text = fc.string({ unit: 'grapheme', maxLength: 50 }).map((drawn) => drawn.replaceAll('\n', ' '));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), fc.array(text), (parts, texts) => {
      const { boom, file } = open();
      const lines = texts.map((one) => `${one}\n`);
      try {
        takes(...parts);
        for (const line of lines) {
          let out = boom.write(line);
          for (let tries = 0; !out && tries < parts.length; tries++) {
            expect(boom.error?.code).toBe('ENOSPC');
            expect(boom.heldBytes).toBeGreaterThan(0);
            out = boom.resume();
          }
          expect(boom).toMatchObject({ lineBytes: Buffer.byteLength(line), heldBytes: 0, error: undefined });
        }
      } finally {
        vi.restoreAllMocks();
      }
      expect(textOf(file)).toBe(lines.join(''));
    }),
    { numRuns: 300 },
  );
});

test('a busy descriptor is not waited for here', () => {
  const { boom } = open();
  vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error('made up'), { code: 'EAGAIN' });
  });
  const sleep = vi.spyOn(Atomics, 'wait');
  expect(boom.write('line\n')).toBe(false);
  expect(boom).toMatchObject({ heldBytes: 5, error: { code: 'EAGAIN' } });
  expect(boom.resume()).toBe(false);
  expect(sleep).not.toHaveBeenCalled();
});
