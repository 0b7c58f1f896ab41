/** Texts on the walk: cleaned, and cut where there is no room for them. */
import type { CleanText, Head } from '../record/encoder.js';
import { type Cleaner, LOOK_AHEAD } from './cleaner.js';
import { fitted } from './fit.js';
import { HEAD, RESERVE, truncated } from './limits.js';
import type { Walk } from './walk.js';

/** Longer texts are not cleaned for what little room is left. UTF-16 units. */
const LONG = 2_048;
/** Bytes that a character can take. */
const WORST = 6;
/** What is hidden of a text makes no line longer: so much of it costs as much as a member. UTF-16 units. */
const HIDDEN = 32;

export function encodeText(walk: Walk, raw: string): void {
  const { cleaner, limits } = walk;
  if (raw.length > LONG && (walk.isSpent || raw.length * WORST > walk.room())) return encodeLong(walk, raw);
  let text = cleaner.clean(raw, limits.string);
  charge(walk, raw, text);
  const room = walk.room() - walk.encoder.overhead;
  if (!holds(room, text, cleaner)) {
    text = fitted(cleaner, raw, limits.string, room);
    walk.isCut = true;
  }
  write(walk, text);
}

/** One for which there may be no room. It is then the last: each would be cleaned as a whole, for the little that is left. */
function encodeLong(walk: Walk, raw: string): void {
  const { cleaner, limits } = walk;
  if (walk.isSpent) return walk.encoder.text(truncated(raw.length) as CleanText, false);
  const redacted = cleaner.redact(raw, limits.string);
  charge(walk, raw, redacted);
  const room = walk.room() - walk.encoder.overhead;
  // Most texts do not swell: measured before it is escaped is only one that is likely to find no room.
  const mayFit = redacted.length <= room / 2 || cleaner.lengthWithin(redacted, room) === redacted.length;
  let text = mayFit ? cleaner.escape(redacted) : undefined;
  if (text === undefined || !holds(room, text, cleaner)) {
    text = fitted(cleaner, raw, limits.string, room, redacted);
    walk.fill();
  }
  write(walk, text);
}

/** Texts can be shared, and shrink to a placeholder each: few make thousands that have room. */
function charge(walk: Walk, raw: string, shown: string): void {
  const looked = Math.min(raw.length, walk.limits.string + LOOK_AHEAD);
  if (looked > shown.length + HIDDEN) walk.leaveOut((looked - shown.length) / HIDDEN);
}

/** The message, which stands at the start of a line, behind its head. */
export function messageText({ cleaner, limits }: Walk, raw: string, head: Head): CleanText {
  const text = cleaner.clean(raw, limits.string, head);
  const room = limits.line - HEAD - RESERVE - head.bytes;
  return holds(room, text, cleaner) ? text : fitted(cleaner, raw, limits.string, room);
}

/** Whether so many bytes are enough for the text that was cleaned last. */
function holds(room: number, text: CleanText, { excess, quotes }: Cleaner): boolean {
  return text.length + excess + quotes <= room;
}

function write(walk: Walk, text: CleanText): void {
  const { cleaner } = walk;
  walk.excess += cleaner.excess;
  walk.encoder.text(text, cleaner.quotes > 0);
}
