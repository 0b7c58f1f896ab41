import { describe, expect, test } from 'vitest';
import { getLogger } from '../../src/index.js';
import { setUp } from '../helpers/memory.js';

const lab = setUp();
const shown = (value: unknown) => {
  lab.log.info('m', { value });
  return lab.last()['value'];
};
/** A set-up with limits of its own. */
const limited = (limits: object) => setUp({ limits });

describe('values', () => {
  test.each([
    ['text', 'text'],
    ['', ''],
    [5, 5],
    [-1.5, -1.5],
    [1e21, 1e21],
    [true, true],
    [false, false],
    [null, null],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [10n ** 30n, '1000000000000000000000000000000'],
    [Symbol('s'), 'Symbol(s)'],
    [
      [1, 'two', null, undefined],
      [1, 'two', null, null],
    ],
    [[], []],
    [{}, {}],
    [{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 1 }] } }],
  ])('%s', (value, expected) => {
    expect(shown(value)).toEqual(expected);
  });

  test('a field that is undefined is left out, as in JSON', () => {
    expect(shown({ a: undefined, b: 1 })).toEqual({ b: 1 });
    lab.log.info('m', { gone: undefined });
    expect(lab.last()).not.toHaveProperty('gone');
  });

  test('a function inside a value is named and not called', () => {
    expect(
      shown({
        named: function hello() {
          throw new Error('called');
        },
      }),
    ).toEqual({ named: '[Function: hello]' });
    expect(shown([() => 1])).toEqual(['[Function]']);
  });

  test('a class instance shows its own enumerable properties', () => {
    class Order {
      id = 7;
      #secret = 'x';
      get total() {
        return this.#secret;
      }
    }
    expect(shown(new Order())).toEqual({ id: 7 });
  });

  test('inherited and symbol properties are not shown', () => {
    expect(shown(Object.assign(Object.create({ inherited: 1 }), { own: 2, [Symbol('s')]: 3 }))).toEqual({
      own: 2,
    });
  });

  test('an object without a prototype is shown', () => {
    expect(shown(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
  });

  test('own keys __proto__, constructor, toString and hasOwnProperty are keys', () => {
    const text = '{"__proto__":{"x":1},"constructor":2,"toString":3,"hasOwnProperty":4}';
    expect(JSON.stringify(shown(JSON.parse(text)))).toBe(text);
  });

  test('the same object twice is shown twice', () => {
    const twice = { a: 1 };
    expect(shown({ x: twice, y: twice, z: [twice, twice] })).toEqual({
      x: twice,
      y: twice,
      z: [twice, twice],
    });
  });
});

describe('toJSON', () => {
  test.each([
    ['a function', () => 'short', 'short'],
    ['undefined', undefined, { a: 1 }],
    ['a text', 'as it is', { a: 1, toJSON: 'as it is' }],
  ])('that is a getter which gives %s is read once', (_, given, expected) => {
    let reads = 0;
    const value = Object.defineProperty({ a: 1 }, 'toJSON', {
      enumerable: true,
      get() {
        reads += 1;
        return given;
      },
    });
    expect(shown(value)).toEqual(expected);
    expect(reads).toBe(1);
  });

  test('that is a getter which throws is read once', () => {
    let reads = 0;
    const value = Object.defineProperty({ a: 1 }, 'toJSON', {
      enumerable: true,
      get() {
        reads += 1;
        throw new Error('no');
      },
    });
    expect(shown(value)).toBe('[toJSON threw]');
    expect(reads).toBe(1);
  });

  test('of a nested value is called once, and its result is walked', () => {
    let calls = 0;
    const value = {
      toJSON() {
        calls += 1;
        return { password: 'hunter2', id: 1 };
      },
    };
    expect(shown(value)).toEqual({ password: '[REDACTED]', id: 1 });
    expect(calls).toBe(1);
  });

  test('that throws is a mark', () => {
    expect(
      shown({
        toJSON() {
          throw new Error('no');
        },
      }),
    ).toBe('[toJSON threw]');
  });

  test('that gives the object itself shows the object', () => {
    expect(
      shown({
        a: 1,
        toJSON() {
          return this;
        },
      }),
    ).toMatchObject({ a: 1 });
  });

  test('that gives nothing is null', () => {
    expect(shown({ toJSON: () => undefined })).toBeNull();
  });

  test('of the class of the fields object is not called', () => {
    class Fields {
      a = 1;
      toJSON(): never {
        throw new Error('called');
      }
    }
    lab.log.info('m', new Fields());
    expect(lab.last()).toMatchObject({ a: 1 });
  });
});

describe('marks', () => {
  test('[Circular] for an object inside itself', () => {
    const self: Record<string, unknown> = { a: 1 };
    self['self'] = self;
    const list: unknown[] = [1];
    list.push(list);
    const map = new Map<string, unknown>();
    map.set('map', map);
    expect(shown(self)).toEqual({ a: 1, self: '[Circular]' });
    expect(shown(list)).toEqual([1, '[Circular]']);
    expect(shown(map)).toEqual({ map: '[Circular]' });
  });

  test('[Circular] for the fields object inside itself', () => {
    const fields: Record<string, unknown> = { a: 1 };
    fields['fields'] = fields;
    lab.log.info('m', fields);
    expect(lab.last()).toMatchObject({ a: 1, fields: '[Circular]' });
  });

  test('[Depth] below twelve containers', () => {
    let deep: unknown = 'bottom';
    for (let i = 0; i < 30; i += 1) deep = { in: deep };
    const text = JSON.stringify(shown(deep));
    expect(text).toContain('"[Depth]"');
    // The fields object is the first of the twelve.
    expect(text.match(/"in"/g)).toHaveLength(11);
  });

  test('[Depth] where the set-up says', () => {
    const own = limited({ depth: 2 });
    own.log.info('m', { a: { b: { c: 1 } }, d: [[1]], e: { f: 1 } });
    expect(own.last()).toMatchObject({ a: { b: '[Depth]' }, d: ['[Depth]'], e: { f: 1 } });
  });

  test('[+17 more] for entries beyond the breadth', () => {
    const count = 1_017;
    const keys = Array.from({ length: count }, (_, i) => `k${i}`);
    expect(shown(keys)).toHaveLength(1_001);
    expect(shown(keys).at(-1)).toBe('[+17 more]');
    expect(shown(new Set(keys)).at(-1)).toBe('[+17 more]');
    expect(shown(new Map(keys.map((key) => [key, 1])))['...']).toBe('[+17 more]');
    const object = Object.fromEntries(keys.map((key) => [key, 1]));
    expect(shown(object)['...']).toBe('[+17 more]');
    expect(Object.keys(shown(object))).toHaveLength(1_001);
    lab.log.info('m', object);
    expect(lab.last()['...']).toBe('[+17 more]');
  });

  test('exactly the breadth has no mark', () => {
    const own = limited({ breadth: 3 });
    own.log.info('m', {
      list: [1, 2, 3],
      set: new Set([1, 2, 3]),
      map: new Map([
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
    });
    expect(own.last()).toMatchObject({ list: [1, 2, 3], set: [1, 2, 3], map: { 1: 1, 2: 2, 3: 3 } });
  });

  test('[Getter threw] for a getter that throws; the others are shown', () => {
    const value = {
      a: 1,
      get b() {
        throw new Error('no');
      },
      c: 3,
    };
    expect(shown(value)).toEqual({ a: 1, b: '[Getter threw]', c: 3 });
  });

  test('[truncated 5120] for the rest of a string', () => {
    expect(shown('x'.repeat(65_536))).toBe('x'.repeat(65_536));
    expect(shown('x'.repeat(65_536 + 5_120))).toBe(`${'x'.repeat(65_536)}[truncated 5120]`);
    const own = limited({ string: 16 });
    own.log.info('0123456789abcdefghij', { text: '0123456789abcdefghij' });
    expect(own.last()).toMatchObject({
      message: '0123456789abcdef[truncated 4]',
      text: '0123456789abcdef[truncated 4]',
    });
  });

  test('a cut never splits a surrogate pair', () => {
    const own = limited({ string: 16 });
    own.log.info('m', { text: `${'x'.repeat(15)}\u{1f600}` });
    expect(own.last()['text']).toBe(`${'x'.repeat(15)}[truncated 2]`);
  });

  test('[Unreadable] for what refuses to be read', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(shown(proxy)).toBe('[Unreadable]');
  });
});

describe('keys', () => {
  test('beyond 1,024 characters are cut with a mark', () => {
    const [key] = Object.keys(shown({ ['k'.repeat(1_030)]: 1 }));
    expect(key).toBe(`${'k'.repeat(1_024)}[truncated 6]`);
  });

  test('that are equal once cut stay apart', () => {
    const own = limited({ key: 16 });
    const long = '0123456789abcdef';
    own.log.info('m', { value: { [`${long}XY`]: 1, [`${long}YX`]: 2, [`${long}[truncated 2]`]: 3 } });
    const keys = Object.keys(own.last()['value']);
    expect(new Set(keys).size).toBe(3);
    expect(keys).toContain(`${long}[truncated 2]_`);
  });

  test('that are equal once cut stay apart in an error that paths lead into', () => {
    const own = setUp({ redact: { paths: ['error.nothing'] } });
    const long = 'k'.repeat(1_100);
    own.log.error(Object.assign(new Error('x'), { [long]: 1, [`${long}k`]: 2 }));
    expect(Object.values(own.last()['error'])).toEqual(expect.arrayContaining([1, 2]));
  });

  test('of a Map may be of any kind and of the same text', () => {
    const key = {};
    const map = new Map<unknown, unknown>([
      [1, 'number'],
      ['1', 'text'],
      [key, 'object'],
      [{}, 'another'],
      [Symbol('s'), 'symbol'],
      [() => 1, 'function'],
      [null, 'null'],
    ]);
    const result = shown(map);
    expect(Object.values(result)).toEqual([
      'number',
      'text',
      'object',
      'another',
      'symbol',
      'function',
      'null',
    ]);
    expect(result).toMatchObject({ 1: 'number', '1_': 'text', 'Symbol(s)': 'symbol', null: 'null' });
  });

  test('of core parts are written with _ behind them, and again where that is taken', () => {
    lab.log.info('m', { level: 1, level_: 2, level__: 3, timestamp: 4, name: 5, message: 6, error: 7 });
    const line = lab.last();
    expect(line).toMatchObject({
      level: 'INFO',
      name: 'test',
      message: 'm',
      level_: 2,
      level__: 3,
      level___: 1,
      timestamp_: 4,
      name_: 5,
      message_: 6,
      error: 7,
    });
    expect(Object.keys(line).slice(0, 4)).toEqual(['timestamp', 'level', 'name', 'message']);
  });

  test('of core parts inside a value stay', () => {
    expect(shown({ level: 1, message: 2 })).toEqual({ level: 1, message: 2 });
  });
});

describe('a line', () => {
  const ROOM = 1_024;
  const own = limited({ line: ROOM });

  test.each([
    ['a long string', { a: 'x'.repeat(5_000), b: 1 }],
    ['a long string of three bytes each', { a: '\u4e16'.repeat(5_000), b: 1 }],
    ['a long string of escapes', { a: '\n\u0001'.repeat(5_000), b: 1 }],
    ['many keys', Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`key${i}`, i]))],
    [
      'many long keys',
      Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${'\u00e9'.repeat(99)}${i}`, i])),
    ],
    ['a long list', { list: Array.from({ length: 900 }, (_, i) => i) }],
    ['a long list of texts', { list: Array.from({ length: 900 }, () => 'some text \u20ac') }],
    ['a Map', { map: new Map(Array.from({ length: 900 }, (_, i) => [i, 'x'])) }],
    ['nested lists', { list: Array.from({ length: 90 }, () => Array.from({ length: 90 }, () => ['x'])) }],
    ['an error', { error: new Error('x'.repeat(3_000)) }],
  ])('of %s keeps to its limit in bytes and stays JSON', (_, fields) => {
    own.log.info('m', fields);
    const line = own.lines.at(-1) as string;
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(ROOM);
    expect(JSON.parse(line).message).toBe('m');
    expect(line).toMatch(/\[truncated \d+\]|\[\+\d+ more\]/);
  });

  test.each(['x', '\u4e16', '\u0000', '"', '\u{1f600}'])(
    'keeps to its limit with a message of %j',
    (unit) => {
      own.log.info(unit.repeat(5_000), { a: 1 });
      const line = own.lines.at(-1) as string;
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(ROOM);
      expect(JSON.parse(line).message).toMatch(/\[truncated \d+\]$/);
    },
  );

  test.each(['x', '\u4e16', '\u0001', '"', '\ud800', '\u{1f600}'])(
    'keeps to its limit with keys and a logger name of %j',
    (unit) => {
      for (const line of [1_024, 2_048, 4_096, 7_000]) {
        const { log, lines } = limited({ line });
        const name = unit.repeat(1_000);
        log.info('m', { [name]: 1 });
        for (const room of [0, line / 5]) {
          log.info('x'.repeat(room), { [name]: 1, b: 2 });
          log.info('\u4e16'.repeat(room), { [name]: 1, b: { [name]: [{ [name]: 1 }] } });
          log.child({ [name]: 1, b: 2 }).info('m', { map: new Map([[name, 1]]) });
          getLogger(name).info('x'.repeat(room), { [name]: 1 });
        }
        for (const written of lines) {
          expect(Buffer.byteLength(written)).toBeLessThanOrEqual(line);
          expect(JSON.parse(written)).toHaveProperty('message');
        }
      }
    },
  );

  test('with bound fields that leave no room keeps to its limit', () => {
    const child = own.log.child({ a: 'x'.repeat(600), b: 'y'.repeat(600) });
    child.info('m', { c: 'z'.repeat(600) });
    expect(Buffer.byteLength(own.lines.at(-1) as string)).toBeLessThanOrEqual(ROOM);
    expect(own.last()['message']).toBe('m');
  });
});

describe('sensitive keys', () => {
  test('hide their value at any depth and in every container', () => {
    lab.log.info('m', {
      password: 'hunter2',
      a: [{ b: { apiKey: 'k-1' } }],
      map: new Map([['secret', 's']]),
      error: Object.assign(new Error('x'), { token: 't' }),
    });
    expect(lab.last()).toMatchObject({
      password: '[REDACTED]',
      a: [{ b: { apiKey: '[REDACTED]' } }],
      map: { secret: '[REDACTED]' },
      error: { token: '[REDACTED]' },
    });
  });

  test('hide objects as a whole, and leave what says nothing', () => {
    expect(shown({ password: { a: 1 }, secret: null, apiKey: '', token: true })).toEqual({
      password: '[REDACTED]',
      secret: null,
      apiKey: '',
      token: true,
    });
  });

  test('do not call a lazy value', () => {
    lab.log.info('m', {
      password: () => {
        throw new Error('called');
      },
    });
    expect(lab.last()['password']).toBe('[REDACTED]');
  });

  test('auth hides texts, also those directly in a list, and walks objects', () => {
    expect(shown({ auth: 'user:pass' }).auth).toBe('[REDACTED]');
    expect(JSON.stringify(shown({ auth: ['user:pass'] }))).not.toContain('pass');
    expect(shown({ auth: { user: 'ann', password: 'x' } }).auth).toEqual({
      user: 'ann',
      password: '[REDACTED]',
    });
  });

  describe.each([
    ['without paths', setUp()],
    ['with a path to every field', setUp({ redact: { paths: ['*.zz'] } })],
  ])('%s', (_, own) => {
    test.each<[string, () => unknown]>([
      ['a Map', () => new Map([['x', 'hunter2']])],
      ['a Set', () => new Set(['hunter2'])],
      ['a boxed text', () => Object('hunter2')],
      ['a boxed text without a prototype', () => Object.setPrototypeOf(Object('hunter2'), null)],
      ['a list', () => ['hunter2']],
      ['a list with the prototype of an object', () => Object.setPrototypeOf(['hunter2'], Object.prototype)],
      ['what has a toJSON', () => ({ toJSON: () => ({ v: 'hunter2' }) })],
      [
        'an instance of a class',
        () =>
          new (class Login {
            v = 'hunter2';
          })(),
      ],
      ['what gives a toJSON at the second look only', () => second(undefined, () => 'hunter2')],
      ['what gives a toJSON at the first look only', () => second(() => 'hunter2', undefined)],
    ])('auth hides %s, which can be the text itself', (_, make) => {
      own.log.info('m', { auth: make() });
      expect(JSON.stringify(own.last())).not.toMatch(/hunter2|"h"/);
      expect(own.last()).toHaveProperty('auth');
    });

    test('auth with a toJSON that is no function shows its members, and the toJSON is read once', () => {
      let reads = 0;
      const get = (): unknown => {
        reads += 1;
        return undefined;
      };
      own.log.info('m', { auth: Object.defineProperty({ user: 'ann' }, 'toJSON', { get }) });
      expect(own.last()['auth']).toEqual({ user: 'ann' });
      expect(reads).toBe(1);
    });

    test('a hidden value counts once, and is hidden whatever a path makes of it', () => {
      const { key = 0 } = own.logging.stats().redacted;
      own.log.info('m', { auth: ['hunter2'], password: 'hunter2' });
      expect(own.last()).toMatchObject({ auth: '[REDACTED]', password: '[REDACTED]' });
      expect(own.logging.stats().redacted['key']).toBe(key + 2);
    });

    test('a field beside its name hides what can be the text itself', () => {
      own.log.info('m', { key: 'auth', value: new Map([['x', 'hunter2']]) });
      expect(own.last()['value']).toBe('[REDACTED]');
    });
  });

  test('a censor does not see what a name hides, nor decides that it is shown', () => {
    const seen: unknown[] = [];
    const censor = (value: unknown): unknown => {
      seen.push(value);
      return { user: 'hunter2' };
    };
    const own = setUp({ redact: { paths: ['auth', 'password'], censor } });
    own.log.info('m', { auth: ['hunter2'], password: 'hunter2' });
    expect(own.last()).toMatchObject({ auth: '[REDACTED]', password: '[REDACTED]' });
    expect(JSON.stringify(seen)).not.toContain('hunter2');
  });

  test('a path that removes a sensitive field removes it', () => {
    const own = setUp({ redact: { paths: ['password'], remove: true } });
    own.log.info('m', { a: 1, password: 'hunter2' });
    expect(own.last()).not.toHaveProperty('password');
  });
});

/** An object whose `toJSON` is another one each time that it is read. */
function second(...answers: unknown[]): object {
  let reads = 0;
  return Object.defineProperty({ user: 'ann' }, 'toJSON', { get: () => answers[reads++] });
}

describe('toJSON of one record', () => {
  test('is forgotten in the next one', () => {
    let reads = 0;
    const prototypes = [Object.prototype, Error.prototype, Error.prototype];
    const value = new Proxy(
      {
        get toJSON() {
          reads += 1;
          return reads === 1 ? () => 'that of the record before' : undefined;
        },
      },
      // A plain object at the first look, then an error, and a plain object in the next record.
      { getPrototypeOf: () => prototypes.shift() ?? Object.prototype, ownKeys: () => [] },
    );
    lab.log.info('m', { a: 'a key that is known' });
    lab.log.info('m', { a: value });
    lab.log.info('m', { a: [value] });
    expect(lab.last()['a']).toEqual([{}]);
    expect(reads).toBe(2);
  });
});

describe('what a record may cost', () => {
  const names = (count: number, value: unknown): object =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, value]));

  test('is not reached by one large object, behind which the other fields are shown', () => {
    lab.log.info('m', { a: names(60_000, 1), b: 'shown' });
    expect(lab.last()['a']['...']).toBe('[+59000 more]');
    expect(lab.last()['b']).toBe('shown');
  });

  test('is counted anew for each record', () => {
    lab.log.info('m', { a: new Array(20).fill(names(60_000, undefined)), b: 1 });
    expect(lab.last()['...']).toBe('[+1 more]');
    lab.log.info('m', { a: new Array(20).fill({ k0: 1 }), b: 1 });
    expect(lab.last()).toMatchObject({ a: new Array(20).fill({ k0: 1 }), b: 1 });
  });

  test('is that of the record, whatever paths lead to; a copy is shown as far as it goes', () => {
    const own = setUp({ redact: { paths: ['*.zz'] } });
    own.log.info('m', { a: names(150_000, 1), b: 'left out' });
    expect(Object.keys(own.last()['a'])).toHaveLength(1_001);
    expect(own.last()).not.toHaveProperty('b');
    expect(own.last()['...']).toBe('[+1 more]');
  });

  test('is not reached by two thousand instances of a class with enumerable methods', () => {
    const methods = names(40, () => 1);
    const instances = Array.from({ length: 2 }, () =>
      Array.from({ length: 1_000 }, () => Object.create(methods)),
    );
    expect(shown(instances)).toEqual(new Array(2).fill(new Array(1_000).fill({})));
  });

  test('is not reached by keys that fill a line', () => {
    const long = names(240, 1);
    const keys = Object.fromEntries(Object.keys(long).map((name) => [name.padEnd(1_024, 'x'), 1]));
    expect(Object.keys(shown(keys))).toHaveLength(240);
  });

  test('ends with the first long text that there is no room for; short ones before it are whole', () => {
    const own = limited({ line: 16_384 });
    own.log.info('m', { a: 'short', b: 'x'.repeat(20_000), c: 'y'.repeat(20_000), d: 1 });
    expect(own.last()).toMatchObject({ a: 'short', '...': '[+2 more]' });
    expect(own.last()['b']).toMatch(/^x{14000,}\[truncated \d+\]$/);
  });

  test('a text that swells in its middle fills the line nevertheless', () => {
    const own = limited({ line: 65_536 });
    own.log.info('m', { a: `${'x'.repeat(1_000)}${'\u0001'.repeat(20_000)}${'x'.repeat(40_000)}` });
    expect(own.lines.at(-1)?.length).toBeGreaterThan(0.9 * 60_000);
  });

  test('a record with a path shows a long list as far as the line goes', () => {
    const own = setUp({ redact: { paths: ['*.zz'] } });
    own.log.info('m', { a: new Array(9).fill('x '.repeat(30_000)) });
    expect(own.lines.at(-1)?.length).toBeGreaterThan(200_000);
  });
});

describe('objects whose names are indexes', () => {
  test.each<[string, () => unknown, unknown]>([
    [
      'a boxed text with a tag of its own',
      () => Object.assign(Object('ab'), { [Symbol.toStringTag]: 'x' }),
      'ab',
    ],
    ['a proxy of a boxed text', () => new Proxy(Object('ab'), {}), '[String]'],
    ['a proxy of bytes', () => new Proxy(new Uint8Array(2), {}), '[TypedArray]'],
  ])('%s is a text', (_, make, text) => {
    expect(shown(make())).toBe(text);
    lab.log.info('m', make());
    expect(lab.last()['message']).toBe(`m ${text}`);
    lab.log.child(make() as object).info('m');
    expect(lab.last()['bindings']).toBe(text);
  });
});

test('a bigint of more than 4,096 bits is a mark, wherever it stands', () => {
  const most = 2n ** 4_095n;
  expect(shown([most - 1n, -most, most, -most - 1n, Object(most)])).toEqual([
    String(most - 1n),
    String(-most),
    '[BigInt]',
    '[BigInt]',
    '[BigInt]',
  ]);
  lab.log.info('%s %d %j', most, most, most);
  expect(lab.last()['message']).toBe('[BigInt] [BigInt] "[BigInt]"');
  lab.log.exception(most);
  expect(lab.last()['error']).toMatchObject({ type: 'bigint', message: '[BigInt]' });
});
