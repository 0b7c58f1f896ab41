/** What can be wrong with a configuration, and how it is said. */

/** One wrong value: what was given, what is allowed, where it came from. */
export interface Problem {
  /** An option's path (`file.size`), or the name of an environment variable. */
  readonly source: string;
  /** Whether it came from the environment rather than from code. */
  readonly fromEnvironment: boolean;
  /** A sentence that goes on behind the source: `is "VERBOSE"; allowed: …`. */
  readonly text: string;
  /** What is used instead where the set-up goes on. */
  readonly fallback: string | undefined;
}

/**
 * Thrown by `setupLogging` when the options cannot be used, with every problem at once. Thrown for what comes from
 * the environment only under CODOMYRMEX_LOG_STRICT=1 (or `strict: true`).
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly Problem[]) {
    const count = problems.length === 1 ? '' : `${problems.length} problems in the logging configuration: `;
    super(count + problems.map(describeProblem).join('; '));
  }
}

export function describeProblem(problem: Problem): string {
  const where = problem.fromEnvironment ? problem.source : `option ${problem.source}`;
  return `${where} ${problem.text}`;
}
