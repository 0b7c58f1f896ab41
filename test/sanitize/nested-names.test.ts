/** Names that say what they hold only with something beside or above them. */
import { expect, test } from 'vitest';
import { setUp } from '../helpers/memory.js';

const HIDDEN = '[REDACTED]';

test.each([
  { api: { key: 'v' } },
  { stripe: { key: 'v' } },
  { encryption: { key: 'v' } },
  { mfa: { code: 'v' } },
])('the key of an object counts with the name of the object: %j', (fields) => {
  const { log, last } = setUp();
  log.info('x', { a: fields });
  expect(Object.values(Object.values(last()['a'])[0] as object)).toEqual([HIDDEN]);
});

test('the key of another object is shown, whatever was seen before', () => {
  const { log, last } = setUp();
  log.info('x', { api: { key: 'v' }, sort: { key: 'name' }, error: undefined, city: { code: 'KY' } });
  expect([last()['api'], last()['sort'], last()['city']]).toEqual([
    { key: HIDDEN },
    { key: 'name' },
    { code: 'KY' },
  ]);
});

test('a key that the application allows is shown in every object', () => {
  const { log, last } = setUp({ redact: { keys: { allow: ['key'] } } });
  log.info('x', { api: { key: 'v' }, apiKey: 'v' });
  expect([last()['api'], last()['apiKey']]).toEqual([{ key: 'v' }, HIDDEN]);
});

test.each([
  { OutputKey: 'ApiSecret', OutputValue: 'v' },
  { option_name: 'smtp_password', option_value: 'v' },
  { '@_name': 'DbPassword', '@_value': 'v' },
  { envName: 'DB_PASSWORD', value: 'v' },
  { instancePath: '/password', keyword: 'maxLength', data: 'v' },
  { type: 51, path: '/password', value: 'v', message: 'Expected string' },
  { pointer: '/data/attributes/password', value: 'v' },
  { grant_type: 'authorization_code', code: 'v' },
  { kind: 'Secret', data: 'v' },
  { type: 'userPassword', values: 'v' },
  { Name: 'a', Type: 'b', Sensitive: true, Value: 'v' },
  { type: 'max_length', value: 'v', path: [{ key: 'password' }] },
])('what stands beside a value says what it is: %j', (fields) => {
  const { log, last } = setUp();
  log.info('x', { a: fields });
  expect(Object.values(last()['a'])).toContain(HIDDEN);
  expect(Object.values(last()['a'])).not.toContain('v');
});

test('the data of a Secret and the bytes of a Buffer are hidden as a whole, other data is shown', () => {
  const { log, last } = setUp();
  log.info('x', {
    a: { kind: 'Secret', data: { uri: 'v' }, stringData: { uri: 'v' } },
    b: { type: 'Buffer', data: [112, 97] },
    c: { kind: 'ConfigMap', data: { uri: 'v' } },
  });
  expect([last()['a'], last()['b'], last()['c']]).toEqual([
    { kind: 'Secret', data: HIDDEN, stringData: HIDDEN },
    { type: 'Buffer', data: HIDDEN },
    { kind: 'ConfigMap', data: { uri: 'v' } },
  ]);
});
