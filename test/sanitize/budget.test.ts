/** What bounds the work for a record takes nothing from ordinary records that have room in their line. */
import { describe, expect, test } from 'vitest';
import { openLab } from '../helpers/lab.js';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('fields behind one that a path hides', () => {
  const long = 'lorem ipsum '.repeat(5_000);
  const five = [long, long, long, long, long];

  test.each([
    ['an object', { data: five }],
    ['a list', five],
  ])('are whole, however long it was: %s', (_, big) => {
    const lab = openLab({ format: 'json', redact: { paths: ['big', '*.zzz'] } });
    const fields = { big, note: { a: 1 }, other: { b: 2 }, n: 5 };
    for (let i = 0; i < 2; i += 1) {
      const line = lab.line(() => lab.logger('a').info('m', fields));
      expect(JSON.parse(line)).toMatchObject({ big: '[REDACTED]', note: { a: 1 }, other: { b: 2 }, n: 5 });
    }
  });

  test('are whole behind the error, and behind what a child has bound', () => {
    const lab = openLab({ format: 'json', redact: { paths: ['error.data', 'req.body', '*.note'] } });
    const error = Object.assign(new Error('x'), { data: five });
    const line = lab.line(() => lab.logger('a').error('m', { y: { z: 1 } }, error));
    expect(JSON.parse(line)).toMatchObject({ error: { data: '[REDACTED]' }, y: { z: 1 } });
    const child = lab.logger('a').child({ req: { body: five } });
    for (let i = 0; i < 2; i += 1) {
      const record = JSON.parse(lab.line(() => child.info('m', { x: { note: 'n', y: 1 } })));
      expect(record).toMatchObject({ req: { body: '[REDACTED]' }, x: { note: '[REDACTED]', y: 1 } });
    }
  });
});

describe('rows with columns that have no value', () => {
  const lab = openLab({ format: 'json' });
  const columns = Object.fromEntries(numbers(60).map((i) => [`col${i}`, undefined]));
  const rows = numbers(1_000).map((id) => ({ id, ...columns }));

  test('take nothing from the error and the fields when they are an argument', () => {
    const error = new Error('duplicate key');
    const line = lab.line(() =>
      lab.logger('a').error('insert of %d rows failed: %j', 1_000, rows, { requestId: 'r-1' }, error),
    );
    expect(JSON.parse(line)).toMatchObject({ requestId: 'r-1', error: { message: 'duplicate key' } });
  });

  test('take nothing from the fields behind them', () => {
    const record = JSON.parse(lab.line(() => lab.logger('a').info('m', { rows, requestId: 'r-1' })));
    expect(record.rows).toHaveLength(1_000);
    expect(record.requestId).toBe('r-1');
  });
});

test('keys that are redacted fill Maps as others do, and a record is the same the second time', () => {
  const lab = openLab({ format: 'json' });
  const address = (i: number): string => [`somebody.${i}`, 'example-company.com'].join('@');
  const counts = (from: string): Map<string, number> =>
    new Map(numbers(900).map((i) => [`${from}.${address(i)}`, i]));
  const fields = { sent: counts('a'), failed: counts('b'), open: counts('c'), done: true };
  const line = (): string =>
    lab.line(() => lab.logger('a').info('m', fields)).replace(/"timestamp":"[^"]*",/, '');
  const first = line();
  expect(JSON.parse(first)).toMatchObject({ done: true });
  expect(Object.keys(JSON.parse(first).open)).toHaveLength(900);
  expect(line()).toBe(first);
});

test('texts of which a placeholder is all that is shown count for what was looked at, and a mark for what is left', () => {
  const lab = openLab({ format: 'json' });
  const text = `password=${'x'.repeat(100_000)}`;
  const texts = new Array(1_000).fill(text);
  const { few, many } = JSON.parse(
    lab.line(() => lab.logger('a').info('m', { few: texts.slice(0, 5), many: texts })),
  );
  expect(few).toEqual(new Array(5).fill('password=[REDACTED:key-value]'));
  const mark = /^\[\+(\d+) more\]$/.exec(many.at(-1));
  expect(many.length).toBeLessThan(100);
  expect(Number(mark?.[1]) + many.length - 1).toBe(1_000);
});
