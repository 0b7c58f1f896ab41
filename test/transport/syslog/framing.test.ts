import { describe, expect, test } from 'vitest';
import { frameOctets, messageOctets, placeFrame, writeFrame } from '../../../src/transport/syslog/framing.js';

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
