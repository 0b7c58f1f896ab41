/**
 * Vets the patterns that users bring along (`scrub.patterns`, or a JSON file). One that could take more than linear time
 * on some text is refused at set-up with the part that is to blame, because every logged string runs through it.
 */
import { Refusal } from './patterns/graph.js';
import { judgePattern } from './patterns/judge.js';
import { parsePattern } from './patterns/syntax.js';

/** A pattern as the user writes it. In a file `pattern` is a string and functions do not exist. */
export interface UserPattern {
  /** Shown in the placeholder: `[REDACTED:employee-id]`. Letters, digits, `-` and `_`. */
  readonly name: string;
  /** A string is the source of the pattern, or `/source/flags`. */
  readonly pattern: RegExp | string;
  /** Literals one of which is in every text that can match. Compared as they are written. */
  readonly keywords?: readonly string[];
  /** Written instead of the match. */
  readonly replace?: string | ((match: string) => string);
  /** The match counts only if this returns true. */
  readonly validate?: (match: string) => boolean;
}

/** A pattern that is safe to run on any text. */
export interface VettedPattern {
  readonly name: string;
  /** A copy of our own, always global, never sticky. */
  readonly pattern: RegExp;
  readonly keywords: readonly string[];
  readonly replace: string | ((match: string) => string) | undefined;
  readonly validate: ((match: string) => boolean) | undefined;
}

/** Says why patterns cannot be used: one sentence for each. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const NAME = /^[A-Za-z0-9][\w-]{0,63}$/;
/** `/source/flags`, as in code. */
const LITERAL = /^\/(.+)\/([a-z]*)$/s;
const MAX_SOURCE = 2_000;
/** `v` is left out: its sets of strings are not judged here. `y` would tie the pattern to the start. */
const FLAGS = 'dgimsu';
const MAX_SHOWN = 80;
const MEMBERS: readonly string[] = ['name', 'pattern', 'keywords', 'replace', 'validate'];

/** All patterns, safe to run, or a PatternError that says what is wrong with each of those that are not. */
export function vetPatterns(patterns: readonly unknown[]): VettedPattern[] {
  const problems: string[] = [];
  const vetted: VettedPattern[] = [];
  const names = new Set<string>();
  for (const given of patterns) {
    const result = vetOne(given);
    if (typeof result === 'string') problems.push(result);
    else if (names.has(result.name)) problems.push(`two scrub patterns are called ${quote(result.name)}`);
    else vetted.push(result);
    if (typeof result !== 'string') names.add(result.name);
  }
  if (problems.length > 0) throw new PatternError(problems);
  return vetted;
}

function vetOne(given: unknown): VettedPattern | string {
  if (typeof given !== 'object' || given === null)
    return 'a scrub pattern must be an object { name, pattern }';
  const odd = Object.keys(given).find((member) => !MEMBERS.includes(member));
  if (odd !== undefined)
    return `a scrub pattern has the member ${quote(odd)}, which is not known; known are ${MEMBERS.join(', ')}`;
  const { name, pattern, keywords = [], replace, validate } = given as Partial<UserPattern>;
  if (typeof name !== 'string' || !NAME.test(name)) {
    return `the scrub pattern name ${quote(name)} is refused; allowed are up to 64 letters, digits, "-" and "_"`;
  }
  const refuse = (reason: string) => `the scrub pattern ${quote(name)} is refused: ${reason}`;
  if (!Array.isArray(keywords) || !keywords.every((word) => typeof word === 'string' && word !== '')) {
    return refuse('keywords must be a list of strings that are not empty');
  }
  if (replace !== undefined && typeof replace !== 'string' && typeof replace !== 'function') {
    return refuse('replace must be a string or a function');
  }
  if (validate !== undefined && typeof validate !== 'function') return refuse('validate must be a function');
  try {
    return { name, pattern: vetPattern(pattern), keywords: [...keywords], replace, validate };
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.message);
    return refuse(`${quote(pattern)} is not a regular expression`);
  }
}

/** A global copy of a pattern. Throws a Refusal that names the part that is not linear. */
function vetPattern(pattern: unknown): RegExp {
  const [source, flags] = sourceOf(pattern);
  const odd = [...flags].find((flag) => !`${FLAGS}y`.includes(flag));
  if (odd !== undefined)
    throw new Refusal(`the flag ${odd} is not supported; allowed are ${[...FLAGS].join(' ')}`);
  if (source.length > MAX_SOURCE) throw new Refusal(`it is longer than ${MAX_SOURCE} characters`);
  const copy = new RegExp(source, `${[...new Set(flags)].join('').replace(/[gy]/g, '')}g`);
  judgePattern(parsePattern(source, flags), flags);
  return copy;
}

/** Read from the pattern itself: a RegExp may carry own properties of the same names. */
function sourceOf(pattern: unknown): readonly [string, string] {
  if (pattern instanceof RegExp) {
    const read = (name: 'source' | 'flags') =>
      String(Object.getOwnPropertyDescriptor(RegExp.prototype, name)?.get?.call(pattern));
    return [read('source'), read('flags')];
  }
  if (typeof pattern !== 'string' || pattern === '')
    throw new Refusal('pattern must be a RegExp or a string');
  const literal = LITERAL.exec(pattern);
  return literal ? [literal[1]!, literal[2]!] : [pattern, ''];
}

function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : value instanceof RegExp ? String(value) : typeof value;
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}
