import { describe, expect, test } from 'vitest';
import { explain, scrubObject } from '../../src/index.js';
import { openLab } from '../helpers/lab.js';

/** A list of lists, each a thousand times in the one around it. */
function shared(levels: number, innermost: unknown): unknown {
  let value = innermost;
  for (let level = 0; level < levels; level += 1) value = new Array(1_000).fill(value);
  return value;
}

const KINDS = [
  ['lists', []],
  ['objects', {}],
  ['texts', ''],
  ['keys', { '': '' }],
] as const;

describe.each(KINDS)('a copy of a billion empty %s', (_, innermost) => {
  test('comes to an end in a message', () => {
    const lab = openLab({ format: 'json' });
    for (const template of ['%j', '%o', '%O', '%s', 'm'])
      expect(lab.line(() => lab.logger('a').info(template, shared(3, innermost), 1))).toContain('"level"');
  });

  test('comes to an end in scrubObject and explain', () => {
    expect(JSON.stringify(scrubObject(shared(3, innermost))).length).toBeLessThan(1_000_000);
    expect(explain(shared(3, innermost))).toEqual([]);
  });
});

describe('the arguments of one message', () => {
  const large = { a: { b: { c: { d: new Array(900).fill('x'.repeat(200)) } } } };

  test('are copied no further than a line is long, and those left out are counted', () => {
    const lab = openLab({ format: 'json' });
    let reads = 0;
    const counted = {
      get a() {
        reads += 1;
        return large;
      },
    };
    const surplus = new Array(1_000).fill(counted);
    const { message } = JSON.parse(lab.line(() => lab.logger('a').info('m', ...surplus, 'last')));
    expect(message).toMatch(/\[\+99\d more\]$/);
    expect(reads).toBeLessThan(10);
    const filled = JSON.parse(lab.line(() => lab.logger('a').info('%s'.repeat(900), ...surplus, 'last')));
    expect(filled.message).toContain('[+1 more]');
    expect(reads).toBeLessThan(20);
  });

  test('of the next record are copied again', () => {
    const lab = openLab({ format: 'json' });
    for (let i = 0; i < 10; i += 1) {
      const { message } = JSON.parse(lab.line(() => lab.logger('a').info('%j', large, 1)));
      expect(message.startsWith('{"a":{"b":{"c":{"d":["xxx')).toBe(true);
    }
  });
});

describe('what paths lead to', () => {
  const large = { secret: 1, list: new Array(900).fill('x'.repeat(200)) };

  test('is copied no further than some lines are long', () => {
    const lab = openLab({ format: 'json', redact: { paths: ['*.list'] } });
    let reads = 0;
    const counted = {
      get list() {
        reads += 1;
        return large.list;
      },
    };
    const fields = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`k${n}`, counted]));
    const record = JSON.parse(lab.line(() => lab.logger('a').info('m', fields)));
    expect(record).toMatchObject({
      k0: { list: '[REDACTED]' },
      k4: { list: '[REDACTED]' },
      k999: '[+1 more]',
    });
    expect(reads).toBeLessThan(20);
  });

  test('of bound fields is not kept where other fields left it no room', () => {
    const lab = openLab({ format: 'json', redact: { paths: ['*.list'] } });
    const child = lab.logger('a').child({ bound: { list: 'l', other: 1 } });
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`k${n}`, large]));
    lab.line(() => lab.withContext(many, () => child.info('m')));
    expect(JSON.parse(lab.line(() => child.info('m')))).toMatchObject({
      bound: { list: '[REDACTED]', other: 1 },
    });
  });
});
