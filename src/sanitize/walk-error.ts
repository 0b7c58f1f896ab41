/** Errors on the walk: type, message, code, stack, own properties, cause chain, members of an AggregateError. */
import { isError } from '../record/arguments.js';
import { CleanKey, type CleanText, type ErrorSlot } from '../record/encoder.js';
import { ABSENT, type ErrorParts, errorParts } from '../record/error.js';
import { placeOfMessage } from '../record/stack.js';
import { LOOK_AHEAD } from './cleaner.js';
import { cut, more, truncated } from './limits.js';
import { UNREADABLE } from './marks.js';
import { REST, UsedNames } from './names.js';
import type { Walk } from './walk.js';
import { encodePairs, finder } from './walk-list.js';

export const SLOTS = ['error', 'type', 'message', 'stack', 'code', 'cause', 'errors'] as const;
const KEYS = Object.fromEntries(
  SLOTS.map((slot) => [slot, new CleanKey(slot as string as CleanText, 0)]),
) as Record<ErrorSlot, CleanKey>;

/** So that nobody's megabytes are split into lines; the mark stays, whatever the policy drops. */
function shortened(stack: string, longest: number): string {
  const left = stack.length - longest;
  return left > 0 ? `${cut(stack, longest)}\n${truncated(left)}` : stack;
}

/** The stack with the message as it is shown: what stands at the start of it tells less behind the type. */
function withRedacted(walk: Walk, stack: string, message: string): string {
  const at = placeOfMessage(stack, message);
  if (at < 0) return stack;
  const redacted = walk.cleaner.redact(message, walk.limits.string);
  if (redacted === message) return stack;
  return stack.slice(0, at) + redacted + stack.slice(at + message.length);
}

/** What an error calls its parts, and what a schema may call them: other properties get other names. */
export function namesOfParts(walk: Walk): UsedNames {
  return new UsedNames([...SLOTS, ...walk.options.errorNames]);
}

/** `ofRecord`: the record's own error and its causes, whose parts a schema may call otherwise. */
export function encodeError(
  walk: Walk,
  error: unknown,
  ofRecord: boolean,
  parts: ErrorParts = errorParts(error, walk.limits.breadth),
): void {
  const { encoder, options } = walk;
  const { cause, errors } = parts;
  let used: UsedNames | undefined;
  let left = 0;
  const begin = (slot: ErrorSlot): void => (ofRecord ? encoder.errorKey(slot) : encoder.key(KEYS[slot]));
  // Room is asked for before a part is looked at: cleaning it would take longer than writing it.
  const hasRoom = (slot: ErrorSlot): boolean => {
    const has = walk.hasRoomFor(KEYS[slot].bytes);
    if (!has) left += 1;
    return has;
  };
  encoder.beginObject();
  if (hasRoom('type')) {
    begin('type');
    walk.string(parts.type);
  }
  if (hasRoom('message')) {
    begin('message');
    walk.string(parts.message);
  }
  if (parts.code !== ABSENT && hasRoom('code')) {
    begin('code');
    walk.value(parts.code);
  }
  if (parts.stack !== undefined) {
    if (!walk.hasRoomFor(KEYS.stack.bytes)) {
      if (options.stack('', '') !== undefined) left += 1; // else the policy shows none anyway
    } else {
      const longest = options.limits.string + LOOK_AHEAD;
      const stack = options.stack(shortened(parts.stack, longest), parts.message);
      if (stack !== undefined) {
        begin('stack');
        walk.string(withRedacted(walk, stack, parts.message));
      }
    }
  }
  if (parts.own.length > 0) {
    used = namesOfParts(walk);
    // What was thrown can have the name of a field.
    const get = finder(parts.own);
    const beside = (name: string): unknown => (name === 'name' ? parts.type : get(name));
    left += parts.ownCount - encodePairs(walk, parts.own, used, beside);
  }
  if (cause !== ABSENT && cause !== undefined && hasRoom('cause')) {
    begin('cause');
    if (isError(cause)) walk.error(cause, ofRecord);
    else walk.value(cause);
  }
  if (errors !== ABSENT && hasRoom('errors')) {
    begin('errors');
    walk.value(errors);
  }
  if (left > 0 || !parts.isOpen) {
    const mark = parts.isOpen ? (more(left) as CleanText) : UNREADABLE;
    walk.mark(mark, (used ?? namesOfParts(walk)).take(REST));
  }
  encoder.endObject();
}
