/** What of an object's members there is no room for: a mark in their place counts them. */
import type { CleanText } from '../record/encoder.js';
import { countOfMore, more } from './limits.js';
import { UNREADABLE } from './marks.js';
import { isNameOfRest, REST } from './names.js';
import type { Walk } from './walk.js';

/** The mark for the members that are not shown, and the name that it has in a copy already. */
export interface Rest {
  readonly mark: string;
  readonly name?: CleanText;
}

/** Holds no name that would be left to it. */
const NOTHING = Object.freeze({});

/** Adds a mark for the members that are not shown to the line `out`. */
export function cutShort(
  walk: Walk,
  out: string,
  isFirst: boolean,
  object: object,
  top: boolean,
  from: number,
  seen: number,
  { mark, name }: Rest,
): string {
  const { json, names } = walk;
  json.out = out;
  json.isFirst = isFirst;
  names.from = from;
  names.to = from + seen;
  const key = name === undefined ? names.take(REST, top ? undefined : object) : names.take(name, NOTHING);
  walk.mark(mark as CleanText, key);
  names.to = from;
  return json.out;
}

/** Names that cost as much to count as one member to look at. */
const COUNTED = 2;

/** What of the members is not shown, of which so many were. */
export function unseen(
  walk: Walk,
  object: object,
  skip: ((name: string) => boolean) | undefined,
  seen: number,
): Rest {
  try {
    const names = Object.keys(object);
    walk.leaveOut(Math.ceil(names.length / COUNTED));
    const count = (skip === undefined ? names.length : names.filter((name) => !skip(name)).length) - seen;
    // The mark at the end of a copy counts what the copy left out, and is none of the members.
    const name = names.at(-1) as string;
    // A censor can put any object there: only a name of ours is written as it is.
    const isOurs = walk.isCopy && isNameOfRest(name);
    const known = isOurs ? countOfMore((object as Record<string, unknown>)[name]) : undefined;
    if (known === undefined) return { mark: more(count) };
    return { mark: more(count - 1 + known), name: name as CleanText };
  } catch {
    return { mark: UNREADABLE }; // a proxy that does not say again
  }
}
