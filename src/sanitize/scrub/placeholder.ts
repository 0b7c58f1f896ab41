/** The text that stands where a secret stood, and how it is known again, so that cleaning twice changes nothing. */

const OPEN = '[REDACTED';
/** Longer ones are not ours; bounds the look-ahead. */
const MAX_LENGTH = 160;

/** Those without anything behind the rule. There are as many as rules, and those of the user's patterns. */
const bare = new Map<string, string>();

function barePlaceholder(rule: string): string {
  const known = bare.get(rule);
  if (known !== undefined) return known;
  const made = `${OPEN}:${rule}]`;
  bare.set(rule, made);
  return made;
}

/** `[REDACTED:rule]`, with what may stay visible behind the rule: `[REDACTED:card ...1234]`. */
export function placeholder(rule: string, visible = ''): string {
  return visible === '' ? barePlaceholder(rule) : `${OPEN}:${rule} ${visible}]`;
}

/**
 * The grammar of everything we print: the rule, then optionally key id and pseudonym, then optionally one hint (the
 * last four characters, a PEM type). Strict on purpose: `[REDACTED:x password=...` must not shelter what follows.
 */
const GRAMMAR =
  /^\[REDACTED(?::[a-z0-9][a-z0-9._-]*(?::[A-Za-z0-9._-]+:[0-9a-f]{16})?(?: (?:[A-Z]{2})?\.\.\.[A-Z0-9]{2,4}| [A-Z]{2,9})?)?\]$/;

/** The position behind a placeholder that starts at `at`, or -1. */
export function placeholderEnd(text: string, at: number): number {
  if (!text.startsWith(OPEN, at)) return -1;
  const window = text.slice(at, at + MAX_LENGTH);
  const close = window.indexOf(']');
  return close >= 0 && GRAMMAR.test(window.slice(0, close + 1)) ? at + close + 1 : -1;
}

/** The name of the rule in the placeholder at `at`; empty when it names none. */
export function ruleOfPlaceholder(text: string, at: number): string {
  return /^:([a-z0-9._-]+)/.exec(text.slice(at + OPEN.length, at + MAX_LENGTH))?.[1] ?? '';
}
