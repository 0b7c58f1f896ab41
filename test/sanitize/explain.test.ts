import { expect, test } from 'vitest';
import { explain, setupLogging } from '../../src/index.js';

const password = ['open', 'sesame', '17'].join('-');
setupLogging({ env: {}, console: false });

test('names the rule and the place of everything that would be hidden, and no value', () => {
  const value = {
    user: 'ada',
    password,
    list: ['fine', { apiKey: password }, [`password=${password}`]],
    nested: { deeper: { token: password }, after: `password=${password}` },
    map: new Map([['secret', password]]),
  };
  const found = explain(value);
  expect(found.map(({ path, rule }) => [path, rule])).toEqual([
    ['password', 'key'],
    ['list.1.apiKey', 'key'],
    ['list.2.0', expect.any(String)],
    ['nested.deeper.token', 'key'],
    ['nested.after', expect.any(String)],
    ['map.secret', 'key'],
  ]);
  expect(JSON.stringify(found)).not.toContain(password);
});

test('a text on its own has no path, and what is hidden in it has a beginning and an end', () => {
  const text = `login with password=${password} failed`;
  const [one, ...others] = explain(text);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ path: '' });
  expect(text.slice(one?.start, one?.end)).toBe(password);
});

test('an error is looked into', () => {
  const error = new Error(`password=${password}`, {
    cause: Object.assign(new Error('why'), { token: password }),
  });
  const paths = explain({ error }).map(({ path }) => path);
  expect(paths).toContain('error.message');
  expect(paths).toContain('error.cause.token');
});

test('what hides nothing has nothing to explain', () => {
  expect(explain({ a: 1, b: ['x', null, true], c: { d: 'y' } })).toEqual([]);
  expect(explain('all is well')).toEqual([]);
});

test('a secret in a name is found there, and is not in the path', () => {
  const found = explain({
    a: 1,
    [`password=${password}`]: 2,
    b: { [`token=${password}`]: { secret: password } },
  });
  expect(JSON.stringify(found)).not.toContain(password);
  expect(found.map(({ path, rule }) => [path, rule])).toEqual([
    ['password=[REDACTED:key-value]', 'key-value'],
    ['b.token=[REDACTED:key-value]', 'key-value'],
    ['b.token=[REDACTED:key-value].secret', 'key'],
  ]);
});
