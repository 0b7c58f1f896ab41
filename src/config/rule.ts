/** How one value of a configuration is read: a table entry instead of a branch. */
import { isAbsolute } from 'node:path';
import { LEVEL_WORDS, parseThreshold } from '../record/level.js';

/** A value that is not allowed, with a reason where "is not one of" does not say enough. */
export class Wrong {
  constructor(readonly reason?: string) {}
}

const WRONG = new Wrong();

export interface Rule<T> {
  /** What is allowed, as a phrase: `a positive integer`. */
  readonly allowed: string;
  /** A wrong value is not repeated in messages. */
  readonly isSecret?: boolean;
  /** Reads a value from code, or the text of an environment variable. */
  read(value: unknown): T | Wrong;
}

/** A threshold, in any case. */
export const levelRule: Rule<number> = {
  allowed: LEVEL_WORDS,
  read: (value) => parseThreshold(value) ?? WRONG,
};

/** One of some words, in any case. */
export function wordRule<W extends string>(words: readonly W[]): Rule<W> {
  return {
    allowed: words.join(', '),
    read: (value) => words.find((word) => matches(word, value)) ?? WRONG,
  };
}

/** Words that stand for values, in any case; values themselves are accepted from code. */
export function mapRule<T>(entries: Readonly<Record<string, T>>, allowed: string): Rule<T> {
  return {
    allowed,
    read(value) {
      for (const [word, meaning] of Object.entries(entries)) {
        if (matches(word, value) || (typeof value !== 'string' && value === meaning)) return meaning;
      }
      return WRONG;
    },
  };
}

export const flagRule: Rule<boolean> = mapRule(
  { 1: true, true: true, yes: true, on: true, 0: false, false: false, no: false, off: false },
  '1 or 0',
);

/** A whole number from `least`. */
export function integerRule(least: number, unit: string): Rule<number> {
  return {
    allowed: `a whole number of ${unit} from ${least}`,
    read(value) {
      const number = typeof value === 'string' && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value;
      return typeof number === 'number' && Number.isSafeInteger(number) && number >= least ? number : WRONG;
    },
  };
}

/** What a timer can wait for: a longer time would make it fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A whole number of milliseconds that a timer waits for. */
export function timerRule(least: number): Rule<number> {
  const { read } = integerRule(least, 'milliseconds');
  return {
    allowed: `a whole number of milliseconds from ${least} to ${MAX_TIMER_MS}, which is 24 days`,
    read(value) {
      const ms = read(value);
      return ms instanceof Wrong || ms <= MAX_TIMER_MS ? ms : WRONG;
    },
  };
}

/** The same, written as an interval. */
export const timerIntervalRule: Rule<number> = {
  allowed: 'an interval up to 24d: digits with s, m, h or d',
  read(value) {
    const ms = intervalRule.read(value);
    return ms instanceof Wrong || ms <= MAX_TIMER_MS ? ms : WRONG;
  },
};

const SIZE_UNITS = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 } as const;
const INTERVAL_UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Bytes: a whole number, or digits with B K M G in any case; 1K = 1024. */
export function sizeRule(least: number): Rule<number> {
  return {
    allowed: `a size in bytes from ${least}, as a whole number or digits with B, K, M or G`,
    read: (value) => atLeast(least, withUnit(value, SIZE_UNITS)),
  };
}

/** Milliseconds, written as digits with s m h d. */
export const intervalRule: Rule<number> = {
  allowed: 'an interval: digits with s, m, h or d',
  read: (value) => (typeof value === 'string' ? atLeast(1, withUnit(value, INTERVAL_UNITS)) : WRONG),
};

function withUnit(value: unknown, units: Readonly<Record<string, number>>): number | undefined {
  if (typeof value === 'number') return value;
  const match = typeof value === 'string' ? /^\s*(\d{1,15})\s*([a-z]?)\s*$/i.exec(value) : null;
  const unit = match === null ? undefined : units[(match[2] as string).toLowerCase()];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}

function atLeast(least: number, value: number | undefined): number | Wrong {
  return value !== undefined && Number.isSafeInteger(value) && value >= least ? value : WRONG;
}

/** Permission bits: an octal text, or a number from code. Nobody but the owner and the group may have any. */
export const modeRule: Rule<number> = {
  allowed: 'an octal mode such as 0600 or 0640, closed to others than owner and group',
  read(value) {
    const mode =
      typeof value === 'string' && /^\s*(0o?)?[0-7]{3}\s*$/.test(value)
        ? Number.parseInt(value.replace('o', ''), 8)
        : value;
    if (typeof mode !== 'number' || !Number.isInteger(mode) || mode < 0 || mode > 0o777) return WRONG;
    if ((mode & 0o007) !== 0) return new Wrong('others could open it');
    return (mode & 0o600) === 0o600 ? mode : new Wrong('its owner could not write it');
  },
};

/** Text with something in it. */
export const textRule: Rule<string> = {
  allowed: 'a text that is not empty',
  read: (value) => (typeof value === 'string' && value.trim() !== '' ? value : WRONG),
};

/** A file's path. No control characters: they are never meant, and make messages about the file unreadable. */
export const pathRule: Rule<string> = {
  allowed: 'a path',
  read(value) {
    const path =
      value instanceof URL && value.protocol === 'file:' ? decodeURIComponent(value.pathname) : value;
    if (typeof path !== 'string' || path.trim() === '') return WRONG;
    if (/[\x00-\x1f\x7f]/.test(path)) return new Wrong('it has a control character in it');
    return /[/\\]$/.test(path) && !isAbsolute(path.slice(0, -1)) ? new Wrong('it names a folder') : path;
  },
};

/** A list from code, or comma-separated text. */
export function listRule<T>(item: Rule<T>): Rule<readonly T[]> {
  return {
    allowed: `a list of ${item.allowed}`,
    read(value) {
      const items = typeof value === 'string' ? splitList(value) : value;
      if (!Array.isArray(items)) return WRONG;
      const read = items.map((one) => item.read(one));
      const wrong = read.find((one) => one instanceof Wrong);
      return wrong === undefined ? (read as T[]) : (wrong as Wrong);
    },
  };
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Levels by logger: an object from code, or `shop.*=DEBUG,http=WARNING`. */
export const levelsRule: Rule<ReadonlyMap<string, number>> = {
  allowed: `logger names with levels, as in shop.*=DEBUG,http=WARNING; the levels: ${LEVEL_WORDS}`,
  read(value) {
    const pairs = typeof value === 'string' ? splitList(value).map(pairOf) : objectPairs(value);
    if (pairs === undefined) return WRONG;
    const levels = new Map<string, number>();
    for (const [name, level] of pairs) {
      const threshold = parseThreshold(level);
      if (threshold === undefined || /\*(?!$)|[^.]\*$/.test(name))
        return new Wrong(`not so: ${name}=${String(level)}`);
      levels.set(name, threshold);
    }
    return levels;
  },
};

function pairOf(item: string): [string, unknown] {
  const at = item.lastIndexOf('=');
  return at < 0 ? [item, undefined] : [item.slice(0, at).trim(), item.slice(at + 1)];
}

function objectPairs(value: unknown): Array<[string, unknown]> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : undefined;
}

/** A function from code. */
export function functionRule<F extends (...args: never[]) => unknown>(): Rule<F> {
  return {
    allowed: 'a function',
    read: (value) => (typeof value === 'function' ? (value as F) : WRONG),
  };
}

/** First the one, then the other. */
export function eitherRule<A, B>(first: Rule<A>, second: Rule<B>): Rule<A | B> {
  return {
    allowed: `${first.allowed}, or ${second.allowed}`,
    read(value) {
      const read = first.read(value);
      return read instanceof Wrong ? second.read(value) : read;
    },
  };
}

function matches(word: string, value: unknown): boolean {
  return typeof value === 'string' && value.trim().toLowerCase() === word.toLowerCase();
}
