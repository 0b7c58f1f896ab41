import { describe, expect, test } from 'vitest';
import { Cleaner } from '../../src/sanitize/cleaner.js';

const scrubber = {
  scrub: (text: string): string => text.replaceAll(/SECRET-\d{6}/g, '[REDACTED:test]'),
  lastWasPlain: false,
  isHarmless: () => false,
};
const cleaner = new Cleaner(scrubber, 5, true);

describe('cleaning text', () => {
  test('redacts before it escapes: a control character cannot be made part of a rule', () => {
    expect(cleaner.clean('a\nSECRET-123456\u001b', 100)).toBe('a\\n[REDACTED:test]\\u001b');
  });

  test('redacts before it cuts: half a secret is never left', () => {
    const text = `0123456789SECRET-123456`;
    for (let limit = 11; limit < text.length; limit += 1) {
      expect(cleaner.clean(text, limit)).not.toMatch(/SECR|-123/);
    }
  });

  test('does not scan text that is too short to hold a secret', () => {
    let scans = 0;
    const counting = new Cleaner(
      {
        scrub(text) {
          scans += 1;
          return text;
        },
        lastWasPlain: false,
        isHarmless: () => false,
      },
      5,
      true,
    );
    counting.clean('1234', 100);
    expect(scans).toBe(0);
    counting.clean('12345', 100);
    expect(scans).toBe(1);
  });

  test('gives the same string when there is nothing to do', () => {
    expect(cleaner.clean('nothing to do', 100)).toBe('nothing to do');
    expect([cleaner.quotes, cleaner.excess]).toEqual([0, 0]);
  });

  test('counts the quotes that are left, and what UTF-8 adds', () => {
    cleaner.clean('say "\u00e9\u4e16\u{1f600}"', 100);
    expect([cleaner.quotes, cleaner.excess]).toEqual([2, 1 + 2 + 2]);
    cleaner.clean('\u0085', 100);
    expect([cleaner.quotes, cleaner.excess]).toEqual([0, 0]);
  });

  test('the mark of a cut counts UTF-16 units', () => {
    expect(cleaner.clean('x'.repeat(30), 20)).toBe(`${'x'.repeat(20)}[truncated 10]`);
    expect(cleaner.clean(`${'x'.repeat(19)}\u{1f600}`, 20)).toBe(`${'x'.repeat(19)}[truncated 2]`);
  });

  test('and counts the text as it would be shown: placeholders are longer or shorter than their secrets', () => {
    const shown = '[REDACTED:test]';
    expect(cleaner.clean('SECRET-123456 '.repeat(10), 100)).toBe(
      `${`${shown} `.repeat(6)}${shown}[truncated 49]`,
    );
    expect(cleaner.clean('SECRET-123456'.repeat(3), 38)).toBe(shown.repeat(3));
    const hiding = { ...scrubber, scrub: (text: string): string => text.replace(/x+/, '-') };
    expect(new Cleaner(hiding, 5, true).clean('x'.repeat(100), 20)).toBe('-');
  });

  test('a placeholder that stands across the cut is kept whole', () => {
    const cut = cleaner.clean(`${'x'.repeat(10)}SECRET-123456${'y'.repeat(10)}`, 15);
    expect(cut).toContain('[REDACTED:test]');
  });

  test('for copies does not escape', () => {
    expect(new Cleaner(scrubber, 5, false).clean('a\n"', 10)).toBe('a\n"');
  });
});
