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

  test.each(['message', 'name', 'module', 'funcName'])('that has %s in it twice is refused', (field) => {
    expect(parseTemplate(`%(${field})s %(${field})-9s`)).toBe(`it has %(${field})s in it twice`);
  });

  test('whose text or widths would take the room of the message is refused', () => {
    const problem = 'its text, widths and repeated fields come to 129 characters, and 128 is the most';
    expect(parseTemplate(`${'x'.repeat(129)}%(message)s`)).toBe(problem);
    expect(parseTemplate(`${'x'.repeat(30)}%(levelname)-99s%(message)s`)).toBe(problem);
    expect(typeof parseTemplate(`${'x'.repeat(29)}%(levelname)-99s%(message)s`)).toBe('object');
    expect(parseTemplate('%(asctime)s'.repeat(7))).toMatch(/come to 144 characters/);
  });

  test('that prints the message twice stops the set-up', () => {
    const template = '%(message)s %(message)s';
    expect(() => setUp({ format: { type: 'text', template } })).toThrow(
      /format\.template .*it has %\(message\)s in it twice/,
    );
  });

  test('shows of the names of a call site what there is room for', () => {
    const { log, lines } = setUp({
      format: { type: 'text', template: '%(funcName)s|%(message)s' },
      limits: { line: 1_024 },
    });
    const call = { ['f'.repeat(2_000)]: () => log.info('m'.repeat(2_000)) };
    call['f'.repeat(2_000)]?.();
    expect(Buffer.byteLength(lines.at(-1) ?? '')).toBeLessThanOrEqual(1_024);
    expect(lines.at(-1)).toMatch(/f+"?\[truncated \d+\]"?\|m+\[truncated \d+\]\n$/);
  });
});
