import { describe, expect, test } from 'vitest';
import { OPT_IN_GROUPS } from '../../../src/sanitize/scrub/detector.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { isSensitiveName } from './key-names.js';

const { scrub } = createScrubber({ keyNames: isSensitiveName, rules: { enable: OPT_IN_GROUPS } });

/** Texts by the rule that finds something in them; what it hides stands between the marks ⟦ and ⟧. */
const HIDDEN: Readonly<Record<string, readonly string[]>> = {
  'url-query': [
    '?next=1&password%3D⟦hunter2hunter2⟧%26a%3D1',
    '?redirect=%2Flogin%3Fpassword%3D⟦hunter2hunter2⟧',
    '?token=⟦hunter2hunter2%26x%3D1⟧',
    String.raw`url=https://example.com/?password=⟦hunter2hunter2⟧\u0026next=1`,
    'callback#access_token=⟦hunter2hunter2hunter2⟧',
    '/page?a=1&amp;token=⟦hunter2hunter2⟧',
    '/cb?code=⟦hunter2hunter2hunter2⟧&state=1',
    '/cb?code=⟦17⟧&state=hunter2hunter2hunter2',
    '?sig=⟦hunter2hunter2hunter2hunter2⟧&se=1',
    '?key=⟦AbC123dEf456GhI789jKl⟧',
  ],
  'key-value': [
    '/page?user%5Bpassword%5D=⟦hunter2hunter2⟧&a=1',
    '/page?user[password]=⟦hunter2hunter2⟧&a=1',
    '• password: ** ⟦hunter2hunter2⟧',
    '- **password:** ⟦hunter2hunter2⟧',
    'password=⟦+%20hunter2hunter2⟧',
    "password = b'⟦hunter2hunter2⟧'",
    'password=@"⟦hunter2hunter2⟧"',
    'password: string = ⟦hunter2hunter2⟧',
    'password: str = "⟦hunter2hunter2⟧"',
    'token: Bearer "⟦hunter2hunter2hunter2⟧"',
    'passphrase: ⟦correct horse battery staple orange purple⟧',
    'mnemonic: ⟦legal winner thank year wave sausage worth useful legal winner thank yellow⟧ 17',
    'name=password value=⟦hunter2hunter2⟧',
    'pin: ⟦1234⟧',
    'password=⟦DE89370400440532013000⟧',
    "-H 'X-Api-Key: ⟦hunter2hunter2hunter2⟧' https://example.com",
    String.raw`password=⟦hunter2hunter2⟧\nnext=1`,
    String.raw`password=⟦hunter2hunter2⟧\u0026x=1`,
    String.raw`password=⟦hunter2hunter2⟧\u003cbr`,
    String.raw`password=⟦hunter2⟧\n`,
    String.raw`password=⟦hunter2⟧\t"x"`,
    String.raw`C:\new\temp password=⟦C:\new\temp⟧`,
    'password=⟦sha256:hunter2hunter2/next//comment⟧',
    'password=⟦hunter2hunter2://x⟧',
    '#access_token=⟦hunter2hunter2hunter2⟧',
    'tool --password=⟦hunter2hunter2⟧',
    'password=“⟦hunter2 hunter2⟧”',
    'password=«⟦hunter2 hunter2⟧»',
    'password=‘⟦hunter2 hunter2⟧’ x',
    'password=⟦…hunter2⟧',
    'password=⟦[1,2,"a]b"]⟧ tail',
    'password=⟦{"a":"}"}⟧ tail',
    'password=⟦{"a":[1,{"b":2}]⟧',
    'password=⟦("hunter2hunter2", "hunter3hunter3")⟧ tail',
    String.raw`privateKey="⟦-----BEGIN PRIVATE KEY-----\n" + "MIIEowIBAAKCAQEA75\n" + "-----END PRIVATE KEY-----⟧"; next = 1`,
  ],
  'json-in-string': [
    '{name: "password", value: "⟦hunter2hunter2⟧"}',
    String.raw`{\"name\":\"password\",\"value\":\"⟦hunter2hunter2⟧\"}`,
    '[{"key":"apiKey","value":   "⟦hunter2hunter2⟧"}]',
    String.raw`"{\"password\":\"⟦hun\\\"ter2hunter2⟧\",\"b\":1}"`,
    String.raw`"{\"password\":\"⟦hunter2hunter2⟧`,
  ],
  'http-header': [
    String.raw`Cookie: sid=⟦hunter2hunter2⟧\r\nHost: example.com`,
    'Cookie: sid=⟦hunter2hunter2⟧  next thing',
    'Set-Cookie: sid=⟦hunter2hunter2⟧; Path=/; HttpOnly',
    'Set-Cookie: a=⟦hunter2hunter2⟧; path=/, b=⟦hunter3hunter3⟧',
    'Set-Cookie: a=⟦hunter2hunter2⟧; expires=Wed, 21 Oct 2026 07:28:00 GMT, b=⟦hunter3hunter3⟧',
    'Set-Cookie: a=⟦hunter2hunter2⟧; expires=Wed, 21 Oct 2026 07:28:00 GMT; path=/',
    'Set-Cookie: Path=⟦/⟧; sid=⟦hunter2hunter2⟧',
    'Cookie: sid="⟦hunter2 hunter2⟧"; b=⟦1⟧',
    'Cookie: ⟦hunter2hunter2hunter2⟧',
    "Cookie: a=; b=⟦hunter2hunter2 'quoted'⟧",
    'Authorization:⟦%20Bearer%20hunter2hunter2hunter2⟧',
    'Authorization:⟦+Bearer+hunter2hunter2hunter2⟧',
    '-H "Authorization: Bearer ⟦hunter2hunter2hunter2⟧" -d x',
    '"Authorization: Bearer ⟦hunter2hunter2hunter2⟧',
    'Authorization: Digest ⟦username="ada", realm="r", nonce="n1n2n3n4", uri="/", response="6629fae49393a05397450978507c4ef1"⟧',
    String.raw`Authorization: Bearer ⟦hunter2hunter2hunter2⟧\r\nHost: example.com`,
    'Authorization: Bearer ⟦hunter2hunter2hunter2⟧  status=200',
    'Authorization: ⟦hunter2hunter2hunter2⟧    status = 200',
    'Authorization: Signature ⟦keyId="k",signature="hunter2hunter2hunter2"⟧',
    'Proxy-Authorization: Basic ⟦aHVudGVyMjpodW50ZXIy⟧',
    "'Authorization': 'Bearer ⟦hunter2hunter2hunter2⟧'",
    String.raw`{\"Authorization\":\"Bearer ⟦hunter2hunter2hunter2⟧\"}`,
    '{"headers":["Authorization: Bearer ⟦hunter2hunter2hunter2⟧","Accept: */*"]}',
  ],
  xml: [
    '<password attr="x" >⟦hunter2hunter2⟧</password>',
    '&lt;password&gt;⟦hunter2hunter2⟧&lt;/password&gt;',
    '<password><![CDATA[⟦hunter2hunter2⟧]]></password>',
    '<key>password</key><string>⟦hunter2hunter2⟧</string>',
    '<password>⟦hunter2hunter2⟧',
    '<ns:apiKey xsi:type="string">⟦hunter2hunter2⟧</ns:apiKey>',
  ],
  'cli-flag': [
    'mysql -p⟦hunter2hunter2⟧ -u root',
    'sshpass -p ⟦hunter2hunter2⟧ ssh host',
    'tool --password ⟦hunter2hunter2⟧ --verbose',
    "tool --password '⟦hunter2 hunter2⟧' x",
  ],
  'curl-user': [
    "curl -u 'ada:⟦hunter2hunter2⟧ https://example.com",
    'curl -u ada:⟦hunter2hunter2⟧ https://example.com',
    'curl --user "ada:⟦hunter2hunter2⟧" x',
  ],
  email: [
    '⟦ada@example.com⟧',
    'mailto:⟦ada%40example.com⟧',
    'mailto%3A⟦ada%40example.com⟧',
    String.raw`\n⟦ada@example.com⟧`,
    String.raw`\u003c⟦ada@example.com⟧\u003e`,
    '⟦ada%2540example.com⟧',
    '%C3%BC⟦ber@example.com⟧',
    '%25C3%25BC⟦ber@example.com⟧',
    '⟦ada@xn--exmple-cua.com⟧',
    '--⟦ada@example.com⟧',
    '⟦ada@example.xn--p1ai⟧',
    '⟦ada@sub.example.co.uk⟧, bob@example',
  ],
  'ssn-us': ['user ⟦123-45-6789⟧ or 000-12-3456'],
  phone: ['tel ⟦+49 30 123456⟧'],
};

/** Texts that look alike, in which nothing is hidden. */
const LEFT: readonly string[] = [
  'name=color value="hunter2hunter2"',
  '"token": 17',
  'token=5',
  'tokens: 100',
  'Cookie: null',
  'password: (must be at least 8 characters)',
  'Cookie: ; ; =',
  '<password>   </password>',
  '<password/>',
  '<password attr="x"/>',
  '<key>password</key>  <string>null</string>',
  '<key>color</key><string>hunter2hunter2</string>',
  '<key>password</key><integer>17</integer>',
  '<password',
  'Authorization: ""',
  'code=hunter2hunter2hunter2',
  'code=4 key=x',
  '?key=name',
  '?state=Ab1Cd2Ef3Gh4Ij5Kl6Mn7',
  'mysql -u root -p hunter2',
  'curl -u -k https://example.com',
  'tool --password --verbose',
  'tool --token $TOKEN',
  '..@example.com',
  String.raw`\t.@example.com`,
];

describe.each(Object.entries(HIDDEN))('%s hides the marked part and nothing else', (rule, texts) => {
  test.each(texts)('%s', (marked) => {
    const text = marked.replaceAll(/[⟦⟧]/g, '');
    expect(scrub(text)).toBe(marked.replaceAll(/⟦[^⟧]*⟧/g, `[REDACTED:${rule}]`));
  });
});

test.each(LEFT)('stays as it is: %s', (text) => {
  expect(scrub(text)).toBe(text);
});

describe('a rule that is switched off hides nothing', () => {
  const OFF: Readonly<Record<string, readonly string[]>> = {
    'url-query': [
      '/page?password=hunter2hunter2',
      '?a=1&token=hunter2hunter2',
      '?a=1&password%3Dhunter2hunter2',
    ],
    'key-value': ['password=hunter2hunter2', 'password: "hunter2 hunter2"', 'token = hunter2hunter2'],
    'http-header': ['Authorization: Digest hunter2hunter2hunter2', 'Cookie: sid=hunter2hunter2'],
    'json-in-string': ['{"password":"hunter2hunter2"}', '{"name":"password","value":"hunter2hunter2"}'],
    xml: ['<password>hunter2hunter2</password>'],
    'cli-flag': ['tool --password hunter2hunter2', 'mysql -phunter2hunter2'],
    'curl-user': ['curl -u ada:hunter2hunter2 host'],
  };
  test.each(Object.entries(OFF))('%s', (rule, texts) => {
    const some = createScrubber({ keyNames: isSensitiveName, rules: { disable: [rule] } });
    for (const text of texts) {
      expect(some.scrub(text)).not.toContain(`[REDACTED:${rule}]`);
      expect(scrub(text)).not.toBe(text);
    }
  });
});

test('an account number stays recognisable by its last four digits, however it is written', () => {
  for (const text of [
    'secret: DE89 3704 0044 0532 0130 00',
    'to DE89370400440532013000.',
    '?iban=DE89%203704%200044%200532%200130%2000',
    'DE89-3704-0044-0532-0130-00',
  ]) {
    expect(scrub(text)).not.toMatch(/0532/);
  }
  expect(scrub('to DE89370400440532013000.')).toBe('to [REDACTED:iban DE...3000].');
});

test('numbers that nobody would call a secret stay', () => {
  for (const text of ['?token=17&a=1', '?a=1&token%3D17', 'token = 17', '"token":17', 'retries: 3']) {
    expect(scrub(text)).toBe(text);
  }
});
