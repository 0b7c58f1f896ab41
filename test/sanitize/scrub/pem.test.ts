import { describe, expect, test } from 'vitest';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { isSensitiveName } from './key-names.js';

const { scrub } = createScrubber({ keyNames: isSensitiveName });

const line = (what: string, kind: string): string => `${'-'.repeat(5)}${what} ${kind}${'-'.repeat(5)}`;
const KEY = ['RSA', 'PRIVATE', 'KEY'].join(' ');
const BODY = [
  'MIIEpAIBAAKCAQEAyt0XkNpPEx8f0WdG7qKkzZyT',
  'b3Vx9Zy8mWQ2uJ1rT5oPq7sLdFhGjKlMnBvCxZaQ',
  'wErTyUiOp1234567890abcdEFGHijklMNOPqrstu',
];
const block = (join: string, kind = KEY): string =>
  [line('BEGIN', kind), ...BODY, line('END', kind)].join(join);
const HEADERS = ['Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF', ''];

/** No line of the body is in it any more. */
function expectHidden(text: string): void {
  for (const part of BODY) expect(text).not.toContain(part.slice(0, 16));
  expect(text).toContain('[REDACTED');
}

describe('a private key is hidden', () => {
  test.each<[string, string]>([
    ['in lines', block('\n')],
    ['in lines of Windows', block('\r\n')],
    ['in one line', block(' ')],
    ['with line feeds written as escapes', block('\\n')],
    ['as part of a URL', encodeURIComponent(block('\n'))],
    ['as part of a form', block('\n').replaceAll(' ', '+').replaceAll('\n', '%0A')],
    ['of another kind', block('\n', ['PRIVATE', 'KEY'].join(' '))],
    ['with headers', [line('BEGIN', KEY), ...HEADERS, ...BODY, line('END', KEY)].join('\n')],
    ['that was cut off', block('\n').slice(0, -40)],
    ['whose last line lost its dashes', block('\n').replace(/-{5}$/, '')],
  ])('%s', (_, text) => {
    expectHidden(scrub(`before ${text}`));
    expectHidden(scrub(`privateKey=${text}`));
    expect(scrub(`before ${text}`)).toMatch(/^before /);
  });

  test('and what stands behind it stays', () => {
    expect(scrub(`${block('\n')}\nafter`)).toMatch(/after$/);
    expect(scrub(`${block(' ')} status=200`)).toMatch(/status=200$/);
  });

  test('in quotes, as source has it', () => {
    const quoted = block('\n').replaceAll(/^.*$/gm, '"$&\\n" +');
    expect(quoted.split('\n')).toHaveLength(5);
    expectHidden(scrub(`before ${quoted}`));
  });

  test('two of them are two', () => {
    expect(scrub(`${block('\n')} and ${block('\n')}`)).toMatch(/ and /);
  });
});

test('a public certificate stays', () => {
  const text = block('\n', 'CERTIFICATE');
  expect(scrub(text)).toBe(text);
});

test.each(['  ', '> ', 'web_1  | ', '\t'])(
  'a block without its end is hidden to its last line behind %j',
  (margin) => {
    const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7';
    const lines = ['-----BEGIN PRIVATE KEY-----', body, body.toLowerCase(), 'and so on'];
    const shown = scrub(lines.map((line, at) => (at === 0 ? line : margin + line)).join('\n'));
    expect(shown).not.toContain(body.slice(8, 24));
    expect(shown).not.toContain(body.toLowerCase().slice(8, 24));
    expect(shown).toContain('so on');
  },
);
