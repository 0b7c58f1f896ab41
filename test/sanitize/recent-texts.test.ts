import { describe, expect, test } from 'vitest';
import { EVERY, RecentTexts } from '../../src/sanitize/recent-texts.js';

/** A text is kept at one of some offers. */
function offerOften(recent: RecentTexts, text: string): void {
  for (let i = 0; i < EVERY; i += 1) recent.offer(text);
}

describe('recent texts', () => {
  test('know what was offered a few times, and only that', () => {
    const recent = new RecentTexts();
    expect(recent.has('request done')).toBe(false);
    offerOften(recent, 'request done');
    expect(recent.has('request done')).toBe(true);
    expect(recent.has('Request done')).toBe(false);
    expect(recent.has('request gone')).toBe(false);
  });

  test('do not give a text for another one of the same place', () => {
    const recent = new RecentTexts();
    const texts = Array.from({ length: 5000 }, (_, i) => `text number ${i}`);
    for (const text of texts) offerOften(recent, text);
    const known = texts.filter((text) => recent.has(text));
    expect(known.length).toBeGreaterThan(100);
    expect(known.length).toBeLessThan(5000);
    for (const text of known) expect(recent.has(`${text.slice(0, 5)}N${text.slice(6)}`)).toBe(false);
  });

  test('keep neither what is long nor what is very short', () => {
    const recent = new RecentTexts();
    for (const text of ['', 'ab', 'x'.repeat(65)]) {
      offerOften(recent, text);
      expect(recent.has(text)).toBe(false);
    }
  });
});
