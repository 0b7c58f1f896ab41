/** Options over environment over defaults, with every problem found on the way. */

import { resolve as resolvePath } from 'node:path';
import { LEVELS } from '../record/level.js';
import { STACK_POLICIES } from '../record/stack.js';
import { DEFAULT_LIMITS, type Limits } from '../sanitize/limits.js';
import type { Transport } from '../transport/transport.js';
import { resolveConsole } from './console.js';
import { resolveFiles } from './file.js';
import { resolveFlood } from './flood.js';
import { resolveFormat } from './format.js';
import { type LoggingOptions, OPTION_NAMES } from './options.js';
import type { Problem } from './problem.js';
import { Reader, shown } from './reader.js';
import { resolveRedact } from './redact.js';
import {
  flagRule,
  functionRule,
  integerRule,
  levelRule,
  levelsRule,
  listRule,
  sizeRule,
  wordRule,
} from './rule.js';
import type { LoggerSettings, Settings } from './settings.js';
import { resolveSyslog } from './syslog.js';
import type { Environment } from './variables.js';

export interface Resolved {
  readonly settings: Settings;
  /** In code: reasons to refuse. In the environment: warnings, unless the settings are strict. */
  readonly problems: readonly Problem[];
}

/** @param options what the caller passed, of whatever type it is */
export function resolve(options: LoggingOptions): Resolved {
  const isEnv = typeof options?.env === 'object' && options.env !== null;
  const env = isEnv ? (options.env as Environment) : process.env;
  const reader = new Reader(env);
  const given = reader.group('', options, OPTION_NAMES) as LoggingOptions;
  if (given.env !== undefined && !isEnv) {
    reader.problem('env', false, `is ${shown(given.env)}; allowed: an object of texts, as process.env`);
  }
  const isProduction = env['NODE_ENV'] === 'production';
  const threshold =
    reader.read('level', given.level, 'CODOMYRMEX_LOG_LEVEL', levelRule, 'INFO') ?? LEVELS.INFO;
  const format = resolveFormat(reader, given.format, isProduction);
  const transports = resolveTransports(reader, given.transports);
  const files = resolveFiles(reader, given.file, format);
  const settings: Settings = {
    threshold,
    format,
    files,
    transports,
    levels: reader.read('levels', given.levels, 'CODOMYRMEX_LOG_LEVELS', levelsRule, 'none') ?? new Map(),
    loggers: new Map(),
    console: resolveConsole(reader, given.console, format),
    syslog: resolveSyslog(reader, given.syslog),
    redact: resolveRedact(reader, given.redact, given.scrub),
    stack:
      reader.read('stack', given.stack, 'CODOMYRMEX_LOG_STACK', wordRule(STACK_POLICIES), 'the default') ??
      (isProduction ? 'relative' : 'full'),
    maxStackLines:
      reader.read(
        'maxStackLines',
        given.maxStackLines,
        'CODOMYRMEX_LOG_MAX_STACK_LINES',
        integerRule(0, 'lines'),
        '50',
      ) ?? 50,
    limits: resolveLimits(reader, given.limits),
    flood: resolveFlood(reader, given),
    onFailure: reader.read('onFailure', given.onFailure, undefined, functionRule(), ''),
    strict: reader.read('strict', given.strict, 'CODOMYRMEX_LOG_STRICT', flagRule, '0') ?? false,
    env,
  };
  reader.read('force', given.force, undefined, flagRule, '');
  reader.unknownVariables();
  uniqueNames(reader, settings);
  uniquePaths(reader, settings);
  const { levels, loggers } = resolveLoggers(reader, given.loggers, settings);
  return {
    settings: { ...settings, loggers, levels: new Map([...settings.levels, ...levels]) },
    problems: reader.problems,
  };
}

function resolveTransports(reader: Reader, given: unknown): readonly Transport[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) {
    reader.problem('transports', false, `is ${shown(given)}; allowed: a list of transports`);
    return [];
  }
  return given.filter((transport: Partial<Transport> | null, at) => {
    const isNamed = typeof transport?.name === 'string' && transport.name !== '';
    const isComplete =
      typeof transport?.write === 'function' &&
      ['function', 'undefined'].includes(typeof transport.flush) &&
      ['function', 'undefined'].includes(typeof transport.close);
    if (isNamed && isComplete) return true;
    reader.problem(
      `transports[${at}]`,
      false,
      'is not a transport; allowed: { name, write(line), flush(), close() }',
    );
    return false;
  }) as Transport[];
}

/** A line has to have room for its core keys, a mark and the closing brackets. Bytes. */
const LEAST_LINE = 1_024;

function resolveLimits(reader: Reader, given: LoggingOptions['limits']): Limits {
  const group = reader.group('limits', given, Object.keys(DEFAULT_LIMITS));
  const rules = {
    depth: integerRule(1, 'containers'),
    breadth: integerRule(1, 'entries'),
    string: sizeRule(16),
    line: sizeRule(LEAST_LINE),
    key: integerRule(16, 'characters'),
  };
  const limit = (name: keyof Limits): number =>
    reader.read(`limits.${name}`, group[name], undefined, rules[name], '') ?? DEFAULT_LIMITS[name];
  return {
    depth: limit('depth'),
    breadth: limit('breadth'),
    string: limit('string'),
    line: limit('line'),
    key: limit('key'),
  };
}

function resolveLoggers(
  reader: Reader,
  given: unknown,
  settings: Settings,
): { levels: Map<string, number>; loggers: Map<string, LoggerSettings> } {
  const levels = new Map<string, number>();
  const loggers = new Map<string, LoggerSettings>();
  const all = reader.group('loggers', given, given === undefined ? [] : Object.keys(Object(given)));
  const known = transportNames(settings);
  for (const [name, options] of Object.entries(all)) {
    const path = `loggers.${name}`;
    const group = reader.group(path, options, ['level', 'transports', 'propagate']);
    const level = reader.read(`${path}.level`, group['level'], undefined, levelRule, '');
    if (level !== undefined) levels.set(name, level);
    const transports = reader.read(
      `${path}.transports`,
      group['transports'],
      undefined,
      listRule(wordRule(known)),
      '',
    );
    const propagate = reader.read(`${path}.propagate`, group['propagate'], undefined, flagRule, '');
    if (transports !== undefined || propagate !== undefined) {
      loggers.set(name, { transports, propagate: propagate ?? true });
    }
  }
  return { levels, loggers };
}

/** `stats()`, `health()` and loggers tell transports apart by name. */
function uniqueNames(reader: Reader, settings: Settings): void {
  const names = transportNames(settings);
  const twice = new Set(names.filter((name, at) => names.indexOf(name) < at));
  for (const name of twice) {
    reader.problem('transports', false, `has two transports called ${shown(name)}; allowed: each name once`);
  }
}

/** Two transports on one file would write each line twice. */
function uniquePaths(reader: Reader, { files }: Settings): void {
  const paths = files.map(({ path }) => resolvePath(path));
  for (const [at, path] of paths.entries()) {
    if (paths.indexOf(path) === at) continue;
    reader.problem(`file[${at}].path`, false, `is ${shown(path)} again; allowed: each file once`);
  }
}

/** The names by which loggers can ask for transports: `console`, `file`, `file-2`, … and the application's. */
function transportNames({ console, files, syslog, transports }: Settings): string[] {
  return [
    ...(console === undefined ? [] : ['console']),
    ...files.map((_, at) => fileName(at)),
    ...(syslog === undefined ? [] : ['syslog']),
    ...transports.map(({ name }) => name),
  ];
}

/** The name of the transport of the file at `at`. */
export function fileName(at: number): string {
  return at === 0 ? 'file' : `file-${at + 1}`;
}
