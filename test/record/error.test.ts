import { describe, expect, test } from 'vitest';
import { setUp } from '../helpers/memory.js';

const lab = setUp({ stack: 'none' });
const logged = (error: unknown) => {
  lab.log.exception(error, 'm');
  return lab.last()['error'];
};

describe('an error in a line', () => {
  test('has its type, message and own properties', () => {
    const error = Object.assign(new TypeError('wrong'), { code: 'E_X', status: 404, detail: { id: 7 } });
    expect(logged(error)).toEqual({
      type: 'TypeError',
      message: 'wrong',
      code: 'E_X',
      status: 404,
      detail: { id: 7 },
    });
  });

  test('of a class without a name of its own is of the type of that class', () => {
    class PaymentError extends Error {}
    class Renamed extends Error {
      override name = 'BillingError';
    }
    expect(logged(new PaymentError('x')).type).toBe('PaymentError');
    expect(logged(new Renamed('x')).type).toBe('BillingError');
    expect(logged(Object.assign(new Error('x'), { name: '' })).type).toBe('Error');
  });

  test('has its causes, each written like it', () => {
    const root = Object.assign(new RangeError('root'), { code: 'E_ROOT' });
    expect(logged(new Error('top', { cause: new Error('middle', { cause: root }) }))).toEqual({
      type: 'Error',
      message: 'top',
      cause: {
        type: 'Error',
        message: 'middle',
        cause: { type: 'RangeError', message: 'root', code: 'E_ROOT' },
      },
    });
  });

  test('has a cause that is no error too', () => {
    expect(logged(new Error('x', { cause: 'because' })).cause).toBe('because');
    expect(logged(new Error('x', { cause: { id: 1 } })).cause).toEqual({ id: 1 });
    expect(logged(new Error('x', { cause: null })).cause).toBeNull();
    expect(logged(new Error('x', { cause: undefined }))).not.toHaveProperty('cause');
  });

  test('that causes itself is marked', () => {
    const error = new Error('x') as Error & { cause: unknown };
    error.cause = error;
    expect(logged(error).cause).toBe('[Circular]');
  });

  test('with a chain of causes without end is cut', () => {
    let error = new Error('0');
    for (let i = 1; i < 20_000; i += 1) error = new Error(String(i), { cause: error });
    expect(JSON.stringify(logged(error))).toContain('[Depth]');
  });

  test('of several errors has all of them', () => {
    expect(logged(new AggregateError([new Error('a'), 'b'], 'all')).errors).toEqual([
      { type: 'Error', message: 'a' },
      'b',
    ]);
  });

  test('own properties named like its parts are written beside them', () => {
    expect(logged(Object.assign(new Error('x'), { type: 'card_error' }))).toEqual({
      type: 'Error',
      message: 'x',
      type_: 'card_error',
    });
  });

  test('secrets among its own properties are redacted', () => {
    expect(logged(Object.assign(new Error('x'), { password: 'hunter2' })).password).toBe('[REDACTED]');
  });

  test('own properties beyond the breadth are counted', () => {
    const error = Object.assign(
      new Error('x'),
      Object.fromEntries(Array.from({ length: 1_017 }, (_, i) => [`k${i}`, i])),
    );
    const shown = logged(error);
    expect(shown.k999).toBe(999);
    expect(shown['...']).toBe('[+17 more]');
  });

  test('parts that cannot be read are marks', () => {
    const error = new Error('x');
    for (const name of ['name', 'message', 'code', 'cause', 'errors', 'own']) {
      Object.defineProperty(error, name, {
        enumerable: true,
        get() {
          throw new Error('no');
        },
      });
    }
    const mark = '[Getter threw]';
    expect(logged(error)).toMatchObject({ message: mark, code: mark, cause: mark, errors: mark, own: mark });
  });

  test('parts of the wrong kind do no harm', () => {
    const error = Object.assign(new Error('x'), { name: 5, message: { a: 1 }, stack: 7, errors: 'none' });
    expect(logged(error)).toMatchObject({ type: 'Error', errors: 'none' });
  });

  test.each([
    ['text', { type: 'string', message: 'text' }],
    [5, { type: 'number', message: '5' }],
    [null, { type: 'null', message: 'null' }],
    [undefined, { type: 'undefined', message: 'undefined' }],
    [Symbol('s'), { type: 'symbol', message: 'Symbol(s)' }],
  ])('that is none (%s) has its type and text', (thrown, expected) => {
    expect(logged(thrown)).toEqual(expected);
  });

  test('that is an object has its properties', () => {
    expect(logged({ status: 500, message: 'from elsewhere' })).toMatchObject({
      status: 500,
      message: 'from elsewhere',
    });
  });

  test('under any field is expanded in place', () => {
    lab.log.info('m', { err: new RangeError('in a field'), list: [new Error('in a list')] });
    expect(lab.last()).toMatchObject({
      err: { type: 'RangeError', message: 'in a field' },
      list: [{ type: 'Error', message: 'in a list' }],
    });
  });

  test('beside a field named error: the field is renamed', () => {
    lab.log.error('m', { error: 'text' }, new Error('x'));
    expect(lab.last()).toMatchObject({ error: { message: 'x' }, error_: 'text' });
    lab.log.error('m', { error: 'text' });
    expect(lab.last()['error']).toBe('text');
  });
});
