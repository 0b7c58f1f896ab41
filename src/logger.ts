/** What applications hold: a name, its threshold, and the fields bound to it. */
import type { Core } from './core.js';
import type { Gate } from './flood/gate.js';
import type { Outlet } from './pipeline.js';
import { Bindings } from './record/bindings.js';
import {
  LEVEL_WORDS,
  LEVELS,
  type Level,
  type LevelText,
  parseLevel,
  parseThreshold,
  thresholdName,
} from './record/level.js';

/** A message, or a function that makes it: then it is called only when the level is on. */
export type Message = string | (() => string);

/**
 * Logs one record. Never throws, whatever is passed.
 *
 *     log.info('order placed', { orderId });            message, fields
 *     log.info('%s logged in from %s', user, ip);       message, arguments
 *     log.error('payment failed', { orderId }, error);  message, fields, error
 *     log.error(error, 'payment failed', { orderId });  error first
 *     log.info({ orderId }, 'order placed');            fields first, as pino and Fastify call it
 */
export interface LogMethod {
  (message: Message, ...args: unknown[]): void;
  (fieldsOrError: object, message?: Message, ...args: unknown[]): void;
}

/** Also takes whatever was thrown, which need not be an Error: `promise.catch(log.error)`. */
export interface ErrorLogMethod extends LogMethod {
  (error: unknown): void;
}

/** The ways to log one record. */
export interface LevelMethods {
  readonly trace: LogMethod;
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly warning: LogMethod;
  readonly error: ErrorLogMethod;
  readonly critical: ErrorLogMethod;
  readonly fatal: ErrorLogMethod;
  /** `error` with whatever was thrown: its type, message, stack, causes and own properties. */
  exception(error: unknown, message?: Message, ...args: unknown[]): void;
  /** A level method by name. A level that there is not is logged as INFO, and diagnosed. */
  log(level: LevelText, message: Message | object, ...args: unknown[]): void;
}

export interface Logger extends LevelMethods {
  /** The dotted name: the logger's place in the tree. */
  readonly name: string;
  /** The threshold in force, as a written name. */
  readonly level: string;
  /** A logger of the same name whose records also carry `fields`; they win over the parent's. */
  child(fields: object): Logger;
  /** `log.once().info(…)`: of the records with this logger, level and message template, the first in this process. */
  once(): LevelMethods;
  /** `log.every(100).info(…)`: of such records, the first and every hundredth after it. */
  every(count: number): LevelMethods;
  /** `log.throttle(1000).info(…)`: of such records, one in so many milliseconds. */
  throttle(ms: number): LevelMethods;
  /** Whether a record of this level would be written. */
  isEnabled(level: LevelText): boolean;
  /**
   * Sets the threshold of this logger, its children, and the loggers below it that have none of their own; null
   * takes it back. Loggers already made follow.
   *
   * @throws RangeError for a level that there is not
   */
  setLevel(level: LevelText | null): void;
}

/** What all loggers of one name share. */
export interface LoggerNode {
  readonly name: string;
  /** Records below it are not made. Compared in every call. */
  threshold: number;
  /** Its place in the pipeline in force. */
  outlet: Outlet | undefined;
}

/** All arguments, once more: `args` itself would be made for each call if it were handed on for one. */
const list = (...args: unknown[]): readonly unknown[] => args;
/** So many can be handed on once more, whatever is on the stack: V8 itself ends a call with some 120,000. */
const MOST = 4_096;
/** More than that. Code that never ran is not compiled, so that it makes no `args` for other calls. */
const same = (args: readonly unknown[]): readonly unknown[] => args;

/** What is longer is no level that somebody thought there is. UTF-16 units. */
const LONGEST_LEVEL = 32;

/**
 * The level methods are on the prototype and compare once: measured the same as replacing them by empty functions,
 * and a change of level needs no list of loggers. They take `this` as it comes, so that a method handed on without
 * its logger (`promise.catch(log.error)`) logs as the root logger instead of throwing.
 */
export class TreeLogger implements Logger {
  constructor(
    readonly core: Core,
    readonly node: LoggerNode,
    readonly bound: Bindings | undefined,
    readonly gate: Gate | undefined,
  ) {}

  get name(): string {
    return this.node.name;
  }

  get level(): string {
    return thresholdName(this.core.thresholdOf(this.node));
  }

  trace(...args: unknown[]): void {
    if (this?.node?.threshold > LEVELS.TRACE) return;
    const all = args.length < 3 ? undefined : args.length > MOST ? same(args) : list(...args);
    write(this, LEVELS.TRACE, args.length, args[0], args[1], all);
  }

  debug(...args: unknown[]): void {
    if (this?.node?.threshold > LEVELS.DEBUG) return;
    const all = args.length < 3 ? undefined : args.length > MOST ? same(args) : list(...args);
    write(this, LEVELS.DEBUG, args.length, args[0], args[1], all);
  }

  info(...args: unknown[]): void {
    if (this?.node?.threshold > LEVELS.INFO) return;
    const all = args.length < 3 ? undefined : args.length > MOST ? same(args) : list(...args);
    write(this, LEVELS.INFO, args.length, args[0], args[1], all);
  }

  warn(...args: unknown[]): void {
    if (this?.node?.threshold > LEVELS.WARNING) return;
    const all = args.length < 3 ? undefined : args.length > MOST ? same(args) : list(...args);
    write(this, LEVELS.WARNING, args.length, args[0], args[1], all);
  }

  declare warning: LogMethod;

  error(...args: unknown[]): void {
    if (this?.node?.threshold > LEVELS.ERROR) return;
    const all = args.length < 3 ? undefined : args.length > MOST ? same(args) : list(...args);
    write(this, LEVELS.ERROR, args.length, args[0], args[1], all);
  }

  critical(...args: unknown[]): void {
    if (this?.node?.threshold > LEVELS.CRITICAL) return;
    const all = args.length < 3 ? undefined : args.length > MOST ? same(args) : list(...args);
    write(this, LEVELS.CRITICAL, args.length, args[0], args[1], all);
  }

  declare fatal: ErrorLogMethod;

  exception(...args: unknown[]): void {
    if (this?.node?.threshold > LEVELS.ERROR) return;
    write(this, LEVELS.ERROR, args.length, args[0], args[1], args, true);
  }

  log(level: LevelText, ...args: unknown[]): void {
    const known = parseLevel(level);
    if (known === undefined) attached(this).core.unknownLevel(level);
    if (this?.node?.threshold > (known ?? LEVELS.INFO)) return;
    // A call that forgot the level has the message in its place.
    const isText = typeof level === 'string' && (level.length > LONGEST_LEVEL || /[\s%]/.test(level));
    const isMessage = known === undefined && (isText || typeof args[0] !== 'string');
    const given = isMessage ? [level, ...args] : args;
    write(this, known ?? LEVELS.INFO, given.length, given[0], given[1], given);
  }

  child(fields: object): Logger {
    const { core, node, bound, gate } = attached(this);
    return new TreeLogger(core, node, new Bindings(bound, fields), gate);
  }

  once(): LevelMethods {
    return gated(attached(this), 'once', 1, 1);
  }

  every(count: number): LevelMethods {
    return gated(attached(this), 'every', count, 1);
  }

  throttle(ms: number): LevelMethods {
    return gated(attached(this), 'throttle', ms, 0);
  }

  isEnabled(level: LevelText): boolean {
    const known = parseLevel(level);
    const { core, node } = attached(this);
    return known !== undefined && core.thresholdOf(node) <= known;
  }

  setLevel(level: LevelText | null): void {
    const threshold = level === null ? undefined : parseThreshold(level);
    if (level !== null && threshold === undefined) {
      const given = typeof level === 'string' ? JSON.stringify(level) : `a ${typeof level}`;
      throw new RangeError(`setLevel: ${given} is not a level; allowed: ${LEVEL_WORDS}, or null`);
    }
    const { core, node } = attached(this);
    core.setThreshold(threshold, node.name);
  }

  /** The root logger, for methods that were handed on without theirs. */
  static detached: TreeLogger | undefined;
}

/** The logger of a method; for one that was handed on without its own (`const { child } = log`), the root. */
function attached(logger: unknown): TreeLogger {
  return logger instanceof TreeLogger ? logger : TreeLogger.detached!;
}

function gated(
  { core, node, bound }: TreeLogger,
  reason: Gate['reason'],
  size: number,
  least: number,
): LevelMethods {
  return new TreeLogger(core, node, bound, core.gate(reason, size, least));
}

TreeLogger.prototype.warning = TreeLogger.prototype.warn;
TreeLogger.prototype.fatal = TreeLogger.prototype.critical;

/**
 * Hands a call on: how many arguments there are, the first two, and all of them where there are more. V8 makes no array
 * of arguments that are only counted and read one by one. Nothing comes out of it: where even the core fails (the stack
 * is used up), the record is counted as lost. The call site of the application is what called the caller of this.
 */
export function write(
  logger: TreeLogger,
  level: Level,
  count: number,
  first: unknown,
  second: unknown,
  all: readonly unknown[] | undefined,
  isException = false,
): void {
  const target = logger instanceof TreeLogger ? logger : TreeLogger.detached;
  if (target === undefined) return;
  try {
    target.core.emit(target, level, count, first, second, all, isException);
  } catch {
    target.core.lost += 1;
  }
}
