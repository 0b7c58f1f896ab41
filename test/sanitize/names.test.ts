import { describe, expect, test } from 'vitest';
import type { LoggingOptions } from '../../src/index.js';
import { UsedNames } from '../../src/sanitize/names.js';
import { type Lab, openLab } from '../helpers/lab.js';
import { readStrictJson } from '../helpers/strict-json.js';

describe('a name that is used', () => {
  test('is taken with _ behind it, and with a number when that would get long', () => {
    const used = new UsedNames(['a']);
    const taken = Array.from({ length: 6 }, () => used.take('a'));
    expect(taken).toEqual(['a_', 'a__', 'a___', 'a_4', 'a_5', 'a_6']);
  });

  test('is never given twice, whatever is made of others', () => {
    const used = new UsedNames();
    const taken = ['a_', 'a', 'a', 'a__', 'a_4', ...Array<string>(9).fill('a')].map((name) =>
      used.take(name),
    );
    expect(new Set(taken).size).toBe(taken.length);
  });

  test('costs the same for the thousandth time', () => {
    const used = new UsedNames();
    let asked = 0;
    for (let i = 0; i < 1_000; i += 1)
      used.take('a', () => {
        asked += 1;
        return false;
      });
    expect(asked).toBeLessThan(3_000);
  });
});

/** The one line that `fields` make; throws where an object in it has a name twice. */
function lineOf(lab: Lab, fields: object, log = lab.logger('a')): Record<string, unknown> {
  return readStrictJson(lab.line(() => log.info('m', fields)).slice(0, -1)) as Record<string, unknown>;
}

const email = (user: string): string => [user, 'example.org'].join('@');
const hidden = '[REDACTED:email]';

describe('no object of a line has a name twice, although the object changes while it is read:', () => {
  const options: LoggingOptions = { redact: { presets: ['pii'] } };
  const lab = openLab({ format: 'json', ...options });

  /** Members as they stand; those whose value is a function are getters, which get the object. */
  function changing(members: Record<string, unknown>): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(members)) {
      const isGetter = typeof value === 'function';
      const get = (): unknown => (value as (object: object) => unknown)(object);
      const how = isGetter ? { get } : { value, writable: true };
      Object.defineProperty(object, name, { ...how, enumerable: true, configurable: true });
    }
    return object;
  }

  const remove = (name: string) => (object: Record<string, unknown>) => delete object[name];
  const add = (name: string) => (object: Record<string, unknown>) => {
    Object.defineProperty(object, name, { value: 'late', enumerable: true, configurable: true });
  };
  const many = Array.from({ length: 1_200 }, (_, i) => [`k${i}`, i] as const);
  const CASES: ReadonlyArray<[string, () => object]> = [
    ['a name that was taken is removed', () => changing({ level_: 1, x: remove('level_'), level: 3 })],
    ['and there are two of them', () => changing({ level_: 1, level__: 2, x: remove('level__'), level: 3 })],
    [
      'a name that is to come is removed and comes back',
      () => changing({ x: remove('level_'), level: 1, y: add('level_'), level_: 'z' }),
    ],
    ['a redacted name', () => changing({ [hidden]: 1, x: remove(hidden), [email('ada')]: 3 })],
    [
      'two redacted names',
      () => changing({ [email('ada')]: 1, [`${hidden}_`]: 2, x: remove(`${hidden}_`), [email('bob')]: 3 }),
    ],
    [
      'the mark for what is not shown',
      () => changing({ '...': 1, x: remove('...'), ...Object.fromEntries(many) }),
    ],
  ];

  test.each(CASES)('%s', (_, make) => {
    expect(lineOf(lab, make())).toMatchObject({ message: 'm' });
    expect(lineOf(lab, { value: make() })).toMatchObject({ message: 'm' });
    expect(lineOf(lab, { list: [make(), { value: make() }] })).toMatchObject({ message: 'm' });
  });

  test('a lazy function of the record itself', () => {
    const fields: Record<string, unknown> = { level_: 1, x: () => delete fields['level_'], level: 3 };
    expect(lineOf(lab, fields)).toMatchObject({ level_: 1, level__: 3 });
  });

  test('a toJSON inside it', () => {
    const fields: Record<string, unknown> = {
      level_: 1,
      x: { toJSON: () => delete fields['level_'] },
      level: 3,
    };
    expect(lineOf(lab, fields)).toMatchObject({ level_: 1, x: true, level__: 3 });
  });

  test('a proxy that hides what was read, or claims to have every name', () => {
    for (const answer of [undefined, { value: 0, configurable: true, enumerable: true }]) {
      const make = (): object => {
        let isRead = false;
        return new Proxy({ level_: 1, x: 2, level: 3, [email('ada')]: 4 } as Record<string, unknown>, {
          get(target, name) {
            isRead ||= name === 'x';
            return target[name as string];
          },
          getOwnPropertyDescriptor(target, name) {
            if (!isRead || name === 'level') return Reflect.getOwnPropertyDescriptor(target, name);
            return answer;
          },
        });
      };
      expect(lineOf(lab, make())).toMatchObject({ level_: 1, x: 2 });
      expect(lineOf(lab, { value: make() })).toMatchObject({ value: { level_: 1, x: 2 } });
    }
  });

  test('a value of bindings adds to the fields of the call', () => {
    const fields: Record<string, unknown> = { b: 1 };
    const child = lab.logger('a').child({
      a: 0,
      lazy() {
        fields['a'] = 1;
        return 'x';
      },
    });
    expect(lineOf(lab, fields, child)).toMatchObject({ a: 0, lazy: 'x', b: 1 });
    expect(lineOf(lab, fields, child)).toMatchObject({ a: 1, lazy: 'x', b: 1 });
  });

  test('a value of a context that meets the bindings adds to the fields of the call', () => {
    const fields: Record<string, unknown> = { b: 1 };
    const child = lab.logger('a').child({ a: 0, c: 1 });
    const context = {
      c: 2,
      get: {
        toJSON() {
          fields['a'] = 1;
          return 'x';
        },
      },
    };
    lab.withContext(context, () => {
      for (let i = 0; i < 3; i += 1) {
        delete fields['a'];
        expect(lineOf(lab, fields, child)).toMatchObject({ a: 0, get: 'x', b: 1, c: 1 });
      }
    });
  });
});

test('an inherited name that a getter makes an own one comes too late for the bindings', () => {
  const lab = openLab({ format: 'json' });
  const child = lab.logger('a').child({ b: 'bound' });
  const make = (prototype: object): object =>
    Object.defineProperty(Object.create(prototype), 'a', {
      enumerable: true,
      get() {
        Object.defineProperty(this, 'b', { value: 2, enumerable: true, configurable: true });
        return 1;
      },
    });
  const silent = new Proxy(
    {},
    {
      has: () => {
        throw new Error('on purpose');
      },
    },
  );
  for (let i = 0; i < 3; i += 1) {
    expect(lineOf(lab, make({ b: 0 }), child)).toMatchObject({ a: 1, b: 'bound' });
    expect(lineOf(lab, make(silent), child)).toMatchObject({ a: 1, b: 'bound' });
  }
});

test('a name with a backslash that meets a redacted one stays apart', () => {
  const lab = openLab({ format: 'json', redact: { presets: ['pii'] } });
  const members = { [`x\\y ${email('ada')}`]: 1, [`x\\y ${hidden}`]: 2, [`x\\y ${email('bob')}`]: 3 };
  expect(Object.values(lineOf(lab, { value: members })['value'] as object)).toEqual([1, 2, 3]);
  expect(lineOf(lab, members)).toMatchObject({ message: 'm' });
});

test('a replacement that gives the name of a core part forges none', () => {
  const replace = (): string => 'level';
  const scrub = { patterns: [{ name: 'ticket', pattern: /TICKET-\d+/, replace }] };
  const lab = openLab({ format: 'json', scrub });
  expect(lineOf(lab, { 'TICKET-17': 1 })).toMatchObject({ level: 'INFO', level_: 1 });
  const line = lineOf(lab, { 'TICKET-17': 1, 'TICKET-18': 2, level_: 3, level: 4 });
  expect(line).toMatchObject({ level: 'INFO', level_: 3 });
  expect(Object.values(line)).toEqual(expect.arrayContaining([1, 2, 3, 4]));
});

test('a field that is not enumerable hides none of the bindings', () => {
  const lab = openLab({ format: 'json' });
  const child = lab.logger('a').child({ a: 0 });
  const fields = Object.defineProperty({ b: 1 }, 'a', { value: 1, enumerable: false });
  for (let i = 0; i < 3; i += 1) expect(lineOf(lab, fields, child)).toMatchObject({ a: 0, b: 1 });
});

describe('bindings that are too large for a line', () => {
  test.each(['json', 'text'] as const)('are read once in each record: %s', (format) => {
    const lab = openLab({ format });
    const counts = { getter: 0, toJSON: 0, lazy: 0 };
    const large = 'x'.repeat(60_000);
    const nested = {
      get getter() {
        counts.getter += 1;
        return 1;
      },
      object: {
        toJSON() {
          counts.toJSON += 1;
          return 2;
        },
      },
    };
    const lazy = (): string => {
      counts.lazy += 1;
      return 'x';
    };
    const child = lab.logger('a').child({ nested, lazy, a: large, b: large, c: large, d: large, e: large });
    for (let records = 1; records <= 3; records += 1) {
      const line = lab.line(() => child.info('m'));
      expect(counts).toEqual({ getter: records, toJSON: records, lazy: records });
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(256 * 1024);
      expect(/\[truncated \d+\]/.test(line)).toBe(true);
    }
  });

  test('for a long message are shown whole beside a short one, and read no more', () => {
    const lab = openLab({ format: 'json' });
    let reads = 0;
    const nested = {
      get getter() {
        reads += 1;
        return 1;
      },
    };
    const large = 'é'.repeat(65_536);
    const child = lab.logger('a').child({ nested, a: large });
    const line = (message: string): string => lab.line(() => child.info(message));
    expect(line('\u{1f600}'.repeat(32_768)).includes('[truncated')).toBe(true);
    for (let i = 0; i < 3; i += 1) expect(JSON.parse(line('m'))).toMatchObject({ nested: { getter: 1 } });
    expect(reads).toBe(2);
  });
});
