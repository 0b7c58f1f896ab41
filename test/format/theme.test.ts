import { describe, expect, test } from 'vitest';
import { createPaint, wantsColor } from '../../src/format/theme.js';

describe('colours', () => {
  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: 'false' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  ])('with %j on a terminal (%j) are %j', (env, isTerminal, expected) => {
    expect(wantsColor(env, isTerminal)).toBe(expected);
  });

  test('of a part begin and end with it', () => {
    expect(createPaint(['bold', 'red'])('x')).toBe('\u001b[1m\u001b[31mx\u001b[22m\u001b[39m');
    expect(createPaint(undefined)('x')).toBe('x');
  });
});
