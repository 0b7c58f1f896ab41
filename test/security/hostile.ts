/**
 * Values that are made to make trouble: they throw, lie, never end, or are too large. Each is made anew, but for those
 * that take longer to make than to log.
 */
import vm from 'node:vm';
import { point } from './payloads.js';

function thrower(): never {
  throw new Error('on purpose');
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** A proxy all of whose traps throw. */
function refusing(target: object): object {
  return new Proxy(target, Object.fromEntries(TRAPS.map((name) => [name, thrower])));
}

/** A proxy that answers every other question about its properties with no. */
function lying(): object {
  let asked = 0;
  return new Proxy(
    { m: 1, k: 1 },
    {
      getOwnPropertyDescriptor: (target, key) =>
        asked++ % 2 === 0 ? undefined : Reflect.getOwnPropertyDescriptor(target, key),
    },
  );
}

function endless(): object {
  return new Proxy(
    {},
    { get: (_, key) => (key === 'toJSON' ? undefined : endless()), ownKeys: () => ['a', 'b'] },
  );
}

function circular(): object {
  const object: Record<string, unknown> = { list: [], map: new Map() };
  object['self'] = object;
  (object['list'] as unknown[]).push(object);
  (object['map'] as Map<unknown, unknown>).set(object, object);
  return object;
}

/** A value inside so many others. */
function wrapped(levels: number, wrap: (inner: unknown, level: number) => unknown): unknown {
  let value: unknown = 'the innermost';
  for (let level = 0; level < levels; level += 1) value = wrap(value, level);
  return value;
}

function errorChain(length: number): Error {
  let error = new Error('the first');
  for (let link = 0; link < length; link += 1) error = new Error(`link ${link}`, { cause: error });
  return error;
}

/** Each is the cause, the code and a member of the next, so that they are shown 3^length times. */
function branchingErrors(length: number): Error {
  let error = new Error('the first');
  for (let link = 0; link < length; link += 1)
    error = Object.assign(new Error('x', { cause: error }), { code: error, errors: error });
  return error;
}

function nestedAggregates(length: number): Error {
  let error = new Error('the first');
  for (let link = 0; link < length; link += 1)
    error = new AggregateError([error, error], 'all', { cause: error });
  return error;
}

/** One list a thousand times in one list, and so on: few objects, of which there seem to be very many. */
function sharedLists(levels: number, innermost: unknown): unknown {
  let value: unknown = innermost;
  for (let level = 0; level < levels; level += 1) value = new Array(1_000).fill(value);
  return value;
}

function listWithLength(length: unknown): unknown {
  return new Proxy([1], { get: (list, key) => (key === 'length' ? length : Reflect.get(list, key)) });
}

/** Every question about a property is answered with yes, so that no new name for a key is free. */
function knowsEveryName(keys: readonly string[]): object {
  return new Proxy(
    { level: 1, message: 2 },
    {
      ...(keys.length > 0 && { ownKeys: () => keys }),
      getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
    },
  );
}

/** A host's class by its tag, whose entries never end. */
function endlessHeaders(): object {
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

/** A URL that gives another text at the second look. */
function changingUrl(): URL {
  let asked = 0;
  const text = { length: 3, toString: () => (asked++ < 1 ? 'abc' : `"}${LF}{"level":"FORGED"`) };
  class Changing extends URL {}
  Object.defineProperty(Changing.prototype, 'href', { get: () => text });
  return new Changing('http://host.example/');
}

function detached(): ArrayBuffer {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

function detachedBytes(): Uint8Array {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

function circularError(): Error {
  const error = new AggregateError([], 'in a circle');
  error.errors.push(error);
  error.cause = error;
  return Object.assign(error, { own: error });
}

function errorOf(properties: PropertyDescriptorMap): Error {
  const error = new Error('strange');
  void error.stack; // made at the first look, from properties that throw later
  return Object.defineProperties(error, properties);
}

class Shouting {
  toString(): string {
    return thrower();
  }
  toJSON(): string {
    return thrower();
  }
  [Symbol.toPrimitive](): string {
    return thrower();
  }
  get [Symbol.toStringTag](): string {
    return thrower();
  }
}

class Ticket {
  readonly #hidden = 'never shown';
  readonly number = 17;
  get length(): number {
    return this.#hidden.length;
  }
}

const ESC = point(0x1b);
const LF = point(0x0a);
const MEGABYTES_50 = 50 * 1024 * 1024;
/** Made once: they take longer to make than to log. */
const huge = 'x'.repeat(MEGABYTES_50);
const manyDigitsText = '1'.repeat(MEGABYTES_50);
const millionEntries = new Map(Array.from({ length: 1_000_000 }, (_, n) => [n, n]));
const millionItems = new Array(1_000_000).fill(0);
const manyProperties = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`key${n}`, n]));
const wideError = Object.assign(
  new Error(point(0x65e5).repeat(65_000)),
  Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`${point(0x65e5).repeat(240)}${n}`, n])),
);
const manySymbols = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [Symbol(n), n]));
const manyParameters = new URLSearchParams('a=1&'.repeat(20_000));
const manyDigits = 10n ** 10_000n;
const longChain = errorChain(20_000);
const manyFrames = `Error\n${'    at f (a.js:1:2)\n'.repeat(200_000)}`;
const deepObjects = wrapped(5_000, (inner, level) => (level % 2 === 0 ? { inner } : [inner]));
const deepLists = wrapped(20_000, (inner) => [inner]);
const deepMaps = wrapped(20_000, (inner) => new Map([['inner', inner]]));
const millionBits = 2n ** 1_000_000n;
const hugeOfWords = 'k_'.repeat(25_000_000);
const boxedText = new String('x'.repeat(1_000_000));
const taggedText = Object.defineProperty(new String('x'.repeat(1_000_000)), Symbol.toStringTag, {
  value: 'Text',
});
/** An object of so many names that have no value. */
function withoutValues(count: number, name: (n: number) => string): object {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [name(n), undefined]));
}
const longKeys = withoutValues(900, (n) => 'password=x '.repeat(546) + n);
const longKeysWithValues = Object.fromEntries(Object.keys(longKeys).map((name) => [name, 1]));
const fiveOfLongKeys = Array.from({ length: 5 }, (_, list) =>
  withoutValues(900, (n) => `${'password=x '.repeat(546)}${list}-${n}`),
);
const keysOf130 = withoutValues(900, (n) => 'password=x '.repeat(11) + n + '_'.repeat(10));
const newKeys = Array.from({ length: 60 }, (_, list) =>
  withoutValues(900, (n) => `${'password=x '.repeat(3)}${list}-${n}`),
);
const ligatures = withoutValues(900, (n) => point(0xfdfa).repeat(6_000) + n);
/** Larger ones cannot be listed in time, by any means. */
const manyNames = withoutValues(50_000, (n) => `m${n}`);
/** Secrets before and behind characters that take six times their room. */
const swelling = `${'password=x1y2 '.repeat(70)}${(point(1) + point(2)).repeat(20_000)}${`password=x1y2 ${'a few words '.repeat(16)}`.repeat(180)}`;
/** A placeholder is all that is shown of it. */
const shrinking = `password=${'x'.repeat(100_000)}`;
const TRAPS = Reflect.ownKeys(Reflect).filter((name) => typeof name === 'string');

export const HOSTILE: Readonly<Record<string, () => unknown>> = {
  'a circle': circular,
  'a list inside itself': () => {
    const list: unknown[] = [];
    list.push(list, list);
    return list;
  },
  'a Map and a Set inside each other': () => {
    const map = new Map<unknown, unknown>();
    return map.set(map, new Set([map]));
  },
  'a bigint': () => 2n ** 200n,
  'a bigint of 10,000 digits': () => manyDigits,
  NaN: () => Number.NaN,
  Infinity: () => Number.NEGATIVE_INFINITY,
  'negative zero': () => -0,
  undefined: () => undefined,
  null: () => null,
  'an invalid date': () => new Date(Number.NaN),
  'a date that overrides toISOString': () =>
    Object.assign(new Date(0), { toISOString: thrower, toJSON: thrower }),
  'a symbol': () => Symbol(`s${LF}`),
  'a symbol without a description': () => Symbol(),
  'a well-known symbol': () => Symbol.iterator,
  'a function': () => function named() {},
  'a function that throws': () => thrower,
  'a function that rejects': () => async () => thrower(),
  'a function that never ends but by the stack': () =>
    function again(): unknown {
      return again();
    },
  'a function whose name is a getter that throws': () =>
    Object.defineProperty(() => 1, 'name', { get: thrower }),
  'a function whose name is a symbol': () => Object.defineProperty(() => 1, 'name', { value: Symbol('n') }),
  'a class': () => Ticket,
  'a generator': () =>
    (function* () {
      yield thrower();
    })(),
  'a generator that never ends': () =>
    (function* () {
      for (;;) yield 1;
    })(),
  'an iterable that never ends': () => ({
    *[Symbol.iterator]() {
      for (;;) yield 1;
    },
  }),
  'a promise that rejects': () => {
    const promise = Promise.reject(new Error('rejected'));
    promise.catch(() => {});
    return promise;
  },
  'a thenable': () => Object.fromEntries([['then', thrower]]),
  'a Map of all kinds of keys': () =>
    new Map<unknown, unknown>([
      [{ a: 1 }, 1],
      [{ a: 2 }, 2],
      [null, 3],
      [undefined, 4],
      [Symbol('k'), 5],
      [() => {}, 6],
      ['null', 7],
      [Number.NaN, 8],
      [revoked({}), 9],
      [new Shouting(), 10],
    ]),
  'a Map with a million entries': () => millionEntries,
  'a Map that overrides its iterator': () =>
    Object.assign(new Map([['k', 1]]), { entries: thrower, forEach: thrower, [Symbol.iterator]: thrower }),
  'a Set': () => new Set([1, 'a', { b: 1 }]),
  'a WeakMap': () => new WeakMap(),
  'a typed array': () => new Uint8Array(1_000_000),
  'a typed array that lies about its length': () =>
    Object.defineProperty(new Uint8Array(8), 'length', { get: thrower }),
  'a Buffer': () => Buffer.from('never shown'),
  'a DataView': () => new DataView(new ArrayBuffer(9)),
  'an ArrayBuffer': () => new ArrayBuffer(9),
  'a SharedArrayBuffer': () => new SharedArrayBuffer(9),
  'a detached ArrayBuffer': detached,
  'a view of a detached ArrayBuffer': detachedBytes,
  'a URL': () => new URL('http://host.example/path?q=1#h'),
  'a URL whose text changes': changingUrl,
  Headers: () => new Headers({ 'x-a': '1', 'content-type': 'text/plain' }),
  'Headers that are none': () => ({
    [Symbol.toStringTag]: 'Headers',
    entries: thrower,
    [Symbol.iterator]: thrower,
  }),
  'Headers that never end': endlessHeaders,
  URLSearchParams: () => new URLSearchParams('a=1&a=2&b=3'),
  '20,000 parameters of one name': () => manyParameters,
  'a RegExp': () => new RegExp(`${LF}[x]`, 'giu'),
  'a RegExp that overrides its source': () => Object.defineProperty(/a/, 'source', { get: thrower }),
  'boxed values': () => [Object(1), Object('s'), Object(true), Object(1n), Object(Symbol('b'))],
  'an error': () => new TypeError('wrong', { cause: new Error('why') }),
  'an error chain of 20,000': () => longChain,
  'errors that branch': () => branchingErrors(11),
  'nested errors of errors': () => nestedAggregates(11),
  'an error with a thousand long names': () => wideError,
  'an error with own texts and causes of the same kind': () =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9].reduce<Error>(
      (cause, n) => Object.assign(new Error(`link ${n}`, { cause }), { own: 'x'.repeat(60_000), code: 'E' }),
      new AggregateError([new Error('a'), new Error('b')]),
    ),
  'an error whose message is an object': () => errorOf({ message: { value: { detail: circular() } } }),
  'a proxy of an error that says nothing of its properties': () =>
    new Proxy(new Error('x', { cause: 1 }), { ownKeys: thrower, getOwnPropertyDescriptor: thrower }),
  'an error of another realm': () => vm.runInNewContext('new RangeError("x")'),
  'an object with the prototype of an error': () => Object.create(Error.prototype),
  'a fake error': () => ({ name: 'Error', message: 'x', stack: { toString: thrower } }),
  'an error that is its own cause, member and property': circularError,
  'an error whose parts all throw': () =>
    errorOf(
      Object.fromEntries(
        ['name', 'message', 'stack', 'code', 'cause', 'errors', 'own', 'toString', 'toJSON'].map((name) => [
          name,
          { get: thrower, enumerable: true },
        ]),
      ),
    ),
  'an error whose parts are no text': () =>
    errorOf({
      name: { value: Symbol('n') },
      message: { value: { toString: thrower } },
      stack: { value: 17 },
      code: { value: circular() },
      constructor: { value: 1 },
    }),
  'an error whose parts are symbols': () =>
    errorOf(
      Object.fromEntries(
        ['name', 'message', 'stack', 'code', 'cause', 'errors'].map((name) => [
          name,
          { value: Symbol(name), enumerable: true },
        ]),
      ),
    ),
  'an error with 200,000 frames': () => errorOf({ stack: { value: manyFrames } }),
  'a DOMException': () => new DOMException('aborted', 'AbortError'),
  'a class instance': () => new Ticket(),
  'an object that throws at every conversion': () => new Shouting(),
  'toString that throws': () => ({ toString: thrower }),
  'valueOf that throws': () => ({ valueOf: thrower }),
  'Symbol.toPrimitive that throws': () => ({ [Symbol.toPrimitive]: thrower }),
  'a tag that throws': () =>
    Object.create({
      get [Symbol.toStringTag]() {
        return thrower();
      },
    }),
  'a constructor that throws': () =>
    Object.create(Object.defineProperty({}, 'constructor', { get: thrower })),
  'an object of another realm': () => vm.runInNewContext('({ a: new Map([[{}, [1]]]), f() {} })'),
  'no prototype': () => Object.assign(Object.create(null), { a: 1 }),
  'own __proto__ and constructor': () =>
    JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  'own names of Object.prototype': () => JSON.parse('{"__proto__":1,"hasOwnProperty":3,"toJSON":4}'),
  '100,000 symbols': () => manySymbols,
  'a getter that throws': () => Object.defineProperty({ k: 1 }, 'g', { get: thrower, enumerable: true }),
  'a getter that throws undefined': () => ({
    get a(): never {
      throw undefined;
    },
  }),
  'a getter that changes the object': () => ({
    get a(): number {
      Object.assign(this, { added: 1 });
      Reflect.deleteProperty(this, 'b');
      return 1;
    },
    b: 2,
  }),
  'a toJSON that throws': () => ({ toJSON: thrower }),
  'a toJSON whose getter throws': () => Object.defineProperty({}, 'toJSON', { get: thrower }),
  'a toJSON that gives itself': () => ({
    toJSON() {
      return this;
    },
  }),
  'a toJSON that never ends': () => {
    const make = (): object => ({ toJSON: make });
    return make();
  },
  'a toJSON that is no function': () => ({ toJSON: 'text' }),
  'an inspect hook that throws': () => ({ [Symbol.for('nodejs.util.inspect.custom')]: thrower }),
  'an inspect hook': () => ({ [Symbol.for('nodejs.util.inspect.custom')]: () => `${ESC}[2J` }),
  'a proxy': () => new Proxy({ a: 1 }, {}),
  'a revoked proxy': () => revoked({}),
  'a revoked proxy of a list': () => revoked([]),
  'a revoked proxy of a function': () => revoked(() => {}),
  'a proxy that refuses everything': () => refusing({ a: 1 }),
  ...Object.fromEntries(
    TRAPS.map((trap) => [`a proxy that refuses ${trap}`, () => new Proxy({ a: 1 }, { [trap]: thrower })]),
  ),
  'a proxy of a list that refuses everything': () => refusing([1]),
  'a proxy of a list that refuses to be read': () => new Proxy([1, 2], { get: thrower }),
  'a proxy of a function that refuses everything': () => refusing(() => {}),
  'a proxy of an error that refuses everything': () => refusing(new Error('x')),
  'a proxy that lies': lying,
  'a proxy that owns every name': () => knowsEveryName([]),
  'a proxy with 2,000 names': () => knowsEveryName(Array.from({ length: 2_000 }, (_, n) => `k${n}`)),
  'a proxy of a Map': () => new Proxy(new Map([['a', 1]]), {}),
  'a proxy of a date': () => new Proxy(new Date(0), {}),
  'a proxy without an end': endless,
  'a list with holes': () => Object.assign([], { 3: 'x', length: 5 }),
  'a list of four billion holes': () => Object.assign([], { length: 4_294_967_295 }),
  'a list with a million items': () => millionItems,
  'a list with a getter': () => Object.defineProperty([1, 2], 1, { get: thrower }),
  'a list whose length is a symbol': () => listWithLength(Symbol('length')),
  'a list whose length is infinite': () => listWithLength(Number.POSITIVE_INFINITY),
  'a list whose length is negative': () => listWithLength(-1),
  'a list whose length is text': () => listWithLength('2'),
  'a subclass of a list whose length throws': () =>
    new Proxy(
      new (class extends Array {
        override get length(): number {
          return thrower();
        }
      })(),
      {},
    ),
  '20,000 properties': () => manyProperties,
  '5,000 levels': () => deepObjects,
  '20,000 levels of lists': () => deepLists,
  '20,000 levels of Maps': () => deepMaps,
  'a wide and deep tree': () => {
    let tree: unknown = 'leaf';
    for (let level = 0; level < 8; level += 1) tree = new Array(7).fill(tree);
    return tree;
  },
  'a billion empty lists': () => sharedLists(3, []),
  'a billion empty texts': () => sharedLists(3, ''),
  'a billion empty keys': () => sharedLists(3, { '': '' }),
  'a large value below others': () => ({ a: { b: { c: { d: new Array(900).fill('x'.repeat(200)) } } } }),
  'a string of 50 MB': () => huge,
  '50 MB of digits': () => manyDigitsText,
  '50 MB of digits in a box': () => new String(manyDigitsText),
  'a key of 50 MB': () => ({ [huge]: 1 }),
  'a key of line breaks and terminal codes': () => ({
    [`${LF}${ESC}[2J${point(0x2028)}"${point(0x5c)}`]: `${LF}${ESC}]0;x${point(7)}`,
  }),
  'a megabyte of line breaks': () => LF.repeat(1_048_576),
  'a million placeholders': () => '%s'.repeat(1_000_000),
  'a megabyte of quotes': () => '"'.repeat(1_048_576),
  'many strings of quotes': () => new Array(16).fill('"'.repeat(60_000)),
  'a megabyte of backslashes': () => point(0x5c).repeat(1_048_576),
  'a megabyte of lone surrogates': () => point(0xd800).repeat(1_048_576),
  'a megabyte of emoji': () => point(0x1f600).repeat(500_000),
  'sixty thousand objects of a thousand members without a value': () =>
    new Array(1_000).fill(
      new Array(60).fill(Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`x${n}`, undefined]))),
    ),
  'a Map of a thousand objects': () => new Map(Array.from({ length: 1_000 }, (_, n) => [{}, n])),
  'a Map of a thousand quotes and line breaks': () =>
    new Map(
      Array.from({ length: 1_000 }, (_, n) => [
        new String(`${'"'.repeat(100)}${LF.repeat(100)}`),
        'x'.repeat(n),
      ]),
    ),
  'a bigint of a million bits': () => millionBits,
  'bigints of a million bits': () => new Map([[millionBits, new Array(900).fill(Object(millionBits))]]),
  'a key of a Map of 50 MB': () => new Map([[hugeOfWords, 1]]),
  'a key that is a list of 50 MB each': () => new Map([[[huge, hugeOfWords, Object(huge)], 1]]),
  'a boxed string of a megabyte': () => boxedText,
  'a boxed string of a megabyte with a tag of its own': () => taggedText,
  'a proxy of a boxed string': () => new Proxy(boxedText, {}),
  'a proxy of a megabyte of bytes': () => new Proxy(new Uint8Array(1_000_000), {}),
  '900 keys of 6 KB without a value': () => longKeys,
  '900 keys of 6 KB': () => longKeysWithValues,
  'five objects of 900 keys of 6 KB without a value': () => fiveOfLongKeys,
  'fifty times 900 keys of 130 characters without a value': () => new Array(50).fill(keysOf130),
  'sixty objects of 900 new keys without a value': () => newKeys,
  'keys of ligatures': () => ligatures,
  'a thousand times 50,000 members': () => new Array(1_000).fill(manyNames),
  'a thousand fields of 50,000 members': () =>
    Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`x${n}`, manyNames])),
  'a thousand objects that inherit 50,000 members': () =>
    Array.from({ length: 1_000 }, () => Object.create(manyNames)),
  'ten thousand texts that shrink': () => new Array(10).fill(new Array(1_000).fill(shrinking)),
  'fields of texts that shrink': () =>
    Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`x${n}`, shrinking])),
  'a list of texts that swell': () => new Array(900).fill(swelling),
  'fields of texts that swell': () =>
    Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`x${n}`, swelling])),
  'long keys above each other': () => {
    const leaves = Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`x${n}`, n]));
    return Array.from({ length: 9 }).reduce<object>((object) => ({ ['k'.repeat(1_000)]: object }), leaves);
  },
};
