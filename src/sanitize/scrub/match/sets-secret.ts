/** Whether a statement of SQL that stands beside its parameters has one for a sensitive column. */
import { columnsWithParameters } from '../../statement.js';
import type { Rulebook } from '../rulebook.js';

/** A statement, and no sentence that begins like one. */
const SQL =
  /^\s{0,8}(?:select\b.*\bfrom|(?:insert|merge|replace|upsert)\s+into|update\b.*\bset|delete\s+from|with\b.*\bas\s*\(|call\s+[\w.]+\s*\(|exec(?:ute)?\s+\w|(?:create|alter)\s+(?:user|role)|values\s*\()/is;
/** A place for a parameter. */
const PLACE = /[?$@%]|:\w/;
/** What was judged: a log repeats its statements for ever. */
const judged = new WeakMap<Rulebook, Map<string, boolean>>();
const MOST_JUDGED = 512;
/** Longer ones are judged each time. UTF-16 units. */
const LONGEST_JUDGED = 1_024;

export function setsSecret(rules: Rulebook, statement: string): boolean {
  if (!PLACE.test(statement)) return false;
  let known = judged.get(rules);
  if (known === undefined) {
    known = new Map();
    judged.set(rules, known);
  }
  const before = known.get(statement);
  if (before !== undefined) return before;
  const sets =
    SQL.test(statement) &&
    columnsWithParameters(statement).some((column) => rules.nameInfo(column).sensitive);
  if (known.size >= MOST_JUDGED) known.clear();
  if (statement.length <= LONGEST_JUDGED) known.set(statement, sets);
  return sets;
}
