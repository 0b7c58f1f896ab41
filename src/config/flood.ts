/**
 * The options `rateLimit`, `collapseRepeats` and `sample`. They have no variables: which records may be missing is a
 * decision of the program.
 */
import type { FloodSettings } from '../flood/flood-control.js';
import type { RateLimitSettings } from '../flood/rate-limit.js';
import type { RepeatSettings } from '../flood/repeats.js';
import { LEVELS, type Level, parseLevel } from '../record/level.js';
import type { LoggingOptions } from './options.js';
import type { Reader } from './reader.js';
import { flagRule, integerRule, type Rule, timerIntervalRule, Wrong } from './rule.js';

const rateRule: Rule<number> = {
  allowed: 'a number of records above 0',
  read: (value) => (typeof value === 'number' && value > 0 && value < Infinity ? value : new Wrong()),
};

const partRule: Rule<number> = {
  allowed: 'a number from 0 to 1',
  read: (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? value : new Wrong()),
};

export function resolveFlood(reader: Reader, given: LoggingOptions): FloodSettings | undefined {
  const rateLimit = resolveRateLimit(reader, given.rateLimit);
  const repeats = resolveRepeats(reader, given.collapseRepeats);
  const sample = resolveSample(reader, given.sample);
  const isOff = rateLimit === undefined && repeats === undefined && sample === undefined;
  return isOff ? undefined : { rateLimit, repeats, sample };
}

function resolveRateLimit(reader: Reader, given: unknown): RateLimitSettings | undefined {
  if (given === undefined) return undefined;
  const group = reader.group('rateLimit', given, ['perSecond', 'burst', 'errors']);
  const perSecond = required(reader, 'rateLimit.perSecond', group['perSecond'], rateRule);
  const burst = reader.read('rateLimit.burst', group['burst'], undefined, integerRule(1, 'records'), '');
  const errors = reader.read('rateLimit.errors', group['errors'], undefined, flagRule, '') ?? false;
  if (perSecond === undefined) return undefined;
  return { perSecond, burst: burst ?? Math.max(1, Math.ceil(perSecond)), errors };
}

function resolveRepeats(reader: Reader, given: unknown): RepeatSettings | undefined {
  if (given === undefined) return undefined;
  const path = 'collapseRepeats';
  if (typeof given === 'string') {
    const intervalMs = reader.read(path, given, undefined, timerIntervalRule, '');
    return intervalMs === undefined ? undefined : { intervalMs, errors: false };
  }
  const group = reader.group(path, given, ['interval', 'errors']);
  const intervalMs = required(reader, `${path}.interval`, group['interval'], timerIntervalRule);
  const errors = reader.read(`${path}.errors`, group['errors'], undefined, flagRule, '') ?? false;
  return intervalMs === undefined ? undefined : { intervalMs, errors };
}

function resolveSample(reader: Reader, given: unknown): ReadonlyMap<Level, number> | undefined {
  if (given === undefined) return undefined;
  const spelled = Object.keys(Object(given)).filter((name) => parseLevel(name) !== undefined);
  const group = reader.group('sample', given, [...new Set([...Object.keys(LEVELS), ...spelled, 'errors'])]);
  const errors = reader.read('sample.errors', group['errors'], undefined, flagRule, '') ?? false;
  const sample = new Map<Level, number>();
  for (const name of spelled) {
    const path = `sample.${name}`;
    const level = parseLevel(name) as Level;
    const part = reader.read(path, group[name], undefined, partRule, '');
    if (part === undefined) continue;
    if (level >= LEVELS.ERROR && part < 1 && !errors) {
      reader.problem(path, false, `is ${part}; allowed: 1, or sample.errors: true beside it`);
    }
    sample.set(level, part);
  }
  return sample.size === 0 ? undefined : sample;
}

/** What an option says nothing without. */
function required<T>(reader: Reader, path: string, given: unknown, rule: Rule<T>): T | undefined {
  if (given === undefined) reader.problem(path, false, `is missing; allowed: ${rule.allowed}`);
  return reader.read(path, given, undefined, rule, '');
}
