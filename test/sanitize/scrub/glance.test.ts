import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainText } from '../../../src/sanitize/escape.js';
import { DETECTORS } from '../../../src/sanitize/scrub/detectors/table.js';
import { glance, HARMLESS, LONGEST, UNSAFE } from '../../../src/sanitize/scrub/glance.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { sized } from '../../helpers/size.js';
import { isSensitiveName } from './key-names.js';

// The table learns the rules of each scrubber of the process.
const scrubber = createScrubber({ keyNames: isSensitiveName });

const SAMPLES = DETECTORS.flatMap(({ hits, misses }) => [...hits().map(({ text }) => text), ...misses()]);
const ENDS = ['d', 'e', 'n', 's', 'y', '2', '12', '256', ')', "'", '`', ' '];

test('a text with a control character, a quote, a backslash or beyond ASCII is unsafe, wherever it stands', () => {
  for (const sign of ['\0', '\t', '\n', '\x1b', '"', '\\', '\x7f', '\x80', 'ä', '\ud800', '\u202e', '😀']) {
    for (let length = 0; length < LONGEST - sign.length; length += 1) {
      const text = 'x'.repeat(length);
      expect([sign, length, glance.at(text + sign), glance.at(sign + text)]).toEqual([
        ...[sign, length],
        ...[UNSAFE, UNSAFE],
      ]);
    }
  }
});

test('a number as long as a social security or card number leaves a doubt, a time does not', () => {
  expect(glance.at(['123', '45', '6789'].join('-'))).not.toBe(HARMLESS);
  expect(glance.at(`card ${'4111'.repeat(4)}`)).not.toBe(HARMLESS);
  expect(glance.at('2026-11-22T10:11:12.123Z')).toBe(HARMLESS);
});

test('a sensitive name before a separator leaves a doubt, at the start, in the middle and at the end', () => {
  for (const name of ['pin', 'password', 'api_key', 'accessToken', 'password12', 'DB_PWD', 'session_id']) {
    for (const sign of ['=', ':']) {
      for (const text of [`${name}${sign}x`, `a ${name}${sign}x`, `${'x'.repeat(40)} ${name}${sign}`])
        expect([text, glance.at(text)]).not.toEqual([text, HARMLESS]);
    }
  }
});

test('what starts with the last characters of a text leaves a doubt, too', () => {
  for (const text of ['to ada@a', 'a [R', 'see <p', 'to ada@ab', 'see <pr'])
    expect([text, glance.at(text)]).not.toEqual([text, HARMLESS]);
});

test('what it calls harmless is: the scrubber hides nothing of it, and it needs no escape', () => {
  const piece = fc.oneof(
    fc
      .tuple(fc.constantFrom(...SAMPLES), fc.nat(LONGEST), fc.nat(LONGEST))
      .map(([text, from, length]) => text.slice(from, from + length)),
    fc.constantFrom(...DETECTORS.flatMap(({ prefilter }) => prefilter.slice(0, 40))),
    fc.tuple(fc.constantFrom(...ENDS), fc.constantFrom('=', ':', ': ', ' = ')).map((pair) => pair.join('')),
    fc.constantFrom('@', ' ', '-', '.', 'password', 'x', '[', '://', '--', '4111', '12'),
    fc.string({ maxLength: 8 }),
  );
  const texts = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('').slice(0, LONGEST));
  fc.assert(
    fc.property(texts, (text) => {
      if (glance.at(text) !== HARMLESS) return;
      expect(scrubber.scrub(text)).toBe(text);
      expect(isPlainText(text)).toBe(true);
    }),
    { numRuns: sized({ part: 20_000, normal: 100_000 }) },
  );
});

test.each([
  ...['GET', 'shop.example.com', '/api/v1/items/1234', 'application/json', 'request done'],
  ...[
    '192.168.100.200',
    '10.229.224.98:443',
    'order ord-4070 placed',
    'okhttp/4.12.0',
    'connect ECONNREFUSED',
    'main.ts:17',
  ],
])('%j leaves no doubt', (text) => {
  expect(glance.at(text)).toBe(HARMLESS);
});
