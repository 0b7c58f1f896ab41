import { describe, expect, test } from 'vitest';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { isSensitiveName } from './key-names.js';

const { scrub } = createScrubber({ keyNames: isSensitiveName });

/** Names and values without an assignment between them; what is hidden stands between the marks ⟦ and ⟧. */
const HIDDEN: Readonly<Record<string, readonly string[]>> = {
  'key-value': [
    'the password is ⟦hunter2⟧.',
    'your password was "⟦Orchid⟧"',
    'password is now ⟦Kite4711⟧ for all',
    'password changed to ⟦Kite4711⟧',
    'password -> ⟦kite-47-Sx11⟧',
    '| password | ⟦kite47Sx11⟧ | text |',
    'Password - ⟦kite47Sx11⟧',
    'ENV DB_PASSWORD ⟦kite47Sx11⟧',
    'aws configure set aws_secret_access_key ⟦kite47Sx11kite47Sx11⟧',
    'machine api.example.com login ann password ⟦kite47Sx11⟧',
    'connected with password ⟦kite47Sx11⟧',
    'AUTH ⟦kite47Sx11⟧',
    'HELLO 3 AUTH default ⟦kite47Sx11⟧',
    '1700000000.1 [0 127.0.0.1] "AUTH" "⟦kite47Sx11⟧"',
    'CONFIG SET requirepass ⟦kite47Sx11⟧',
    'AUTH PLAIN ⟦AGFubgBvcGVuc2VzYW1l⟧',
    "INSERT INTO users (name, password) VALUES ('ann', '⟦kite⟧'), ('bob', '⟦it''s⟧')",
    'insert into "users" ("password", "n") values (\'⟦kite⟧\', 5) - duplicate key',
    'password&#61;⟦kite47Sx11⟧ ok',
    String.raw`password\x3d⟦kite47Sx11⟧`,
    '<b>password</b>: ⟦kite47Sx11⟧',
    '<b>Password:</b> ⟦kite47Sx11⟧',
    '*password:* ⟦kite47Sx11⟧',
    'password:\n  ⟦kite47Sx11⟧\nport: 1',
    'password: |\n  ⟦kite 47\n  Sx11⟧\nport: 1',
    '- name: DB_PASSWORD\n  value: ⟦kite47Sx11⟧\n',
  ],
  'json-in-string': [
    '["Host","a","X-Api-Key","⟦kite47Sx11⟧"]',
    "rawHeaders: [ 'X-Auth-Token', '⟦kite47Sx11⟧' ]",
    'System.setProperty("db.password", "⟦kite47Sx11⟧")',
    '- name: DB_PASSWORD\n  value: "⟦kite47Sx11⟧"\n',
    '{"ParameterKey":"MasterPassword","ParameterValue":"⟦kite⟧"}',
  ],
  'http-header': ['["Authorization","⟦Bearer kite47Sx11⟧"]', '["Cookie","⟦sid=kite⟧"]'],
  'cli-flag': [
    'keytool -storepass ⟦kite47Sx11⟧ -alias a',
    'Get-X -Password "⟦kite47Sx11⟧" -Force',
    "curl -b 'sid=⟦kite47Sx11⟧' https://example.com",
  ],
  'curl-user': ['curl -uann:⟦kite47Sx11⟧ https://example.com'],
  'quoted-password': [
    "SET PASSWORD FOR 'ann' = PASSWORD('⟦kite⟧')",
    'ConvertTo-SecureString "⟦kite⟧" -AsPlainText',
    'ALTER USER ann IDENTIFIED BY ⟦kite47Sx11⟧;',
  ],
  'form-part': [
    'form-data; name="api_key"\r\nContent-Type: text/plain\r\n\r\n⟦kite47Sx11⟧\r\n--b',
    String.raw`form-data; name=\"api_key\"\r\n\r\n⟦kite47Sx11⟧\r\n--b`,
  ],
  xml: ['<string name="api_key">⟦kite47Sx11⟧</string>', '<entry key="db.password">⟦kite47Sx11⟧</entry>'],
  bearer: [
    'sent Bearer  ⟦kite47Sx11kite47Sx11⟧',
    'Bearer "⟦kite47Sx11kite47Sx11⟧"',
    'Bearer%20⟦kite47Sx11kite47Sx11⟧',
  ],
  basic: ['Basic  ⟦YW5uOmtpdGU0N1N4MTE=⟧', 'Basic%20⟦YW5uOmtpdGU0N1N4MTE=⟧'],
  'url-query': ['next=%2Fa%3Fpassword%3D⟦kite%2526x%2520y⟧%26b%3D1', '/cb?a=1;sig=⟦kite47Sx11kite47Sx11⟧'],
  webhook: [
    'https%3A%2F%2Fhooks.slack.com%2Fservices%2F⟦T0KITE47S%2FB0KITE47S%2Fkite47Sx11kite47Sx11abcd⟧',
    String.raw`https:\/\/discord.com\/api\/v10\/webhooks\/⟦123456789012345678\/kite47Sx11kite47Sx11abcd⟧`,
  ],
  email: [
    '⟦ann&#64;example.com⟧',
    '⟦"ann x"@example.com⟧',
    'to ⟦ann@[192.0.2.1]⟧ now',
    String.raw`⟦ann\x40example.com⟧`,
  ],
};

/** Sentences, declarations and commands in which such a name is followed by no secret. */
const LEFT: readonly string[] = [
  'the password is case sensitive',
  'the password is hashed with bcrypt12',
  'the token is valid for 30days',
  'the secret is mounted at /run/secrets/db',
  'password was changed 5minutes ago',
  'token -> parser -> ast',
  'token - 2026-11-22',
  '| password | varchar(255) | not null |',
  '| token | string | required |',
  'db_password varchar(255)',
  'api_key_id bigint',
  'DB_PASSWORD is not set',
  'see api_key docs/keys.md',
  'private_key file1.pem missing',
  'login failed password mismatch',
  'token count: 4k',
  'pass: 3 fail: 0',
  'auth: oauth2',
  'AUTH failed code E1234',
  'AUTH event2 received',
  '250-AUTH PLAIN LOGIN',
  'CONFIG SET maxmemory-policy allkeys-lru',
  'INSERT INTO users (name, password) VALUES ($1, $2)',
  "INSERT INTO tokens (id, kind) VALUES (1, 'abc123')",
  '["password","address2","line1"]',
  '["Accept","Authorization","Host"]',
  '("password", "required|min:8")',
  "assertEquals('token', 'identifier')",
  'the -token flag',
  'java -pass',
  'sort -u a:b',
  'curl -b cookies.txt https://example.com',
  'getPassword("user")',
  '<string name="app_name">Demo 2</string>',
  '<entry key="timeout">30</entry>',
  '<b>password</b>: required',
  'Password:\n  Please enter',
  'token:\n  type: bearer',
  '- name: LOG_LEVEL\n  value: debug1234\n',
  String.raw`Enter password:\nok`,
  '{"message":"Enter password:","n":1}',
  "say 'secret:' aloud",
  'Unexpected token: name1234',
  '{"message":"Unexpected token: name1234"}',
  'let password = req.body.password;',
  'PWD=/srv/app',
  'Passwort: falsch',
  'Basic+Premium plan',
  'text/html;charset=utf-8',
  '/a?b=1;page=2',
  'https%3A%2F%2Fdiscord.com%2Fchannels%2F123',
  '3 &#61; 3',
  '"a" @ "b"',
  'say "hi"@bob',
  'DE99370400440532013000',
];

describe.each(Object.entries(HIDDEN))('%s hides the marked part and nothing else', (rule, texts) => {
  test.each(texts)('%s', (marked) => {
    const text = marked.replaceAll(/[⟦⟧]/g, '');
    const found = scrub(text);
    expect(found).toBe(marked.replaceAll(/⟦[^⟧]*⟧/g, `[REDACTED:${rule}]`));
    expect(scrub(found)).toBe(found);
  });
});

test('the arguments of a Redis command are hidden as a whole', () => {
  expect(scrub("{ name: 'auth', args: [ 'kite' ] }")).toBe(
    '{ name: \'auth\', args: "[REDACTED:json-in-string]" }',
  );
});

test('a slice of Go is hidden as a whole', () => {
  expect(scrub('http.Header{"X-Api-Key":[]string{"kite"}, "A":[]string{"b"}}')).toBe(
    'http.Header{"X-Api-Key":[]string"[REDACTED:json-in-string]", "A":[]string{"b"}}',
  );
});

test.each(LEFT)('stays as it is: %s', (text) => {
  expect(scrub(text)).toBe(text);
});
