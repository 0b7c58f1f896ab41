import { describe, expect, test } from 'vitest';
import { BackOff } from '../../../src/transport/syslog/back-off.js';
import { FrameQueue } from '../../../src/transport/syslog/frame-queue.js';
import type { Batch } from '../../../src/transport/syslog/frame-source.js';
import { frameOctets, messageOctets, placeFrame, writeFrame } from '../../../src/transport/syslog/framing.js';
import { parsePin } from '../../../src/transport/syslog/pins.js';
import { SendWindow } from '../../../src/transport/syslog/window.js';

describe('framing', () => {
  test.each([
    ['plain', '5 plain'],
    ['plain\n', '5 plain'],
    ['gr\u00fc\u00dfe \u{1f600}\n', '12 gr\u00fc\u00dfe \u{1f600}'],
    [`${'x'.repeat(1000)}\n`, `1000 ${'x'.repeat(1000)}`],
    ['two\nlines\n', '9 two\nlines'],
  ])('counts octets, not characters, and takes one line feed away (%#)', (line, frame) => {
    const message = messageOctets(line);
    const bytes = Buffer.alloc(frameOctets(message) + 1);
    expect(bytes.toString('utf8', 0, writeFrame(bytes, 0, line, message))).toBe(frame);
    expect(placeFrame(bytes, 0, bytes.length - 1)).toMatchObject({ end: bytes.length - 1 });
  });

  test.each(['05 plain', ' plain', 'x', '<14>1', '12345678 x'])('refuses what is no frame: %j', (text) => {
    expect(placeFrame(Buffer.from(text), 0, text.length)).toBe('damaged');
  });

  test.each(['5', '5 ', '5 plai'])('knows a frame that goes on: %j', (text) => {
    expect(placeFrame(Buffer.from(text), 0, text.length)).toBe('cut');
  });
});

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

describe('the window', () => {
  const batch = (length: number): Batch => ({
    bytes: Buffer.alloc(length),
    length,
    frames: 1,
    replay: false,
    sequence: 0,
    writtenAt: 0,
  });
  const make = (maxBytes = 1_000) => {
    const clock = { now: 1_000 };
    const window = new SendWindow({ confirmAfterMs: 2_000, maxBytes, keepBytes: true }, () => clock.now);
    return { clock, window };
  };

  test('confirms a batch when its connection has outlived it for the time set', () => {
    const { clock, window } = make();
    window.add(batch(10));
    clock.now += 10;
    window.written();
    clock.now += 1_999;
    expect(window.confirmed()).toHaveLength(0);
    clock.now += 1;
    expect(window.confirmed()).toHaveLength(1);
    expect(window).toMatchObject({ isEmpty: true, bytes: 0, frames: 0 });
  });

  test('lets the oldest written ones go beyond its octets', () => {
    const { window } = make(25);
    for (let n = 0; n < 3; n += 1) window.add(batch(10));
    expect(window.written()).toHaveLength(1);
    expect(window.written()).toHaveLength(0);
    expect(window.bytes).toBe(20);
  });

  test('does not let anything get older while the receiver holds up a write', () => {
    const { clock, window } = make();
    window.add(batch(10));
    window.written();
    window.add(batch(10));
    clock.now += 5_000;
    expect(window.confirmed()).toHaveLength(0);
    window.written();
    expect(window.confirmed()).toHaveLength(0);
    clock.now += 2_000;
    expect(window.confirmed()).toHaveLength(2);
  });
});

describe('the back-off', () => {
  const figures = { firstMs: 500, refusedMs: 2_000, maxMs: 60_000 };

  test('doubles up to 2 s while the port refuses, up to 60 s otherwise', () => {
    const refused = new BackOff(figures, () => 1);
    expect([1, 2, 3, 4].map(() => refused.next('refused'))).toEqual([500, 1_000, 2_000, 2_000]);
    const away = new BackOff(figures, () => 1);
    const waits = Array.from({ length: 9 }, () => away.next('timeout'));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  test('spreads over the whole range and begins anew after a reset', () => {
    const backOff = new BackOff(figures, () => 0.25);
    backOff.next('authentication');
    expect(backOff.next('authentication')).toBe(250);
    backOff.reset();
    expect(backOff.next('authentication')).toBe(125);
  });
});

describe('a pin', () => {
  const hex = 'ab'.repeat(32);
  const colons = 'AB:'.repeat(32).slice(0, -1);

  test.each([hex, colons, `sha-256:${colons}`, `SHA256:${hex.toUpperCase()}`, ` ${hex}`])(
    'may be written %s',
    (pin) => {
      expect(parsePin(pin)).toBe(colons);
    },
  );

  test.each(['', 'ab', `sha-1:${'AB:'.repeat(20).slice(0, -1)}`, `${hex}00`, `sha-512:${hex}`])(
    'is not %j',
    (pin) => {
      expect(parsePin(pin)).toBeUndefined();
    },
  );
});
