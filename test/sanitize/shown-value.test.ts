/** Values under a sensitive key that no secret can be. */
import { expect, test } from 'vitest';
import { setUp } from '../helpers/memory.js';

const HIDDEN = '[REDACTED]';

test.each([
  { credentials: 'include' },
  { auth: 'none' },
  { dependencies: { cookie: '^0.7.2', 'express-session': '1.18.1', jsonwebtoken: '~9.0.2' } },
  { PWD: '/srv/app', OLDPWD: '/srv' },
  { GOOGLE_APPLICATION_CREDENTIALS: '/etc/gcp/sa.json' },
  { tokens: { prompt: 812, completion: 133 } },
  { password: [], newPassword: {} },
  { token: '***', password: '<redacted>' },
  { exposedHeaders: ['Authorization', 'X-Total-Count'] },
  { path: ['auth', 'token'], received: 'number' },
  { keywords: ['jwt', 'rsa'] },
  { 'x-ratelimit-limit-tokens': '90000', 'x-ratelimit-reset-tokens': '6m0s', tokens: '512' },
  { GPG_KEY: 'A035C8C19219BA821ECEA86B64E628F8D684696D' },
  // Names beside names, and what is done with a thing.
  { grant_types: ['password', 'refresh_token'], response_types: ['token', 'id_token'] },
  { orderBy: ['token', 'asc'], headers: ['Authorization', 'Content-Type'], amr: ['pwd', 'mfa'] },
  { tables: ['token', 'user'], segments: ['users', '42', 'password', 'reset'] },
  { indexes: [['token', 'hash']], columns: [['password', 'text']] },
])('%j is shown', (fields) => {
  const { log, last } = setUp();
  log.info('x', { a: fields });
  expect(last()['a']).toEqual(fields);
});

test.each([
  { credentials: 'includes' },
  { password: 'none' },
  { password: '1.2.3' },
  { token: '1.2.3-Xk9pQ2mN7v' },
  { pass: '/a/Xk9pQ2mN7v.txt' },
  { pwd: '/Xk9pQ2mN7v' },
  { PWD: '~Xk9pQ2mN7v' },
  { password: '/srv/key.json' },
  { token: '/opensesame' },
  { tokens: { 0: 104, 1: 117 } },
  { tokens: { prompt: 'x' } },
  { secret: ['x'] },
  { token: '90000s0' },
  { passwords: '6m0s' },
  { private_key_id: 'abc' },
  { 'app.pin': '7552' },
  { 'spring.session': 'Xk9pQ2mN7v' },
  { [`password${' '.repeat(1100)}`]: 'Xk9pQ2mN7v' },
])('%j is hidden', (fields) => {
  const { log, last } = setUp();
  log.info('x', { a: fields });
  expect(Object.values(last()['a'])).toEqual([HIDDEN]);
});

test('a counter that a getter makes is asked for nothing', () => {
  const { log, last } = setUp();
  let reads = 0;
  log.info('x', {
    tokens: {
      get prompt() {
        reads += 1;
        return 1;
      },
    },
  });
  expect([last()['tokens'], reads]).toEqual([HIDDEN, 0]);
});

test('the second of two items is the value of the first, unless it is a name', () => {
  const { log, last } = setUp();
  log.info('x', {
    a: [['password', 'swordfish']],
    b: ['Authorization', 'Opensesame'],
    c: ['token', 'a1b2c3d4'],
  });
  expect(last()).toMatchObject({
    a: [['password', HIDDEN]],
    b: ['Authorization', HIDDEN],
    c: ['token', HIDDEN],
  });
});

test('the lines of a private key are hidden in a list, and what stands behind it is not', () => {
  const { log, last } = setUp();
  const [begin, end] = ['BEGIN', 'END'].map((word) => `-----${word} RSA PRIVATE KEY-----`);
  log.info('x', { lines: [begin, 'Xk9pQ2mN7v', 'Zk9pQ2mN7v', end, 'after'] });
  expect(last()['lines'].slice(1)).toEqual([HIDDEN, HIDDEN, end, 'after']);
});

test('the keys of a storage account are hidden, in objects and in texts', () => {
  const { log, last } = setUp();
  const key = { keyName: 'key1', permissions: 'FULL', value: 'Xk9pQ2mN7v' };
  log.info(JSON.stringify([key]), { keys: [key], other: [{ keyName: 'shift', value: 'Xk9pQ2mN7v' }] });
  expect(last()['keys'][0].value).toBe(HIDDEN);
  expect(last()['message']).not.toContain('Xk9pQ2mN7v');
  expect(last()['other'][0].value).toBe('Xk9pQ2mN7v');
});
