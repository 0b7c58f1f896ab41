import { describe, expect, test } from 'vitest';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { processorTime } from '../../helpers/processor-time.js';
import { isSensitiveName } from './key-names.js';

const { scrub, explainText } = createScrubber({ keyNames: isSensitiveName });

const esc = String.fromCharCode(27);
const CARD = ['4111', '1111', '1111', '1111'];
const wide = (text: string) =>
  [...text].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('');
const token = ['gh', 'p_', 'kite47Sx11'.repeat(4)].join('');

describe('a text in disguise', () => {
  test.each([
    ['a full-width colon', 'password：hunter2hunter2 ok', 'password：[REDACTED:key-value] ok'],
    ['a full-width sign', 'password＝hunter2hunter2 ok', 'password＝[REDACTED:key-value] ok'],
    ['full-width letters', `${wide('password=')}hunter2 ok`, `${wide('password=')}[REDACTED:key-value] ok`],
    ['no-break blanks', 'password\u00a0=\u00a0hunter2 ok', 'password\u00a0=\u00a0[REDACTED:key-value] ok'],
    [
      'characters without width',
      'p\u200bassword\u2060=hunter2 ok',
      'p\u200bassword\u2060=[REDACTED:key-value] ok',
    ],
    ['a soft hyphen', `got ${token.slice(0, 9)}\u00ad${token.slice(9)} ok`, 'got [REDACTED:github] ok'],
    [
      'colours',
      `${esc}[33mpassword${esc}[0m=${esc}[32mhunter2${esc}[0m`,
      `${esc}[33mpassword${esc}[0m=${esc}[32m[REDACTED:key-value]${esc}[0m`,
    ],
    ['full-width digits', `card ${wide(CARD.join(''))} ok`, 'card [REDACTED:card ...1111] ok'],
    [
      'Arabic digits',
      `card ${[...CARD.join('')].map((d) => String.fromCharCode(0x660 + Number(d))).join('')} ok`,
      'card [REDACTED:card ...1111] ok',
    ],
    ['hyphens of print', `card ${CARD.join('\u2011')} ok`, 'card [REDACTED:card ...1111] ok'],
    ['thin blanks', `card ${CARD.join('\u2009')} ok`, 'card [REDACTED:card ...1111] ok'],
    ['an en dash in a number', 'ssn 123\u201345\u20136789 ok', 'ssn [REDACTED:ssn-us] ok'],
    ['a full-width at', 'to ada＠example.com ok', 'to [REDACTED:email] ok'],
  ])('is read as it looks: %s', (_, text, shown) => {
    expect(scrub(text)).toBe(shown);
    expect(scrub(shown)).toBe(shown);
  });

  test.each([
    'pages 12–34, 2020–2021',
    'order：１２３４',
    'パスワード：必須',
    '密码：错误',
    'l’utilisateur – café\u00a0: 5\u202f€',
    `${esc}[31mpassword${esc}[0m is required`,
    `{ password: ${esc}[1mnull${esc}[22m, user: ${esc}[32m'ann'${esc}[39m }`,
    '🔑\ufe0f key rotated 👩\u200d💻',
  ])('stays as it is without a secret: %s', (text) => {
    expect(scrub(text)).toBe(text);
  });

  test('no character that is not seen takes a name or a token of a text apart', () => {
    const unseen: string[] = [];
    for (let code = 0x80; code < 0x110000; code += 1)
      if ((code < 0xd800 || code > 0xdfff) && /[\p{DI}\p{Cf}\u2800\ufffc]/u.test(String.fromCodePoint(code)))
        unseen.push(String.fromCodePoint(code));
    expect(unseen.length).toBeGreaterThan(4_000);
    const showing = unseen.filter((sign) => {
      const said = scrub(`p${sign}assword=hunter2 and ${token.slice(0, 9)}${sign}${token.slice(9)} ok`);
      return said !== `p${sign}assword=[REDACTED:key-value] and [REDACTED:github] ok`;
    });
    expect(showing).toEqual([]);
  });

  test('is explained by its own positions', () => {
    const text = 'p\u200bassword=hunter2 ok';
    const [finding] = explainText(text);
    expect(text.slice(finding?.start, finding?.end)).toBe('hunter2');
  });

  test('takes time in proportion to its length', () => {
    const time = (length: number) => {
      const text = `${'a\u200b＝ '.repeat(length / 4)}`;
      return processorTime(() => scrub(text));
    };
    time(1 << 16);
    expect(time(1 << 20)).toBeLessThan(64 * Math.max(1, time(1 << 17)));
  });
});
