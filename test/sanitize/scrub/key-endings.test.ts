/** The filter that frees most separators frees none behind a name that is sensitive as a key. */
import { describe, expect, test } from 'vitest';
import { HEADER_TAILS, STILL_SENSITIVE_TAILS } from '../../../src/sanitize/keys/heads-and-tails.js';
import { NOUNS } from '../../../src/sanitize/keys/nouns.js';
import { createKeyRules } from '../../../src/sanitize/keys.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { some } from '../../helpers/size.js';

const rules = createKeyRules();
const isSensitiveName = (name: string): boolean => rules.verdict(name) !== 'clear';
const { scrub } = createScrubber({ keyNames: isSensitiveName });
const value = ['Wvwg', 'U494T75'].join('');

/** `v` stands before a number, which the filter knows by itself. */
const TAILS = [...STILL_SENSITIVE_TAILS, ...HEADER_TAILS].map((tail) => (tail === 'v' ? 'v2' : tail));
/** `apiKey`, `api_key`, `API-KEY`. */
const SPELLINGS: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join(''),
  (words) => words.join('_'),
  (words) => words.join('-').toUpperCase(),
];
const company = (after: ReadonlySet<string> | undefined) => [
  [],
  ['db'],
  ...[...(after ?? [])].map((word) => [word]),
];
const sensitive = NOUNS.flatMap(({ name, after }) => company(after).map((before) => [...before, ...name]))
  .flatMap((words) => [words, ...TAILS.map((tail) => [...words, tail])])
  .flatMap((words) => SPELLINGS.map((spell) => spell(words)))
  .filter(isSensitiveName);

/** Names that say of a text what kind of text it is not; judged by its value as well. */
const shown = (template: (name: string) => string): string[] =>
  some(sensitive, 5).filter((name) => scrub(template(name)).includes(value));

describe('of every name that is sensitive as a key, in a text', () => {
  test('there are thousands', () => {
    expect(sensitive.length).toBeGreaterThan(10_000);
  });

  test('the value is hidden behind =', () => {
    expect(shown((name) => `x ${name}=${value} y`)).toEqual([]);
  });

  test('the value is hidden behind a colon', () => {
    expect(shown((name) => `x ${name}: ${value} y`)).toEqual([]);
  });

  test('the value is hidden in JSON', () => {
    expect(shown((name) => `{"${name}":"${value}"}`)).toEqual([]);
  });
});

test('a name in quotes may have colons', () => {
  expect(scrub(`{"Jwt:Key": "${value}", "Jwt:Issuer": "me"}`)).toBe(
    '{"Jwt:Key": "[REDACTED:json-in-string]", "Jwt:Issuer": "me"}',
  );
});
