import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyRules, hides, type KeyVerdict } from '../../src/sanitize/keys.js';
import { processorTime } from '../helpers/processor-time.js';
import { HARMLESS_NAMES, SENSITIVE_NAMES } from './keys-names.js';

const rules = createKeyRules();

/** The ways in which people write one name of several words. */
const FORMS: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.map((word, i) => (i === 0 ? word : capital(word))).join(''),
  (words) => words.map(capital).join(''),
  (words) => words.join('_'),
  (words) => words.join('-'),
  (words) => words.join('.'),
  (words) => words.join(' '),
  (words) => words.join('_').toUpperCase(),
  (words) => words.map(capital).join('-'),
  (words) => `X-${words.map(capital).join('-')}`,
  (words) => `${words[0]}[${words.slice(1).join('][')}]`,
];

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

describe('a sensitive name', () => {
  test.each(Object.entries(SENSITIVE_NAMES))('is hidden: %s', (_, names) => {
    expect(names.filter((name) => rules.verdict(name) === 'clear')).toEqual([]);
  });

  test('is the same name in every way of writing it', () => {
    const word = fc.oneof(
      fc.constantFrom(
        ...'db api user key token password secret hash count max has id session card number'.split(' '),
      ),
      fc.stringMatching(/^[a-z]{2,8}$/),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 4 }), (words) => {
        const verdicts = new Set(FORMS.map((form) => rules.verdict(form(words))));
        // Behind the `X-` of a header these two are no longer the first word: `X of token` is an x.
        return /^(?:access|of|for)$/.test(words[0] ?? '') || verdicts.size === 1;
      }),
      { numRuns: 1_000 },
    );
  });

  test('is found in one run of letters in any case', () => {
    for (const name of [
      'dbpassword',
      'accesstoken',
      'clientsecret',
      'apikey',
      'sshpass',
      'passwordhash',
      'cardnumber',
    ]) {
      for (const form of [name, name.toUpperCase(), capital(name), `my_${name}`]) {
        expect([form, rules.verdict(form)]).not.toEqual([form, 'clear']);
      }
    }
  });

  test('is found behind fullwidth letters, decomposed accents and invisible characters', () => {
    for (const name of [
      'ｐａｓｓｗｏｒｄ',
      'contrasen\u0303a',
      'pass\u200bword',
      '\ufeffapiKey',
      'ＡＰＩ_ＫＥＹ',
      '用户密码',
    ]) {
      expect([name, rules.verdict(name)]).not.toEqual([name, 'clear']);
    }
  });
});

describe('a harmless name', () => {
  test.each(Object.entries(HARMLESS_NAMES))('is shown: %s', (_, names) => {
    expect(names.filter((name) => rules.verdict(name) !== 'clear')).toEqual([]);
  });

  test('stays harmless with a sensitive word as a mere part of another word', () => {
    const letters = fc.stringMatching(/^[bcdfghjklmnqrvwxz]{2,4}$/);
    fc.assert(
      fc.property(
        letters,
        fc.constantFrom('pin', 'pass', 'sid', 'pan', 'otp', 'key', 'auth'),
        letters,
        (a, noun, b) => {
          // The letters behind it may make it a name of its own: `passwd`.
          fc.pre(!(noun === 'pass' && b.startsWith('wd')));
          return rules.verdict(a + noun + b) === 'clear';
        },
      ),
    );
  });
});

describe('what a verdict hides', () => {
  const values: readonly [unknown, string][] = [
    ['x', 'text'],
    [17, 'number'],
    [17n, 'number'],
    [{}, 'object'],
    [['x'], 'object'],
    [() => 'x', 'object'],
    [new Date(0), 'object'],
    ['', 'nothing'],
    [null, 'nothing'],
    [undefined, 'nothing'],
    [true, 'nothing'],
    [false, 'nothing'],
  ];
  const hidden: Readonly<Record<KeyVerdict, readonly string[]>> = {
    clear: [],
    sensitive: ['text', 'object'],
    'sensitive-number': ['text', 'number', 'object'],
    'sensitive-text': ['text'],
  };

  test.each(Object.entries(hidden))('under a name that is %s: %j', (verdict, kinds) => {
    for (const [value, kind] of values) {
      expect([value, hides(verdict as KeyVerdict, value)]).toEqual([value, kinds.includes(kind)]);
    }
  });

  test('numbers are hidden under the names of PINs, passwords, codes, cards and social security numbers only', () => {
    for (const name of [
      'pin',
      'userPin',
      'otp',
      'mfaCode',
      'cvv2',
      'ssn',
      'cardNumber',
      'password',
      'dbPass',
      'pwd',
    ]) {
      expect([name, rules.verdict(name)]).toEqual([name, 'sensitive-number']);
    }
    for (const name of [
      'tokens',
      'token',
      'sessions',
      'session',
      'cookies',
      'secrets',
      'pass',
      'passwords',
      'pins',
    ]) {
      expect([name, rules.verdict(name)]).toEqual([name, 'sensitive']);
    }
  });

  test('objects under auth are walked, strings are hidden', () => {
    for (const name of ['auth', 'AUTH', '_auth', 'req.auth', 'basicAuth', 'x-auth']) {
      expect([name, rules.verdict(name)]).toEqual([name, 'sensitive-text']);
    }
  });
});

describe('options', () => {
  const custom = createKeyRules({
    add: ['employeeId', 'staff.badge', 'clash', 'both', ''],
    remove: ['session', 'both'],
    allow: ['next-page-token', 'clash'],
  });

  test('an added name is hidden in every way of writing it, and only as a whole name', () => {
    for (const name of [
      'employeeId',
      'employee_id',
      'EMPLOYEE-ID',
      'employeeid',
      'Employee Id',
      'staffBadge',
    ]) {
      expect([name, custom.verdict(name)]).toEqual([name, 'sensitive-number']);
    }
    for (const name of ['employee', 'id', 'employeeIdCount', 'badge'])
      expect(custom.verdict(name)).toBe('clear');
  });

  test('an allowed name is shown, whatever else names it', () => {
    for (const name of ['nextPageToken', 'next_page_token', 'clash'])
      expect(custom.verdict(name)).toBe('clear');
    expect(custom.verdict('pageToken')).toBe('sensitive');
  });

  test('a removed name is shown, unless it is added as well', () => {
    expect(custom.verdict('session')).toBe('clear');
    expect(custom.verdict('sessionId')).toBe('sensitive');
    expect(custom.verdict('both')).toBe('sensitive-number');
  });

  test('an empty option matches nothing', () => {
    for (const name of ['', '--', '_', '42']) expect(custom.verdict(name)).toBe('clear');
  });
});

describe('any name at all', () => {
  test('is judged without an exception', () => {
    const verdicts: readonly KeyVerdict[] = ['clear', 'sensitive', 'sensitive-number', 'sensitive-text'];
    const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }));
    fc.assert(fc.property(name, (text) => verdicts.includes(rules.verdict(text))));
    for (const odd of [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '\ud800',
      '\udc00x',
      '0',
      '\0',
    ]) {
      expect([odd, rules.verdict(odd)]).toEqual([odd, 'clear']);
    }
  });

  test('costs time in proportion to its length', () => {
    const units = [
      'a',
      'A',
      'aB',
      'ABc',
      '_',
      'é',
      'e\u0301',
      '1',
      'a1',
      '密',
      'pass_',
      'password',
      '\ud83d\ude00',
      'PASSs',
    ];
    const custom = createKeyRules({ add: ['x'] });
    for (const unit of units) {
      const text = unit.repeat((1 << 20) / unit.length);
      const took = processorTime(() => custom.verdict(text), 1);
      expect([unit, took < 1_500]).toEqual([unit, true]);
    }
  });

  test('of 8,000 characters is judged by its end', () => {
    expect(rules.verdict(`${'a_'.repeat(4_000)}password`)).toBe('sensitive-number');
    expect(rules.verdict(`password${'_a'.repeat(4_000)}`)).toBe('clear');
  });
});

test('a character that is not seen makes no other name', () => {
  for (const sign of [
    '\u00ad',
    '\u034f',
    '\u115f',
    '\u2800',
    '\u3164',
    '\ufe0f',
    '\ufffc',
    '\u{1d173}',
    '\u{e0100}',
  ])
    for (const name of [`pass${sign}word`, `api${sign}Key`, `${sign}token${sign}`])
      expect([name, rules.verdict(name)]).not.toEqual([name, 'clear']);
});
