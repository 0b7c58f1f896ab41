import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PatternError, type UserPattern, vetPatterns } from '../../src/sanitize/patterns.js';
import { processorTime } from '../helpers/processor-time.js';
import { stepsOf } from './patterns-steps.js';

function problemsOf(...patterns: readonly unknown[]): readonly string[] {
  try {
    vetPatterns(patterns);
  } catch (error) {
    if (error instanceof PatternError) return error.problems;
    throw error;
  }
  return [];
}

function isAccepted(pattern: RegExp | string): boolean {
  return problemsOf({ name: 'p', pattern }).length === 0;
}

const LINEAR: readonly RegExp[] = [
  /EMP-\d{6}/,
  /\bEMP-\d{6}\b/,
  /[A-Z]{2}\d{9}[A-Z]?/,
  /^\w+@example\.com/,
  /acct_[A-Za-z0-9]{16,32}/,
  /(?:foo|bar)-\d{4}/,
  /tok_[a-z0-9]+/,
  /tok_[a-z0-9]+(?!\w)/,
  /\d{3}-\d{2}-\d{4}/,
  /(?<![A-Z])K-\d{5}(?!\d)/,
  /[\u4e00-\u9fff]{2,4}/,
  /card=(\d{4}-){3}\d{4}/,
  /MRN:?\s{0,3}\d{6,10}/,
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/,
  /(?:Bearer|Token) [\w.-]{16,512}/,
  /\b\w+@corp\.com\b/,
  /\b\w+:/iu,
  /(?<!\w)\w+:/,
  /\w{1,32}@corp\.com/,
  /#[a-z]+#/,
  /"[^"]*"/,
  /<id>[^<]*<\/id>/,
  /CUST-(?:\d{3}-)*\d{4}/,
  /key: .*/,
  /ghp_[A-Za-z0-9]{36,}/,
  /\bEMP-\d*\d{6}/,
  /(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/,
  /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}/,
  /\p{Lu}{2}\d{6}/u,
  /^[a-z]+=/m,
];

/** Forms that are judged by what stands around them. */
const FORMS: readonly (readonly [pattern: string, isLinear: boolean])[] = [
  ['/x\\B\\d{4}/', true],
  ['/(?<!\\w)\\w+-/', true],
  ['/(?<![a-z])[a-z]+:/', true],
  ['/(?<!a)[a-z]+:/', false],
  ['/(?<!ab)[a-z]+:/', false],
  ['/(?<!a|b)[a-z]+:/', false],
  ['/(?<=:)[a-z]+;/', true],
  ['/(?<=\\d)[a-z]+;/', true],
  ['/(?!a|b)c+d/', false],
  ['/(?=[a-f])x{2}/', true],
  ['/id[^\\W_]{8}/', true],
  ['/id[^a-z]{8}/u', true],
  ['/id[\\s\\S]{8}/', true],
  ['/id.{8}/s', true],
  ['/\\p{L}{2}-\\d{4}/u', true],
  ['/\\P{L}{2}-\\d{4}/u', true],
  ['/[\\p{Lu}\\d]{4}-x/u', true],
  ['/stra\u00dfe-\\d{4}/iu', true],
  ['/\\u{1f600}{1,8}x/u', true],
  ['/(?:a{2000}){3}b/', false],
  ['/(?:[a-z]{1,400}-){1,40}x/', false],
  ['/(?:a?b?c?d?e?f?){60}z/', false],
  ['/^\\b$/m', false],
];

const NOT_LINEAR: readonly (readonly [pattern: RegExp, part: string])[] = [
  [/(a+)+$/, 'a+'],
  [/(a|a)+b/, '(a|a)+'],
  [/(a|aa)+$/, '(a|aa)+'],
  [/x(a|b|ab)*c/, '(a|b|ab)*'],
  [/a*a*b/, 'a*'],
  [/\ba*a*b/, 'a*'],
  [/(?:\w+\s?)+$/, '\\w+'],
  [/(x+x+)+y/, '(x+x+)+'],
  [/(.*)*x/, '(.*)*'],
  [/([a-z]+)+@/, '[a-z]+'],
  [/a+b/, 'a+'],
  [/a+b|a/, 'a+'],
  [/[a-z0-9]+@[a-z]+\.com/, '[a-z0-9]+'],
  [/\w+:\d+/, '\\w+'],
  [/\s+$/, '\\s+'],
  [/^\s+|\s+$/, '\\s+'],
  [/.*password/, '.*'],
  [/x.*y.*z/, '.*'],
  [/^x.*y.*z/, '.*'],
  [/BEGIN[\s\S]*?END/, '[\\s\\S]*?'],
  [/eyJ[\w-]+\.[\w-]+/, '[\\w-]+'],
  [/secret=[^;]*;/, '[^;]*'],
  [/\b[\w.]+@x\.com/, '[\\w.]+'],
  [/^[\s\S]*x/m, '[\\s\\S]*'],
  [/\d{1,1000}x/, '\\d{1,1000}'],
  [/a{0,500}a{0,500}b/, 'a{0,500}'],
  [/[\w.+-]{1,64}@corp\.com/, '[\\w.+-]{1,64}'],
  [/(\d+)-\1/, '\\1'],
  [/(?<n>a)\k<n>/, '\\k<n>'],
  [/(?=.*\d)x/, '.*'],
  [/(?<=a+)b/, 'a+'],
  [/(a?){30}a{30}/, 'characters from every place'],
  [/(?:x?|y?){30}z/, '(?:x?|y?)'],
  [/\d*/, 'nothing at all'],
  [/(?:)|x/, 'nothing at all'],
];

describe('a pattern that is linear', () => {
  test.each(LINEAR)('is accepted: %s', (pattern) => {
    expect(problemsOf({ name: 'p', pattern })).toEqual([]);
  });

  test.each(FORMS)('or is not, is judged by its form: %s %s', (pattern, isLinear) => {
    expect(isAccepted(pattern)).toBe(isLinear);
  });

  test('takes less than two seconds for a million hostile characters', () => {
    const units = [
      'a',
      '0',
      ' ',
      'a ',
      'a.',
      'a:',
      '"',
      '#a',
      'EMP-',
      'tok_',
      'K-',
      'card=1234-',
      'Bearer ',
      '<id>',
      'CUST-123-',
      'ff:',
      '-',
    ];
    const vetted = vetPatterns(LINEAR.map((pattern, i) => ({ name: `p${i}`, pattern })));
    for (const unit of units) {
      const text = unit.repeat(Math.ceil((1 << 20) / unit.length));
      for (const { pattern } of vetted) {
        const took = processorTime(() => text.replace(pattern, ''), 1);
        expect([pattern.source, unit, took < 2_000]).toEqual([pattern.source, unit, true]);
      }
    }
  }, 120_000);
});

describe('a pattern that is not', () => {
  test.each(NOT_LINEAR)('is refused with the part to blame: %s', (pattern, part) => {
    const [problem, ...others] = problemsOf({ name: 'p', pattern });
    expect(others).toEqual([]);
    expect(problem).toContain(`the scrub pattern "p" is refused: `);
    expect(problem).toContain(part);
  });

  test('is never accepted: of random patterns, those that are take steps in proportion to the text', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '-',
      '[ab]',
      '[a-]',
      '.',
      '(?:a|b)',
      '(?:ab|a)',
      '(?:a|-b)',
      '\\b',
      '(?:a-?)',
      '(?:b|a-)',
    );
    const times = fc.constantFrom('', '', '', '+', '*', '?', '{2,3}', '{0,3}', '+?');
    const piece = fc.tuple(atom, times).map(([a, t]) => (a === '\\b' ? a : a + t));
    const row = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
    const group = fc.tuple(row, fc.constantFrom('', '+', '*', '?', '{2}')).map(([r, t]) => `(?:${r})${t}`);
    const source = fc
      .array(fc.oneof(row, group), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join(''));
    const texts = fc.tuple(
      fc.stringMatching(/^[ab-]{0,2}$/),
      fc.stringMatching(/^[ab-]{1,3}$/),
      fc.constantFrom('', '!', '-', 'b'),
    );
    let accepted = 0;
    fc.assert(
      fc.property(source, fc.array(texts, { minLength: 4, maxLength: 4 }), (pattern, pumps) => {
        if (!isAccepted(pattern)) return;
        accepted++;
        for (const [head, unit, tail] of pumps) {
          const text = (length: number) => head + unit.repeat(length / unit.length) + tail;
          // Two doublings: where the last match ends can make one of them three times as dear.
          const [small, large] = [stepsOf(pattern, text(90)), stepsOf(pattern, text(360))];
          expect([pattern, head, unit, tail, small, large, large < small * 5.3 + 1_000]).toEqual([
            pattern,
            head,
            unit,
            tail,
            small,
            large,
            true,
          ]);
        }
      }),
      { numRuns: 2_500 },
    );
    expect(accepted).toBeGreaterThan(300);
  }, 120_000);
});

describe('a user pattern', () => {
  test('comes back as a global copy of our own with its flags', () => {
    const given = /emp-\d{6}/iy;
    const [vetted] = vetPatterns([{ name: 'employee-id', pattern: given, keywords: ['EMP-'] }]);
    expect(vetted?.pattern).not.toBe(given);
    expect(vetted?.pattern.flags).toBe('gi');
    expect(vetted?.keywords).toEqual(['EMP-']);
    expect(vetted?.replace).toBeUndefined();
  });

  test('may be a string, with flags between slashes', () => {
    const vetted = vetPatterns([
      { name: 'a', pattern: 'EMP-\\d{6}' },
      { name: 'b', pattern: '/emp-\\d{6}/i' },
    ]);
    expect(vetted.map(({ pattern }) => String(pattern))).toEqual(['/EMP-\\d{6}/g', '/emp-\\d{6}/gi']);
  });

  test('is judged by what it is, not by what it says it is', () => {
    const hostile = /(a+)+$/;
    Object.defineProperty(hostile, 'source', { value: 'EMP-\\d{6}' });
    Object.defineProperty(hostile, 'flags', { value: '' });
    expect(problemsOf({ name: 'p', pattern: hostile })).toHaveLength(1);
  });

  test.each<[string, unknown]>(
    [
      ['no object', 'EMP'],
      ['null', null],
      ['no name', { pattern: /x/ }],
      ['a name that could break a placeholder', { name: 'a]b', pattern: /x/ }],
      ['no pattern', { name: 'p' }],
      ['an empty pattern', { name: 'p', pattern: '' }],
      ['no regular expression', { name: 'p', pattern: '(' }],
      ['an unknown flag', { name: 'p', pattern: '/x/v' }],
      ['a repeated flag', { name: 'p', pattern: '/x/qq' }],
      ['keywords that are no list', { name: 'p', pattern: /x/, keywords: 'EMP' }],
      ['an empty keyword', { name: 'p', pattern: /x/, keywords: [''] }],
      ['a replacement that is no text', { name: 'p', pattern: /x/, replace: 7 }],
      ['a check that is no function', { name: 'p', pattern: /x/, validate: 'yes' }],
      ['a member that is not known', { name: 'p', pattern: /x/, keyword: 'EMP' }],
      ['a long pattern', { name: 'p', pattern: 'x'.repeat(3_000) }],
    ].filter(([what]) => what !== 'code') as [string, unknown][],
  )('is refused in one sentence: %s', (_, given) => {
    expect(problemsOf(given)).toHaveLength(1);
    expect(problemsOf(given)[0]).toMatch(/^(the|a) scrub pattern [^\n]+$/);
  });

  test('that is written as code is a pattern for that text, and never run', () => {
    const exit = '/x/;process.exit()';
    expect(vetPatterns([{ name: 'p', pattern: exit }])[0]?.pattern.source).toContain('process.exit()');
  });

  test('is reported together with all the others, and with a name that is taken', () => {
    const same: UserPattern = { name: 'same', pattern: /x/ };
    expect(problemsOf(same, same, { name: 'p', pattern: /a+b/ }, 7)).toHaveLength(3);
  });

  test('is vetted without an exception of another kind, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (odd, text) => {
        problemsOf(
          odd,
          { name: 'p', pattern: text },
          { name: 'q', pattern: odd },
          { name: odd, pattern: /x/ },
        );
      }),
    );
  });
});
