/** What the core keys of a JSON line are called, for the readers that expect other names. */
import { hostname } from 'node:os';
import type { ErrorSlot } from '../record/encoder.js';
import { LEVELS, type Level, type LevelName, levelName } from '../record/level.js';
import { epochMilliseconds, timestamp } from './timestamp.js';

export const SCHEMA_NAMES = ['default', 'pino', 'ecs', 'gcp', 'otel', 'datadog'] as const;
export type SchemaName = (typeof SCHEMA_NAMES)[number];

export interface Schema {
  /** The first members: the time. Ends behind its value. */
  time(time: number): string;
  /** The members from the level to the logger's name, starting with a comma. `name`: its JSON text. */
  head(level: Level, name: string): string;
  readonly message: string;
  /** Fields stand in an object of this name; undefined: beside the core keys. */
  readonly fieldsIn: string | undefined;
  readonly errorNames: Readonly<Record<ErrorSlot, string>>;
  /** Names that a field beside them must not have. */
  readonly reserved: ReadonlySet<string>;
}

const ERROR_NAMES: Readonly<Record<ErrorSlot, string>> = {
  error: 'error',
  type: 'type',
  message: 'message',
  stack: 'stack',
  code: 'code',
  cause: 'cause',
  errors: 'errors',
};

/** Each level in the scale of another system. */
type Scale<T> = Readonly<Record<LevelName, T>>;

const PINO_LEVELS: Scale<number> = {
  TRACE: 10,
  DEBUG: 20,
  INFO: 30,
  WARNING: 40,
  ERROR: 50,
  CRITICAL: 60,
};
const OTEL_NUMBERS: Scale<number> = { TRACE: 1, DEBUG: 5, INFO: 9, WARNING: 13, ERROR: 17, CRITICAL: 21 };
const ECS_LEVELS: Scale<string> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'fatal',
};

/** Google Cloud Logging has no TRACE. https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
function gcpSeverity(level: Level): string {
  return level === LEVELS.TRACE ? 'DEBUG' : levelName(level);
}

function isoTime(key: string): (time: number) => string {
  const open = `"${key}":"`;
  return (time) => `${open}${timestamp(time)}"`;
}

function schema(parts: Omit<Schema, 'reserved' | 'fieldsIn' | 'errorNames'> & Partial<Schema>): Schema {
  const errorNames = { ...ERROR_NAMES, ...parts.errorNames };
  const sample = JSON.parse(
    `{${parts.time(0)}${parts.head(LEVELS.INFO, '""')},${JSON.stringify(parts.message)}:""}`,
  );
  // To a reader of dotted names, an object under the first part is the same field.
  const beside =
    parts.fieldsIn === undefined ? Object.keys(sample).flatMap((key) => [key, key.replace(/\..*/, '')]) : [];
  return {
    fieldsIn: undefined,
    ...parts,
    errorNames,
    reserved: new Set([...beside, errorNames.error]),
  };
}

/** https://getpino.io: numeric level, epoch milliseconds, pid and host. */
function pinoSchema(): Schema {
  const process_ = `,"pid":${process.pid},"hostname":${JSON.stringify(hostname().replace(/[^\w.-]/g, '_'))}`;
  return schema({
    time: (time) => `"time":${epochMilliseconds(time)}`,
    head: (level, name) => `,"level":${PINO_LEVELS[levelName(level)]}${process_},"name":${name}`,
    message: 'msg',
    errorNames: { ...ERROR_NAMES, error: 'err' },
  });
}

/** https://www.elastic.co/docs/reference/ecs */
function ecsSchema(): Schema {
  return schema({
    time: isoTime('@timestamp'),
    head: (level, name) =>
      `,"log.level":"${ECS_LEVELS[levelName(level)]}","ecs.version":"8.11.0","log.logger":${name}`,
    message: 'message',
    errorNames: { ...ERROR_NAMES, stack: 'stack_trace' },
  });
}

/** https://cloud.google.com/logging/docs/structured-logging */
function gcpSchema(): Schema {
  return schema({
    time: isoTime('timestamp'),
    head: (level, name) => `,"severity":"${gcpSeverity(level)}","logger":${name}`,
    message: 'message',
    errorNames: { ...ERROR_NAMES, stack: 'stack_trace' },
  });
}

/** https://opentelemetry.io/docs/specs/otel/logs/data-model: nanoseconds as text, fields under Attributes. */
function otelSchema(): Schema {
  return schema({
    time: (time) => `"Timestamp":"${epochMilliseconds(time)}000000"`,
    head: (level, name) =>
      `,"SeverityText":"${levelName(level)}","SeverityNumber":${OTEL_NUMBERS[levelName(level)]},"InstrumentationScope":{"Name":${name}}`,
    message: 'Body',
    fieldsIn: 'Attributes',
    errorNames: { ...ERROR_NAMES, error: 'exception', stack: 'stacktrace' },
  });
}

/** https://docs.datadoghq.com/standard-attributes */
function datadogSchema(): Schema {
  return schema({
    time: isoTime('timestamp'),
    head: (level, name) => `,"status":"${ECS_LEVELS[levelName(level)]}","logger":{"name":${name}}`,
    message: 'message',
    errorNames: { ...ERROR_NAMES, type: 'kind' },
  });
}

function defaultSchema(): Schema {
  return schema({
    time: isoTime('timestamp'),
    head: (level, name) => `,"level":"${levelName(level)}","name":${name}`,
    message: 'message',
  });
}

const MAKERS: Readonly<Record<SchemaName, () => Schema>> = {
  default: defaultSchema,
  pino: pinoSchema,
  ecs: ecsSchema,
  gcp: gcpSchema,
  otel: otelSchema,
  datadog: datadogSchema,
};

/** The schema of that name. Made when it is asked for: one of them reads the host's name. */
export function createSchema(name: SchemaName): Schema {
  return MAKERS[name]();
}
