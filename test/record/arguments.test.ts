import { format } from 'node:util';
import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { callLazy, exceptionOf, FUNCTION_THREW, isError, recordOf } from '../../src/record/arguments.js';
import { LEVELS } from '../../src/record/level.js';
import { errorOf, type LogRecord, MISSING, NO_ERROR } from '../../src/record/record.js';
import { setUp } from '../helpers/memory.js';

/** What a call makes, without what does not concern its shape. */
function shape(...args: unknown[]): Partial<LogRecord> {
  const record = recordOf(0, LEVELS.INFO, args);
  const { message, args: filled, fields } = record;
  const error = errorOf(record);
  return {
    message,
    ...(filled.length === 0 ? {} : { args: filled }),
    ...(fields === undefined ? {} : { fields }),
    ...(error === NO_ERROR ? {} : { error }),
  };
}

const error = new Error('boom');
const fields = { a: 1 };

describe('a message', () => {
  test('may stand alone', () => {
    expect(shape('m')).toEqual({ message: 'm' });
  });

  test('may be missing', () => {
    expect(shape()).toEqual({ message: '' });
  });

  test('is data: without arguments nothing in it is substituted', () => {
    expect(shape('100%% of %s')).toEqual({ message: '100%% of %s' });
  });

  test('may be of any kind', () => {
    for (const odd of [5, 7n, true, null, undefined, [1], Symbol.iterator]) {
      expect(shape(odd)).toEqual({ message: odd });
    }
  });

  test('may be a function, which is called', () => {
    expect(shape(() => 'made', fields)).toEqual({ message: 'made', fields });
  });

  test('that is a function which makes a function is not called again', () => {
    const inner = vi.fn();
    expect(shape(() => inner)).toEqual({ message: FUNCTION_THREW });
    expect(inner).not.toHaveBeenCalled();
  });

  test('that is a function which throws is a mark', () => {
    const lazy = (): never => {
      throw error;
    };
    expect(shape(lazy, fields)).toEqual({ message: FUNCTION_THREW, fields });
  });

  test('that is a function may give an error or fields', () => {
    expect(shape(() => error)).toEqual({ message: 'boom', error });
    expect(shape(() => fields)).toEqual({ message: '', fields });
  });
});

describe('fields', () => {
  test('follow the message', () => {
    expect(shape('m', fields)).toEqual({ message: 'm', fields });
  });

  test('follow the arguments', () => {
    expect(shape('%s', 'x', fields)).toEqual({ message: '%s', args: ['x'], fields });
  });

  test('are not taken by %s, %d, %i and %f, which stay unfilled', () => {
    for (const letter of 'sdif') {
      expect(shape(`%${letter}`, fields)).toEqual({ message: `%${letter}`, fields });
    }
  });

  test('are taken by an unfilled %o, %O or %j', () => {
    for (const letter of 'oOj') {
      expect(shape(`%${letter}`, fields)).toEqual({ message: `%${letter}`, args: [fields] });
    }
  });

  test('move on to the %o behind a %s', () => {
    expect(shape('%s %o', fields)).toEqual({ message: '%s %o', args: [MISSING, fields] });
  });

  test('are fields when the %o is filled already', () => {
    expect(shape('%o', { b: 2 }, fields)).toEqual({ message: '%o', args: [{ b: 2 }], fields });
  });

  test('may stand first, as pino has it', () => {
    expect(shape(fields, 'm')).toEqual({ message: 'm', fields });
    expect(shape(fields)).toEqual({ message: '', fields });
    expect(shape(fields, '%s', 'x')).toEqual({ message: '%s', args: ['x'], fields });
    expect(shape(fields, () => 'made')).toEqual({ message: 'made', fields });
  });

  test('first and a surplus: the rest is appended', () => {
    expect(shape(fields, 5)).toEqual({ message: '', args: [5], fields });
  });

  test('may be of a class, of another realm, or without a prototype', () => {
    class Order {
      id = 1;
    }
    const others = [new Order(), vm.runInNewContext('({ a: 1 })'), Object.create(null)];
    for (const other of others) expect(shape('m', other).fields).toBe(other);
  });

  test.each([
    ['a list', [1]],
    ['a Map', new Map()],
    ['a Set', new Set()],
    ['a Date', new Date(0)],
    ['a RegExp', /x/],
    ['a URL', new URL('http://x.test')],
    ['a URLSearchParams', new URLSearchParams('a=1')],
    ['a Headers', new Headers()],
    ['bytes', Buffer.from('x')],
    ['a Promise', Promise.resolve()],
    ['a boxed number', Object(1)],
  ])('are not %s: that is an argument', (_, value) => {
    expect(shape('m', value)).toEqual({ message: 'm', args: [value] });
  });

  test('of a class fill a waiting %s', () => {
    class Id {
      toString(): string {
        return 'id-1';
      }
    }
    const id = new Id();
    expect(shape('user %s', id)).toEqual({ message: 'user %s', args: [id] });
  });
});

describe('an error', () => {
  test('may stand first, with its own message where there is no other', () => {
    expect(shape(error)).toEqual({ message: 'boom', error });
    expect(shape(error, 'm')).toEqual({ message: 'm', error });
    expect(shape(error, 'm', fields)).toEqual({ message: 'm', fields, error });
    expect(shape(error, fields)).toEqual({ message: 'boom', fields, error });
    expect(shape(error, '%s', 'x', fields)).toEqual({ message: '%s', args: ['x'], fields, error });
  });

  test('may stand last, in either order with the fields', () => {
    expect(shape('m', error)).toEqual({ message: 'm', error });
    expect(shape('m', fields, error)).toEqual({ message: 'm', fields, error });
    expect(shape('m', error, fields)).toEqual({ message: 'm', fields, error });
    expect(shape(fields, 'm', error)).toEqual({ message: 'm', fields, error });
  });

  test('that a placeholder waits for fills it and is the error too', () => {
    expect(shape('failed: %s', error)).toEqual({ message: 'failed: %s', args: [error], error });
  });

  test('besides a first one is an argument', () => {
    const second = new Error('second');
    expect(shape(error, 'm', second)).toEqual({ message: 'm', args: [second], error });
    expect(shape('m', second, error)).toEqual({ message: 'm', args: [second], error });
  });

  test('with a message that cannot be read is an error all the same', () => {
    const mute = new Error('x');
    Object.defineProperty(mute, 'message', {
      get() {
        throw new Error('no');
      },
    });
    expect(shape(mute)).toEqual({ message: '', error: mute });
    Object.defineProperty(mute, 'message', { value: 5 });
    expect(shape(mute)).toEqual({ message: '', error: mute });
  });
});

describe('exception()', () => {
  test.each([error, 'text', 5, null, undefined, fields, Symbol.iterator])(
    'takes whatever was thrown (%s) as the error',
    (thrown) => {
      const record = exceptionOf(0, LEVELS.ERROR, [thrown, 'm', fields]);
      expect(record).toMatchObject({ message: 'm', fields, args: [] });
      expect(record.error).toBe(thrown);
    },
  );

  test('without a message says what the error says', () => {
    expect(exceptionOf(0, LEVELS.ERROR, [error]).message).toBe('boom');
    expect(exceptionOf(0, LEVELS.ERROR, ['text']).message).toBe('text');
    expect(exceptionOf(0, LEVELS.ERROR, [fields]).message).toBe('');
  });
});

describe('isError', () => {
  test('knows errors of other realms and of other prototypes', () => {
    expect(isError(vm.runInNewContext('new TypeError("x")'))).toBe(true);
    expect(isError(Object.create(Error.prototype))).toBe(true);
    expect(isError(new DOMException('x'))).toBe(true);
  });

  test('is not fooled by names, and does not throw', () => {
    expect(isError({ name: 'Error', message: 'x', stack: 'y' })).toBe(false);
    expect(isError('Error')).toBe(false);
    expect(isError(null)).toBe(false);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(isError(proxy)).toBe(false);
  });
});

describe('callLazy', () => {
  test('takes care of a promise that is rejected', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    expect(callLazy(async () => Promise.reject(new Error('late')))).toBeInstanceOf(Promise);
    await new Promise((done) => setImmediate(done));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('the joined message', () => {
  // One random number of 16 digits in ten has the check digit of a card.
  const lab = setUp({ redact: { rules: { disable: ['card'] } } });
  const joined = (...args: [string, ...unknown[]]): string => {
    lab.log.info(...args);
    return lab.last()['message'];
  };

  const scalar = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b', ' ', '%', '1', '-', '.') }),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined, 0, -0, 7n, 2n ** 70n, Symbol('s')),
  );
  const piece = fc.constantFrom('%s', '%d', '%i', '%f', '%j', '%%', '%', ' ', 'x', 'of', '%x');

  test('is what util.format makes, for texts, numbers and their like', () => {
    fc.assert(
      fc.property(fc.array(piece), fc.array(scalar, { minLength: 1 }), (pieces, args) => {
        const template = pieces.join('');
        // JSON.stringify throws for a bigint; util.format lets that out.
        fc.pre(!template.includes('%j') || !args.some((arg) => typeof arg === 'bigint'));
        expect(joined(template, ...args)).toBe(format(template, ...args));
      }),
      { numRuns: 2_000 },
    );
  });

  test('is what util.format makes, for lists and objects too', () => {
    for (const letter of ['%j', '%O', '%s', '']) {
      for (const value of [[1, 'two', null], [], [[1], [2]], new Set([1])]) {
        if (letter === '%s' || (letter === '%j' && value instanceof Set) || value instanceof Set) continue;
        expect(joined(`v ${letter}`, value)).toBe(format(`v ${letter}`, value));
      }
    }
    expect(joined('%j and %O', { a: 'x' }, { b: [1] })).toBe(format('%j and %O', { a: 'x' }, { b: [1] }));
  });

  test('leaves a placeholder that got nothing', () => {
    expect(joined('%s and %s', 'one')).toBe('one and %s');
    expect(joined('%s %o', { a: 1 })).toMatch(/^%s \{ a: 1 \}$/);
  });

  test('has the surplus behind it', () => {
    expect(joined('m', 1, 'two', null)).toBe('m 1 two null');
  });
});
