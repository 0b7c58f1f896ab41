import { describe, expect, test } from 'vitest';
import { describeProblem } from '../../src/config/problem.js';
import { resolve } from '../../src/config/resolve.js';
import { ConfigError, type LoggingOptions, setupLogging } from '../../src/index.js';
import { LEVELS } from '../../src/record/level.js';

const settingsOf = (options: object) => resolve({ env: {}, ...options } as LoggingOptions).settings.flood;
const problemsOf = (options: object) =>
  resolve({ env: {}, ...options } as LoggingOptions).problems.map(describeProblem);

describe('flood control', () => {
  test('is off by default, and where nothing is asked for', () => {
    expect(settingsOf({})).toBeUndefined();
    expect(settingsOf({ sample: {} })).toBeUndefined();
  });

  test.each([
    [{ rateLimit: { perSecond: 2.5 } }, { rateLimit: { perSecond: 2.5, burst: 3, errors: false } }],
    [
      { rateLimit: { perSecond: 0.1, errors: true } },
      { rateLimit: { perSecond: 0.1, burst: 1, errors: true } },
    ],
    [{ rateLimit: { perSecond: 5, burst: 20 } }, { rateLimit: { perSecond: 5, burst: 20, errors: false } }],
    [{ collapseRepeats: '10s' }, { repeats: { intervalMs: 10_000, errors: false } }],
    [
      { collapseRepeats: { interval: '1m', errors: true } },
      { repeats: { intervalMs: 60_000, errors: true } },
    ],
    [
      { sample: { DEBUG: 0.01, warn: 1 } },
      {
        sample: new Map([
          [LEVELS.DEBUG, 0.01],
          [LEVELS.WARNING, 1],
        ]),
      },
    ],
    [{ sample: { ERROR: 0.5, errors: true } }, { sample: new Map([[LEVELS.ERROR, 0.5]]) }],
    [{ sample: { CRITICAL: 1 } }, { sample: new Map([[LEVELS.CRITICAL, 1]]) }],
  ])('is read from %j', (options, expected) => {
    expect(settingsOf(options)).toEqual({
      rateLimit: undefined,
      repeats: undefined,
      sample: undefined,
      ...expected,
    });
  });

  test.each([
    [{ rateLimit: 5 }, 'option rateLimit is 5; allowed: an object of options'],
    [{ rateLimit: {} }, 'option rateLimit.perSecond is missing; allowed: a number of records above 0'],
    [{ rateLimit: { perSecond: 0 } }, 'rateLimit.perSecond is 0; allowed'],
    [{ rateLimit: { perSecond: Infinity } }, 'rateLimit.perSecond is Infinity; allowed'],
    [{ rateLimit: { perSecond: '5' } }, 'rateLimit.perSecond is "5"; allowed'],
    [
      { rateLimit: { perSecond: 5, burst: 0.5 } },
      'rateLimit.burst is 0.5; allowed: a whole number of records from 1',
    ],
    [{ rateLimit: { perSecond: 5, brust: 9 } }, 'rateLimit.brust is not known (did you mean burst?)'],
    [{ rateLimit: { perSecond: 5, errors: 'perhaps' } }, 'rateLimit.errors is "perhaps"; allowed: 1 or 0'],
    [{ collapseRepeats: 'often' }, 'option collapseRepeats is "often"; allowed: an interval'],
    [{ collapseRepeats: '25d' }, 'option collapseRepeats is "25d"; allowed: an interval up to 24d'],
    [{ collapseRepeats: true }, 'option collapseRepeats is true; allowed'],
    [{ collapseRepeats: { errors: true } }, 'collapseRepeats.interval is missing; allowed: an interval'],
    [{ sample: 0.1 }, 'option sample is 0.1; allowed: an object of options'],
    [{ sample: { DEBUG: 1.5 } }, 'sample.DEBUG is 1.5; allowed: a number from 0 to 1'],
    [{ sample: { DEBUG: Number.NaN } }, 'sample.DEBUG is NaN; allowed: a number from 0 to 1'],
    [{ sample: { DEBGU: 0.5 } }, 'sample.DEBGU is not known (did you mean DEBUG?)'],
    [{ sample: { SILENT: 0.5 } }, 'sample.SILENT is not known'],
    [{ sample: { error: 0.5 } }, 'sample.error is 0.5; allowed: 1, or sample.errors: true beside it'],
    [{ sample: { CRITICAL: 0.99, errors: false } }, 'sample.CRITICAL is 0.99; allowed: 1, or sample.errors'],
  ])('refuses %j', (options, problem) => {
    const problems = problemsOf(options);
    expect(problems[0]).toContain(problem);
    expect(() => setupLogging({ env: {}, force: true, ...options } as LoggingOptions)).toThrow(ConfigError);
  });
});
