/** A value of which its name may say something. */
import * as types from 'node:util/types';
import { hides, type KeyVerdict } from './keys.js';
import { REDACTED } from './marks.js';
import { harmlessUnder, isCounts, isPlain } from './shown-value.js';
import { readToJSON } from './to-json.js';
import type { Walk } from './walk.js';

export function judged(walk: Walk, verdict: KeyVerdict, value: unknown): void {
  if (verdict !== 'clear' && isShown(walk, verdict, value)) return walk.value(value);
  if (!hides(verdict, value) && !(verdict === 'sensitive-text' && holdsText(walk, value)))
    return walk.value(value);
  walk.options.countKey();
  walk.encoder.text(REDACTED, false);
}

/** Whether the value is no secret, although its name says so. */
function isShown(walk: Walk, verdict: KeyVerdict, value: unknown): boolean {
  const { name } = walk.container;
  if (typeof value === 'string') return harmlessUnder(name, verdict)?.(value) === true;
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  if (Array.isArray(value)) return value.length === 0;
  if (!isPlain(value) || walk.isSpent) return false;
  const names = Object.keys(value);
  // An object can be shared, and large: each time its names are read anew.
  walk.leaveOut(names.length);
  return names.length === 0 || (verdict === 'sensitive' && isCounts(name, value, names));
}

/** Kinds of objects that hold text, whatever prototype they were given. */
const HOLDERS = [types.isBoxedPrimitive, types.isMap, types.isSet, types.isRegExp] as const;

/** What is not a plain object with names of its own can be the secret itself: a list, a boxed string, a `toJSON`. */
function holdsText(walk: Walk, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  try {
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return true;
    if (Array.isArray(value) || HOLDERS.some((is) => is(value))) return true;
  } catch {
    return true;
  }
  const toJSON = readToJSON(value);
  walk.said = { of: value, toJSON };
  return typeof toJSON === 'function';
}
