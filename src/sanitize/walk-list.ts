/** Lists, sets and pairs on the walk: arrays, Map and its like, an error's own properties. */
import { CleanKey, type CleanText } from '../record/encoder.js';
import { GETTER_THREW } from '../record/error.js';
import type { KeyVerdict } from './keys.js';
import { more } from './limits.js';
import { REST, UsedNames } from './names.js';
import { flagName } from './pairs.js';
import { keyText } from './texts.js';
import type { Walk } from './walk.js';

/** Behind a name that is sensitive, as in `rawHeaders`, stands its value; so it does behind a flag (`--password`). */
export function encodeList(walk: Walk, list: readonly unknown[], length: number): void {
  const { encoder, limits, keys } = walk;
  encoder.beginArray();
  const end = Math.min(length, limits.breadth);
  let at = 0;
  let verdict: KeyVerdict = 'clear';
  for (; at < end && walk.hasRoomFor(0); at += 1) {
    const item = read(list, at);
    const isText = typeof item === 'string';
    if (verdict !== 'clear' && !(isText && isFlag(item))) walk.judged(verdict, item);
    else walk.value(item);
    const name = isText ? nameIn(item, length % 2 === 0 && at % 2 === 0) : undefined;
    verdict = name === undefined ? 'clear' : keys.verdictBeside(name);
  }
  if (at < length) encoder.text(more(length - at) as CleanText, false);
  encoder.endArray();
}

function isFlag(item: string): boolean {
  return /^--?[A-Za-z]/.test(item);
}

/** What an item says of the next one: in even places of pairs its text, and anywhere the name of a flag. */
function nameIn(item: string, isFirst: boolean): string | undefined {
  if (item.charCodeAt(0) === 45) return flagName(item);
  return isFirst ? item : undefined;
}

export function encodeItems(walk: Walk, items: Iterable<unknown>, size: number): void {
  const { encoder, limits } = walk;
  encoder.beginArray();
  let count = 0;
  for (const item of items) {
    if (count >= limits.breadth || !walk.hasRoomFor(0)) break;
    count += 1;
    walk.value(item);
  }
  if (count < size) encoder.text(more(size - count) as CleanText, false);
  encoder.endArray();
}

/** Pairs whose names can have the same text. */
export function encodeEntries(
  walk: Walk,
  entries: Iterable<readonly [unknown, unknown]>,
  size: number,
): void {
  const used = new UsedNames();
  walk.encoder.beginObject();
  const left = size - encodePairs(walk, entries, used);
  if (left > 0) walk.mark(more(left) as CleanText, used.take(REST));
  walk.encoder.endObject();
}

/** Pairs inside an object that has the keys `used` already. Gives how many there was room for. */
export function encodePairs(
  walk: Walk,
  entries: Iterable<readonly [unknown, unknown]>,
  used: UsedNames,
): number {
  const { encoder, limits, keys } = walk;
  let count = 0;
  for (const [name, value] of entries) {
    const decision = keys.get(typeof name === 'string' ? name : keyText(name));
    const { text, excess } = decision.key;
    if (count >= limits.breadth || !walk.hasRoomFor(decision.key.bytes)) break;
    count += 1;
    const free = used.take(text);
    encoder.key(free === text ? decision.key : new CleanKey(free, excess));
    walk.excess += excess;
    walk.memberValue(decision, value);
  }
  return count;
}

function read(list: readonly unknown[], at: number): unknown {
  try {
    return list[at];
  } catch {
    return GETTER_THREW;
  }
}
