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
