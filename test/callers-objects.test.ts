import { inspect, isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type LoggingOptions, withContext } from '../src/index.js';
import { MemoryTransport, setUp } from './helpers/memory.js';

const lab = setUp({ redact: { paths: ['user.email', 'list[0].a'] } });

function sample(): Record<string, unknown> {
  return {
    password: 'hunter2',
    user: { email: 'ann@example.test', card: '4111 1111 1111 1111', tags: ['a', 'b'] },
    list: [{ a: 1 }, { b: { token: 't' } }],
    map: new Map([['secret', { a: 1 }]]),
    set: new Set(['x']),
    date: new Date(0),
    text: 'line\nfeed',
    big: 7n,
    nothing: undefined,
    long: 'x'.repeat(100_000),
  };
}

function freezeAll<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const key of Reflect.ownKeys(value)) freezeAll((value as Record<PropertyKey, unknown>)[key]);
  return Object.freeze(value);
}

/** Every way to hand an object to the library. */
const WAYS: Readonly<Record<string, (value: object) => void>> = {
  fields: (value) => lab.log.info('m', value),
  'a field': (value) => lab.log.info('m', { value }),
  'fields first': (value) => lab.log.info(value, 'm'),
  bindings: (value) => lab.log.child(value).info('m'),
  argument: (value) => lab.log.info('%j %o', value, value),
  context: (value) => withContext(value, () => lab.log.info('m')),
  error: (value) => lab.log.error(Object.assign(new Error('x'), value)),
  thrown: (value) => lab.log.exception(value),
};

describe.each(Object.entries(WAYS))('an object given as %s', (_, give) => {
  test('is the same afterwards', () => {
    const value = sample();
    give(value);
    expect(isDeepStrictEqual(value, sample())).toBe(true);
    expect(lab.lines.at(-1)).not.toContain('hunter2');
  });

  test('may be frozen, at every depth', () => {
    const value = freezeAll(sample());
    const before = lab.lines.length;
    give(value);
    expect(lab.lines).toHaveLength(before + 1);
    expect(lab.lines.at(-1)).not.toContain('hunter2');
    expect(isDeepStrictEqual(value, sample())).toBe(true);
  });

  test('is never written to', () => {
    const writes: PropertyKey[] = [];
    const note = (_target: object, key: PropertyKey): boolean => {
      writes.push(key);
      return true;
    };
    give(
      new Proxy(sample(), {
        set: note,
        defineProperty: note,
        deleteProperty: note,
        setPrototypeOf: () => true,
      }),
    );
    expect(writes).toEqual([]);
  });
});

describe('a getter', () => {
  const counting = () => {
    const reads: Record<string, number> = {};
    const count = (name: string, value: unknown): PropertyDescriptor => ({
      enumerable: true,
      get() {
        reads[name] = (reads[name] ?? 0) + 1;
        return value;
      },
    });
    const inner = Object.defineProperties({}, { password: count('password', 'x'), c: count('c', [1]) });
    const value = Object.defineProperties(
      {},
      { a: count('a', 'x'), level: count('level', 1), inner: count('inner', inner) },
    );
    return { reads, value };
  };
  const ONCE = { a: 1, level: 1, inner: 1, password: 1, c: 1 };

  test.each([
    ['a field', (value: object) => lab.log.info('m', { value })],
    ['fields', (value: object) => lab.log.info('m', value)],
    ['bindings', (value: object) => lab.log.child(value).info('m')],
    ['an error', (value: object) => lab.log.error('m', new Error('x', { cause: value }))],
  ])('of %s is read exactly once', (_, give) => {
    const { reads, value } = counting();
    lab.log.info('the set-up is in force');
    give(value);
    expect(reads).toEqual(ONCE);
  });

  test('is read once for several formats and transports', () => {
    const other = new MemoryTransport('other');
    const several = setUp({
      transports: [new MemoryTransport('memory'), other],
      console: false,
    });
    const { reads, value } = counting();
    several.log.info('m', { value });
    expect(reads).toEqual(ONCE);
    expect(other.lines).toHaveLength(1);
  });

  test('that logs gets its line too, and does not disturb the one at hand', () => {
    const value = {
      a: 1,
      get b() {
        lab.log.info('from the getter', { x: [1] });
        return 2;
      },
      c: 3,
    };
    const lines = lab.written(() => lab.log.info('outer', { value }));
    expect(lines.map(({ message }) => message)).toEqual(['from the getter', 'outer']);
    expect(lines[1]).toMatchObject({ value: { a: 1, b: 2, c: 3 } });
  });

  test('that logs itself without end comes to an end', () => {
    const value = {
      get again(): unknown {
        lab.log.info('m', { value });
        return 1;
      },
    };
    const lines = lab.written(() => lab.log.info('m', { value }));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(10);
  });
});

/** Values of every kind that a record can hold, new for each call. */
function values(): Record<string, unknown> {
  const shared = { token: ['se', 'cret'].join(''), list: [1, { password: 'x' }, [new Date(0)]] };
  return {
    plain: {
      user: { name: 'ada', password: ['hun', 'ter2'].join('') },
      items: [{ owner: 'bob', pin: 1234 }],
    },
    shared: { a: shared, b: shared },
    map: new Map<unknown, unknown>([
      ['token', 'x'],
      [{ k: 1 }, new Set([1, 'password=abc'])],
    ]),
    error: Object.assign(new Error('postgres://u:pw@h/db', { cause: { secret: 1 } }), {
      config: { headers: { cookie: 'a=b' } },
    }),
    text: 'password=abcdefgh \u001b[31m\n',
    params: new URLSearchParams('token=1&a=2'),
    class: new (class Account {
      apiKey = 'k';
      nested = { jwt: 'j' };
    })(),
  };
}

const SHOWN = {
  depth: Number.POSITIVE_INFINITY,
  showHidden: true,
  maxArrayLength: null,
  maxStringLength: null,
};

const SET_UPS: Record<string, LoggingOptions> = {
  'by default': {},
  'with paths and a censor that throws': {
    redact: {
      paths: ['plain.user.name', 'plain.items[*].owner', 'error.config.headers', 'map.token', '*.nested'],
      censor: () => {
        throw new Error('no');
      },
    },
  },
  'with paths that are removed': {
    redact: { paths: ['plain.user', 'class.nested', 'shared.a.list[0]'], remove: true },
  },
  'with patterns that throw': {
    scrub: {
      patterns: [
        {
          name: 'broken',
          pattern: /abc\w{1,9}/,
          validate: () => {
            throw new Error('no');
          },
        },
      ],
    },
  },
};

describe.each(Object.keys(SET_UPS))('what was logged %s', (name) => {
  const calls: Record<string, (lab: ReturnType<typeof setUp>, given: Record<string, unknown>) => void> = {
    fields: ({ log }, given) => log.info('m', given),
    'fields first': ({ log }, given) => log.info(given, 'm %o', given),
    arguments: ({ log }, given) => log.info('m %s %j %o %O', given, given, given, given),
    bindings: ({ log }, given) => log.child(given).info('m', { plain: 1 }),
    error: ({ log }, given) => log.error(given['error'] as Error, 'm', given),
  };

  test.each(Object.keys(calls))('as %s is as it was', (call) => {
    const lab = setUp(SET_UPS[name]);
    const given = values();
    const before = inspect(given, SHOWN);
    calls[call]?.(lab, given);
    expect(lab.lines).toHaveLength(1);
    expect(inspect(given, SHOWN)).toBe(before);
  });

  test.each(Object.keys(calls))('as %s gives the same line when it is frozen', (call) => {
    const lab = setUp({ stack: 'none', ...SET_UPS[name] });
    const open = values();
    const frozen = values();
    freezeAll(frozen);
    calls[call]?.(lab, open);
    calls[call]?.(lab, frozen);
    const [first, second] = lab.lines.map((line) => line.replace(/"timestamp":"[^"]*"/, ''));
    expect(second).toBe(first);
    expect(second).not.toMatch(/hunter2|abcdefgh/);
  });
});
