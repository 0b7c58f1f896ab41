import { describe, expect, test } from 'vitest';
import { Diagnostics, reasonOf } from '../src/diagnostics.js';

function lab() {
  const lines: string[] = [];
  const clock = { now: 0 };
  const diagnostics = new Diagnostics(
    (text) => text.replaceAll('\n', '\\n'),
    (line) => lines.push(line),
    () => clock.now,
  );
  return { lines, clock, diagnostics };
}

describe('diagnostics', () => {
  test('are one cleaned line each, with the name of the library', () => {
    const { diagnostics, lines } = lab();
    diagnostics.say('two\nlines');
    expect(lines).toEqual(['codomyrmex-logging: two\\nlines\n']);
  });

  test('of one kind are said once in ten seconds, and counted', () => {
    const { diagnostics, lines, clock } = lab();
    for (let i = 0; i < 100; i += 1) diagnostics.report('kind', `number ${i}`);
    expect(lines).toHaveLength(1);
    clock.now = 10_000;
    diagnostics.report('kind', 'again');
    expect(lines[1]).toContain('again (99 more like it since the last one)');
    clock.now = 20_000;
    diagnostics.report('kind', 'once more');
    expect(lines[2]).toBe('codomyrmex-logging: once more\n');
    expect(diagnostics.count).toBe(102);
  });

  test('of another kind are said all the same', () => {
    const { diagnostics, lines } = lab();
    diagnostics.report('a', 'a');
    diagnostics.report('b', 'b');
    expect(lines).toHaveLength(2);
  });

  test('remember a bounded number of kinds', () => {
    const { diagnostics, lines } = lab();
    for (let i = 0; i < 1_000; i += 1) diagnostics.report(`kind ${i}`, 'x');
    expect(lines).toHaveLength(1_000);
    diagnostics.report('kind 999', 'x');
    expect(lines).toHaveLength(1_000);
  });

  test('that cannot be written or cleaned are given up quietly', () => {
    const failing = new Diagnostics(
      (text) => text,
      () => {
        throw new Error('EPIPE');
      },
    );
    expect(() => failing.say('x')).not.toThrow();
    const unclean = new Diagnostics(() => {
      throw new Error('no');
    });
    expect(() => unclean.report('k', 'x')).not.toThrow();
  });
});

describe('the reason of a failure', () => {
  test.each([
    [new TypeError('x'), 'TypeError: x'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [Symbol('s'), 'Symbol(s)'],
  ])('of %s is %s', (error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });

  test('of what cannot be shown says so', () => {
    const mute = Object.defineProperty(new Error('x'), 'message', {
      get() {
        throw new Error('no');
      },
    });
    for (const thrown of [Object.create(null), mute])
      expect(reasonOf(thrown)).toBe('a value that cannot be shown');
  });
});
