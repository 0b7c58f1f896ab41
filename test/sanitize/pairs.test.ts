import { expect, test } from 'vitest';
import { withContext } from '../../src/index.js';
import { setUp } from '../helpers/memory.js';
import { processorTime } from '../helpers/processor-time.js';

const HIDDEN = '[REDACTED]';

test.each(['name', 'key', 'field', 'header', 'column', 'attribute', 'label'])(
  'the value beside a sensitive %s is hidden, in either order',
  (name) => {
    const { log, last } = setUp();
    log.info('x', { a: { [name]: 'password', value: 'v' }, b: { value: 'v', [name]: 'X-Api-Key' } });
    expect([last()['a'].value, last()['b'].value]).toEqual([HIDDEN, HIDDEN]);
  },
);

test.each([
  { op: 'replace', path: '/user/password', value: 'v' },
  { path: ['user', 'password'], received: 'v' },
  { field: 'password', from: 'v', to: 'v' },
  { attribute: 'password', oldValue: 'v', newValue: 'v' },
  { instancePath: '/password', value: 'v' },
])('a change or a complaint names what it holds: %j', (a) => {
  const { log, last } = setUp();
  log.info('x', { a });
  expect(JSON.stringify(last()['a'])).not.toContain('"v"');
});

test.each(
  'old_value newVal previous prev original updated change changes defaultValue fieldValue StringValue'.split(
    ' ',
  ),
)('%s holds what the name beside it says', (key) => {
  const { log, last } = setUp();
  log.info('x', { a: { field: 'password', [key]: 'v' }, b: { field: 'colour', [key]: 'v' } });
  expect([last()['a'][key], last()['b'][key]]).toEqual([HIDDEN, 'v']);
});

test.each(['next', 'default', 'initial', 'actual', 'input'])('%s mostly holds a word of its own', (key) => {
  const { log, last } = setUp();
  const secret = ['Zx81', 'qqSw'].join('');
  log.info('x', { a: { field: 'password', [key]: secret }, b: { field: 'password', [key]: 'email' } });
  expect([last()['a'][key], last()['b'][key]]).toEqual([HIDDEN, 'email']);
});

test.each([
  ['keyName', 'keyValue'],
  ['id', 'value'],
  ['type', 'value'],
])('%s names %s', (name, key) => {
  const { log, last } = setUp();
  log.info('x', { a: { [name]: 'password', [key]: 'v' }, b: { [name]: 'colour', [key]: 'v' } });
  expect([last()['a'][key], last()['b'][key]]).toEqual([HIDDEN, 'v']);
});

test('the type of a field tells only where it is a password', () => {
  const { log, last } = setUp();
  log.info('x', { a: { type: 'Token', value: 'if' } });
  expect(last()['a']).toEqual({ type: 'Token', value: 'if' });
});

test.each([
  [{ sql: 'UPDATE users SET password = $1', params: ['v'] }, 'params'],
  [{ sql: 'INSERT INTO users (name, password) VALUES (?, ?)', bindings: ['ann', 'v'] }, 'bindings'],
  [{ text: 'SELECT id FROM t WHERE token=$1', values: ['v'] }, 'values'],
])('parameters of a statement for a sensitive column are hidden: %j', (a, key) => {
  const { log, last } = setUp();
  const others = { sql: 'SELECT name FROM t WHERE id = ?', params: [7, 'v'] };
  log.info('x', { a, b: others });
  expect([last()['a'][key], last()['b']]).toEqual([HIDDEN, others]);
});

test.each([{ sensitive: true }, { secret: true }, { type: 'SecureString' }])('%j marks a value', (mark) => {
  const { log, last } = setUp();
  log.info('x', { a: { name: 'x', ...mark, value: 'v' }, b: { name: 'x', sensitive: false, value: 'v' } });
  expect([last()['a'].value, last()['b'].value]).toEqual([HIDDEN, 'v']);
});

test('the limits of a complaint are no arguments of a command', () => {
  const { log, last } = setUp();
  log.info('x', {
    a: { instancePath: '/user/password', params: { limit: 8 } },
    b: { name: 'reset-password', params: { userId: 3 } },
  });
  expect([last()['a'].params, last()['b'].params]).toEqual([{ limit: 8 }, { userId: 3 }]);
});

test.each([
  [
    ['CONFIG', 'SET', 'requirepass', 'v'],
    ['CONFIG', 'SET', 'requirepass', HIDDEN],
  ],
  [
    ['CONFIG', 'SET', 'maxmemory', '1gb'],
    ['CONFIG', 'SET', 'maxmemory', '1gb'],
  ],
  [
    ['AUTH', 'default', 'v'],
    ['AUTH', HIDDEN, HIDDEN],
  ],
  [
    ['HELLO', '3', 'AUTH', 'default', 'v'],
    ['HELLO', '3', 'AUTH', HIDDEN, HIDDEN],
  ],
  [
    ['ACL', 'SETUSER', 'ann', 'on', '>v'],
    ['ACL', 'SETUSER', 'ann', 'on', HIDDEN],
  ],
  [
    ['auth', 'users', 'billing'],
    ['auth', 'users', 'billing'],
  ],
])('a command of Redis as a list: %j', (list, shown) => {
  const { log, last } = setUp();
  log.info('x', { list });
  expect(last()['list']).toEqual(shown);
});

test('a name that only a getter knows hides what looks like a secret, and is read once', () => {
  const { log, last } = setUp();
  const secret = ['Zx81', 'qqSw'].join('');
  let reads = 0;
  const name = (): string => {
    reads += 1;
    return 'password';
  };
  const make = (value: string): object =>
    Object.defineProperty({ value }, 'name', { get: name, enumerable: true });
  log.info('x', { a: make(secret), b: make('plain') });
  expect([last()['a'].value, last()['b'].value, reads]).toEqual([HIDDEN, 'plain', 2]);
});

test('the secret parts of a JSON Web Key are hidden, and the same letters elsewhere are not', () => {
  const { log, last } = setUp();
  log.info('x', {
    a: { kty: 'oct', k: 'v' },
    b: { kty: 'EC', d: 'v', x: 'w' },
    c: { d: 'M0 0', k: 'v', p: 1 },
  });
  expect(last()).toMatchObject({
    a: { kty: 'oct', k: HIDDEN },
    b: { kty: 'EC', d: HIDDEN, x: 'w' },
    c: { d: 'M0 0', k: 'v', p: 1 },
  });
});

test('name and value can come from the call, the logger and its context', () => {
  const { log, last } = setUp();
  log.child({ field: 'password' }).info('x', { value: 'v' });
  expect(last()).toMatchObject({ field: 'password', value: HIDDEN });
  log.child({ value: 'v' }).info('x', { field: 'password' });
  expect(last()).toMatchObject({ field: 'password', value: HIDDEN });
  withContext({ header: 'api_key' }, () => log.child({ old: 'v' }).info('x'));
  expect(last()).toMatchObject({ header: 'api_key', old: HIDDEN });
  log.child({ value: 'v' }).info('x', { field: 'colour' });
  expect(last()).toMatchObject({ field: 'colour', value: 'v' });
});

test('a part of a program that is called like a secret names nothing of what it does', () => {
  const { log, last } = setUp();
  const fields = { from: 'idle', to: 'active', before: 1, changes: ['a'], input: 'text', args: ['x'] };
  for (const bound of [{ name: 'session' }, { name: 'auth' }, { command: 'config' }, { label: 'token' }]) {
    log.child(bound).info('x', fields);
    expect(last()).toMatchObject(fields);
    log.info('x', { a: { ...bound, from: 'idle', to: 'active' } });
    expect(last()['a']).toMatchObject({ from: 'idle', to: 'active' });
  }
});

test('what a validator got is told where it is only a type', () => {
  const { log, last } = setUp();
  const a = { code: 'invalid_type', expected: 'string', received: 'undefined', path: ['password'] };
  log.info('x', { a });
  expect(last()['a']).toEqual(a);
});

test('what was thrown can be named like a field', () => {
  const { log, last } = setUp();
  log.exception({ name: 'password', old: 'v' });
  expect(last()['error']).toMatchObject({ type: 'password', old: HIDDEN });
});

test('the path of a request does not name what stands beside it', () => {
  const { log, last } = setUp();
  const a = { method: 'POST', path: '/reset/password', from: '10.0.0.1', value: 'x' };
  log.info('x', { a });
  expect(last()['a']).toEqual(a);
});

test('a list of names is none of pairs, but one of pairs can stand in it', () => {
  const { log, last } = setUp();
  log.info('x', {
    changed: ['password', 'updatedAt'],
    headerNames: ['Cookie', 'Accept'],
    fields: [['password', 'v']],
  });
  expect(last()).toMatchObject({
    changed: ['password', 'updatedAt'],
    headerNames: ['Cookie', 'Accept'],
    fields: [['password', HIDDEN]],
  });
});

test('a list of steps that does not say what is in it names nothing', () => {
  const { log, last } = setUp();
  const path = new Proxy(['password'], {
    getOwnPropertyDescriptor() {
      throw new Error('no');
    },
  });
  expect(() => log.info('x', { a: { path, value: 'v' } })).not.toThrow();
  expect(last()['a'].value).toBe('v');
});

test('the value beside a harmless name stays', () => {
  const { log, last } = setUp();
  log.info('x', { a: { name: 'colour', value: 'red' } });
  expect(last()['a']).toEqual({ name: 'colour', value: 'red' });
});

test('arguments of a command that takes a password are hidden', () => {
  const { log, last } = setUp();
  log.info('x', {
    a: { name: 'AUTH', args: ['v'] },
    b: { command: 'CONFIG', args: ['SET', 'requirepass', 'v'] },
  });
  expect([last()['a'].args, last()['b'].args]).toEqual([HIDDEN, HIDDEN]);
});

test('flat lists of headers hide what follows a sensitive name', () => {
  const { log, last } = setUp();
  log.info('x', { rawHeaders: ['Host', 'a', 'Cookie', 'b=c'], list: [['Authorization', 'd']] });
  expect([last()['rawHeaders'], last()['list']]).toEqual([
    ['Host', 'a', 'Cookie', HIDDEN],
    [['Authorization', HIDDEN]],
  ]);
});

test('toJSON of the fields object is not called', () => {
  const { log, last } = setUp();
  let calls = 0;
  log.info('x', {
    a: 1,
    toJSON() {
      calls += 1;
      return { b: 2 };
    },
  });
  expect([calls, last()['a'], last()['b']]).toEqual([0, 1, undefined]);
});

test('pairs as clouds write them hide their value', () => {
  const { log, last } = setUp();
  log.info('x', {
    a: { Name: 'DB_PASSWORD', Value: 'v' },
    b: { ParameterKey: 'MasterPassword', ParameterValue: 'v' },
    c: { Name: 'env', Value: 'prod' },
  });
  expect([last()['a'].Value, last()['b'].ParameterValue, last()['c'].Value]).toEqual([
    HIDDEN,
    HIDDEN,
    'prod',
  ]);
});

test('lists of arguments hide what follows a sensitive flag, wherever it stands', () => {
  const { log, last } = setUp();
  log.info('x', {
    argv: ['node', '--api-key', 'v', '-token', 'w', '--port', '80'],
    flags: ['--password', '--force', '--token-count', 'five'],
  });
  expect([last()['argv'], last()['flags']]).toEqual([
    ['node', '--api-key', HIDDEN, '-token', HIDDEN, '--port', '80'],
    ['--password', '--force', '--token-count', 'five'],
  ]);
});

test('characters without width hide no name', () => {
  const { log, last } = setUp();
  log.info('x', { 'p\u200bassword': 'v', jelszó: 'v', functionKey: 'v' });
  expect(Object.values(last()).filter((value) => value === HIDDEN)).toHaveLength(3);
});

test.each([
  { name: 'env', key: 'DB_PASSWORD', value: 'v' },
  { name: 'DB', Name: 'password', Value: 'v' },
  { value: 'v', Variable: 'token', name: 'ci' },
  { NAME: 'password', VALUE: 'v' },
  { property: 'password', value: 'v', constraints: {} },
  { path: 'user.password', value: 'v', kind: 'minlength' },
  { param: 'apiKey', value: 'v', location: 'body' },
])('every name beside a value counts, and the strictest wins: %o', (pair) => {
  const { log, last } = setUp();
  log.info('x', { pair });
  expect(Object.values(last()['pair'])).toContain(HIDDEN);
  expect(Object.values(last()['pair'])).not.toContain('v');
});

test('a number beside two names is hidden where one of them hides numbers', () => {
  const { log, last } = setUp();
  log.info('x', { name: 'token', key: 'pin', value: 1234 });
  expect(last()['value']).toBe(HIDDEN);
});

test.each<[string, () => unknown]>([
  ['an error of a Redis client', () => Object.assign(new Error('x'), { command: 'AUTH', args: ['v'] })],
  [
    'an error whose value comes first',
    () => Object.assign(new Error('x'), { value: 'v', field: 'password' }),
  ],
  [
    'a Map',
    () =>
      new Map([
        ['name', 'password'],
        ['value', 'v'],
      ]),
  ],
  [
    'a Map whose value comes first',
    () =>
      new Map([
        ['value', 'v'],
        ['key', 'password'],
      ]),
  ],
  ['search parameters', () => new URLSearchParams('name=password&value=v')],
  ['headers', () => new Headers({ name: 'password', value: 'v' })],
])('pairs inside %s hide their value', (_, make) => {
  const { log, last } = setUp();
  log.info('x', { value1: make() });
  expect(JSON.stringify(last()['value1'])).toContain(HIDDEN);
  expect(JSON.stringify(last()['value1'])).not.toContain('"v"');
});

test('the value of a Map beside a harmless name stays', () => {
  const { log, last } = setUp();
  log.info('x', {
    a: new Map([
      ['name', 'colour'],
      ['value', 'red'],
    ]),
  });
  expect(last()['a']).toEqual({ name: 'colour', value: 'red' });
});

test('a getter of an error is read once, also where it names the value beside it', () => {
  const { log, last } = setUp();
  let reads = 0;
  const get = (): string => {
    reads += 1;
    return 'password';
  };
  log.info('x', {
    a: Object.defineProperty(Object.assign(new Error('x'), { value: 'v' }), 'key', { get, enumerable: true }),
  });
  expect([reads, last()['a'].value]).toEqual([1, HIDDEN]);
});

test('sets of arguments hide what follows a sensitive flag', () => {
  const { log, last } = setUp();
  log.info('x', { a: new Set(['--password', 'v', '--port', '80']), b: new Set(['password', 'colour']) });
  expect([last()['a'], last()['b']]).toEqual([
    ['--password', HIDDEN, '--port', '80'],
    ['password', 'colour'],
  ]);
});

test.each<[string, unknown]>([
  ['a boxed text', Object('password')],
  ['a list of one text', ['password']],
  ['a list of texts', ['user', Object('password')]],
  ['a long list of texts', ['x'.repeat(5_000), `${'x-'.repeat(5_000)}password`]],
  ['a symbol', Symbol('password')],
])('the value of a Map under %s is judged by the text of its key', (_, key) => {
  const { log, last } = setUp();
  log.info('x', { a: new Map([[key, 'v']]) });
  expect(Object.values(last()['a'])).toEqual([HIDDEN]);
});

test('a key that is a list is shown as its text, and what is no text in it as its kind', () => {
  const { log, last } = setUp();
  log.info('x', { a: new Map([[['a', 1, {}, null], 'v']]) });
  expect(last()['a']).toEqual({ 'a,1,[object Object],null': 'v' });
});

test('an object of many members that ask for a name takes no longer for each of them', () => {
  const { log, written } = setUp();
  const time = (count: number): number => {
    const a = Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}Value`, at]));
    return processorTime(() => written(() => log.info('x', { a })));
  };
  time(2_000);
  expect(time(40_000) / Math.max(time(4_000), 5)).toBeLessThan(40);
});

test('the first item of a list is read once', () => {
  const { log, last } = setUp();
  let reads = 0;
  const list = Object.defineProperty(['', 'b', 'c'], 0, {
    enumerable: true,
    get: () => {
      reads += 1;
      return 'a';
    },
  });
  log.info('x', { list });
  expect([last()['list'], reads]).toEqual([['a', 'b', 'c'], 1]);
});

test('the code of a grant beside the state of its request is hidden, and one of an error is not', () => {
  const { log, last } = setUp();
  const code = ['YerWhVZgd8Id', 'YerWhVZgd8Id43'].join('');
  log.info('x', { query: { code, state: 'a-b' }, error: { code: 'ERR_SOMETHING_LONG', state: 'open' } });
  expect(last()['query'].code).toBe(HIDDEN);
  expect(last()['error'].code).toBe('ERR_SOMETHING_LONG');
});
