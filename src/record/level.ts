/**
 * Levels: numbers on the hot path, names at the edges.
 *
 * The numbers are Python's, so that both siblings of one system compare alike; TRACE sits below DEBUG with room
 * on either side. They are small integers because a threshold is compared in every call of every level method.
 */
export const LEVELS = { TRACE: 5, DEBUG: 10, INFO: 20, WARNING: 30, ERROR: 40, CRITICAL: 50 } as const;

/** A level as it is written into a line. */
export type LevelName = keyof typeof LEVELS;
/** A level as it is compared. */
export type Level = (typeof LEVELS)[LevelName];

/** The threshold above every level: nothing passes. */
export const SILENT = 100;

/** Every spelling accepted for a threshold, lower case beside upper case. */
export type LevelText =
  | LevelName
  | 'WARN'
  | 'FATAL'
  | 'SILENT'
  | Lowercase<LevelName | 'WARN' | 'FATAL' | 'SILENT'>;

/** The names to show in messages about a wrong level. */
export const LEVEL_WORDS =
  'TRACE, DEBUG, INFO, WARNING (WARN), ERROR, CRITICAL (FATAL) or SILENT, in any case';

const THRESHOLDS: ReadonlyMap<string, number> = new Map<string, number>([
  ...Object.entries(LEVELS),
  ['WARN', LEVELS.WARNING],
  ['FATAL', LEVELS.CRITICAL],
  ['SILENT', SILENT],
]);

const NAMES: ReadonlyMap<number, LevelName> = new Map(
  (Object.entries(LEVELS) as [LevelName, Level][]).map(([name, level]) => [level, name]),
);

/** The threshold that `text` names, in any case; undefined when it names none. */
export function parseThreshold(text: unknown): number | undefined {
  return typeof text === 'string' && text.length < 32 ? THRESHOLDS.get(text.trim().toUpperCase()) : undefined;
}

/** The level that `value` names or numbers; undefined when it is none. SILENT is a threshold, not a level. */
export function parseLevel(value: unknown): Level | undefined {
  const level = typeof value === 'number' ? value : parseThreshold(value);
  return level !== undefined && NAMES.has(level) ? (level as Level) : undefined;
}

/** The written name of a level. */
export function levelName(level: Level): LevelName {
  return NAMES.get(level) as LevelName;
}

/** The written name of a threshold. */
export function thresholdName(threshold: number): LevelName | 'SILENT' {
  return NAMES.get(threshold) ?? 'SILENT';
}
