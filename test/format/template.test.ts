import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../../src/format/template.js';
import { setUp } from '../helpers/memory.js';

function lineOf(template: string, message = 'hello'): string {
  const { log, lines } = setUp({ format: { type: 'text', template } }, 'shop');
  log.info(message, { a: 1 });
  return lines.at(-1) ?? '';
}

describe('a template', () => {
  test('has its fields filled in', () => {
    expect(lineOf('%(levelname)s %(name)s: %(message)s')).toBe('INFO shop: hello a=1\n');
    expect(lineOf('%(process)d|%(message)s')).toBe(`${process.pid}|hello a=1\n`);
  });

  test('may pad a field on either side', () => {
    expect(lineOf('[%(levelname)-8s] [%(levelname)8s] %(message)s')).toBe(
      '[INFO    ] [    INFO] hello a=1\n',
    );
  });

  test('may hold percent signs', () => {
    expect(lineOf('100%% %(message)s')).toBe('100% hello a=1\n');
  });

  test('quotes a message behind which something else stands, since it could imitate that', () => {
    expect(lineOf('[%(message)s] %(levelname)s', 'x] CRITICAL [')).toBe('["x] CRITICAL ["] INFO a=1\n');
  });

  test('names the call site when it asks for it', () => {
    expect(lineOf('DETAILED')).toMatch(/ - shop - INFO - template\.test:lineOf:\d+ - hello a=1\n$/);
  });

  test.each(['plain', '{message}', 'JSON', '%(nope)s', '%(message)s\n', '%(message)s \u001b[31m', ''])(
    'is refused with a reason: %j',
    (template) => {
      expect(typeof parseTemplate(template)).toBe('string');
    },
  );
});
