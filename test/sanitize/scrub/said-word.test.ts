/** Words, numbers and files where a secret would stand, which say something else. */
import { expect, test } from 'vitest';
import { createKeyRules } from '../../../src/sanitize/keys.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';

const rules = createKeyRules();
const { scrub } = createScrubber({ keyNames: (name) => rules.verdict(name) !== 'clear' });

test.each([
  // What is said of a component, and how it is.
  'auth: retrying in 5s',
  '9fceb02 session: remove unused field',
  'session: started',
  'auth: disconnected',
  'auth=ok',
  'token=valid ttl=3',
  'session=closed',
  'JsonToken: START_OBJECT',
  'password: leave empty to keep current',
  'Passwort: mindestens 8 Zeichen',
  'The Token= setting gained',
  // Ports, images, tasks and scripts.
  'http://auth:8081/login',
  'registry.example.com/auth:1.2.3',
  '> Task :auth:compileJava',
  'npm run auth:dev',
  '(auth:SIMPLE)',
  // Files, programs, tests.
  'cat: /etc/passwd: Permission denied',
  'tls.key: Permission denied',
  "chmod: changing permissions of 'token': Operation not permitted",
  'passwd[2679]: pam_unix(passwd:chauthtok): password changed for marge',
  '--- PASS: TestLogin (0.00s)',
  'PASS: tests/sort.sh',
  'PASS: binutils-all/i386/pr21231a',
  // Numbers and versions.
  'prompt tokens: 1,204',
  'tokens: 512/4096',
  '{"tokens":{"prompt":812,"completion":133}}',
  'dsn=2.0.0, status=sent',
  'ehlo=1 auth=0/1 quit=1',
  'LED pin: 13',
  'pan=35 tilt=12',
  'express-session: 1.18.1',
  '"pgpass": "1.0.5"',
  'SID: S-1-5-18',
  'blk_-4433556521525567493',
  // Types, labels, help, source.
  'password: varchar(255)',
  '"newPassword": "New password"',
  '"login.password": "Password"',
  'usage: app --token TOKEN',
  '--password=PASSWORD  set the password',
  'wget --load-cookies cookies.txt https://example.com',
  "wget -U 'Mozilla/5.0 (X11; rv:109.0)' https://example.com",
  'const session = new Session();',
  'WHERE users.token = tokens.value',
  'UPDATE users SET api_key = :1 WHERE id = :2',
  'The row is identified by "id"',
  'Bad activity token: android.os.BinderProxy@2bd79ce',
  'ftp://anonymous@ftp.example.com/pub',
  ['GET /token/', '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'].join(''),
  'GOOGLE_APPLICATION_CREDENTIALS=/var/secrets/key.json',
  'exit code is 1234',
  '4096 is your limit',
])('%j is left as it is', (text) => {
  expect(scrub(text)).toBe(text);
});

test.each([
  ['NPM_TOKEN: tasezodilu', 'tasezodilu'],
  ['bearer_token: keremapilu', 'keremapilu'],
  ['password: swordfish', 'swordfish'],
  [['password=$', '{DB_PASSWORD:-hunter2zq}'].join(''), 'hunter2zq'],
  ['password=1.2.3-Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['password=/a/Xk9pQ2mN7v.pem', 'Xk9pQ2mN7v'],
  ['{"password":"/etc/hunter2zq.pem"}', 'hunter2zq'],
  ['token=opensesame', 'opensesame'],
])('a word is a secret behind %j', (text, secret) => {
  expect(scrub(text)).not.toContain(secret);
});
