import { describe, expect, test } from 'vitest';
import { getLogger, withContext } from '../../src/index.js';
import { setUp } from '../helpers/memory.js';

const lab = setUp();

describe('fields that meet', () => {
  test('of call, child and context: the nearest to the call wins, each name once', () => {
    withContext({ who: 'context', a: 1 }, () => {
      lab.log.child({ who: 'child', b: 2 }).info('m', { who: 'call', c: 3 });
      expect(lab.last()).toMatchObject({ who: 'call', a: 1, b: 2, c: 3 });
      lab.log.child({ who: 'child' }).info('m');
      expect(lab.last()['who']).toBe('child');
      lab.log.info('m');
      expect(lab.last()['who']).toBe('context');
    });
    expect(lab.lines.at(-3)?.match(/"who"/g)).toHaveLength(1);
  });

  test('named like core parts are renamed wherever they come from', () => {
    withContext({ level: 'context' }, () => {
      lab.log.child({ level_: 'child', message: 'x' }).info('m', { level__: 'call' });
    });
    expect(lab.last()).toMatchObject({
      level: 'INFO',
      message: 'm',
      message_: 'x',
      level_: 'child',
      level__: 'call',
    });
    expect(Object.values(lab.last())).toContain('context');
  });
});

describe('bound fields', () => {
  test('are written in every line of the child', () => {
    const child = lab.log.child({ requestId: 'r-1', nested: { a: [1] } });
    for (let i = 0; i < 3; i += 1) {
      child.info('m', { i });
      expect(lab.last()).toMatchObject({ requestId: 'r-1', nested: { a: [1] }, i });
    }
  });

  test('are redacted and escaped like all others', () => {
    lab.log.child({ password: 'hunter2', text: 'a\n"b"' }).info('m');
    expect(lab.last()).toMatchObject({ password: '[REDACTED]', text: 'a\n"b"' });
  });

  test('that are empty change nothing', () => {
    lab.log.child({}).info('m', { a: 1 });
    expect(lab.last()).toMatchObject({ message: 'm', a: 1 });
  });

  test('are rendered anew by another set-up', () => {
    const child = getLogger('test').child({ password: 'hunter2', a: 1 });
    lab.log.info('m');
    child.info('m');
    expect(lab.last()['password']).toBe('[REDACTED]');
    const other = setUp({ redact: { keys: { allow: ['password'] } } });
    other.log.info('m');
    child.info('m');
    expect(other.last()['password']).toBe('hunter2');
  });

  test('stand beside an error', () => {
    lab.log.child({ a: 1 }).error('m', new Error('x'), { b: 2 });
    expect(lab.last()).toMatchObject({ error: { message: 'x' }, a: 1, b: 2 });
  });
});

describe('a logger name', () => {
  test('is escaped and cut like other text', () => {
    getLogger('a\n"\u001b').info('m');
    lab.log.info('m');
    getLogger('a\n"\u001b').info('m');
    expect(lab.last()['name']).toBe('a\n"\u001b');
    getLogger('n'.repeat(8_192)).info('m');
    expect(lab.last()['name']).toBe(`${'n'.repeat(1_024)}[truncated 7168]`);
  });
});

describe('figures', () => {
  test('of lines and bytes are those of what was written', () => {
    const own = setUp();
    own.log.info('m \u00e9\u4e16\u{1f600} "q"', { '\u00e9': { '\u4e16': ['\u{1f600}'] }, text: '\n"' });
    own.log.child({ '\u00fc': '\u00fc' }).error('m', new Error('\u00e9'));
    own.log.info('\u0000'.repeat(100_000));
    const bytes = own.lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
    expect(own.logging.stats()).toMatchObject({ lines: 3, bytes, dropped: 0 });
  });

  test('count what was redacted because of its key', () => {
    const own = setUp();
    own.log.info('m', { password: 'x', a: [{ token: 'y' }] });
    expect(own.logging.stats().redacted).toMatchObject({ key: 2 });
  });
});

describe('redact: false', () => {
  test('shows what is hidden otherwise, and escapes all the same', () => {
    const own = setUp({ redact: false });
    own.log.info('m', { password: 'hunter2\n' });
    expect(own.last()['password']).toBe('hunter2\n');
    expect(own.lines).toHaveLength(1);
  });
});
