import { describe, expect, test } from 'vitest';
import { frameOctets, placeFrame, roomFor, writeFrame } from '../../../src/transport/syslog/framing.js';

describe('framing', () => {
  test.each([
    ['plain', '5 plain'],
    ['plain\n', '5 plain'],
    ['gr\u00fc\u00dfe \u{1f600}\n', '12 gr\u00fc\u00dfe \u{1f600}'],
    [`${'x'.repeat(1000)}\n`, `1000 ${'x'.repeat(1000)}`],
    ['two\nlines\n', '9 two\nlines'],
  ])('counts octets, not characters, and takes one line feed away (%#)', (line, frame) => {
    const bytes = Buffer.alloc(frameOctets(line) + 1);
    expect(bytes.toString('utf8', 0, writeFrame(bytes, 0, line))).toBe(frame);
    expect(placeFrame(bytes, 0, bytes.length - 1)).toMatchObject({ end: bytes.length - 1 });
  });

  test.each(['x', '\u00fc', '\u4f60', '\u{1f600}', '\ud800', 'x\udc00\u00fc'])(
    'is right where the length gets one digit more, for %j',
    (text) => {
      for (const octets of [1, 9, 10, 11, 98, 99, 100, 101, 999, 1_000, 9_999, 10_000, 99_999, 100_000]) {
        const message = text.repeat(Math.ceil(octets / Buffer.byteLength(text)));
        for (const line of [message, `${message}\n`]) {
          const expected = Buffer.from(`${Buffer.byteLength(message)} ${message}`);
          expect(frameOctets(line)).toBe(expected.length);
          // In the least room that is permitted, and behind other octets.
          const bytes = Buffer.alloc(7 + expected.length + 1);
          const end = writeFrame(bytes, 7, line);
          expect(bytes.subarray(7, end).equals(expected)).toBe(true);
          expect(roomFor(line)).toBeGreaterThan(expected.length);
        }
      }
    },
  );

  test.each(['05 plain', ' plain', 'x', '<14>1', '12345678 x'])('refuses what is no frame: %j', (text) => {
    expect(placeFrame(Buffer.from(text), 0, text.length)).toBe('damaged');
  });

  test.each(['5', '5 ', '5 plai'])('knows a frame that goes on: %j', (text) => {
    expect(placeFrame(Buffer.from(text), 0, text.length)).toBe('cut');
  });
});
