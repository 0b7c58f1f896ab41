/** The `file` option, and its variables. */
import { resolveOwnFormat } from './format.js';
import type { FileOptions } from './options.js';
import type { Reader } from './reader.js';
import {
  eitherRule,
  integerRule,
  intervalRule,
  levelRule,
  mapRule,
  modeRule,
  pathRule,
  type Rule,
  sizeRule,
  textRule,
  timerRule,
  wordRule,
} from './rule.js';
import type { FileSettings, FormatSettings } from './settings.js';
import type { Variable } from './variables.js';

const NAMES: readonly (keyof FileOptions)[] = [
  ...(['path', 'level', 'format', 'size', 'interval', 'maxFiles', 'maxAge', 'maxTotalSize'] as const),
  ...(['compress', 'mode', 'group', 'durability', 'fsync', 'minFreeBytes', 'reopenOn'] as const),
];

const compressWords = mapRule({ gzip: 'gzip', off: undefined, none: undefined } as const, 'gzip or off');
const compressRule: typeof compressWords = {
  ...compressWords,
  read: (value) => (value === false ? undefined : compressWords.read(value)),
};
const fsyncRule = eitherRule(
  mapRule({ always: 'always', off: false, false: false, 0: false } as const, 'always, off'),
  timerRule(1),
);
const TOTAL_VARIABLE = 'CODOMYRMEX_LOG_FILE_MAX_TOTAL_SIZE';
const durabilityRule = wordRule(['sync', 'async']);
const groupRule = eitherRule<number, string>(integerRule(0, 'a group id'), textRule);

/** The files of a set-up: those of the option, else the one of the variable. */
export function resolveFiles(
  reader: Reader,
  given: unknown,
  format: FormatSettings,
): readonly FileSettings[] {
  if (given === false) return [];
  if (given === undefined) {
    const path = reader.read('file', undefined, 'CODOMYRMEX_LOG_FILE', pathRule, 'no file');
    if (path !== undefined) return [resolveFile(reader, 'CODOMYRMEX_LOG_FILE', true, path, {}, format)];
    resolveFile(reader, 'file', false, '', {}, format); // for what is wrong with the other variables
    return [];
  }
  const several = Array.isArray(given);
  return (several ? given : [given]).flatMap((one, at) => {
    const source = several ? `file[${at}]` : 'file';
    const isShort = typeof one === 'string' || one instanceof URL;
    const group = isShort ? { path: one } : reader.group(source, one, NAMES);
    const path = reader.read(isShort ? source : `${source}.path`, group['path'], undefined, pathRule, '');
    if (path !== undefined) return [resolveFile(reader, source, false, path, group, format)];
    if (group['path'] === undefined) reader.problem(`${source}.path`, false, 'is missing; allowed: a path');
    return [];
  });
}

function resolveFile(
  reader: Reader,
  source: string,
  fromEnvironment: boolean,
  path: string,
  group: Readonly<Record<string, unknown>>,
  format: FormatSettings,
): FileSettings {
  const read = <T>(
    name: keyof FileOptions,
    variable: Variable | undefined,
    rule: Rule<T>,
    fallback: string,
  ) => reader.read(`${fromEnvironment ? 'file' : source}.${name}`, group[name], variable, rule, fallback);
  const sizeBytes = read('size', 'CODOMYRMEX_LOG_FILE_SIZE', sizeRule(1), '10M') ?? 10 * 1024 ** 2;
  const total = read('maxTotalSize', TOTAL_VARIABLE, sizeRule(1), 'none');
  // The current file alone may take one `size`: there has to be room for one that was rotated.
  const isTooSmall = total !== undefined && total < 2 * sizeBytes;
  if (isTooSmall) {
    const byVariable = group['maxTotalSize'] === undefined;
    reader.problem(
      byVariable ? TOTAL_VARIABLE : `${source}.maxTotalSize`,
      byVariable,
      `is ${total} bytes; allowed: twice the size at which the file is rotated, ${2 * sizeBytes} bytes, or more`,
      'none is used instead',
    );
  }
  return {
    source,
    fromEnvironment,
    path,
    sizeBytes,
    maxTotalSizeBytes: isTooSmall ? undefined : total,
    threshold: read('level', 'CODOMYRMEX_LOG_FILE_LEVEL', levelRule, 'every level') ?? 0,
    format: resolveOwnFormat(reader, `${source}.format`, group['format'], plain(format)),
    intervalMs: read('interval', 'CODOMYRMEX_LOG_FILE_INTERVAL', intervalRule, 'none'),
    maxFiles: read('maxFiles', 'CODOMYRMEX_LOG_FILE_MAX_FILES', integerRule(1, 'files'), '5') ?? 5,
    maxAgeMs: read('maxAge', 'CODOMYRMEX_LOG_FILE_MAX_AGE', intervalRule, 'none'),
    compress: read('compress', 'CODOMYRMEX_LOG_FILE_COMPRESS', compressRule, 'none'),
    mode: read('mode', 'CODOMYRMEX_LOG_FILE_MODE', modeRule, '0600') ?? 0o600,
    group: read('group', undefined, groupRule, ''),
    durability: read('durability', 'CODOMYRMEX_LOG_FILE_DURABILITY', durabilityRule, 'sync') ?? 'sync',
    fsync: read('fsync', 'CODOMYRMEX_LOG_FILE_FSYNC', fsyncRule, 'off') ?? false,
    minFreeBytes: read('minFreeBytes', 'CODOMYRMEX_LOG_FILE_MIN_FREE', sizeRule(0), '0') ?? 0,
    reopenOn: read('reopenOn', undefined, wordRule(['SIGHUP']), ''),
  };
}

/** Files never get colours. */
function plain(format: FormatSettings): FormatSettings {
  return format.type === 'text' ? { ...format, theme: false } : format;
}
