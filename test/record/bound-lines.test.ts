/** What a line says of bound fields that it does not show. */
import { describe, expect, test } from 'vitest';
import { withContext } from '../../src/index.js';
import { setUp } from '../helpers/memory.js';
import { readStrictJson } from '../helpers/strict-json.js';

const lab = setUp();
/** The fields of a line, of which none has the name of another. */
const fieldsOf = (work: () => void): Record<string, unknown> => {
  work();
  const line = readStrictJson((lab.lines.at(-1) ?? '').trim()) as Record<string, unknown>;
  const { timestamp: _, level: __, name: ___, message: ____, ...fields } = line;
  return fields;
};
const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));

describe('bound fields that are too many', () => {
  test('are counted by one mark, in each line', () => {
    const child = lab.log.child(numbered(1_500));
    for (let line = 0; line < 2; line += 1) {
      const fields = fieldsOf(() => child.info('m'));
      expect(Object.keys(fields).length).toBe(1_001);
      expect(fields['...']).toBe('[+500 more]');
    }
    const { '...': mark, z } = fieldsOf(() => child.info('m', { z: 1 }));
    expect([mark, z]).toEqual(['[+500 more]', 1]);
  });

  test.each([{}, { z: 1 }])('are counted beside a bound field called `...`, with %j', (call) => {
    const child = lab.log.child({ '...': 1, ...numbered(1_500) });
    const { '...': own, '..._': mark } = fieldsOf(() => child.info('m', call));
    expect([own, mark]).toEqual([1, '[+501 more]']);
  });

  test('are counted beside a field called `...`, also one that is gone when the mark is written', () => {
    const child = lab.log.child(numbered(1_500));
    const plain = fieldsOf(() => child.info('m', { '...': 'mine' }));
    const call = {
      '...': 'mine',
      get x() {
        delete (this as Record<string, unknown>)['...'];
        return 1;
      },
    };
    const gone = fieldsOf(() => child.info('m', call));
    for (const fields of [plain, gone]) {
      expect([fields['...'], fields['..._']]).toEqual(['mine', '[+500 more]']);
    }
  });

  test('of a context are counted with those of a child', () => {
    const fields = fieldsOf(() =>
      withContext(numbered(1_200), () => lab.log.child({ ...numbered(1_500), own: 1 }).info('m')),
    );
    expect(fields['...']).toBe('[+701 more]');
  });

  test('are counted beside a proxy with too many of its own', () => {
    const child = lab.log.child({ z: 1 });
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, i]));
    const fields = fieldsOf(() => child.info('m', new Proxy(many, {})));
    expect(Object.keys(fields).length).toBe(1_002);
    expect([fields['z'], fields['...'], fields['..._']]).toEqual([1, '[+4000 more]', undefined]);
  });
});

test('bound values that have no names of their own are shown', () => {
  const shown = (value: object) => fieldsOf(() => lab.log.child(value).info('m'));
  expect(shown(new Map([['user', 'ada']]))).toEqual({ user: 'ada' });
  expect(shown(new Map([['password', 'hunter2']]))).toEqual({ password: '[REDACTED]' });
  expect(shown(new Set(['a']))).toEqual({ bindings: ['a'] });
  expect(shown(new Error('x'))['bindings']).toMatchObject({ type: 'Error', message: 'x' });
  const inContext = fieldsOf(() => withContext(new Map([['user', 'ada']]), () => lab.log.info('m')));
  expect(inContext).toEqual({ user: 'ada' });
});
