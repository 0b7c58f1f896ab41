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

  test('a message, a name or a stack that is no text stands beside the parts, redacted', () => {
    const error = new Error('x');
    const password = 'hunter2';
    Object.assign(error, { message: { detail: 'important', password }, name: { of: 'it' }, stack: 17 });
    expect(logged(error)).toEqual({
      type: 'Error',
      message: '',
      name: { of: 'it' },
      message_: { detail: 'important', password: '[REDACTED]' },
      stack_: 17,
    });
    expect(logged(Object.assign(new Error('x'), { message: undefined, stack: null }))).toEqual({
      type: 'Error',
      message: '',
    });
  });

  test('that does not say which properties it has is marked', () => {
    const refuse = (): never => {
      throw new Error('no');
    };
    const error = new Error('x', { cause: 1 });
    expect(logged(new Proxy(error, { ownKeys: refuse, getOwnPropertyDescriptor: refuse }))).toEqual({
      type: 'Error',
      message: 'x',
      cause: '[Unreadable]',
      errors: '[Unreadable]',
      '...': '[Unreadable]',
    });
    expect(logged(new Proxy(error, { ownKeys: refuse }))).toEqual({
      type: 'Error',
      message: 'x',
      cause: 1,
      '...': '[Unreadable]',
    });
  });

  test('own properties beyond the breadth are counted, and the cause is shown all the same', () => {
    const many = Object.fromEntries(Array.from({ length: 1_017 }, (_, i) => [`k${i}`, i]));
    const error = Object.assign(new Error('x', { cause: 'why' }), { code: 'E' }, many, { name: 'N' });
    expect(logged(error)).toMatchObject({ type: 'N', k999: 999, cause: 'why', '...': '[+17 more]' });
  });

  test.each([
    ['text', { type: 'string', message: 'text' }],
    [5, { type: 'number', message: '5' }],
    [null, { type: 'null', message: 'null' }],
    [undefined, { type: 'undefined', message: 'undefined' }],
    [Symbol('s'), { type: 'symbol', message: 'Symbol(s)' }],
    [new String('boxed'), { type: 'object', message: 'boxed' }],
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

describe('each getter of an error is read once', () => {
  /** An error whose parts count how often they are read. */
  function counting(): { error: Error; reads: Record<string, number> } {
    const error = new Error('x');
    const reads: Record<string, number> = {};
    void error.stack; // made at the first look, which reads the message
    for (const name of ['name', 'message', 'stack', 'code', 'cause', 'errors', 'own']) {
      Object.defineProperty(error, name, {
        enumerable: true,
        get() {
          reads[name] = (reads[name] ?? 0) + 1;
          return name;
        },
      });
    }
    return { error, reads };
  }

  const once = { name: 1, message: 1, stack: 1, code: 1, cause: 1, errors: 1, own: 1 };
  const CALLS: ReadonlyArray<readonly [string, (error: Error) => void]> = [
    ['error(error)', (error) => lab.log.error(error)],
    ['error(error, message)', (error) => lab.log.error(error, 'm')],
    ['error(error, text, fields)', (error) => lab.log.error(error, 'm', { a: 1 })],
    ['error(message, error)', (error) => lab.log.error('m', error)],
    ['exception(error)', (error) => lab.log.exception(error)],
    ['error("%s", error)', (error) => lab.log.error('failed %s', error)],
    ['error("%j", error)', (error) => lab.log.error('failed %j', error)],
    ['error("%O", error)', (error) => lab.log.error('failed %O', error)],
    ['error(error, "%s", error)', (error) => lab.log.error(error, 'failed %s', error)],
  ];

  test.each(CALLS)('by %s', (_, call) => {
    const { error, reads } = counting();
    call(error);
    expect(reads).toEqual(once);
    expect(lab.last()['error']).toMatchObject({ type: 'name', message: 'message', own: 'own' });
  });

  test('also of its class', () => {
    let reads = 0;
    class Lazy extends Error {
      override get message(): string {
        reads += 1;
        return `read ${reads}`;
      }
    }
    const error = new Lazy();
    void error.stack;
    reads = 0;
    lab.log.error(error);
    expect(lab.last()).toMatchObject({ message: 'read 1', error: { message: 'read 1' } });
    expect(reads).toBe(1);
  });

  test('also by a proxy', () => {
    let reads = 0;
    const error = new Proxy(new Error('x'), {
      get(target, name) {
        if (name === 'message') reads += 1;
        return Reflect.get(target, name);
      },
    });
    lab.log.error(error);
    expect(lab.last()).toMatchObject({ message: 'x', error: { message: 'x' } });
    expect(reads).toBe(1);
  });
});
