import { expect, test } from 'vitest';
import { setUp } from '../helpers/memory.js';

const HIDDEN = '[REDACTED]';

test.each(['name', 'key', 'field', 'header'])(
  'the value beside a sensitive %s is hidden, in either order',
  (name) => {
    const { log, last } = setUp();
    log.info('x', { a: { [name]: 'password', value: 'v' }, b: { value: 'v', [name]: 'X-Api-Key' } });
    expect([last()['a'].value, last()['b'].value]).toEqual([HIDDEN, HIDDEN]);
  },
);

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
