import { describe, expect, test, vi } from 'vitest';
import { createSchema, SCHEMA_NAMES } from '../../src/format/schema.js';
import { setUp } from '../helpers/memory.js';

const CORE: Record<string, (line: Record<string, unknown>) => unknown[]> = {
  default: (line) => [line['level'], line['name'], line['message']],
  pino: (line) => [line['level'], line['name'], line['msg']],
  ecs: (line) => [line['log.level'], line['log.logger'], line['message']],
  gcp: (line) => [line['severity'], line['logger'], line['message']],
  otel: (line) => [
    line['SeverityText'],
    (line['InstrumentationScope'] as { Name: string }).Name,
    line['Body'],
  ],
  datadog: (line) => [line['status'], (line['logger'] as { name: string }).name, line['message']],
};
const LEVELS: Record<string, unknown> = {
  default: 'WARNING',
  pino: 40,
  ecs: 'warn',
  gcp: 'WARNING',
  otel: 'WARNING',
  datadog: 'warn',
};

describe.each(SCHEMA_NAMES)('the schema %s', (schema) => {
  test('says level, logger and message under its own names', () => {
    const { log, last } = setUp({ format: { type: 'json', schema } }, 'shop.orders');
    log.warn('hello', { a: 1 });
    expect((CORE[schema] as (line: object) => unknown[])(last())).toEqual([
      LEVELS[schema],
      'shop.orders',
      'hello',
    ]);
  });

  test('renames a field that is called like one of its core keys', () => {
    const { log, last } = setUp({ format: { type: 'json', schema } });
    const { reserved, errorNames, fieldsIn } = createSchema(schema);
    const names = [...reserved].filter((name) => name !== errorNames.error);
    log.info('x', Object.fromEntries(names.map((name) => [name, 'mine'])));
    const fields = fieldsIn === undefined ? last() : last()[fieldsIn];
    for (const name of names) expect([fields[name] === 'mine', fields[`${name}_`]]).toEqual([false, 'mine']);
  });

  test('puts the error where its readers look for it', () => {
    const { log, last } = setUp({ format: { type: 'json', schema } });
    const { errorNames, fieldsIn } = createSchema(schema);
    log.error(new RangeError('too far'), 'x');
    const error = (fieldsIn === undefined ? last() : last()[fieldsIn])[errorNames.error];
    expect(error[errorNames.type]).toBe('RangeError');
    expect(error[errorNames.message]).toBe('too far');
    expect(error[errorNames.stack]).toContain('RangeError: too far');
  });

  test.each([undefined, ['error.nothing']])(
    'keeps the parts of an error apart from its fields, with paths %j',
    (paths) => {
      const options = paths === undefined ? {} : { redact: { paths } };
      const { log, last, lines } = setUp({ format: { type: 'json', schema }, stack: 'none', ...options });
      const { errorNames, fieldsIn } = createSchema(schema);
      const error = () => Object.assign(new RangeError('x'), { type: 'mine', kind: 'mine' });
      log.error(error(), 'm', { nested: error() });
      const fields = fieldsIn === undefined ? last() : last()[fieldsIn];
      expect(fields[errorNames.error][errorNames.type]).toBe('RangeError');
      expect([fields['nested'].type, fields['nested'].type_]).toEqual(['RangeError', 'mine']);
      expect(lines.at(-1)).toMatch(/^(?!.*"nested":\{[^}]*"type":[^}]*"type":)/);
    },
  );
});

test('a field called error is renamed only where the record has an error of its own', () => {
  const { log, last } = setUp();
  log.info('x', { error: 'mine' });
  expect(last()['error']).toBe('mine');
  log.info('x', { error: 'mine' }, new Error('boom'));
  expect([last()['error'].message, last()['error_']]).toEqual(['boom', 'mine']);
});

test('to a reader of ecs, an object under `log` or `ecs` would be the core keys: it is renamed', () => {
  const { log, last } = setUp({ format: { type: 'json', schema: 'ecs' } });
  log.info('x', { log: { level: 'forged' }, ecs: { version: '0' } });
  expect([last()['log'], last()['ecs']]).toEqual([undefined, undefined]);
  expect([last()['log_'], last()['ecs_']]).toEqual([{ level: 'forged' }, { version: '0' }]);
});

describe.each(SCHEMA_NAMES)('a clock that shows no time, in the schema %s,', (schema) => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300, '"x' as never, 1.5])(
    'is the epoch or its whole milliseconds: %s',
    (now) => {
      const { time } = createSchema(schema);
      const of = (ms: number): unknown => JSON.parse(`{${time(ms)}}`);
      const isDate = /^"[^"]*":"\d{4}-/.test(time(0));
      expect(of(now)).toEqual(of(now === 1.5 && !isDate ? 1 : 0));
    },
  );

  test('is written as JSON', () => {
    const { log, last } = setUp({ format: { type: 'json', schema } });
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Number.NaN);
    try {
      log.info('m');
    } finally {
      clock.mockRestore();
    }
    expect(Object.keys(last()).length).toBeGreaterThan(2);
  });
});
