/**
 * The one cell that every logger holds: the loggers by name, the thresholds, and the pipeline in force, which
 * `setupLogging` replaces in one assignment.
 */
import { Contexts } from './context.js';
import type { Diagnostics } from './diagnostics.js';
import { type Gate, Gates } from './flood/gate.js';
import { LEFT_OUT, withLeftOut } from './flood/left-out.js';
import { LevelTree } from './levels.js';
import { type LoggerNode, TreeLogger, write } from './logger.js';
import type { Pipeline } from './pipeline.js';
import { callOf, exceptionOf } from './record/arguments.js';
import type { Bindings } from './record/bindings.js';
import type { Level } from './record/level.js';
import { callSite } from './record/site.js';

/** A record logged while another is encoded (by a getter, say) is written too, but not without end. */
const MAX_NESTING = 4;

const site = () => callSite(write);

/** The logger that was called. */
interface Origin {
  readonly node: LoggerNode;
  readonly bound: Bindings | undefined;
  readonly gate: Gate | undefined;
}

export class Core {
  readonly contexts = new Contexts();
  /** Records lost because the process had no stack left to log them. */
  lost = 0;
  /** Records that came after `close()`, or from deeper than {@link MAX_NESTING}. */
  dropped = 0;
  private readonly gates = new Gates();
  private readonly loggers = new Map<string, TreeLogger>();
  private readonly nodes: LoggerNode[] = [];
  private pipeline: Pipeline | undefined;
  private levels = new LevelTree(0);
  private nesting = 0;

  constructor(
    readonly diagnostics: Diagnostics,
    /** Called when something is logged before any set-up. Installs a pipeline; does not throw. */
    private readonly setUp: () => void,
  ) {
    TreeLogger.detached = this.logger('');
  }

  /** The logger of that name: always the same one. */
  logger(name: string): TreeLogger {
    const known = this.loggers.get(name);
    if (known !== undefined) return known;
    const node: LoggerNode = { name, threshold: 0, outlet: undefined };
    this.nodes.push(node);
    this.place(node);
    const logger = new TreeLogger(this, node, undefined, undefined);
    this.loggers.set(name, logger);
    return logger;
  }

  /** Puts a pipeline in force; gives the one that was. Undefined: closed. */
  install(pipeline: Pipeline | undefined, levels: LevelTree): Pipeline | undefined {
    const before = this.pipeline;
    this.pipeline = pipeline;
    this.levels = levels;
    for (const node of this.nodes) this.place(node);
    return before;
  }

  isInForce(pipeline: Pipeline): boolean {
    return this.pipeline === pipeline;
  }

  /** @param threshold undefined: the logger follows the ones above it again */
  setThreshold(threshold: number | undefined, name: string): void {
    if (this.pipeline === undefined) this.setUp();
    this.levels.override(name, threshold);
    for (const node of this.nodes) node.threshold = this.levels.resolve(node.name);
  }

  thresholdOf(node: LoggerNode): number {
    if (this.pipeline === undefined) this.setUp();
    return node.threshold;
  }

  /** One call of a level method: `all` are its arguments where there are more than the first two. */
  emit(
    { node, bound, gate }: Origin,
    level: Level,
    count: number,
    first: unknown,
    second: unknown,
    all: readonly unknown[] | undefined,
    isException: boolean,
  ): void {
    if (this.pipeline === undefined) this.setUp();
    const { pipeline } = this;
    if (node.threshold > level) return;
    if (pipeline === undefined || this.nesting >= MAX_NESTING) return this.drop(pipeline === undefined);
    const time = Date.now();
    this.nesting += 1;
    try {
      const record = isException
        ? exceptionOf(time, level, all ?? [])
        : callOf(time, level, count, first, second, all);
      const outlet = (node.outlet ??= pipeline.outlet(node.name));
      // What a call asks for wins over what the set-up does.
      const leftOut =
        gate === undefined
          ? pipeline.judge(outlet, record)
          : this.gates.judge(gate, node.name, record, pipeline.suppressed);
      if (leftOut === LEFT_OUT) return;
      pipeline.emit(outlet, record, this.contexts.current(), withLeftOut(bound, leftOut), site);
    } finally {
      this.nesting -= 1;
    }
  }

  /** A gate that is asked for with something else than a number from `least` stays open. */
  gate(reason: Gate['reason'], size: number, least: number): Gate | undefined {
    if (typeof size === 'number' && size >= least) return { reason, size };
    this.diagnostics.report('gate', `${reason}(): a number from ${least} is needed; every record is written`);
    return undefined;
  }

  unknownLevel(level: unknown): void {
    const shown = typeof level === 'string' ? JSON.stringify(level.slice(0, 64)) : `a ${typeof level}`;
    this.diagnostics.report('level', `log(): ${shown} is not a level; INFO is used`);
  }

  private place(node: LoggerNode): void {
    node.threshold = this.levels.resolve(node.name);
    node.outlet = undefined;
  }

  private drop(isClosed: boolean): void {
    this.dropped += 1;
    if (isClosed) this.diagnostics.report('closed', 'a record came after close() and was dropped');
    else this.diagnostics.report('nesting', 'a record logged while others were being written was dropped');
  }
}
