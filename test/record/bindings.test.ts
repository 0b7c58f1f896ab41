import { describe, expect, test } from 'vitest';
import { Bindings } from '../../src/record/bindings.js';

describe('bindings', () => {
  test('take the fields of the parent; their own win', () => {
    const parent = new Bindings(undefined, { a: 1, b: 1 });
    const { values, names } = new Bindings(parent, { b: 2, c: 3 });
    expect({ ...values }).toEqual({ a: 1, b: 2, c: 3 });
    expect(names).toEqual(['a', 'b', 'c']);
    expect({ ...parent.values }).toEqual({ a: 1, b: 1 });
  });

  test('read each property once, and do not follow a later change', () => {
    let reads = 0;
    const fields = {
      get a() {
        return (reads += 1);
      },
    };
    const { values } = new Bindings(undefined, fields);
    expect([values['a'], values['a'], reads]).toEqual([1, 1, 1]);
  });

  test('mark a getter that throws', () => {
    const fields = {
      get a() {
        throw new Error('no');
      },
      b: 2,
    };
    expect({ ...new Bindings(undefined, fields).values }).toEqual({ a: '[Getter threw]', b: 2 });
  });

  test('hold names that objects have by themselves', () => {
    const { values, names } = new Bindings(undefined, JSON.parse('{"__proto__":1,"constructor":2}'));
    expect(names).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(values)).toBeNull();
  });

  test.each([undefined, null])('of %s are none', (nothing) => {
    expect(new Bindings(undefined, nothing).names).toEqual([]);
  });

  test.each([5, 'text', true])('of %s, which has no names, are kept under one', (value) => {
    expect(new Bindings(undefined, value).values).toEqual({ bindings: value });
  });

  test('that cannot be read are a mark', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect({ ...new Bindings(undefined, proxy).values }).toEqual({ bindings: '[Unreadable]' });
  });

  test('of a Map are its entries, where all of its keys are texts', () => {
    const mixed = new Map<unknown, unknown>([
      ['user', 'ada'],
      [1, 2],
    ]);
    expect({ ...new Bindings(undefined, new Map([['user', 'ada']])).values }).toEqual({ user: 'ada' });
    expect({ ...new Bindings(undefined, new Map()).values }).toEqual({});
    expect({ ...new Bindings(undefined, mixed).values }).toEqual({ bindings: mixed });
  });

  test.each([
    [1, 2],
    new Uint8Array(3),
    new Set(['a']),
    new Error('x'),
    Object.assign(new Error('x'), { code: 1 }),
    new Date(0),
    new URL('http://localhost/'),
    Object('text'),
    new WeakMap(),
    Promise.resolve(),
  ])('of a value that has no names of its own are the value: %o', (value) => {
    const { names, values } = new Bindings(undefined, value);
    expect(names).toEqual(['bindings']);
    expect(values['bindings']).toBe(value);
  });

  const numbered = (count: number, from = 0) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${from + i}`, i]));

  test('beyond a thousand are counted, not read', () => {
    let reads = 0;
    const fields = numbered(1_000);
    for (let at = 0; at < 500; at += 1)
      Object.defineProperty(fields, `g${at}`, { enumerable: true, get: () => (reads += 1) });
    const { names, leftOut } = new Bindings(undefined, fields);
    expect([names.length, leftOut, reads]).toEqual([1_000, 500, 0]);
    const entries = new Bindings(undefined, new Map(Object.entries(numbered(1_500))));
    expect([entries.names.length, entries.leftOut]).toEqual([1_000, 500]);
  });

  test('of a child count what was left out of the parent, and win over it however many there are', () => {
    const parent = new Bindings(undefined, { ...numbered(1_500), k7: 'old' });
    const { values, names, leftOut } = new Bindings(parent, { ...numbered(1_200, 2_000), k7: 'new' });
    expect([names.length, leftOut, values['k7']]).toEqual([2_000, 700, 'new']);
  });
});
