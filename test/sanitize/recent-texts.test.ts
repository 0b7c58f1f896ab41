import { describe, expect, test } from 'vitest';
import { EVERY, LUCK, RecentTexts, type TextSource } from '../../src/sanitize/recent-texts.js';

const lucky = (): TextSource => ({ luck: LUCK });

/** A text is kept at one of some offers. */
function offerOften(recent: RecentTexts, text: string): void {
  for (let i = 0; i < EVERY; i += 1) recent.offer(text, lucky());
}

describe('recent texts', () => {
  test('know what was offered a few times, and only that', () => {
    const recent = new RecentTexts();
    expect(recent.has('request done', lucky())).toBe(false);
    offerOften(recent, 'request done');
    expect(recent.has('request done', lucky())).toBe(true);
    expect(recent.has('Request done', lucky())).toBe(false);
    expect(recent.has('request gone', lucky())).toBe(false);
  });

  test('do not give a text for another one of the same place', () => {
    const recent = new RecentTexts();
    const texts = Array.from({ length: 5000 }, (_, i) => `text number ${i}`);
    for (const text of texts) offerOften(recent, text);
    const known = texts.filter((text) => recent.has(text, lucky()));
    expect(known.length).toBeGreaterThan(100);
    expect(known.length).toBeLessThan(5000);
    for (const text of known) expect(recent.has(`${text.slice(0, 5)}N${text.slice(6)}`, lucky())).toBe(false);
  });

  test('keep neither what is long nor what is very short', () => {
    const recent = new RecentTexts();
    for (const text of ['', 'ab', 'x'.repeat(65)]) {
      offerOften(recent, text);
      expect(recent.has(text, lucky())).toBe(false);
    }
  });

  test('are not asked about the texts of a source that never come again, but now and then', () => {
    const recent = new RecentTexts();
    const ids = lucky();
    for (let i = 0; i <= LUCK; i += 1) recent.has(`id-${i}-${i * 7919}`, ids);
    expect(ids.luck).toBeLessThan(0);
    offerOften(recent, 'request done');
    let asked = 0;
    while (!recent.has('request done', ids)) asked += 1;
    expect(asked).toBeGreaterThan(1_000);
    expect(ids.luck).toBeGreaterThan(0);
  });

  test('are asked about the texts of a source that come again, with a new one between them', () => {
    const recent = new RecentTexts();
    const methods = lucky();
    offerOften(recent, 'GET');
    for (let i = 0; i < 10_000; i += 1) {
      recent.has('GET', methods);
      recent.has('GET', methods);
      recent.has(`id-${i}`, methods);
    }
    expect(methods.luck).toBeGreaterThan(LUCK);
  });
});
