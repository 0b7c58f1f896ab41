/** Objects on the walk: what kind one is, what its `toJSON` gives instead of it, and its members. */
import { isError } from '../record/arguments.js';
import { type Shown, showBuiltin } from './kinds.js';
import { TO_JSON_THREW, UNREADABLE } from './marks.js';
import { readToJSON } from './to-json.js';
import type { Said, Walk } from './walk.js';
import { encodeError } from './walk-error.js';
import { encodeEntries, encodeItems, encodeList } from './walk-list.js';

/** `isResult`: it is what a `toJSON` gave, so that its own is not called. */
export function encodeObject(walk: Walk, value: object, isResult = false): void {
  const { said } = walk;
  // Also where it is of another object: a proxy need not be what it was at the last look.
  walk.said = undefined;
  if (!walk.enter(value)) return;
  encodeContents(walk, value, isResult, said);
  walk.ancestors.pop();
}

/** What runs code of the value stands inside try; the walk does not, so that a failure of ours is not hidden. */
function encodeContents(walk: Walk, value: object, isResult: boolean, said: Said | undefined): void {
  let shown: Shown | undefined;
  let length = -1;
  let isOfError = false;
  try {
    if (Array.isArray(value)) length = Number(value.length);
    else if (Object.getPrototypeOf(value) !== Object.prototype) {
      isOfError = isError(value);
      if (!isOfError) shown = showBuiltin(value, walk.limits.breadth);
    }
  } catch {
    return walk.encoder.text(UNREADABLE, false);
  }
  if (length >= 0) return encodeList(walk, value as readonly unknown[], length);
  if (isOfError) return encodeError(walk, value, false);
  if (shown !== undefined) return encodeShown(walk, shown);
  if (isResult) encodePlain(walk, value, readToJSON(value));
  else encodeConverted(walk, value, said?.of === value ? said.toJSON : readToJSON(value));
}

/** What `toJSON` gives instead of the object, when there is one. It is called once, and read once. */
function encodeConverted(walk: Walk, value: object, toJSON: unknown): void {
  let result: unknown = value;
  try {
    if (typeof toJSON === 'function') result = toJSON.call(value, '');
  } catch {
    return walk.encoder.text(TO_JSON_THREW, false);
  }
  if (result === value) encodePlain(walk, value, toJSON);
  else if (typeof result === 'object' && result !== null) encodeObject(walk, result, true);
  else walk.value(result);
}

/** @param toJSON the value of the property of that name, which was read already */
function encodePlain(walk: Walk, object: object, toJSON: unknown): void {
  const given = walk.names.enter();
  walk.encoder.beginObject();
  walk.members(object, false, undefined, toJSON);
  walk.encoder.endObject();
  walk.names.leave(given);
}

function encodeShown(walk: Walk, shown: Shown): void {
  if (shown.kind === 'text') return walk.string(shown.text);
  if (shown.kind === 'token') return walk.encoder.token(shown.token);
  if (shown.kind === 'items') return encodeItems(walk, shown.items, shown.size);
  return encodeEntries(walk, shown);
}
