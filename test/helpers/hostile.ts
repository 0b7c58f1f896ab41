/** Values that break loggers, each made anew by its function. */
import vm from 'node:vm';

function thrower(): never {
  throw new Error('hostile');
}

function deep(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'bottom';
  for (let i = 0; i < levels; i += 1) value = wrap(value);
  return value;
}

function withKeys(count: number): object {
  const object: Record<string, number> = {};
  for (let i = 0; i < count; i += 1) object[`k${i}`] = i;
  return object;
}

const TRAPS = [
  ...([
    'get',
    'has',
    'ownKeys',
    'getOwnPropertyDescriptor',
    'getPrototypeOf',
    'set',
    'defineProperty',
  ] as const),
  ...(['deleteProperty', 'isExtensible', 'preventExtensions', 'setPrototypeOf'] as const),
];

function fakeHeaders(): object {
  class Endless {
    get [Symbol.toStringTag](): string {
      return 'Headers';
    }
    entries(): Iterator<[string, string]> {
      return this[Symbol.iterator]();
    }
    *[Symbol.iterator](): Iterator<[string, string]> {
      for (;;) yield ['a', 'b'];
    }
  }
  return new Endless();
}

function evilUrl(): URL {
  let asked = 0;
  const text = { length: 3, toString: () => (asked++ < 1 ? 'abc' : '"}\n{"level":"FORGED"') };
  class EvilUrl extends URL {}
  Object.defineProperty(EvilUrl.prototype, 'href', { get: () => text });
  return new EvilUrl('http://example.test/');
}

function arrayProxy(length: unknown): unknown {
  return new Proxy([1], { get: (list, key) => (key === 'length' ? length : Reflect.get(list, key)) });
}

function wideProxy(count: number): object {
  const keys = Array.from({ length: count }, (_, i) => `k${i}`);
  return new Proxy(
    {},
    {
      ownKeys: () => keys,
      getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
    },
  );
}

/** A name that owns every other name: a new name for a key can never be free. */
function knowsEveryName(): object {
  return new Proxy(
    { level: 1, message: 2 },
    { getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }) },
  );
}

function selfCause(): Error {
  const error = new Error('self');
  error.cause = error;
  return error;
}

function detached(): ArrayBuffer {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** Everything that is thrown at the library: name, and what makes it. */
export const HOSTILE: ReadonlyArray<readonly [name: string, make: () => unknown]> = [
  ['a revoked proxy', () => revoked({})],
  ['a revoked proxy of a list', () => revoked([])],
  ['a revoked proxy of a function', () => revoked(() => {})],
  ...TRAPS.map(
    (trap) => [`a proxy whose ${trap} throws`, () => new Proxy({ a: 1 }, { [trap]: thrower })] as const,
  ),
  ['a proxy whose every trap throws', () => new Proxy({}, new Proxy({}, { get: () => thrower }))],
  ['a proxy of a list whose get throws', () => new Proxy([1, 2], { get: thrower })],
  ['a list whose length is a symbol', () => arrayProxy(Symbol('length'))],
  ['a list whose length is infinite', () => arrayProxy(Number.POSITIVE_INFINITY)],
  ['a list whose length is negative', () => arrayProxy(-1)],
  ['a list whose length is text', () => arrayProxy('2')],
  ['a proxy that owns every name', knowsEveryName],
  ['a proxy with 2,000 keys', () => wideProxy(2_000)],
  ['toString that throws', () => ({ toString: thrower })],
  ['Symbol.toPrimitive that throws', () => ({ [Symbol.toPrimitive]: thrower })],
  ['valueOf that throws', () => ({ valueOf: thrower })],
  ['toJSON that throws', () => ({ toJSON: thrower })],
  ['toJSON that is a getter that throws', () => Object.defineProperty({}, 'toJSON', { get: thrower })],
  [
    'toJSON that makes another toJSON',
    function again(): unknown {
      return { toJSON: again };
    },
  ],
  ['a custom inspection that throws', () => ({ [Symbol.for('nodejs.util.inspect.custom')]: thrower })],
  ['a getter that throws', () => Object.defineProperty({}, 'a', { get: thrower, enumerable: true })],
  [
    'a getter that throws undefined',
    () => ({
      get a(): never {
        throw undefined;
      },
    }),
  ],
  [
    'a tag that throws',
    () =>
      Object.create({
        get [Symbol.toStringTag]() {
          return thrower();
        },
      }),
  ],
  [
    'a constructor that throws',
    () => Object.create(Object.defineProperty({}, 'constructor', { get: thrower })),
  ],
  [
    'an object inside itself',
    () => {
      const self: Record<string, unknown> = {};
      self['self'] = self;
      return self;
    },
  ],
  [
    'a list inside itself',
    () => {
      const self: unknown[] = [];
      self.push(self, self);
      return self;
    },
  ],
  [
    'a Map and a Set inside each other',
    () => {
      const map = new Map<unknown, unknown>();
      map.set(map, new Set([map]));
      return map;
    },
  ],
  ['an error that causes itself', selfCause],
  [
    'errors that cause each other 20,000 deep',
    () => {
      let error = new Error('0');
      for (let i = 0; i < 20_000; i += 1) error = new Error('x', { cause: error });
      return error;
    },
  ],
  [
    'an error whose every part throws',
    () => {
      const error = new Error('x');
      void error.stack;
      for (const name of ['name', 'message', 'stack', 'code', 'cause', 'errors', 'constructor']) {
        Object.defineProperty(error, name, { get: thrower, enumerable: true });
      }
      return error;
    },
  ],
  [
    'an error whose parts are symbols',
    () => {
      const error = new Error('x');
      void error.stack;
      for (const name of ['name', 'message', 'stack', 'code', 'cause', 'errors']) {
        Object.defineProperty(error, name, { value: Symbol(name), enumerable: true });
      }
      return error;
    },
  ],
  ['an object with the prototype of an error', () => Object.create(Error.prototype)],
  ['a fake error', () => ({ name: 'Error', message: 'x', stack: { toString: thrower } })],
  ['an error of another realm', () => vm.runInNewContext('new RangeError("x")')],
  [
    'an AggregateError with itself in it',
    () => {
      const error = new AggregateError([], 'x');
      error.errors.push(error, error);
      return error;
    },
  ],
  ['5,000 deep objects', () => deep(5_000, (inner) => ({ inner }))],
  ['20,000 deep lists', () => deep(20_000, (inner) => [inner])],
  ['20,000 deep Maps', () => deep(20_000, (inner) => new Map([['inner', inner]]))],
  ['a string of 50 MB', () => Buffer.alloc(50_000_000, 'x').toString('latin1')],
  ['a string of a million line feeds', () => '\n'.repeat(1_000_000)],
  ['a string of a million %s', () => '%s'.repeat(1_000_000)],
  ['a string of lone surrogates', () => '\ud800'.repeat(10_000)],
  ['10,000 keys', () => withKeys(10_000)],
  [
    'a list of 4e9 holes',
    () => {
      const list: unknown[] = [];
      list.length = 4e9;
      return list;
    },
  ],
  ['a list of a million', () => new Array(1_000_000).fill(1)],
  ['a list with a getter', () => Object.defineProperty([1, 2], 1, { get: thrower })],
  [
    'a subclass of a list',
    () => {
      class List extends Array {
        override get length(): number {
          return thrower();
        }
      }
      return new Proxy(new List(), {});
    },
  ],
  ['an object of another realm', () => vm.runInNewContext('({ a: new Map([[{}, [1]]]), f() {} })')],
  ['a detached ArrayBuffer', detached],
  [
    'a view of a detached ArrayBuffer',
    () => {
      const bytes = new Uint8Array(8);
      structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
      return bytes;
    },
  ],
  [
    'a generator that never ends',
    () =>
      (function* () {
        for (;;) yield 1;
      })(),
  ],
  [
    'an iterable that never ends',
    () => ({
      *[Symbol.iterator]() {
        for (;;) yield 1;
      },
    }),
  ],
  ['headers that never end', fakeHeaders],
  ['20,000 parameters of one name', () => new URLSearchParams('a=1&'.repeat(20_000))],
  ['a Date with its own toISOString', () => Object.assign(new Date(0), { toISOString: thrower })],
  ['an invalid Date', () => new Date(Number.NaN)],
  ['a URL whose text changes', evilUrl],
  ['100,000 symbols', () => Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [Symbol(i), i]))],
  [
    'own keys of Object.prototype',
    () => JSON.parse('{"__proto__":1,"constructor":2,"hasOwnProperty":3,"toJSON":4}'),
  ],
  ['an object without a prototype', () => Object.create(null)],
  ['a bigint of 10,000 digits', () => 10n ** 10_000n],
  ['a symbol', () => Symbol('x\n')],
  ['NaN', () => Number.NaN],
  ['minus zero', () => -0],
  ['undefined', () => undefined],
  ['null', () => null],
  ['a function whose name throws', () => Object.defineProperty(() => 1, 'name', { get: thrower })],
  ['a function that throws', () => thrower],
  [
    'a promise that is rejected',
    () => {
      const promise = Promise.reject(new Error('x'));
      promise.catch(() => {});
      return promise;
    },
  ],
  ['a Proxy of a Map', () => new Proxy(new Map([['a', 1]]), {})],
  ['a Proxy of a Date', () => new Proxy(new Date(0), {})],
  ['a class', () => class Hostile {}],
  ['a key with line feeds and escapes', () => ({ '\n\u001b[2J\u2028"\\': '\n\u001b]0;x\u0007' })],
];
