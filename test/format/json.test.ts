import { describe, expect, test } from 'vitest';
import { withContext } from '../../src/index.js';
import { setUp } from '../helpers/memory.js';

const lab = setUp({ stack: 'none' });
const line = (): string => lab.lines.at(-1) as string;
/** A line without its time, which is the same in none. */
const withoutTime = (): string => line().replace(/^\{"timestamp":"[^"]{24}",/, '{');

describe('a JSON line', () => {
  test('has the core keys first and once, then the fields in their order', () => {
    lab.log.info('order placed', { b: 1, a: 'x' });
    expect(withoutTime()).toBe('{"level":"INFO","name":"test","message":"order placed","b":1,"a":"x"}\n');
    expect(line()).toMatch(/^\{"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",/);
  });

  test('has the error before the fields', () => {
    lab.log.error('m', new TypeError('x'), { a: 1 });
    expect(withoutTime()).toBe(
      '{"level":"ERROR","name":"test","message":"m","error":{"type":"TypeError","message":"x"},"a":1}\n',
    );
  });

  test('has bound fields and those of the context between', () => {
    withContext({ c: 1 }, () => lab.log.child({ b: 2 }).info('m', { f: 3 }));
    expect(withoutTime()).toBe('{"level":"INFO","name":"test","message":"m","c":1,"b":2,"f":3}\n');
    lab.log.child({ b: 2 }).info('m');
    expect(withoutTime()).toBe('{"level":"INFO","name":"test","message":"m","b":2}\n');
  });

  test('may be without fields, and with empty containers', () => {
    lab.log.info('', {});
    expect(withoutTime()).toBe('{"level":"INFO","name":"test","message":""}\n');
    lab.log.info('m', { a: {}, b: [], c: [[], {}], d: 1 });
    expect(withoutTime()).toBe(
      '{"level":"INFO","name":"test","message":"m","a":{},"b":[],"c":[[],{}],"d":1}\n',
    );
  });

  test('is the same the second time, when keys are known: texts, numbers and objects in any order', () => {
    const values: readonly unknown[] = [
      'x',
      1,
      true,
      {},
      { t: 'y' },
      { n: 2 },
      { o: { t: 'z' } },
      { o: {} },
      [1],
    ];
    for (const a of values) {
      for (const b of values) {
        const fields = { a, b, c: 'end' };
        for (let i = 0; i < 3; i += 1) {
          lab.log.info('m', fields);
          expect(withoutTime()).toBe(
            `{"level":"INFO","name":"test","message":"m",${JSON.stringify(fields).slice(1)}\n`,
          );
        }
      }
    }
  });

  test('escapes quotes and the set, in message, key and value', () => {
    lab.log.info('say "\\" \n', { 'k"\n': 'v"\u2028' });
    expect(withoutTime()).toBe(
      '{"level":"INFO","name":"test","message":"say \\"\\\\\\" \\n","k\\"\\n":"v\\"\\u2028"}\n',
    );
  });

  test('keeps all other text as it is', () => {
    lab.log.info('\u00e9\u4e16\u{1f600}', { '\u00fc': '\u20ac' });
    expect(withoutTime()).toContain('"message":"\u00e9\u4e16\u{1f600}","\u00fc":"\u20ac"}');
  });

  test('nests bound fields under the name of the schema', () => {
    const otel = setUp({ format: { type: 'json', schema: 'otel' }, stack: 'none' });
    otel.log.child({ b: 1 }).info('m');
    expect(otel.last()['Attributes']).toEqual({ b: 1 });
    otel.log.child({ b: 1 }).info('m', { c: 2 });
    expect(otel.last()['Attributes']).toEqual({ b: 1, c: 2 });
    otel.log.child({}).info('m', { c: 2 });
    expect(otel.last()['Attributes']).toEqual({ c: 2 });
    otel.log.child({ b: 1 }).error('m', new Error('x'));
    expect(otel.last()['Attributes']).toMatchObject({ exception: { message: 'x' }, b: 1 });
    otel.log.info('m');
    expect(otel.last()['Attributes']).toEqual({});
  });
});
