/** The record's own error where paths led into it: a copy of ours, which a censor of the application had in hand. */
import type { CleanText, ErrorSlot } from '../record/encoder.js';
import { GETTER_THREW } from '../record/error.js';
import { more } from './limits.js';
import { REST, UsedNames } from './names.js';
import type { Walk } from './walk.js';
import { SLOTS } from './walk-error.js';
import { WITHOUT_VALUE } from './walk-members.js';

/** The parts and the mark of a copy, which do not count as its members. */
const MORE_THAN_BREADTH = SLOTS.length + 1;

const isSlot = (name: string): name is ErrorSlot => (SLOTS as readonly string[]).includes(name);

/** What a censor put in its place is a value like any other. */
export function encodeErrorCopy(walk: Walk, copy: unknown): void {
  if (typeof copy !== 'object' || copy === null || !walk.options.isErrorCopy(copy)) return walk.value(copy);
  if (!walk.enter(copy)) return;
  const { encoder } = walk;
  encoder.beginObject();
  encodeMembers(walk, copy as Record<string, unknown>);
  encoder.endObject();
  walk.ancestors.pop();
}

/** It was redacted, cut and made unique when it was copied; its keys may still be what a schema calls a part. */
function encodeMembers(walk: Walk, copy: Record<string, unknown>): void {
  const { encoder, keys, limits } = walk;
  const { errorNames } = walk.options;
  const names = Object.keys(copy);
  const used = new UsedNames([...names, ...errorNames]);
  let seen = 0;
  for (const name of names) {
    const key = keys.literal(errorNames.has(name) && !isSlot(name) ? used.take(name) : name);
    if (seen >= limits.breadth + MORE_THAN_BREADTH || !walk.hasRoomFor(key.bytes)) break;
    seen += 1;
    const value = read(copy, name);
    if (value === undefined) {
      walk.leaveOut(WITHOUT_VALUE);
      continue;
    }
    if (isSlot(name)) {
      encoder.errorKey(name);
    } else {
      encoder.key(key);
      walk.excess += key.excess;
    }
    if (name === 'cause') encodeErrorCopy(walk, value);
    else walk.value(value);
  }
  if (seen < names.length) walk.mark(more(names.length - seen) as CleanText, used.take(REST));
}

/** A censor can leave a getter in it. */
function read(copy: Record<string, unknown>, name: string): unknown {
  try {
    return copy[name];
  } catch {
    return GETTER_THREW;
  }
}
