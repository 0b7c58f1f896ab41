/** Secrets that what stands near tells of, and what stands near for another reason. */
import { expect, test } from 'vitest';
import { createKeyRules } from '../../../src/sanitize/keys.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';

const rules = createKeyRules();
const { scrub } = createScrubber({ keyNames: (name) => rules.verdict(name) !== 'clear' });
const SECRET = ['Kx9f2m', 'QpL7aZ'].join('');
const WORD = 'hunterhorse';
const NUL = '\0';

test.each([
  // The code of a grant.
  [`grant_type=authorization_code&code=${SECRET}&x=1`, SECRET],
  [`code=1&redirect_uri=x&grant_type=authorization_code&code=${SECRET}`, SECRET],
  [`{"grant_type":"authorization_code","code":"${SECRET}"}`, SECRET],
  [`{"code":"${SECRET}","grant_type":"authorization_code"}`, SECRET],
  ['https://a.example/cb?code=SplxlOBeZQ&session_state=xyz12345', 'SplxlOBeZQ'],
  ['{"url":"/cb?code=8f3a9c21\\u0026state=ab12cd34"}', '8f3a9c21'],
  ['?code=ABCDEFGH_IJKLMNOPQRSTUV', 'ABCDEFGH'],
  // A user without a name.
  ['curl -u :hunter2x9 http://a.example/', 'hunter2x9'],
  ['smbclient -U %hunter2x9 //a/b', 'hunter2x9'],
  ['pwd:letmein:list', 'letmein'],
  ['session: state=deadbeefcafe', 'deadbeefcafe'],
  ['passphrase= from here to eternity', 'from'],
  ['db_password: http://abc/def', 'abc'],
  ['pin: { max: 482913 }', '482913'],
  // The parameters of a statement.
  [`{"sql":"INSERT INTO u (name, password) VALUES (?, ?)","parameters":["bob","${WORD}"]}`, WORD],
  [`{"query":"select 1 from u where token = $1","params":["${WORD}"]}`, WORD],
  [`{"text":"UPDATE u SET password = $1 WHERE id = $2","values":["${WORD}",1]}`, WORD],
  ['password (SHA256hunter2Zq9xK)', 'hunter2'],
  // A list of pairs.
  [`[["user","bob"],["password","${WORD}"]]`, WORD],
  // Brackets behind a name, and a line below it.
  [`apiKey [${SECRET}] not found`, SECRET],
  [`password (${SECRET}) rejected`, SECRET],
  [`password=\n${SECRET}`, SECRET],
  // NUL within, as of UTF-16, and before a sign.
  [`password${NUL}=${SECRET}`, SECRET],
  [[...`password=${SECRET}`].join(NUL), 'Q'],
  // Names with a part before or behind them.
  [`密钥api_key: ${SECRET}`, SECRET],
  [`login_cookie=${WORD}`, WORD],
  [`Error: invalid github_token=${WORD}`, WORD],
  // A pair of words, of numbers, an address, a setting that is a secret.
  ['password:admin:letmein', 'letmein'],
  ['token:12345678:abcdefgh', 'abcdefgh'],
  ['token: https://x.example/t/deadbeefcafe', 'deadbeefcafe'],
  ['access_token: code=4310', '4310'],
  ['auth: otp=123456', '123456'],
  ['secret = { pin: 431099 }', '431099'],
  ['passcode = {\n  value:\n 482913\n}', '482913'],
  ['auth_cookie: abc123; session=letmein9; other=topsecret1', 'topsecret1'],
  ['/cb?code=SplxlO#state=abc', 'SplxlO'],
  ['master key 12345678', '12345678'],
  ['Cast to ObjectId failed for value "s3cr3tpw" (type string) at path "token"', 's3cr3tpw'],
  ['{"sql":"select * from t where session=?","params":["open"],"args":["a","b"]}', 'open'],
  [`Token 1: ${WORD}`, WORD],
  ['secret 1: 12345678', '12345678'],
  ['PIN 1: MXKQZP', 'MXKQZP'],
  // Digits and hexadecimal digits that are no id of a key.
  ['ENV DATABASE_PASSWORD 3f2a9b1c', '3f2a9b1c'],
  ['database_password equals 12345678', '12345678'],
  ['ENV ENCRYPTION_KEY 00112233', '00112233'],
  // A line of words, a long line of quotes, an encoded signature.
  ['passphrase: correct horse battery staple', 'horse'],
  [`${'"nn":"vv",'.repeat(60)}token=" x7!y"`, 'x7!y'],
  [`cmVmd${SECRET.repeat(5).slice(0, 59)}`, SECRET],
  ['Cast to ObjectId failed for value "hunter2" (type string) at path "password"', 'hunter2'],
])('%j is hidden', (text, secret) => {
  const shown = scrub(text);
  expect(shown).not.toContain(secret);
  expect(scrub(shown)).toBe(shown);
});

test.each([
  // Codes of errors and countries.
  '{"code":"ECONNREFUSED","body":"grant_type=authorization_code"}',
  '{"status":"error","code":"invalid_grant","grant_type":"authorization_code"}',
  '{"country":{"code":"USA"},"grant_type":"authorization_code"}',
  '?code=DE&state=BE',
  '?code=ERR_BAD_REQUEST_FAILURE',
  // Chat, schemas, labels.
  '{"text":"Is your password = ? or key = ?","args":["help"]}',
  '[["user","string"],["password","string"],["token","uuid"]]',
  '[["name","Label"],["password","Password"]]',
  '{"text":"With a password = ? you can log in","args":["bob","x"]}',
  '{"sql":"select 1","params":["a"]}',
  '[["token","punctuation"],["token","identifier"]]',
  '[["password","mandatory"]]',
  '{"code":"AADSTS70008","error":"x","grant_type":"authorization_code"}',
  `data:text/plain;base64,${Buffer.from('refused to connect to the server').toString('base64')}`,
  '{"serverKey":"web01"}',
  'DB_PASSWORD=\nAPP1_KEY',
  'unexpected string_token: abc',
  'passphrase (Argon2id)',
  // What was hidden before, and what brackets hold else.
  'using credentials [REDACTED:key-value]',
  'aws credentials [REDACTED:aws-access-key-id]',
  'Unexpected token [object1Object]',
  'password (argon2id)',
  'token (line12col5)',
  'secret [my-app-tls-8f7d9c]',
  '初始化session: 完成',
  '请输入pin: 六位数字',
  'password (NTLMv2Hash)',
  '{"code":"OAUTH2_INVALID_GRANT","grant_type":"authorization_code"}',
  'password=\nnode-1.example.com\n',
  // NUL between variables and lines.
  `a${NUL}b${NUL}c${NUL}user=bob${NUL}d=e`,
  `MAIL=x${NUL}PATH=/bin:/usr/bin`,
  ['4111', '1111', '1111', '1111'].join(NUL),
  'PASSWORD=\n\tUSER=bob',
  // Ids, numbers of things, labels.
  'encryption key 3f2a9b1c rotated',
  "Duplicate entry '42' for key 'sessions.PRIMARY'",
  'Cast to ObjectId failed for value "abc" (type string) at path "session" for model "User"',
  'Session 1: 10:00',
  'Session 2: Keynote',
  'PIN 1: GND',
  // Frames, pages, events, pairs, sentences.
  'at NotificationDispatcherSvc.handle.sendPushNotificationToDevice (/a/b.js:1:2)',
  'change your password: https://shop.example/account',
  'redis key session:6650:meta ttl=300',
  'auth:login:success',
  'password:reset:requested',
  'event token:revoked:all',
  'password:change',
  'auth: user=bob method=saml2 ok',
  'Token: count=3',
  'Authorization: Bearer',
  'We got password= from upstream',
  'password= and token= are empty',
  // Source text.
  'apiKey: process.env.API_KEY!',
  'cookie: { secure: true, maxAge: 3600 }',
  'session: { resave: false }',
  'password: { type: String, required: true }',
  '{"msg":"export const tokens = {"}',
])('%j is left as it is', (text) => {
  expect(scrub(text)).toBe(text);
});

test('variables that NUL separates are judged one by one', () => {
  const mail = ['bob', 'example.com'].join('@');
  expect(scrub(`MAIL=${mail}${NUL}PATH=/bin:/usr/bin`)).toBe(`MAIL=[REDACTED:email]${NUL}PATH=/bin:/usr/bin`);
});

test('a large Secret of Kubernetes hides nothing but itself', () => {
  const items = '{"note":"some text","items":[{"kind":"ConfigMap","data":{"a":"b"}},{"kind":"Secret","data":';
  const text = `${items}{"p":"${'Kx9f2mQpL7aZ'.repeat(12_000)}"}}],"tail":"more text"}`;
  expect(scrub(text)).toBe(`${items}"[REDACTED:json-in-string]"}],"tail":"more text"}`);
});
