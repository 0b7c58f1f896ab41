import { describe, expect, test } from 'vitest';
import {
  LEVELS,
  levelName,
  parseLevel,
  parseThreshold,
  SILENT,
  thresholdName,
} from '../../src/record/level.js';

describe('levels', () => {
  test('have the numbers of the Python sibling, and TRACE below DEBUG', () => {
    expect(LEVELS).toEqual({ TRACE: 5, DEBUG: 10, INFO: 20, WARNING: 30, ERROR: 40, CRITICAL: 50 });
  });

  test.each(Object.entries(LEVELS))('%s is read in any case and with blanks around it', (name, level) => {
    const mixed = name.slice(0, 1) + name.slice(1).toLowerCase();
    for (const text of [name, name.toLowerCase(), mixed, ` ${name}\t`]) {
      expect(parseThreshold(text)).toBe(level);
      expect(parseLevel(text)).toBe(level);
    }
    expect(parseLevel(level)).toBe(level);
    expect(levelName(level)).toBe(name);
    expect(thresholdName(level)).toBe(name);
  });

  test('WARN and FATAL are the short names of WARNING and CRITICAL', () => {
    expect(parseThreshold('warn')).toBe(LEVELS.WARNING);
    expect(parseThreshold('Fatal')).toBe(LEVELS.CRITICAL);
  });

  test('SILENT is a threshold and not a level', () => {
    expect(parseThreshold('silent')).toBe(SILENT);
    expect(parseLevel('SILENT')).toBeUndefined();
    expect(parseLevel(SILENT)).toBeUndefined();
    expect(thresholdName(SILENT)).toBe('SILENT');
    expect(Math.max(...Object.values(LEVELS))).toBeLessThan(SILENT);
  });

  test.each([
    '',
    'VERBOSE',
    'INFO ERROR',
    '20',
    'constructor',
    '__proto__',
    undefined,
    null,
    Number.NaN,
    21,
    {},
    [],
    ['INFO'],
    Symbol('INFO'),
    () => 'INFO',
  ])('%s names no level', (value) => {
    expect(parseLevel(value)).toBeUndefined();
    expect(parseThreshold(value)).toBeUndefined();
  });
});
