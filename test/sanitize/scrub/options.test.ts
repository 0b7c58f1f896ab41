import { describe, expect, test, vi } from 'vitest';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { unknownRules } from '../../../src/sanitize/scrub/selection.js';
import { isSensitiveName } from './key-names.js';

const keyNames = isSensitiveName;
const make = (options = {}) => createScrubber({ keyNames, ...options });

describe('rules', () => {
  test('a disabled rule leaves its matches', () => {
    const { scrub } = make({ rules: { disable: ['email'] } });
    expect(scrub('jane@example.com password=hunter2')).toBe('jane@example.com password=[REDACTED:key-value]');
  });

  test('a group is off until it is enabled, by itself or by a preset', () => {
    const text = 'call +49 30 1234567 from 203.0.113.7';
    expect(make().scrub(text)).toBe(text);
    expect(make({ rules: { enable: ['phone'] } }).scrub(text)).toBe('call [REDACTED:phone] from 203.0.113.7');
    expect(make({ rules: { presets: ['gdpr'] } }).scrub(text)).toBe(
      'call [REDACTED:phone] from [REDACTED:ipv4]',
    );
    expect(make({ rules: { presets: ['gdpr'], disable: ['ip'] } }).scrub(text)).toBe(
      'call [REDACTED:phone] from 203.0.113.7',
    );
  });

  test('names that are no rule are reported', () => {
    expect(unknownRules(['email', 'phone', 'emial'])).toEqual(['emial']);
  });
});

describe('masks', () => {
  test('numbers may be hidden whole, and domains may stay', () => {
    const { scrub } = make({ mask: { numbers: 'full', email: 'domain' } });
    expect(scrub('4111 1111 1111 1111 of jane@example.com')).toBe(
      '[REDACTED:card] of [REDACTED:email]@example.com',
    );
  });
});

describe('counters', () => {
  test('count each hidden span by its rule, and explain counts none', () => {
    const count = vi.fn();
    const { scrub, explainText } = make({ count });
    expect(explainText('a jane@example.com b')).toEqual([{ rule: 'email', start: 2, end: 18 }]);
    expect(count).not.toHaveBeenCalled();
    scrub('jane@example.com and joe@example.com, password=hunter2');
    expect(count.mock.calls.flat()).toEqual(['email', 'email', 'key-value']);
  });
});

describe('added keys', () => {
  test('a name with an unusual end is found when it is announced', () => {
    const { scrub } = createScrubber({
      keyNames: (name) => name === 'kundenkennziffer',
      addedKeys: ['kundenkennziffer'],
    });
    expect(scrub('kundenkennziffer=4711abc')).toBe('kundenkennziffer=[REDACTED:key-value]');
  });

  test('so is one in another script', () => {
    const { scrub } = createScrubber({ keyNames: (name) => name === '密码', addedKeys: ['密码'] });
    expect(scrub('密码=hunter2 ok')).toBe('密码=[REDACTED:key-value] ok');
    expect(scrub(`${'x '.repeat(40)}密码: hunter2 ok`)).toBe(
      `${'x '.repeat(40)}密码: [REDACTED:key-value] ok`,
    );
  });
});

describe('known values', () => {
  const value = 'k9/Zx+pQ w';
  const { scrub } = make({ values: [value, 'opensesame42'] });

  test.each([
    ['plain', value],
    ['percent-encoded', encodeURIComponent(value)],
    ['as a form', encodeURIComponent(value).replace('%20', '+')],
    ['base64', Buffer.from(value).toString('base64').replace(/=+$/, '')],
    ['base64url', Buffer.from(value).toString('base64url')],
  ])('are found %s, inside words too', (_name, written) => {
    expect(scrub(`xx${written}yy`)).not.toContain(written);
    expect(scrub(`${'word '.repeat(30)}${written}`)).toBe(`${'word '.repeat(30)}[REDACTED:known-value]`);
  });

  test('are found inside other base64', () => {
    for (const before of ['', 'a', 'ab', 'abc:']) {
      const encoded = Buffer.from(`${before}opensesame42 tail`).toString('base64');
      expect(scrub(`<${encoded}>`)).toContain('[REDACTED:known-value]');
    }
  });

  test('do not match inside a placeholder', () => {
    const { scrub } = make({ values: ['key-value', 'REDACTED'] });
    const clean = scrub('password=hunter2');
    expect(clean).toBe('password=[REDACTED:key-value]');
    expect(scrub(clean)).toBe(clean);
  });

  test('are found where a text only looks like a placeholder', () => {
    for (const text of [
      '[REDACTED:opensesame42]',
      '[REDACTED:opensesame42 ...1234]',
      '[REDACTED:card:opensesame42:0123456789abcdef]',
    ])
      expect(scrub(text)).not.toContain('opensesame42');
  });

  test('overlap with a rule without leaving a rest', () => {
    expect(scrub('token=xxopensesame42yy end')).toBe('token=[REDACTED:key-value] end');
    expect(scrub('opensesame42@example.com end')).not.toMatch(/sesame|example/);
  });
});

describe('pseudonyms', () => {
  const pseudonym = { keyId: 'k1', key: 'a key of sixteen bytes or more' };

  test('are the same for the same address and no other', () => {
    const { scrub } = make({ pseudonym });
    const [jane, again, joe] = ['jane@example.com', 'Jane@Example.com', 'joe@example.com'].map(scrub);
    expect(jane).toMatch(/^\[REDACTED:email:k1:[0-9a-f]{16}\]$/);
    expect(again).toBe(jane);
    expect(joe).not.toBe(jane);
    expect(scrub(jane!)).toBe(jane);
  });

  test('refuse a short key and a bad key id', () => {
    expect(() => make({ pseudonym: { keyId: 'k1', key: 'short' } })).toThrow(/16 bytes/);
    expect(() => make({ pseudonym: { keyId: 'a]b', key: pseudonym.key } })).toThrow(/keyId/);
  });
});

describe('user patterns', () => {
  test('run near their keywords only', () => {
    const { scrub } = make({ patterns: [{ name: 'employee-id', pattern: /EMP-\d{6}/, keywords: ['EMP-'] }] });
    expect(scrub('by EMP-123456, ok')).toBe('by [REDACTED:employee-id], ok');
    const far = `EMP- ${'x '.repeat(2000)}EMP-654321`;
    expect(scrub(far)).toBe(far.replace('EMP-654321', '[REDACTED:employee-id]'));
  });

  test('run over the text without keywords, replace and validate', () => {
    const { scrub } = make({
      patterns: [
        {
          name: 'case',
          pattern: /case (\d+)/gi,
          replace: (match: string) => `${match.slice(0, 4)} #`,
          validate: (match: string) => !match.endsWith('0'),
        },
      ],
    });
    expect(scrub('Case 17 and case 20')).toBe('Case # and case 20');
  });

  test('are cut where they replace a match by much, and give placeholders after very much', () => {
    const given: string[] = [];
    const replace = (match: string) => {
      given.push(match);
      return 'x'.repeat(100_000);
    };
    const { scrub } = make({ patterns: [{ name: 'x', pattern: /X-\d/, replace }] });
    const cut = `${'x'.repeat(1_024)}[truncated 98976]`;
    expect(scrub('X-1 X-2 X-3 X-4 X-5')).toBe(`${cut} ${cut} ${cut} [REDACTED:x] [REDACTED:x]`);
    expect(given).toEqual(['X-1', 'X-2', 'X-3']);
    expect(scrub('X-6')).toBe(cut);
  });

  test('may scrub another text meanwhile: what is said of the first stays true', () => {
    const inner = `a plain text ${'that is long '.repeat(8)}`;
    const scrubber = make({
      patterns: [
        {
          name: 'employee',
          pattern: /EMP\d{4}/,
          validate: () => scrubber.scrub(inner) !== inner,
        },
      ],
    });
    const text = `EMP1234 "\n${'and more '.repeat(8)}`;
    expect(scrubber.scrub(text)).toBe(text);
    expect(scrubber.lastWasPlain).toBe(false);
  });

  test('hide the match when a callback throws', () => {
    const validate = () => {
      throw new Error('broken');
    };
    const { scrub } = make({ patterns: [{ name: 'x', pattern: /X-\d+/, validate }] });
    expect(scrub('see X-12 now')).toBe('see [REDACTED:error] now');
  });

  test('a match longer than the window is hidden whole', () => {
    const { scrub } = make({ patterns: [{ name: 'blob', pattern: /BLOB:[a-z]+/, keywords: ['BLOB:'] }] });
    expect(scrub(`BLOB:${'a'.repeat(5000)}. end`)).toBe('[REDACTED:blob]. end');
  });
});
