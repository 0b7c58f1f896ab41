import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlainText } from '../../../src/sanitize/escape.js';
import { OPT_IN_GROUPS } from '../../../src/sanitize/scrub/detector.js';
import { DETECTORS } from '../../../src/sanitize/scrub/detectors/table.js';
import { LONGEST_QUICK } from '../../../src/sanitize/scrub/quick.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { isSensitiveName } from './key-names.js';

const byDefault = createScrubber({ keyNames: isSensitiveName });
const everything = createScrubber({ keyNames: isSensitiveName, rules: { enable: OPT_IN_GROUPS } });

const SAMPLES = DETECTORS.flatMap(({ hits, misses }) => [...hits().map(({ text }) => text), ...misses()]);
/** Parts of samples are what a prefilter gets wrong: a literal at the very end, a value one character short. */
const piece = fc.oneof(
  fc
    .tuple(fc.constantFrom(...SAMPLES), fc.nat(LONGEST_QUICK), fc.nat(LONGEST_QUICK))
    .map(([text, from, length]) => text.slice(from, from + length)),
  fc.constantFrom(...DETECTORS.flatMap(({ prefilter }) => prefilter.slice(0, 8))),
  fc.constantFrom('=', ':', ': ', '@', ' ', '"', '4111', '-', '.', 'password', 'x', '[', '://'),
  fc.string({ maxLength: 8 }),
);
const shortText = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('').slice(0, LONGEST_QUICK));

describe.each([
  ['the rules that are on by default', byDefault],
  ['all rules', everything],
])('a quick look with %s', (_, scrubber) => {
  test('calls nothing harmless that the whole pass would hide or the escaper change', () => {
    fc.assert(
      fc.property(shortText, (text) => {
        if (!scrubber.isHarmless(text)) return;
        expect(scrubber.scrub(text)).toBe(text);
        expect(isPlainText(text)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  test('calls no sample harmless that fits', () => {
    const rules = new Set(scrubber.rules);
    const hits = DETECTORS.filter(({ name }) => rules.has(name)).flatMap(({ hits }) => hits());
    for (const { text } of hits) {
      if (text.length <= LONGEST_QUICK && scrubber.scrub(text) !== text)
        expect([text, scrubber.isHarmless(text)]).toEqual([text, false]);
    }
  });
});

test.each([
  ...['GET', 'shop.example.com', '/api/v1/items/1234', 'application/json', 'request done', 'us-east-1'],
  ...['2026-11-22T10:11:12.123Z', '192.168.1.10:8080', 'https://shop.example.com/x', 'Error: not found'],
])('%j needs no second look', (text) => {
  expect(byDefault.isHarmless(text)).toBe(true);
});

test('a value known to be secret is never harmless', () => {
  const value = ['quiet', 'river', 'stone'].join('-');
  const scrubber = createScrubber({ keyNames: isSensitiveName, values: [value] });
  expect(scrubber.isHarmless(`over the ${value}`)).toBe(false);
  expect(scrubber.isHarmless('over the hill')).toBe(true);
});
