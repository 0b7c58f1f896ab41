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

  test.each([undefined, null, 5, 'text', true])('of %s are none', (nothing) => {
    expect(new Bindings(undefined, nothing).names).toEqual([]);
  });

  test('that cannot be read are a mark', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect({ ...new Bindings(undefined, proxy).values }).toEqual({ bindings: '[Unreadable]' });
  });
});
