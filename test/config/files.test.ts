import { describe, expect, test } from 'vitest';
import { describeProblem } from '../../src/config/problem.js';
import { resolve } from '../../src/config/resolve.js';

describe('several files', () => {
  test('may not be one and the same: each line would be in it twice', () => {
    const { problems } = resolve({
      env: {},
      file: ['app.log', 'other.log', { path: './logs/../app.log', level: 'ERROR' }],
    });
    expect(problems.map(describeProblem)).toEqual([
      expect.stringMatching(/^option file\[2\]\.path is ".*app\.log" again; allowed: each file once$/),
    ]);
  });

  test('may lie beside each other', () => {
    expect(resolve({ env: {}, file: ['app.log', 'app-errors.log'] }).problems).toEqual([]);
  });
});
