/**
 * Walks the caller's values and drives an encoder. Bounded in depth, breadth and length, so that no value can hold
 * up the process; it only reads, each property once and inside try, so that no value can throw into the caller or
 * be changed; and what it cannot judge becomes a visible mark.
 */
import {
  CLOSING,
  CleanKey,
  type CleanText,
  type Encoder,
  type Fragment,
  type Head,
  JsonLine,
  PENDING,
  type ValueEncoder,
} from '../record/encoder.js';
import type { ErrorParts } from '../record/error.js';
import type { StackWriter } from '../record/stack.js';
import type { Budget } from './budget.js';
import type { Cleaner } from './cleaner.js';
import type { KeyDecision, KeyTable } from './key-table.js';
import type { KeyVerdict } from './keys.js';
import { ample, ENDING, fillable, HEAD, type Limits, MEMBER, roomFor } from './limits.js';
import { CIRCULAR, DEPTH } from './marks.js';
import { Names } from './names.js';
import { numberText } from './number-text.js';
import { LONGEST_KNOWN } from './recent-texts.js';
import { functionText, primitiveText } from './texts.js';
import { readToJSON } from './to-json.js';
import { encodeError } from './walk-error.js';
import { encodeErrorCopy } from './walk-error-copy.js';
import { addMembers, type Skip } from './walk-members.js';
import { encodeObject } from './walk-object.js';
import { encodeText } from './walk-text.js';

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

/** An object, and what its property `toJSON` gave. */
export interface Said {
  readonly of: object;
  readonly toJSON: unknown;
}

export class Walk {
  /** UTF-8 bytes of what was encoded, less its length in UTF-16 units. */
  excess = 0;
  /** The containers around the value at hand, outermost first. */
  readonly ancestors: object[] = [];
  readonly names = new Names();
  /** The `toJSON` of the object that is to be walked next, where it was read already: a getter is read once. */
  said: Said | undefined;
  /** The program of which the next list has the arguments; empty where that is not known. */
  program = '';
  /** The line, where the encoder makes one in JSON; else an empty stand-in. */
  readonly json: JsonLine;
  /** A JSON line up to this length has room for any number and any short text. UTF-16 units. */
  ample: number;
  private readonly mostAmple: number;
  private readonly fillable: number;
  /** Whether a value was cut, or left out, since there was no room for it. */
  isCut = false;
  /** Whether what is walked is a copy of ours, or what a censor put into it. */
  isCopy = false;
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
    options.keys.charge = (cost) => this.leaveOut(cost);
  }

  /** Forgets the record before. The objects are those whose members become top-level fields of this one. */
  start(call?: object, bound?: object, context?: object): void {
    this.reset(call, bound, context);
    // A copy that shares the budget may have renewed it already.
    if (this.budget.isFresh && !this.isFull && this.ample === this.mostAmple) return;
    this.budget.renew();
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

  /** Notes what takes no room in the line, so that there is an end to it all the same. */
  leaveOut(cost: number): void {
    this.budget.spend(cost);
    if (this.isSpent) this.ample = 0;
  }

  /** Notes that there was no room for a long text. */
  fill(): void {
    this.isCut = true;
    this.isFull = true;
    this.ample = 0;
  }

  /** Whether nothing more is to be added to the line, but for marks. */
  get isSpent(): boolean {
    return this.isFull || this.budget.isSpent;
  }

  /** A copy is bounded already: what it took to make it counts for what comes behind it. */
  copied(write: () => void): void {
    const outer = this.isCopy;
    this.isCopy = true;
    try {
      this.budget.apart(write);
    } finally {
      this.isCopy = outer;
    }
    if (this.isSpent) this.ample = 0;
  }

  /** The members of `fields` as fields of the record. */
  fields(fields: object, skip: Skip | undefined): void {
    this.ancestors.push(fields);
    this.container = this.keys.root;
    this.members(fields, true, skip, undefined);
    this.ancestors.pop();
  }

  /** The members of `fields` as the fields of a record that has nothing else, and the end of its line. */
  line(fields: object): void {
    const { json } = this;
    this.ancestors.push(fields);
    this.container = this.keys.root;
    json.out = addMembers(this, json.out, json.pendingEnd, fields, true, undefined, undefined, json.ends);
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

  /** Whether all these fields are printed in the same way whatever else the record holds. */
  isSimple(names: readonly string[]): boolean {
    if (names.length > this.limits.breadth) return false;
    return names.every((name) => {
      const { altered, reserved, asksBeside } = this.keys.get(name);
      return !altered && !reserved && !asksBeside;
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
        return value === null ? this.encoder.token('null') : encodeObject(this, value);
      case 'function':
        return this.string(functionText(value));
      default:
        return this.string(primitiveText(value)); // bigint, symbol
    }
  }

  string(raw: string): void {
    encodeText(this, raw);
  }

  private number(value: number): void {
    if (Number.isFinite(value)) this.encoder.token(numberText(value));
    else this.encoder.text(`${value}` as CleanText, false);
  }

  /** Bytes left in this line, besides those for the ends of the containers around the value at hand. */
  room(): number {
    return this.fillable - this.encoder.size - this.excess - ENDING * this.ancestors.length;
  }

  /** Whether there is room for a member with a key of so many bytes that was not written yet. */
  hasRoomFor(keyBytes: number): boolean {
    const bytes = keyBytes + MEMBER + this.encoder.overhead;
    const hasRoom = bytes <= this.room() && !this.isSpent;
    if (!hasRoom) this.isCut = true;
    return hasRoom;
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

  /** An error, in the record's own place (`ofRecord`) or in a field; what is no error is walked as it is. */
  error(error: unknown, ofRecord: boolean, parts?: ErrorParts): void {
    if (typeof error !== 'object' || error === null) return encodeError(this, error, ofRecord, parts);
    if (!this.enter(error)) return;
    encodeError(this, error, ofRecord, parts);
    this.ancestors.pop();
  }

  /** The members of an object, at the end of the line. */
  members(object: object, top: boolean, skip: Skip | undefined, toJSON: unknown): void {
    const { json } = this;
    const { out } = json;
    const pending = json.isFirst ? PENDING.first : PENDING.next;
    json.out = addMembers(this, out, pending, object, top, skip, toJSON, CLOSING);
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

  mark(mark: CleanText, key: CleanText): void {
    this.encoder.key(new CleanKey(key, 0));
    this.encoder.text(mark, false);
  }
}
