/** Reads options and variables by rules, and keeps what was wrong with them. */
import { nearest } from './nearest.js';
import type { Problem } from './problem.js';
import { type Rule, Wrong } from './rule.js';
import { type Environment, VARIABLE_PREFIX, VARIABLES, type Variable } from './variables.js';

/** How much of a wrong value a message repeats. */
const MAX_SHOWN = 80;

export class Reader {
  readonly problems: Problem[] = [];

  constructor(readonly env: Environment) {}

  /**
   * The option, else the variable, else undefined. Code wins: a variable is not looked at where the option is given.
   * An empty variable is as good as none.
   */
  read<T>(
    path: string,
    given: unknown,
    variable: Variable | undefined,
    rule: Rule<T>,
    fallback: string,
  ): T | undefined {
    if (given !== undefined) return this.judge(path, false, given, rule, undefined);
    const text = variable === undefined ? undefined : this.variable(variable);
    return text === undefined ? undefined : this.judge(variable as string, true, text, rule, fallback);
  }

  /** The text of a variable; undefined where it is unset or blank. */
  variable(name: Variable): string | undefined {
    const text = this.env[name];
    return text === undefined || text.trim() === '' ? undefined : text;
  }

  private judge<T>(
    source: string,
    fromEnvironment: boolean,
    given: unknown,
    rule: Rule<T>,
    fallback: string | undefined,
  ): T | undefined {
    const value = rule.read(given);
    if (!(value instanceof Wrong)) return value;
    const reason = value.reason === undefined ? '' : ` (${value.reason})`;
    this.problems.push({
      source,
      fromEnvironment,
      text: `is ${rule.isSecret ? 'wrong' : shown(given)}${reason}; allowed: ${rule.allowed}`,
      fallback: fallback === undefined ? undefined : `${fallback} is used instead`,
    });
    return undefined;
  }

  problem(source: string, fromEnvironment: boolean, text: string, fallback?: string): void {
    this.problems.push({ source, fromEnvironment, text, fallback });
  }

  /** An object of options: every name in it has to be known. Undefined, with a problem, where it is no object. */
  group(path: string, given: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
    if (given === undefined) return {};
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      this.problem(path, false, `is ${shown(given)}; allowed: an object of options`);
      return {};
    }
    for (const name of Object.keys(given)) {
      if (names.includes(name)) continue;
      const near = nearest(name, names);
      const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
      this.problem(
        path === '' ? name : `${path}.${name}`,
        false,
        `is not known${hint}; known: ${names.join(', ')}`,
      );
    }
    return given as Record<string, unknown>;
  }

  /** Variables with our prefix that nobody reads: usually a slip, which would otherwise go unnoticed. */
  unknownVariables(): void {
    for (const name of Object.keys(this.env)) {
      if (!name.toUpperCase().startsWith(VARIABLE_PREFIX) || VARIABLES.includes(name as Variable)) continue;
      const near = nearest(name, VARIABLES);
      const hint = near === undefined ? '' : `; did you mean ${near}?`;
      this.problem(name.slice(0, MAX_SHOWN), true, `is not a known variable${hint}`, 'it is ignored');
    }
  }
}

/** User and password before a host. Samples: `tls://ada:sesame@logs.example`, `ada:sesame@logs.example` */
const USER = /(^|\/\/)[^/@]*:[^@]*@/;

/** A given value in a message: its text, cut, or what kind of thing it is. */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    const text = value.slice(0, 4_096).replace(USER, '$1[REDACTED]@');
    return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text);
  }
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
