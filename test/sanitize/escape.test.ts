import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeControls, isPlainText, lengthWithin } from '../../src/sanitize/escape.js';

/** The set as the design states it. */
const RANGES: ReadonlyArray<readonly [from: number, to: number]> = [
  [0x00, 0x1f],
  [0x5c, 0x5c],
  [0x7f, 0x7f],
  [0x80, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x206f],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe007f],
];
const SHORT = new Map([...'\\\n\r\t\b\f'].map((character, at) => [character, `\\${'\\nrtbf'[at]}`]));

function expected(point: number): string {
  const character = String.fromCodePoint(point);
  if (!RANGES.some(([from, to]) => point >= from && point <= to)) return character;
  const short = SHORT.get(character);
  if (short !== undefined) return short;
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** Reads JSON's escapes back. */
const unescaped = (text: string): string => JSON.parse(`"${text.replaceAll('"', '\\"')}"`) as string;

describe('escapes', () => {
  test('are exactly those of the design, for every code point', () => {
    const wrong: string[] = [];
    for (let point = 0; point <= 0x10ffff; point += 1) {
      if (escapeControls(String.fromCodePoint(point)) !== expected(point)) wrong.push(point.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test('are written in the notation of JSON, in lower case', () => {
    expect(escapeControls('a\u001b[31m\u202eb\\n\n\u{e0041}')).toBe(
      'a\\u001b[31m\\u202eb\\\\n\\n\\udb40\\udc41',
    );
  });

  test('leave whole surrogate pairs alone and catch halves', () => {
    expect(escapeControls('\u{1f600}')).toBe('\u{1f600}');
    expect(escapeControls('\ud83dx\ude00')).toBe('\\ud83dx\\ude00');
    expect(escapeControls('\ude00\ud83d')).toBe('\\ude00\\ud83d');
  });

  test('leave double quotes to the formats', () => {
    expect(escapeControls('"')).toBe('"');
  });

  test('can be taken back, so that distinct texts stay distinct', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeControls(text);
        expect(unescaped(escaped)).toBe(text);
        expect(Buffer.from(escaped).toString()).toBe(escaped);
        expect(/[\n\r\u2028\u2029]/.test(escaped)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
    expect(escapeControls('\\n')).not.toBe(escapeControls('\n'));
  });

  test('plain text is printable ASCII without quote and backslash', () => {
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      const plain = unit >= 0x20 && unit <= 0x7e && unit !== 0x22 && unit !== 0x5c;
      if (isPlainText(String.fromCharCode(unit)) !== plain) expect(unit).toBe('judged rightly');
    }
    expect(isPlainText('')).toBe(true);
    expect(isPlainText('ab\n')).toBe(false);
  });
});

test('the length within some bytes is the longest that escapes to no more, and ends no pair', () => {
  const anyText = fc.string({
    unit: fc.oneof(
      fc.constantFrom('"', '\\', '\n', '\u0001', 'é', '日', '😀', '\ud800', '\u{e0041}'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
  });
  const size = (text: string): number => Buffer.byteLength(escapeControls(text).replaceAll('"', '\\"'));
  fc.assert(
    fc.property(anyText, fc.nat(60), (text, bytes) => {
      const length = lengthWithin(text, bytes);
      expect(size(text.slice(0, length))).toBeLessThanOrEqual(bytes);
      if (length === text.length) return;
      const next = text.codePointAt(length)! > 0xffff ? 2 : 1;
      expect(size(text.slice(0, length + next))).toBeGreaterThan(bytes);
    }),
    { numRuns: 2_000 },
  );
});
