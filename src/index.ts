/**
 * Structured logging whose defaults are safe: no secret leaves the process, no line can be forged, no acknowledged
 * line is lost.
 */
import type { LoggingOptions } from './config/options.js';
import { acceptCorrelationId, CORRELATION_FIELD, correlationOf } from './context.js';
import type { Logger } from './logger.js';
import type { Logging } from './logging.js';
import type { Explanation } from './sanitize/explain.js';
import { Setup } from './setup.js';

/** One per process, also when the ESM and the CJS copy of this package are both loaded: a file has one writer. */
const SHARED = Symbol.for('codomyrmex-logging/1');

function shared(): Setup {
  const scope = globalThis as { [SHARED]?: Setup };
  scope[SHARED] ??= new Setup();
  return scope[SHARED];
}

/**
 * Sets logging up and gives its handle. Synchronous. Without options, the `CODOMYRMEX_LOG_*` variables decide;
 * options win over them. A second call gives the handle in force, unless it says `force: true`.
 *
 * @throws ConfigError with every problem of the options at once, and for a file that cannot be opened; then what
 *   was in force before stays. Wrong variables are warned of on stderr, or thrown with CODOMYRMEX_LOG_STRICT=1.
 */
export function setupLogging(options: LoggingOptions = {}): Logging {
  return shared().explicit(options);
}

/**
 * The logger of that dotted name: always the same one, its place in the tree given by the dots. Any string is a
 * name, and it works before `setupLogging`. The empty name is the root.
 */
export function getLogger(name = ''): Logger {
  return shared().core.logger(typeof name === 'string' ? name : '');
}

/**
 * Runs `work`; every record logged in it, however deep and asynchronous, carries `fields`. Contexts nest, the inner
 * ones win. Gives what `work` gives.
 */
export function withContext<T>(fields: object, work: () => T): T {
  return shared().core.contexts.run(fields, work);
}

/**
 * Runs `work` with a correlation id under `correlation_id`: the given one where it is 1 to 128 letters, digits and
 * `._:-`, else a new one. It ends with `work`, and the outer one holds again.
 */
export function withCorrelation<T>(id: string | undefined, work: (id: string) => T): T {
  const accepted = acceptCorrelationId(id);
  return withContext({ [CORRELATION_FIELD]: accepted }, () => work(accepted));
}

/** The correlation id of the flow that this is called in. */
export function correlationId(): string | undefined {
  return correlationOf(shared().core.contexts.current());
}

/** `text` with its secrets hidden, by the rules in force: what would stand in a line, before escaping. */
export function scrub(text: string): string {
  return shared().sanitizer.scrubText(typeof text === 'string' ? text : '');
}

/** A plain copy of `value` with its secrets hidden, by the rules and limits in force. `value` is only read. */
export function scrubObject(value: unknown): unknown {
  return shared().sanitizer.scrubValue(value);
}

/** Which rule would hide something in `value`, and where; the values themselves are not repeated. */
export function explain(value: unknown): readonly Explanation[] {
  return shared().sanitizer.explain(value);
}

export type {
  Censor,
  ConsoleOptions,
  FileOptions,
  Format,
  Interval,
  JsonFormat,
  LimitOptions,
  LoggerOptions,
  LoggingOptions,
  PresetName,
  PseudonymOptions,
  RateLimitOptions,
  RedactOptions,
  RepeatOptions,
  SampleOptions,
  ScrubOptions,
  ScrubPattern,
  Size,
  SyslogOptions,
  SyslogServer,
  TextFormat,
} from './config/options.js';
export { ConfigError, type Problem } from './config/problem.js';
export { newCorrelationId } from './context.js';
export type { Failure, Stage } from './diagnostics.js';
export type { SchemaName } from './format/schema.js';
export type { Style, Theme } from './format/theme.js';
export type { ErrorLogMethod, LevelMethods, Logger, LogMethod, Message } from './logger.js';
export type { Logging, Stats } from './logging.js';
export type { LevelName, LevelText } from './record/level.js';
export type { StackPolicy } from './record/stack.js';
export type { Explanation } from './sanitize/explain.js';
export type { PseudonymKey } from './sanitize/pseudonym.js';
export { ref } from './sanitize/ref.js';
export { Secret, secret } from './sanitize/secret.js';
export type { SyslogStats } from './transport/syslog/stats.js';
export type { Transport, TransportHealth } from './transport/transport.js';
