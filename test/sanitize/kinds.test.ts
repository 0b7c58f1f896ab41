import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { setUp } from '../helpers/memory.js';

const lab = setUp();
const shown = (value: unknown) => {
  lab.log.info('m', { value });
  return lab.last()['value'];
};
const tagged = (tag: string): object =>
  Object.assign(Object.create({ [Symbol.toStringTag]: tag }) as object, { own: 1 });

describe('kinds of objects', () => {
  test.each([
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['an invalid date', new Date(Number.NaN), 'Invalid Date'],
    ['a regular expression', /a\/b/gi, '/a\\/b/gi'],
    [
      'a Map',
      new Map<unknown, unknown>([
        ['a', 1],
        [2, [3]],
      ]),
      { a: 1, 2: [3] },
    ],
    ['an empty Map', new Map(), {}],
    ['a Set', new Set([1, { a: 2 }]), [1, { a: 2 }]],
    ['a boxed number', Object(5), 5],
    ['a boxed NaN', Object(Number.NaN), 'NaN'],
    ['a boxed text', Object('x'), 'x'],
    ['a boxed boolean', Object(false), false],
    ['a boxed bigint', Object(7n), '7'],
    ['a boxed symbol', Object(Symbol('s')), 'Symbol(s)'],
    ['a Buffer', Buffer.from('secret'), '[Buffer(6)]'],
    ['a Uint8Array', new Uint8Array(3), '[Uint8Array(3)]'],
    ['a BigInt64Array', new BigInt64Array(2), '[BigInt64Array(2)]'],
    ['a DataView', new DataView(new ArrayBuffer(9)), '[DataView(9)]'],
    ['an ArrayBuffer', new ArrayBuffer(4), '[ArrayBuffer(4)]'],
    ['a SharedArrayBuffer', new SharedArrayBuffer(4), '[SharedArrayBuffer(4)]'],
    ['a promise', Promise.resolve('secret'), '[Promise]'],
    ['a WeakMap', new WeakMap(), '[WeakMap]'],
    ['a WeakSet', new WeakSet(), '[WeakSet]'],
    ['a WeakRef', new WeakRef({}), '[WeakRef]'],
    ['a generator', (function* () {})(), '[Generator]'],
    ['an async generator', (async function* () {})(), '[AsyncGenerator]'],
    ['search parameters', new URLSearchParams('a=1&b=2&a=3'), { a: ['1', '3'], b: '2' }],
    ['headers', new Headers({ 'X-Id': '7', Accept: 'text/plain' }), { 'x-id': '7', accept: 'text/plain' }],
  ])('%s', (_, value, expected) => {
    expect(shown(value)).toEqual(expected);
  });

  test('a URL is its text', () => {
    expect(shown(new URL('http://example.test/a?b=1'))).toBe('http://example.test/a?b=1');
  });

  test('headers and search parameters hide what their names say', () => {
    expect(shown(new Headers({ Authorization: 'Basic dTpw' })).authorization).toBe('[REDACTED]');
    expect(shown(new URLSearchParams('password=x')).password).toBe('[REDACTED]');
  });

  test('objects of another realm are what they are', () => {
    const foreign = vm.runInNewContext(
      '({ map: new Map([["a", 1]]), date: new Date(0), list: [1], re: /x/, bytes: new Uint8Array(2), e: new TypeError("t") })',
    );
    expect(shown(foreign)).toMatchObject({
      map: { a: 1 },
      date: '1970-01-01T00:00:00.000Z',
      list: [1],
      re: '/x/',
      bytes: '[Uint8Array(2)]',
      e: { type: 'TypeError', message: 't' },
    });
  });

  test.each([
    'Date',
    'RegExp',
    'Map',
    'Set',
    'Number',
    'String',
    'Boolean',
    'BigInt',
    'Symbol',
    'ArrayBuffer',
    'URL',
    'URLSearchParams',
    'Headers',
    'Nothing',
  ])('an object that only claims to be a %s shows its own properties', (tag) => {
    expect(shown(tagged(tag))).toEqual({ own: 1 });
  });

  test('what an object claims about itself is not believed', () => {
    const date = Object.assign(new Date(0), { toISOString: () => 'forged' });
    const bytes = Object.defineProperty(new Uint8Array(2), 'length', { value: 99 });
    const map = Object.assign(new Map([['a', 1]]), { entries: () => [['forged', 1]] });
    expect(shown(date)).toBe('1970-01-01T00:00:00.000Z');
    expect(shown(bytes)).toBe('[Uint8Array(2)]');
    expect(shown(map)).toEqual({ a: 1 });
  });

  test('a tag that throws makes the object unreadable, not the record', () => {
    class Hostile {
      get [Symbol.toStringTag](): string {
        throw new Error('no');
      }
    }
    expect(shown(new Hostile())).toBe('[Unreadable]');
  });
});
