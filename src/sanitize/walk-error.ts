/** Errors on the walk: type, message, code, stack, own properties, cause chain, members of an AggregateError. */
import { isError } from '../record/arguments.js';
import { CleanKey, type CleanText, type ErrorSlot } from '../record/encoder.js';
import { ABSENT, errorParts } from '../record/error.js';
import { LOOK_AHEAD } from './cleaner.js';
import { cut, truncated } from './limits.js';
import { UsedNames } from './names.js';
import type { Walk } from './walk.js';
import { encodePairs } from './walk-list.js';

const SLOTS = ['error', 'type', 'message', 'stack', 'code', 'cause', 'errors'] as const;
const KEYS = Object.fromEntries(
  SLOTS.map((slot) => [slot, new CleanKey(slot as string as CleanText, 0)]),
) as Record<ErrorSlot, CleanKey>;

/** So that nobody's megabytes are split into lines; the mark stays, whatever the policy drops. */
function shortened(stack: string, longest: number): string {
  const left = stack.length - longest;
  return left > 0 ? `${cut(stack, longest)}\n${truncated(left)}` : stack;
}

/** An error that was copied and had paths applied: a plain object, or what a censor made of it. */
export function encodeErrorCopy(walk: Walk, copy: unknown): void {
  const { encoder } = walk;
  if (typeof copy !== 'object' || copy === null || Array.isArray(copy)) return walk.value(copy);
  const members = Object.entries(copy);
  const { errorNames } = walk.options;
  const used = new UsedNames([...members.map(([name]) => name), ...errorNames]);
  encoder.beginObject();
  for (const [name, value] of members) {
    if (Object.hasOwn(KEYS, name)) encoder.errorKey(name as ErrorSlot);
    // It was redacted, cut and made unique when it was copied; it may still be what a schema calls a part.
    else encoder.key(walk.keys.literal(errorNames.has(name) ? used.take(name) : name));
    if (name === 'cause') encodeErrorCopy(walk, value);
    else walk.value(value);
  }
  encoder.endObject();
}

/** `ofRecord`: the record's own error and its causes, whose parts a schema may call otherwise. */
export function encodeError(walk: Walk, error: unknown, ofRecord: boolean): void {
  const { encoder, options } = walk;
  const parts = errorParts(error, options.limits.breadth);
  const key = (slot: ErrorSlot): void => (ofRecord ? encoder.errorKey(slot) : encoder.key(KEYS[slot]));
  encoder.beginObject();
  key('type');
  walk.string(parts.type);
  key('message');
  walk.string(parts.message);
  if (parts.code !== ABSENT) {
    key('code');
    walk.value(parts.code);
  }
  const longest = options.limits.string + LOOK_AHEAD;
  const stack =
    parts.stack === undefined ? undefined : options.stack(shortened(parts.stack, longest), parts.message);
  if (stack !== undefined) {
    key('stack');
    walk.string(stack);
  }
  encodePairs(walk, parts.own, parts.ownCount, new UsedNames([...SLOTS, ...options.errorNames]));
  if (parts.cause !== ABSENT && parts.cause !== undefined) {
    key('cause');
    if (isError(parts.cause)) walk.error(parts.cause, ofRecord);
    else walk.value(parts.cause);
  }
  if (parts.errors !== ABSENT) {
    key('errors');
    walk.value(parts.errors);
  }
  encoder.endObject();
}
