import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { LoggingOptions } from '../src/config/options.js';
import { setUp } from './helpers/memory.js';

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

function deepFreeze(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const key of Reflect.ownKeys(value)) deepFreeze((value as Record<PropertyKey, unknown>)[key], seen);
  Object.freeze(value);
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
    deepFreeze(frozen);
    calls[call]?.(lab, open);
    calls[call]?.(lab, frozen);
    const [first, second] = lab.lines.map((line) => line.replace(/"timestamp":"[^"]*"/, ''));
    expect(second).toBe(first);
    expect(second).not.toMatch(/hunter2|abcdefgh/);
  });
});
