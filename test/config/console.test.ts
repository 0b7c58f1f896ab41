import { expect, test } from 'vitest';
import { LEVELS } from '../../src/record/level.js';
import { outcomeOf } from './settings-of.js';

test.each<[unknown, object | undefined]>([
  [undefined, { stream: 'stdout', threshold: 0 }],
  ['stderr', { stream: 'stderr', threshold: 0 }],
  [false, undefined],
  ['off', undefined],
  [{ stream: 'off' }, undefined],
  [{ level: 'error' }, { stream: 'stdout', threshold: LEVELS.ERROR }],
  [
    { stream: 'stderr', format: 'json' },
    { stream: 'stderr', format: { type: 'json', schema: 'default' } },
  ],
])('%j is read', (console, expected) => {
  const { settings, problems } = outcomeOf({ console });
  expect(problems).toEqual([]);
  if (expected === undefined) expect(settings.console).toBeUndefined();
  else expect(settings.console).toMatchObject(expected);
});

test.each<[unknown, RegExp]>([
  ['printer', /^option console is "printer"; allowed: stdout, stderr or off$/],
  [{ stream: 'printer' }, /^option console\.stream is "printer"/],
  [{ level: 'loud' }, /^option console\.level is "loud"/],
  [17, /^option console is 17; allowed: an object of options$/],
])('%j is refused by name, and stdout is used', (console, sentence) => {
  const { settings, problems } = outcomeOf({ console });
  expect(problems).toEqual([expect.stringMatching(sentence)]);
  expect(settings.console).toMatchObject({ stream: 'stdout', threshold: 0 });
});
