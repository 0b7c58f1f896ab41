import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { outcomeOf } from './settings-of.js';

const folder = mkdtempSync(join(tmpdir(), 'redact-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = 'k'.repeat(32);

function redactOf(redact: unknown, scrub?: unknown, env: Record<string, string> = {}) {
  const { settings, problems } = outcomeOf({ redact, scrub }, env);
  return { redact: settings.redact, problems };
}

/** A file that the variable for patterns names. */
function patternFile(name: string, text: string): Record<string, string> {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { CODOMYRMEX_LOG_SCRUB_FILE: path };
}

describe('what is taken', () => {
  test('nothing given: the defaults', () => {
    expect(redactOf(undefined)).toMatchObject({
      redact: { keys: { add: [], remove: [], allow: [] }, values: true, patterns: [], paths: undefined },
      problems: [],
    });
  });

  test.each<[object, object]>([
    [
      { keys: { add: ['shoeSize'], allow: 'token, key' } },
      { keys: { add: ['shoeSize'], allow: ['token', 'key'] } },
    ],
    [{ values: false }, { values: false }],
    [{ values: ['known-value'] }, { values: ['known-value'] }],
    [{ presets: ['gdpr'] }, { rules: { presets: ['gdpr'] } }],
    [{ rules: { enable: ['email'], disable: 'card' } }, { rules: { enable: ['email'], disable: ['card'] } }],
    [{ pseudonym: { keyId: 'k1', key } }, { pseudonym: { keyId: 'k1', key } }],
  ])('%j', (given, expected) => {
    const { redact, problems } = redactOf(given);
    expect(problems).toEqual([]);
    expect(redact).toMatchObject(expected);
  });

  test.each<[string, object]>([
    ['a text', { censor: '***' }],
    ['a function', { censor: (value: unknown) => typeof value }],
    ['nothing: the value goes', { remove: true }],
    ['the default', {}],
  ])('paths, censored by %s', (_, how) => {
    const { redact, problems } = redactOf({ paths: ['user.name'], ...how });
    expect(problems).toEqual([]);
    expect(redact?.paths).toBeDefined();
  });

  test('patterns of the option, then those of the file, as a list or under a name', () => {
    const scrub = { patterns: [{ name: 'one', pattern: /A\d/ }] };
    const list = patternFile('list.json', '[{"name":"two","pattern":"B\\\\d"}]');
    const named = patternFile('named.json', '{"patterns":[{"name":"three","pattern":"C\\\\d"}]}');
    const names = (env: Record<string, string>) =>
      redactOf(undefined, scrub, env).redact?.patterns.map(({ name }) => name);
    expect(names(list)).toEqual(['one', 'two']);
    expect(names(named)).toEqual(['one', 'three']);
  });

  test('redaction is off when it is asked for, and patterns are looked at all the same', () => {
    expect(redactOf(false)).toEqual({ redact: undefined, problems: [] });
    expect(redactOf(false, { patterns: 'x' }).problems).toHaveLength(1);
  });
});

describe('what is refused, with the option or the variable by name', () => {
  test.each<[unknown, RegExp]>([
    ['yes', /^option redact is "yes"; allowed: an object of options$/],
    [[], /^option redact is a list/],
    [{ key: [] }, /^option redact\.key is not known \(did you mean keys\?\)/],
    [{ keys: { add: [17] } }, /^option redact\.keys\.add is a list/],
    [{ rules: { enable: ['no-such-rule'] } }, /^option redact\.rules\.enable .*no-such-rule/],
    [{ rules: { disable: 17 } }, /^option redact\.rules\.disable is 17/],
    [{ presets: ['tax'] }, /^option redact\.presets/],
    [{ values: ['short'] }, /^option redact\.values .*8 characters or more/],
    [{ values: 'maybe' }, /^option redact\.values is "maybe"/],
    [{ values: [12_345_678] }, /^option redact\.values is a list/],
    [{ pseudonym: 'k' }, /^option redact\.pseudonym is "k"; allowed: an object/],
    [{ pseudonym: null }, /^option redact\.pseudonym is null/],
    [{ pseudonym: { keyId: 'k1', key: 'short' } }, /^option redact\.pseudonym .*16 bytes/],
    [{ censor: 17 }, /^option redact\.censor is 17; allowed: a text, or a function$/],
    [{ paths: ['a['] }, /^option redact\.paths cannot be used: /],
    [{ paths: 17 }, /^option redact\.paths is 17/],
  ])('%j', (given, sentence) => {
    const { problems } = redactOf(given);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
  });

  test.each<[unknown, RegExp]>([
    [{ patterns: 'EMP' }, /^option scrub\.patterns is "EMP"; allowed: a list of \{ name, pattern \}$/],
    [{ patterns: [{ name: 'p', pattern: /(a+)+$/ }] }, /^option scrub\.patterns cannot be used: .*"p"/],
    [{ pattern: [] }, /^option scrub\.pattern is not known/],
  ])('%j of scrub', (given, sentence) => {
    expect(redactOf(undefined, given).problems).toEqual([expect.stringMatching(sentence)]);
  });

  test('paths of the variable', () => {
    const { redact, problems } = redactOf(undefined, undefined, { CODOMYRMEX_LOG_REDACT_PATHS: 'a.b, c[' });
    expect(problems).toEqual([expect.stringMatching(/^CODOMYRMEX_LOG_REDACT_PATHS cannot be used: /)]);
    expect(redact?.paths).toBeUndefined();
  });

  test.each<[string, string, RegExp]>([
    ['no JSON', '{', /which cannot be read: it is not JSON$/],
    ['null', 'null', /is undefined; allowed: a list/],
    ['an object without patterns', '{}', /is undefined; allowed: a list/],
    ['a pattern that is not linear', '[{"name":"p","pattern":"(a+)+$"}]', /cannot be used: .*"p"/],
  ])('a file of patterns that is %s', (what, text, sentence) => {
    const { redact, problems } = redactOf(undefined, undefined, patternFile(`${what}.json`, text));
    expect(problems).toEqual([expect.stringMatching(/^CODOMYRMEX_LOG_SCRUB_FILE /)]);
    expect(problems[0]).toMatch(sentence);
    expect(redact?.patterns).toEqual([]);
  });
});
