import { describe, expect, test } from 'vitest';
import { FrameQueue } from '../../../src/transport/syslog/frame-queue.js';
import type { Batch } from '../../../src/transport/syslog/frame-source.js';

describe('the queue in memory', () => {
  const limits = { maxBytes: 1_000_000, maxEntries: 1_000, windowBytes: 1_000 };
  const text = (batch: Batch | undefined): string => batch?.bytes.toString() ?? '';
  const drain = (queue: FrameQueue): string => {
    let all = '';
    for (let batch = queue.take(100); batch !== undefined; batch = queue.take(100)) {
      all += text(batch);
      queue.confirm([batch]);
    }
    return all;
  };

  test('gives whole frames in order, in batches of the size asked for', () => {
    const queue = new FrameQueue(limits);
    for (const line of ['one\n', 'two\n', 'three\n']) expect(queue.push(line)).toBe(0);
    expect(queue.entries).toBe(3);
    expect(text(queue.take(10))).toBe('3 one3 two');
    expect(text(queue.take(1))).toBe('5 three');
    expect(queue.take(1)).toBeUndefined();
    expect(queue).toMatchObject({ entries: 0, bytes: 0, accepted: 3, oldest: 3 });
  });

  test('drops the oldest beyond its entries', () => {
    const queue = new FrameQueue({ ...limits, maxEntries: 2 });
    expect(['a\n', 'b\n', 'c\n', 'd\n'].map((line) => queue.push(line))).toEqual([0, 0, 1, 1]);
    expect(drain(queue)).toBe('1 c1 d');
  });

  test('drops as many of the oldest as the octets of a new one need', () => {
    const queue = new FrameQueue({ ...limits, maxBytes: 12 });
    for (const line of ['a\n', 'b\n', 'c\n', 'd\n']) queue.push(line);
    expect(queue.push('wide\n')).toBe(2);
    expect(queue.bytes).toBe(12);
    expect(drain(queue)).toBe('1 c1 d4 wide');
  });

  test('drops a line that could never fit, and nothing else for it', () => {
    const queue = new FrameQueue({ ...limits, maxBytes: 12 });
    queue.push('a\n');
    expect(queue.push(`${'x'.repeat(20)}\n`)).toBe(1);
    expect(drain(queue)).toBe('1 a');
  });

  test('gives back first what was put back, the same octets', () => {
    const queue = new FrameQueue(limits);
    for (const line of ['one\n', 'two\n', 'three\n']) queue.push(line);
    const sent = [queue.take(1)!, queue.take(1)!];
    queue.putBack(sent);
    expect(queue).toMatchObject({ entries: 1, oldest: 0, accepted: 3 });
    expect(drain(queue)).toBe('3 one3 two5 three');
    expect(sent.every(({ replay }) => replay)).toBe(true);
  });

  test('keeps order and counts over a long random life', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const queue = new FrameQueue({ maxBytes: 900_000, maxEntries: 3_000, windowBytes: 1 });
    let pushed = 0;
    let dropped = 0;
    let got: number[] = [];
    const out: Batch[] = [];
    const land = (batches: Batch[]) => {
      queue.confirm(batches);
      got = got.concat(
        batches.flatMap((batch) => [...text(batch).matchAll(/#(\d+)/g)].map(([, n]) => Number(n))),
      );
    };
    for (let round = 0; round < 3_000; round += 1) {
      for (let n = random(40); n > 0; n -= 1)
        dropped += queue.push(`#${pushed++} ${'x'.repeat(random(2_000))}\n`);
      for (let n = random(3); n > 0; n -= 1) {
        const batch = queue.take(1 + random(30_000));
        if (batch !== undefined) out.push(batch);
      }
      if (random(10) === 0) queue.putBack(out.splice(0));
      if (random(4) === 0) land(out.splice(0, random(5)));
    }
    land(out);
    for (let batch = queue.take(1_000); batch !== undefined; batch = queue.take(1_000)) land([batch]);
    expect(got.length + dropped).toBe(pushed);
    expect(got.every((n, i) => i === 0 || n > got[i - 1]!)).toBe(true);
    expect(queue).toMatchObject({ entries: 0, bytes: 0, accepted: pushed });
  });
});
