/** What options and variables come to, for the tests of single options. */
import type { LoggingOptions } from '../../src/config/options.js';
import { describeProblem } from '../../src/config/problem.js';
import { resolve } from '../../src/config/resolve.js';
import type { Settings } from '../../src/config/settings.js';

/** Options of any shape: what a caller without types may pass. */
export type AnyOptions = { readonly [name in keyof LoggingOptions]?: unknown };

export interface Outcome {
  readonly settings: Settings;
  /** A sentence for each. */
  readonly problems: readonly string[];
}

export function outcomeOf(options: AnyOptions, env: Record<string, string> = {}): Outcome {
  const { settings, problems } = resolve({ ...options, env } as LoggingOptions);
  return { settings, problems: problems.map(describeProblem) };
}
