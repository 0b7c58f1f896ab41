/**
 * Walks the caller's values and drives an encoder. Bounded in depth, breadth and length, so that no value can hold
 * up the process; it only reads, each property once and inside try, so that no value can throw into the caller or
 * be changed; and what it cannot judge becomes a visible mark.
 */
import * as types from 'node:util/types';
import { isError } from '../record/arguments.js';
import {
  CleanKey,
  type CleanText,
  type Encoder,
  type Fragment,
  type Head,
  JsonLine,
  type ValueEncoder,
} from '../record/encoder.js';
import type { ErrorParts } from '../record/error.js';
import type { StackWriter } from '../record/stack.js';
import type { Cleaner } from './cleaner.js';
import { fitted } from './fit.js';
import type { KeyDecision, KeyTable } from './key-table.js';
import { hides, type KeyVerdict } from './keys.js';
import { type Shown, showBuiltin } from './kinds.js';
import { ample, ENDING, fillable, HEAD, type Limits, MEMBER, RESERVE, roomFor, truncated } from './limits.js';
import { CIRCULAR, DEPTH, REDACTED, TO_JSON_THREW, UNREADABLE } from './marks.js';
import { Names } from './names.js';
import { numberText } from './number-text.js';
import { LONGEST_KNOWN } from './recent-texts.js';
import { functionText, primitiveText } from './texts.js';
import { encodeError } from './walk-error.js';
import { encodeErrorCopy } from './walk-error-copy.js';
import { encodeEntries, encodeItems, encodeList } from './walk-list.js';
import { addMembers, type Skip } from './walk-members.js';

export interface WalkOptions {
  readonly cleaner: Cleaner;
  readonly keys: KeyTable;
  readonly limits: Limits;
  readonly stack: StackWriter;
  /** What any formatter calls the parts of an error. */
  readonly errorNames: ReadonlySet<string>;
  /** Called for each value redacted because of its key. */
  readonly countKey: () => void;
  /**
   * Redacts what the name of a top-level field hides, and what paths lead to under it. Undefined: the field is to be
   * left out. Only for keys whose decision says that a path may lead there. `parts`: it is the record's own error.
   */
  readonly applyPaths: (name: string, value: unknown, verdict: KeyVerdict, parts?: ErrorParts) => unknown;
  /** Whether paths were applied to a copy of an error, which this is. */
  readonly isErrorCopy: (value: unknown) => boolean;
  /** That of the record, for the copies that are made on the way, too. */
  readonly budget: Budget;
}

export class Budget {
  /** What was done for the record that is not seen in its line; see {@link MAX_IDLE}. */
  idle = 0;
}

/** An object, and what its property `toJSON` gave. */
interface Said {
  readonly of: object;
  readonly toJSON: unknown;
}

/**
 * What one record may cost without getting longer: members without a value, names that are only counted, keys that are
 * decided. Objects can be shared, so that few make millions.
 */
const MAX_IDLE = 50_000;
/** Longer texts are not cleaned for what little room is left. UTF-16 units. */
const LONG = 2_048;
/** Bytes that a character can take. */
const WORST = 6;

export class Walk {
  /** UTF-8 bytes of what was encoded, less its length in UTF-16 units. */
  excess = 0;
  /** The containers around the value at hand, outermost first. */
  readonly ancestors: object[] = [];
  readonly names = new Names();
  /** The `toJSON` of the object that is to be walked next, where it was read already: a getter is read once. */
  private said: Said | undefined;
  /** The line, where the encoder makes one in JSON; else an empty stand-in. */
  readonly json: JsonLine;
  /** A JSON line up to this length has room for any number and any short text. UTF-16 units. */
  ample: number;
  private readonly mostAmple: number;
  private readonly fillable: number;
  /** Whether a value was cut, or left out, since there was no room for it. */
  isCut = false;
  /** Whether there was no room for a long text. */
  private isFull = false;
  /** The key whose value is walked, for guesses at the keys in it. */
  container: KeyDecision;
  readonly cleaner: Cleaner;
  readonly keys: KeyTable;
  readonly limits: Limits;
  private readonly budget: Budget;

  constructor(
    readonly options: WalkOptions,
    readonly encoder: ValueEncoder,
  ) {
    this.cleaner = options.cleaner;
    this.keys = options.keys;
    this.limits = options.limits;
    this.budget = options.budget;
    this.fillable = fillable(options.limits);
    this.container = options.keys.root;
    const isJson = encoder instanceof JsonLine;
    this.json = isJson ? encoder : new JsonLine();
    this.mostAmple = isJson && this.limits.string >= LONGEST_KNOWN ? ample(this.limits, LONGEST_KNOWN) : 0;
    this.ample = this.mostAmple;
    options.keys.charge = (count) => this.leaveOut(count);
  }

  /** Forgets the record before. The objects are those whose members become top-level fields of this one. */
  start(call?: object, bound?: object, context?: object): void {
    this.reset(call, bound, context);
    // Of a budget that is shared, another may have been told already.
    if (this.budget.idle === 0 && !this.isFull && this.ample === this.mostAmple) return;
    this.budget.idle = 0;
    this.isFull = false;
    this.ample = this.mostAmple;
  }

  /** Forgets the part of the record before, and whether there was room for all of it. */
  startPart(): void {
    this.reset();
    this.isFull = false;
  }

  private reset(call?: object, bound?: object, context?: object): void {
    this.excess = 0;
    // Setting the length of an empty array is a call into the runtime, a fifth of a line without fields.
    if (this.ancestors.length > 0) this.ancestors.length = 0;
    this.names.start(call, bound, context);
  }

  /** Notes members that take no room in the line, so that there is an end to them all the same. */
  leaveOut(count = 1): void {
    this.budget.idle += count;
    if (this.isSpent) this.ample = 0;
  }

  /** Whether nothing more is to be added to the line, but for marks. */
  private get isSpent(): boolean {
    return this.isFull || this.budget.idle > MAX_IDLE;
  }

  /** A copy is bounded already: what it took to make it counts for what comes behind it. */
  copied(write: () => void): void {
    const { budget } = this;
    const { idle } = budget;
    budget.idle = 0;
    write();
    this.leaveOut(idle);
  }

  /** The members of `fields` as fields of the record. */
  fields(fields: object, skip: Skip | undefined): void {
    this.ancestors.push(fields);
    this.container = this.keys.root;
    this.members(fields, true, skip, undefined);
    this.ancestors.pop();
  }

  /** The record's own error. */
  recordError(error: unknown, parts: ErrorParts): void {
    if (!this.keys.get('error').onPath) {
      this.encoder.errorKey('error');
      return this.error(error, true, parts);
    }
    const copy = this.options.applyPaths('error', error, 'clear', parts);
    if (copy === undefined) return;
    this.encoder.errorKey('error');
    this.copied(() => encodeErrorCopy(this, copy));
  }

  /** Whether all these fields are printed under their own names whatever else the record holds. */
  isSimple(names: readonly string[]): boolean {
    if (names.length > this.limits.breadth) return false;
    return names.every((name) => {
      const { altered, reserved } = this.keys.get(name);
      return !altered && !reserved;
    });
  }

  /** Whether a line has room for a message of so many bytes with the fragment behind it. */
  fits(head: Head, bytes: number, fragment: Fragment): boolean {
    return HEAD + head.bytes + bytes + fragment.longest + fragment.excess < this.fillable;
  }

  hasRoom(bytes: number): boolean {
    return bytes < this.room();
  }

  /**
   * Renders fields for the line at hand, into which they go afterwards. False where there was no room for all of them,
   * so that they are of use to this line only.
   */
  render(fields: object, encoder: Encoder, fragment: Fragment): boolean {
    const { excess, ample } = this;
    this.ample = ample - encoder.size;
    this.isCut = false;
    try {
      encoder.beginFragment();
      this.fields(fields, undefined);
      encoder.endFragment(fragment);
    } finally {
      this.ample = this.isSpent ? 0 : ample;
    }
    fragment.excess = this.excess - excess;
    const longest = fragment.sizes.reduce((most, size) => Math.max(most, size ?? 0), 0);
    fragment.longest = roomFor(longest, this.limits.depth);
    this.excess = excess;
    return !this.isCut;
  }

  /** Any value. */
  value(value: unknown): void {
    switch (typeof value) {
      case 'string':
        return this.string(value);
      case 'number':
        return this.number(value);
      case 'boolean':
        return this.encoder.token(value ? 'true' : 'false');
      case 'undefined':
        return this.encoder.token('null');
      case 'object':
        return value === null ? this.encoder.token('null') : this.object(value);
      case 'function':
        return this.string(functionText(value));
      default:
        return this.string(primitiveText(value)); // bigint, symbol
    }
  }

  string(raw: string): void {
    const { cleaner } = this;
    if (raw.length > LONG && (this.isSpent || raw.length * WORST > this.room())) return this.longString(raw);
    let text = cleaner.clean(raw, this.limits.string);
    const room = this.room() - this.encoder.overhead;
    if (text.length + cleaner.excess + cleaner.quotes > room) {
      text = fitted(cleaner, raw, this.limits.string, room);
      this.isCut = true;
    }
    this.excess += cleaner.excess;
    this.encoder.text(text, cleaner.quotes > 0);
  }

  /** One for which there may be no room. It is then the last: each would be cleaned as a whole, for the little that is left. */
  private longString(raw: string): void {
    const { cleaner, limits } = this;
    if (this.isSpent) return this.encoder.text(truncated(raw.length) as CleanText, false);
    const redacted = cleaner.redact(raw, limits.string);
    const room = this.room() - this.encoder.overhead;
    // Most texts do not swell: measured only where it is likely that there is no room.
    let text = redacted.length <= room / 2 ? cleaner.escape(redacted) : undefined;
    if (text === undefined && cleaner.lengthWithin(redacted, room) === redacted.length)
      text = cleaner.escape(redacted);
    if (text === undefined || text.length + cleaner.excess + cleaner.quotes > room) {
      text = fitted(cleaner, raw, limits.string, room, redacted);
      this.isCut = true;
      this.isFull = true;
      this.ample = 0;
    }
    this.excess += cleaner.excess;
    this.encoder.text(text, cleaner.quotes > 0);
  }

  /** The message, which stands at the start of a line, behind its head. */
  message(raw: string, head: Head): CleanText {
    const { cleaner, limits } = this;
    const text = cleaner.clean(raw, limits.string, head);
    const room = limits.line - HEAD - RESERVE - head.bytes;
    const isTooLong = text.length + cleaner.excess + cleaner.quotes > room;
    return isTooLong ? fitted(cleaner, raw, limits.string, room) : text;
  }

  private number(value: number): void {
    if (Number.isFinite(value)) this.encoder.token(numberText(value));
    else this.encoder.text(`${value}` as CleanText, false);
  }

  /** Bytes left in this line, besides those for the ends of the containers around the value at hand. */
  private room(): number {
    return this.fillable - this.encoder.size - this.excess - ENDING * this.ancestors.length;
  }

  /** Whether there is room for a member with a key of so many bytes that was not written yet. */
  hasRoomFor(keyBytes: number): boolean {
    const bytes = keyBytes + MEMBER + this.encoder.overhead;
    const hasRoom = bytes <= this.room() && !this.isSpent;
    if (!hasRoom) this.isCut = true;
    return hasRoom;
  }

  /** `isResult`: it is what a `toJSON` gave, so that its own is not called. */
  private object(value: object, isResult = false): void {
    const { said } = this;
    // Also where it is of another object: a proxy need not be what it was at the last look.
    this.said = undefined;
    if (!this.enter(value)) return;
    this.contents(value, isResult, said);
    this.ancestors.pop();
  }

  /** False, with a mark, where `value` is too deep or stands inside itself. */
  enter(value: object): boolean {
    const { ancestors } = this;
    let mark = ancestors.length >= this.limits.depth ? DEPTH : undefined;
    for (let at = 0; at < ancestors.length; at += 1) if (ancestors[at] === value) mark = CIRCULAR;
    if (mark === undefined) ancestors.push(value);
    else this.encoder.text(mark, false);
    return mark === undefined;
  }

  /** What runs code of the value stands inside try; the walk does not, so that a failure of ours is not hidden. */
  private contents(value: object, isResult: boolean, said: Said | undefined): void {
    let shown: Shown | undefined;
    let length = -1;
    let isOfError = false;
    try {
      if (Array.isArray(value)) length = Number(value.length);
      else if (Object.getPrototypeOf(value) !== Object.prototype) {
        isOfError = isError(value);
        if (!isOfError) shown = showBuiltin(value, this.limits.breadth);
      }
    } catch {
      return this.encoder.text(UNREADABLE, false);
    }
    if (length >= 0) return encodeList(this, value as readonly unknown[], length);
    if (isOfError) return encodeError(this, value, false);
    if (shown !== undefined) return this.shown(shown);
    if (isResult) this.plain(value, readToJSON(value));
    else this.converted(value, said?.of === value ? said.toJSON : readToJSON(value));
  }

  /** What `toJSON` gives instead of the object, when there is one. It is called once, and read once. */
  private converted(value: object, toJSON: unknown): void {
    let result: unknown = value;
    try {
      if (typeof toJSON === 'function') result = toJSON.call(value, '');
    } catch {
      return this.encoder.text(TO_JSON_THREW, false);
    }
    if (result === value) this.plain(value, toJSON);
    else if (typeof result === 'object' && result !== null) this.object(result, true);
    else this.value(result);
  }

  /** @param toJSON the value of the property of that name, which was read already */
  private plain(object: object, toJSON: unknown): void {
    const given = this.names.enter();
    this.encoder.beginObject();
    this.members(object, false, undefined, toJSON);
    this.encoder.endObject();
    this.names.leave(given);
  }

  /** An error, in the record's own place (`ofRecord`) or in a field; what is no error is walked as it is. */
  error(error: unknown, ofRecord: boolean, parts?: ErrorParts): void {
    if (typeof error !== 'object' || error === null) return encodeError(this, error, ofRecord, parts);
    if (!this.enter(error)) return;
    encodeError(this, error, ofRecord, parts);
    this.ancestors.pop();
  }

  private shown(shown: Shown): void {
    if (shown.kind === 'text') return this.string(shown.text);
    if (shown.kind === 'token') return this.encoder.token(shown.token);
    if (shown.kind === 'items') return encodeItems(this, shown.items, shown.size);
    return encodeEntries(this, shown);
  }

  /** The members of an object, at the end of the line. */
  private members(object: object, top: boolean, skip: Skip | undefined, toJSON: unknown): void {
    const { json } = this;
    const { out } = json;
    json.out = addMembers(this, out, json.isFirst, object, top, skip, toJSON);
    if (json.out.length > out.length) json.isFirst = false;
  }

  /** Goes into a plain object that has nothing to say of itself, where there is room for it. */
  enterPlain(value: object): boolean {
    const { ancestors } = this;
    const count = ancestors.length;
    if (count >= this.limits.depth) return false;
    for (let at = 0; at < count; at += 1) if (ancestors[at] === value) return false;
    try {
      if (Array.isArray(value) || Object.getPrototypeOf(value) !== Object.prototype) return false;
    } catch {
      return false;
    }
    const toJSON = readToJSON(value);
    if (toJSON === undefined) ancestors.push(value);
    else this.said = { of: value, toJSON };
    return toJSON === undefined;
  }

  /** A value of which its name may say something. */
  judged(verdict: KeyVerdict, value: unknown): void {
    if (!hides(verdict, value) && !(verdict === 'sensitive-text' && this.holdsText(value)))
      return this.value(value);
    this.options.countKey();
    this.encoder.text(REDACTED, false);
  }

  /** What is not a plain object with names of its own can be the secret itself: a list, a boxed string, a `toJSON`. */
  private holdsText(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    try {
      const prototype = Object.getPrototypeOf(value);
      if (prototype !== Object.prototype && prototype !== null) return true;
      if (Array.isArray(value) || HOLDERS.some((is) => is(value))) return true;
    } catch {
      return true;
    }
    const toJSON = readToJSON(value);
    this.said = { of: value, toJSON };
    return typeof toJSON === 'function';
  }

  mark(mark: CleanText, key: CleanText): void {
    this.encoder.key(new CleanKey(key, 0));
    this.encoder.text(mark, false);
  }
}

/** Kinds of objects that hold text, whatever prototype they were given. */
const HOLDERS = [types.isBoxedPrimitive, types.isMap, types.isSet, types.isRegExp] as const;

/** The property of that name; where reading it throws, a function that does. */
function readToJSON(value: object): unknown {
  try {
    return (value as { toJSON?: unknown }).toJSON;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
