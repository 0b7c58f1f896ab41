/**
 * Decides by its name whether the value under a key may be shown. Names are taken apart into words and judged by their
 * last noun, never by a substring: `dbPassword` hides its value, `passwordPolicy`, `monkey` and `maxTokens` do not.
 */
import { judge } from './keys/judge.js';
import { sameName, wordsOf } from './keys/words.js';

/**
 * What a name says about the value below it. `true`, `false`, `null`, `undefined`, `''`, `[]` and `{}` are shown under every
 * name, and so is what `shown-value.ts` knows to be no secret.
 *
 * - `clear`: nothing; the value is walked and scanned as usual.
 * - `sensitive`: strings, objects, arrays and everything else that is no number are one placeholder. Numbers are shown,
 *   because under `tokens` or `session` they are counts.
 * - `sensitive-number`: numbers and bigints too (passwords, PINs, one-time codes, card and social security numbers).
 * - `sensitive-text`: strings only (`auth`); objects are walked, and strings directly in an array are hidden as well.
 */
export type KeyVerdict = 'clear' | 'sensitive' | 'sensitive-number' | 'sensitive-text';

export interface KeyRules {
  /** Judges one name. Pure and without a cache: callers keep one decision per distinct key. Never throws. */
  verdict(name: string): KeyVerdict;
}

/** Names are compared without case and separators: `employeeId`, `employee_id` and `EMPLOYEE-ID` are one name. */
export interface KeyRuleOptions {
  /** Names that are sensitive besides the built-in rule. Numbers below them are hidden too. */
  readonly add?: readonly string[];
  /** Names that the built-in rule is not to apply to. A name in `add` as well stays sensitive. */
  readonly remove?: readonly string[];
  /** Names that are always shown. Wins over everything; strings below are still scanned for patterns. */
  readonly allow?: readonly string[];
}

/** Between the name of an object and that of its key, where both are judged as one. */
export const INSIDE = '\0';

/** Of `stripe\\0key` the key: what the application says of that name counts in every object. */
function ownName(name: string): string {
  return name.slice(name.lastIndexOf(INSIDE) + 1);
}

/** The key rules of one set-up. Options that name nothing (`''`, `'--'`) match nothing. */
export function createKeyRules(options: KeyRuleOptions = {}): KeyRules {
  const named = new Map<string, KeyVerdict>();
  for (const name of options.remove ?? []) named.set(sameName(name), 'clear');
  for (const name of options.add ?? []) named.set(sameName(name), 'sensitive-number');
  for (const name of options.allow ?? []) named.set(sameName(name), 'clear');
  named.delete('');

  return {
    verdict(name) {
      const verdict =
        named.size === 0 ? undefined : (named.get(sameName(name)) ?? named.get(sameName(ownName(name))));
      if (verdict !== undefined) return verdict;
      return judge(wordsOf(name)) ?? 'clear';
    },
  };
}

/**
 * Whether a value directly under a key with this verdict is replaced by the placeholder. A value that is not is walked
 * on: below `sensitive-text` that is every object.
 */
export function hides(verdict: KeyVerdict, value: unknown): boolean {
  if (verdict === 'clear' || value === null) return false;
  switch (typeof value) {
    case 'string':
      return value !== '';
    case 'number':
    case 'bigint':
      return verdict === 'sensitive-number';
    case 'boolean':
    case 'undefined':
      return false;
    default:
      return verdict !== 'sensitive-text';
  }
}
