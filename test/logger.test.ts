import { describe, expect, test, vi } from 'vitest';
import { getLogger, type Logger } from '../src/index.js';
import { setUp } from './helpers/memory.js';
import { stderrOf } from './helpers/stderr.js';

const lab = setUp({ level: 'TRACE' });

describe('level methods', () => {
  test.each([
    ['trace', 'TRACE'],
    ['debug', 'DEBUG'],
    ['info', 'INFO'],
    ['warn', 'WARNING'],
    ['warning', 'WARNING'],
    ['error', 'ERROR'],
    ['critical', 'CRITICAL'],
    ['fatal', 'CRITICAL'],
    ['exception', 'ERROR'],
  ] as const)('%s writes %s', (method, level) => {
    (lab.log[method] as Logger['error'])('m');
    expect(lab.last()).toMatchObject({ level, name: 'test', message: 'm' });
  });

  test('give nothing back', () => {
    expect(lab.log.info('m')).toBeUndefined();
  });

  test('can be handed on without their logger: they log as the root', () => {
    const { error, info, warning, log, exception } = lab.log;
    for (const method of [error, info, warning, exception] as Logger['error'][]) {
      method('alone');
      expect(lab.last()).toMatchObject({ name: '', message: 'alone' });
    }
    log('ERROR', 'alone');
    expect(lab.last()).toMatchObject({ name: '', level: 'ERROR' });
    (info as (...args: unknown[]) => void).call({ node: {} } as never, 'from elsewhere');
    expect(lab.last()).toMatchObject({ name: '', message: 'from elsewhere' });
  });

  test('and what makes loggers, or asks them, can be handed on as well', () => {
    const { child, once, every, throttle, isEnabled, setLevel } = lab.log;
    child({ a: 1 }).info('alone');
    expect(lab.last()).toMatchObject({ name: '', a: 1 });
    for (const gated of [once(), every(2), throttle(1)]) gated.info('alone');
    expect(isEnabled('INFO')).toBe(true);
    expect(() => setLevel('nonsense' as never)).toThrow(RangeError);
  });

  test('take as many arguments as JavaScript does', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => at);
    lab.log.info('many', ...many, { last: true });
    expect(lab.last()).toMatchObject({ last: true });
    expect(lab.last()['message']).toMatch(/^many 0 1 2 /);
  });

  test('fit where a callback is wanted', async () => {
    await Promise.reject(new Error('late')).catch(lab.log.error);
    expect(lab.last()).toMatchObject({ level: 'ERROR', error: { message: 'late' } });
  });
});

describe('log(level)', () => {
  test.each([
    ['INFO', 'INFO'],
    ['warn', 'WARNING'],
    ['fatal', 'CRITICAL'],
  ] as const)('%s writes %s', (given, level) => {
    lab.log.log(given, 'm', { a: 1 });
    expect(lab.last()).toMatchObject({ level, message: 'm', a: 1 });
  });

  test.each(['VERBOSE', 'SILENT', '', 5.5, null, undefined, {}, Symbol('x'), Object.create(null)])(
    'of a level that there is not writes at INFO (%#)',
    (level) => {
      stderrOf(() => lab.log.log(level as never, 'm'));
      expect(lab.last()).toMatchObject({ level: 'INFO', message: 'm' });
    },
  );
});

describe('calls with a part in the wrong place', () => {
  test('log() without a level has the message there', () => {
    stderrOf(() => lab.log.log('disk is full' as never, { free: 0 }));
    expect(lab.last()).toMatchObject({ level: 'INFO', message: 'disk is full', free: 0 });
    stderrOf(() => (lab.log.log as (text: string) => void)('disk is full'));
    expect(lab.last()).toMatchObject({ level: 'INFO', message: 'disk is full' });
    stderrOf(() => lab.log.log('hello %s' as never, 'world'));
    expect(lab.last()).toMatchObject({ level: 'INFO', message: 'hello world' });
  });

  test('exception() finds the error behind a text', () => {
    (lab.log.exception as Logger['error'])('payment failed', new Error('declined'), { order: 1 });
    expect(lab.last()).toMatchObject({
      message: 'payment failed',
      error: { type: 'Error', message: 'declined' },
      order: 1,
    });
  });

  test('child() keeps what is no object', () => {
    lab.log.child('req-1' as never).info('m');
    expect(lab.last()).toMatchObject({ message: 'm', bindings: 'req-1' });
    lab.log.child(undefined as never).info('m');
    expect(lab.last()).not.toHaveProperty('bindings');
  });
});

test('what an instance can do is not done when it is logged', () => {
  let closed = 0;
  class Pool {
    size = 3;
    close = () => {
      closed += 1;
    };
  }
  lab.log.info('m', new Pool());
  lab.log.info(new Pool());
  lab.log.child(new Pool()).info('m');
  expect(closed).toBe(0);
  expect(lab.last()).toMatchObject({ message: 'm', size: 3 });
});

describe('thresholds', () => {
  const own = setUp({
    level: 'INFO',
    levels: { 'http.*': 'WARNING' },
    loggers: { 'shop.orders': { level: 'DEBUG' } },
  });
  const passes = (name: string): string[] => {
    const { log } = own;
    log.isEnabled('INFO');
    return ['TRACE', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'].filter((level) =>
      getLogger(name).isEnabled(level as 'INFO'),
    );
  };

  test('hold by the place in the tree', () => {
    expect(passes('other')[0]).toBe('INFO');
    expect(passes('shop')[0]).toBe('INFO');
    expect(passes('shop.orders')[0]).toBe('DEBUG');
    expect(passes('shop.orders.cart')[0]).toBe('DEBUG');
    expect(passes('http')[0]).toBe('WARNING');
    expect(passes('http.client')[0]).toBe('WARNING');
  });

  test('isEnabled says what is written', () => {
    for (const level of ['TRACE', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const) {
      const lines = own.written(() => getLogger('http').log(level, 'm'));
      expect(lines.length === 1).toBe(getLogger('http').isEnabled(level));
    }
    expect(getLogger('http').isEnabled('SILENT')).toBe(false);
    expect(getLogger('http').isEnabled('nonsense' as never)).toBe(false);
  });

  test('name the one in force', () => {
    expect(own.log.level).toBe('INFO');
    expect(getLogger('http.client').level).toBe('WARNING');
  });

  test('SILENT lets nothing pass', () => {
    getLogger('quiet').setLevel('SILENT');
    expect(getLogger('quiet').level).toBe('SILENT');
    expect(own.written(() => getLogger('quiet').critical('m'))).toEqual([]);
  });

  test('set later reach loggers, children and children of children already made', () => {
    const root = getLogger('late');
    const below = getLogger('late.a.b');
    const child = below.child({ a: 1 }).child({ b: 2 });
    expect(child.isEnabled('DEBUG')).toBe(false);
    root.setLevel('DEBUG');
    expect([root, below, child].every((log) => log.isEnabled('DEBUG'))).toBe(true);
    expect(own.written(() => child.debug('m'))).toMatchObject([{ name: 'late.a.b', a: 1, b: 2 }]);
    root.setLevel(null);
    expect([root, below, child].some((log) => log.isEnabled('DEBUG'))).toBe(false);
  });

  test('set at the root reach all that have none of their own', () => {
    own.logging.setLevel('ERROR');
    expect(passes('other')[0]).toBe('ERROR');
    expect(passes('shop.orders')[0]).toBe('DEBUG');
    own.logging.setLevel('INFO');
    own.logging.setLevel('TRACE', 'x.y');
    expect(passes('x.y.z')[0]).toBe('TRACE');
    expect(passes('x')[0]).toBe('INFO');
  });

  test.each(['VERBOSE', '', 5, undefined, {}])('setLevel refuses %s', (level) => {
    expect(() => own.log.setLevel(level as never)).toThrow(RangeError);
  });
});

describe('getLogger', () => {
  test('gives the same logger for the same name', () => {
    expect(getLogger('same.name')).toBe(getLogger('same.name'));
    expect(getLogger()).toBe(getLogger(''));
    expect(getLogger('same.name').name).toBe('same.name');
  });

  test.each(['', '__proto__', 'constructor', 'a..b', '.', ' ', 'a\n\u001b', 'x'.repeat(8_192), '*', 'a.*'])(
    'takes any name (%#)',
    (name) => {
      const lines = lab.written(() => getLogger(name).info('m'));
      expect(lines).toHaveLength(1);
    },
  );

  test.each([null, 5, {}, Symbol('x')])('takes what is no name for the root (%#)', (name) => {
    expect(getLogger(name as never)).toBe(getLogger(''));
  });
});

describe('child', () => {
  test('is of the same name and carries its fields, which win over the parent\u2019s', () => {
    const child = lab.log.child({ a: 1, b: 1 }).child({ b: 2 });
    expect(child.name).toBe('test');
    child.info('m');
    expect(lab.last()).toMatchObject({ name: 'test', a: 1, b: 2 });
  });

  test('leaves the parent as it was', () => {
    lab.log.child({ a: 1 });
    lab.log.info('m');
    expect(lab.last()).not.toHaveProperty('a');
  });
});

describe('lazy functions', () => {
  test('are called when the level is on, once', () => {
    const message = vi.fn(() => 'made');
    const field = vi.fn(() => ({ made: 1 }));
    lab.log.info(message, { field });
    expect(lab.last()).toMatchObject({ message: 'made', field: { made: 1 } });
    expect([message.mock.calls, field.mock.calls]).toEqual([[[]], [[]]]);
  });

  test('are not called when the level is off', () => {
    const lazy = vi.fn();
    getLogger('quiet').setLevel('SILENT');
    getLogger('quiet').info(lazy, { lazy });
    getLogger('quiet').child({ lazy }).error(lazy);
    expect(lazy).not.toHaveBeenCalled();
  });

  test('of a class, not of JavaScript, or with arguments are no fields to be made', () => {
    const called: unknown[] = [];
    const { abort } = process;
    lab.log.info('m', { abort, on: (name: string) => called.push(name), Type: class {} });
    expect(called).toEqual([]);
    expect(lab.last()).toMatchObject({
      on: '[Function: on]',
      Type: '[Function: Type]',
      abort: '[Function: abort]',
    });
  });

  test('that throw are a mark', () => {
    const thrower = (): never => {
      throw new Error('no');
    };
    lab.log.info(thrower, { field: thrower });
    expect(lab.last()).toMatchObject({ message: '[Function threw]', field: '[Function threw]' });
  });
});

describe('exception', () => {
  test('writes the whole error beside message and fields', () => {
    const cause = Object.assign(new Error('cause'), { code: 'E_CAUSE' });
    lab.log.exception(new TypeError('boom', { cause }), 'payment %s failed', 7, { orderId: 17 });
    expect(lab.last()).toMatchObject({
      level: 'ERROR',
      message: 'payment 7 failed',
      orderId: 17,
      error: { type: 'TypeError', message: 'boom', cause: { message: 'cause', code: 'E_CAUSE' } },
    });
    expect(lab.last()['error'].stack).toContain('logger.test');
  });

  test('writes whatever was thrown', () => {
    for (const thrown of ['text', 5, null, undefined, Symbol('s')]) {
      lab.log.exception(thrown);
      expect(lab.last()).toMatchObject({ level: 'ERROR', error: { message: String(thrown) } });
    }
  });
});
