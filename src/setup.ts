/** The life cycle of a set-up: implicit, explicit, replaced, failed, closed. */
import * as types from 'node:util/types';
import { createSanitizer, openRoutes } from './assemble.js';
import type { LoggingOptions } from './config/options.js';
import { ConfigError, describeProblem, type Problem } from './config/problem.js';
import { resolve } from './config/resolve.js';
import type { Settings } from './config/settings.js';
import { Core } from './core.js';
import { Diagnostics, type Failure, reasonOf } from './diagnostics.js';
import { LevelTree } from './levels.js';
import { type Logging, LoggingHandle } from './logging.js';
import { Pipeline } from './pipeline.js';
import { OWN_NAME } from './record/own-name.js';
import { Redactions } from './redactions.js';
import { escapeControls } from './sanitize/escape.js';
import type { Sanitizer } from './sanitize/sanitizer.js';

/** What is kept between set-ups: one per process. */
export class Setup {
  readonly core: Core;
  private handle: LoggingHandle | undefined;
  private sanitizerInForce: Sanitizer | undefined;
  /** Set up because something was logged first: the application's own set-up may still replace it. */
  private isImplicit = false;

  constructor() {
    this.core = new Core(new Diagnostics(escapeControls), () => this.implicit());
  }

  /**
   * Puts a configuration in force and gives its handle; a second one only with `force`.
   *
   * @throws ConfigError with every problem; then what was in force stays
   */
  explicit(options: LoggingOptions): Logging {
    const { handle, core } = this;
    if (handle !== undefined && !handle.isClosed && !this.isImplicit && options?.force !== true) {
      core.diagnostics.say(
        'setupLogging() was called again: the set-up in force stays (force: true replaces it)',
      );
      return handle;
    }
    const { settings, problems } = resolve(options);
    const fatal = problems.filter((problem) => settings.strict || !problem.fromEnvironment);
    if (fatal.length > 0) throw new ConfigError(fatal);
    const installed = this.install(settings, problems);
    this.isImplicit = false;
    return installed;
  }

  /** The environment decides; nothing that is wrong there throws, since the caller only wanted to log. */
  private implicit(): void {
    if (this.handle !== undefined) return; // it was closed, and stays so until it is set up again
    const { settings, problems } = resolve({});
    this.install({ ...settings, strict: false }, problems);
    this.isImplicit = true;
  }

  /** The sanitizer in force; before any set-up, the one that the environment asks for. */
  get sanitizer(): Sanitizer {
    this.sanitizerInForce ??= createSanitizer(resolve({}).settings, new Redactions());
    return this.sanitizerInForce;
  }

  private install(settings: Settings, warnings: readonly Problem[]): Logging {
    const { core, handle: before } = this;
    const { diagnostics } = core;
    const redactions = new Redactions();
    const sanitizer = createSanitizer(settings, redactions);
    const { routes, formats, problems } = openRoutes(settings, sanitizer, (problem) =>
      diagnostics.report(problem, problem),
    );
    const fatal = problems.filter((problem) => settings.strict || !problem.fromEnvironment);
    if (fatal.length > 0) {
      const opened = routes.filter(({ transport }) => !settings.transports.includes(transport));
      for (const { transport } of opened) void transport.close?.();
      throw new ConfigError(fatal);
    }
    const pipeline = new Pipeline({
      sanitizer,
      formats,
      routes,
      loggers: settings.loggers,
      flood: settings.flood,
      onFailure: (failure) => reportFailure(failure, settings, diagnostics),
    });
    const levels = new LevelTree(settings.threshold, settings.levels);
    this.sanitizerInForce = sanitizer;
    diagnostics.clean = (text) => sanitizer.text(text);
    core.install(pipeline, levels);
    this.handle = new LoggingHandle({ core, pipeline, levels, redactions });
    if (before !== undefined) void before.close();
    this.announce(settings, [...warnings, ...problems]);
    return this.handle;
  }

  private announce(settings: Settings, warnings: readonly Problem[]): void {
    const { diagnostics } = this.core;
    for (const warning of warnings) diagnostics.say(`${describeProblem(warning)}; ${warning.fallback}`);
    if (settings.redact === undefined) {
      diagnostics.say('redaction is off (redact: false): secrets are written as they are');
    }
    this.core.logger(OWN_NAME).debug('logging is set up', {
      console: settings.console?.stream ?? 'off',
      files: settings.files.map(({ path }) => path),
      transports: settings.transports.map(({ name }) => name),
    });
  }
}

/** Tells the application, and the operator: a failing listener is no reason to keep quiet. */
function reportFailure(failure: Failure, { onFailure }: Settings, diagnostics: Diagnostics): void {
  const { stage, transport, error } = failure;
  const where = transport === undefined ? stage : `${stage} to transport ${transport}`;
  diagnostics.report(`${stage} ${transport}`, `${where} failed: ${reasonOf(error)}`);
  const told = (thrown: unknown): void =>
    diagnostics.report('onFailure', `onFailure failed: ${reasonOf(thrown)}`);
  try {
    const result: unknown = onFailure?.(failure);
    if (types.isPromise(result)) Promise.prototype.then.call(result, undefined, told);
  } catch (thrown) {
    told(thrown);
  }
}
