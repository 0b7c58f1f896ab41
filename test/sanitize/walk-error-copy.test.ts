import { describe, expect, test } from 'vitest';
import { openLab } from '../helpers/lab.js';
import { readStrictJson } from '../helpers/strict-json.js';

const LINE = 256 * 1024;

function thrower(): never {
  throw new Error('on purpose');
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** The error of a record, after a censor had it. */
function censored(censor: (value: unknown) => unknown, path = 'error', error = new Error('x')): unknown {
  const lab = openLab({ format: 'json', stack: 'none', redact: { paths: [path], censor } });
  const line = lab.line(() => lab.logger('a').error('m', error));
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(LINE);
  return (readStrictJson(line.slice(0, -1)) as { error: unknown }).error;
}

describe('what a censor puts in the place of an error', () => {
  test('is shown like any value, whatever it is', () => {
    const circle: Record<string, unknown> = {};
    circle['cause'] = circle;
    expect(censored(() => circle)).toEqual({ cause: '[Circular]' });
    expect(censored(() => Object.defineProperty({}, 'a', { get: thrower, enumerable: true }))).toEqual({
      a: '[Getter threw]',
    });
    expect(censored(() => new Proxy({}, { ownKeys: thrower }))).toEqual({ '...': '[Unreadable]' });
    expect(censored(revoked)).toBe('[Unreadable]');
    expect(censored(() => new Map([['a', 1]]))).toEqual({ a: 1 });
    expect(censored(() => [1])).toEqual([1]);
    expect(censored(() => 'text')).toBe('text');
  });

  test('is shown like any value in the place of a cause too', () => {
    const error = new Error('x', { cause: new Error('y') });
    expect(censored(() => new Map([['a', 1]]), 'error.cause', error)).toEqual({
      type: 'Error',
      message: 'x',
      cause: { a: 1 },
    });
  });

  test('is redacted', () => {
    expect(censored(() => ({ password: 'hunter2' }))).toEqual({ password: '[REDACTED]' });
  });

  test('keeps to the limits of breadth and line', () => {
    const numbers = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`n${n}`, n]));
    expect(censored(() => numbers)).toMatchObject({ n999: 999, '...': '[+49000 more]' });
    expect(censored((copy) => Object.assign(copy as object, numbers))).toHaveProperty('...');
  });
});

describe('our own copy of an error that a censor changed', () => {
  test('is shown as far as it can be', () => {
    expect(censored((copy) => Object.assign(copy as object, { cause: copy }))).toEqual({
      type: 'Error',
      message: 'x',
      cause: '[Circular]',
    });
    expect(censored((copy) => Object.defineProperty(copy, 'message', { get: thrower }))).toEqual({
      type: 'Error',
      message: '[Getter threw]',
    });
    expect(censored((copy) => Object.assign(copy as object, { message: undefined }))).toEqual({
      type: 'Error',
    });
  });
});

describe('an error that paths lead into', () => {
  const wide = Object.assign(
    new Error('\u65e5'.repeat(65_000)),
    Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => ['\u65e5'.repeat(240) + n, n])),
  );

  test.each(['json', 'text'] as const)(
    'keeps to the limit of a line as %s, and counts what is left out',
    (format) => {
      const lab = openLab({ format, redact: { paths: ['error.zzz'] } });
      const line = lab.line(() => lab.logger('a').error('m', wide));
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(LINE);
      expect(line).toMatch(/\[\+\d+ more\]/);
    },
  );

  test('counts its bytes like any other', () => {
    const lab = openLab({ format: 'json', redact: { paths: ['error.zzz'] } });
    const before = lab.logging.stats().bytes;
    const line = lab.line(() => lab.logger('a').error('m', Object.assign(new Error('x'), { '\u65e5': 1 })));
    expect(lab.logging.stats().bytes - before).toBe(Buffer.byteLength(line));
  });

  test('is the same as one that none lead into', () => {
    const cause = Object.assign(new RangeError('why'), { code: 'E', '\u65e5"': { message: 'own' } });
    const error = Object.assign(new Error('x', { cause }), { type: 'own', list: [1] });
    const errorOf = (paths: string[]): unknown => {
      const lab = openLab({ format: { type: 'json', schema: 'ecs' }, redact: { paths } });
      return JSON.parse(lab.line(() => lab.logger('a').error('m', error))).error;
    };
    expect(errorOf(['error.zzz'])).toEqual(errorOf([]));
  });

  test('has a cause that is no error, which no schema renames', () => {
    const error = new Error('x', { cause: { message: 'm', stack: 's' } });
    const lab = openLab({
      format: { type: 'json', schema: 'ecs' },
      redact: { paths: ['error.zzz'] },
    });
    const line = JSON.parse(lab.line(() => lab.logger('a').error('m', error)));
    expect(line.error.cause).toEqual({ message: 'm', stack: 's' });
  });
});
