import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { correlationId, newCorrelationId, withContext, withCorrelation } from '../src/index.js';
import { setUp } from './helpers/memory.js';

const lab = setUp();
const requestId = (): unknown => {
  lab.log.info('m');
  return lab.last()['requestId'];
};

describe('a context', () => {
  test('is carried by every record inside, and by none outside', () => {
    expect(withContext({ requestId: 'r-1' }, requestId)).toBe('r-1');
    expect(requestId()).toBeUndefined();
  });

  test('gives what the work gives, and lets through what it throws', () => {
    expect(withContext({}, () => 7)).toBe(7);
    expect(() =>
      withContext({ requestId: 'r' }, () => {
        throw new Error('mine');
      }),
    ).toThrow('mine');
    expect(requestId()).toBeUndefined();
  });

  test('nests: inner fields win, and the outer ones hold again', () => {
    withContext({ requestId: 'outer', a: 1 }, () => {
      withContext({ requestId: 'inner' }, () => {
        expect(requestId()).toBe('inner');
        expect(lab.last()['a']).toBe(1);
      });
      expect(requestId()).toBe('outer');
    });
  });

  test('follows asynchronous flows, each its own', async () => {
    const flow = (id: string) =>
      withContext({ requestId: id }, async () => {
        const seen: unknown[] = [];
        for (let i = 0; i < 5; i += 1) {
          await delay(1 + (Number(id) % 3));
          seen.push(requestId());
        }
        return seen.every((one) => one === id);
      });
    const flows = await Promise.all(Array.from({ length: 50 }, (_, i) => flow(String(i))));
    expect(flows.every(Boolean)).toBe(true);
  });

  test.each([null, undefined, 5, 'text'])('of %s is none', (fields) => {
    expect(withContext(fields as never, requestId)).toBeUndefined();
  });
});

describe('a correlation id', () => {
  const written = (): unknown => {
    lab.log.info('m');
    return lab.last()['correlation_id'];
  };

  test('is made where there is none', () => {
    withCorrelation(undefined, (id) => {
      expect(id).toMatch(/^cid-[0-9a-f]{12}$/);
      expect([written(), correlationId()]).toEqual([id, id]);
    });
    expect([written(), correlationId()]).toEqual([undefined, undefined]);
  });

  test.each(['a', 'A-1_b.c:d', '0af7651916cd43dd8448eb211c80319c', 'x'.repeat(128)])(
    '%s is taken over',
    (id) => {
      expect(withCorrelation(id, written)).toBe(id);
    },
  );

  test.each([
    '',
    ' ',
    'a b',
    'a\n',
    '\u001b[31m',
    '-a',
    '.a',
    'x'.repeat(129),
    'a"b',
    '\u00e9',
    '$x',
    5,
    null,
    {},
  ])('%j is not taken over: a new one is made', (id) => {
    expect(withCorrelation(id as never, written)).toMatch(/^cid-[0-9a-f]{12}$/);
  });

  test('nests, and the outer one holds again', () => {
    withCorrelation('outer', () => {
      withCorrelation('inner', () => expect(correlationId()).toBe('inner'));
      expect(correlationId()).toBe('outer');
    });
  });

  test('that is a field of the wrong kind is none', () => {
    withContext({ correlation_id: 5 }, () => expect(correlationId()).toBeUndefined());
  });

  test('is another one each time', () => {
    expect(new Set(Array.from({ length: 1_000 }, newCorrelationId)).size).toBe(1_000);
  });
});
