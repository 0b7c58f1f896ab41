import { expect, test } from 'vitest';
import { setUp } from '../helpers/memory.js';

const { log, last } = setUp();
const secret = ['Zx81', 'qqSw'].join('');
const message = (...args: unknown[]): unknown => {
  (log.info as (...args: unknown[]) => void)(...args);
  return last()['message'];
};

test.each([
  [['password', secret], 'password [REDACTED]'],
  [['password %s', secret], 'password [REDACTED]'],
  [['user %s password %s', 'bob', secret], 'user bob password [REDACTED]'],
  [['set password to %s', 'hunter22'], 'set password to [REDACTED]'],
  [['pin %d', 4829], 'pin [REDACTED]'],
  [['token', secret], 'token [REDACTED]'],
  [['%s %s', 'password', secret], 'password [REDACTED]'],
  [['password=%s', `two words ${secret}`], 'password=[REDACTED]'],
  [['"password": "%s"', `a b ${secret}`], '"password": "[REDACTED]"'],
  [['password=%s', 'correct horse battery staple'], 'password=[REDACTED]'],
  [['password:', 'correct horse battery staple'], 'password: [REDACTED]'],
  [['login failed (password: %s)', 'lyzdrgo"mokrpvc'], 'login failed (password: [REDACTED])'],
  [['password=%s host=%s', 'ab,cdefgh9', 'h'], 'password=[REDACTED] host=h'],
  [["ALTER USER a PASSWORD '%s'", 'xwnx ruixzva'], "ALTER USER a PASSWORD '[REDACTED]'"],
  [['mysql --password %s db', 'ab cd,e'], 'mysql --password [REDACTED] db'],
  [['%s: %s', 'mnemonic', `abandon ${secret} able`], 'mnemonic: [REDACTED]'],
])('the word before an argument names it: %j', (args, shown) => {
  expect(message(...args)).toBe(shown);
});

test.each([
  [['password: %s', 'must be 8 characters'], 'password: must be 8 characters'],
  [['password %s', 'reset'], 'password reset'],
  [['password: %s', 'is required'], 'password: is required'],
  [['token: %s', 'not found here'], 'token: not found here'],
  [['session: %s', 'started by user'], 'session: started by user'],
  [['tokens used: %d', 1500], 'tokens used: 1500'],
  [['password set for %s', 'bob42xyz'], 'password set for bob42xyz'],
  [['order %s', secret], `order ${secret}`],
  [['session %s started', secret], `session ${secret} started`],
  [['Unexpected token %s', 'abc123def'], 'Unexpected token abc123def'],
  [['changed password', 'bob_1984xyz'], 'changed password bob_1984xyz'],
  [['Tests pass', 'suite-12ab3c'], 'Tests pass suite-12ab3c'],
  [['cookie: %s', 'not set for host-1.example.com'], 'cookie: not set for host-1.example.com'],
])('what does not look like a secret, or is named otherwise, stays: %j', (args, shown) => {
  expect(message(...args)).toBe(shown);
});
