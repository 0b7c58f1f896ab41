/**
 * Walks the caller's values and drives an encoder. Bounded in depth, breadth and length, so that no value can hold
 * up the process; it only reads, each property once and inside try, so that no value can throw into the caller or
 * be changed; and what it cannot judge becomes a visible mark.
 */
import { callLazy, isError } from '../record/arguments.js';
import {
  CleanKey,
  type CleanText,
  type ErrorSlot,
  type Fragment,
  type ValueEncoder,
} from '../record/encoder.js';
import { ABSENT, type ErrorParts, errorParts, GETTER_THREW } from '../record/error.js';
import type { StackWriter } from '../record/stack.js';
import type { Cleaner } from './cleaner.js';
import type { KeyDecision, KeyTable } from './key-table.js';
import { hides } from './keys.js';
import { type Shown, showBuiltin } from './kinds.js';
import { cut, type Limits, more, truncated } from './limits.js';

/** A value under a sensitive key. */
export const REDACTED = '[REDACTED]' as CleanText;
const CIRCULAR = '[Circular]' as CleanText;
const DEPTH = '[Depth]' as CleanText;
const UNREADABLE = '[Unreadable]' as CleanText;
const TO_JSON_THREW = '[toJSON threw]' as CleanText;

/** The key of the mark that stands for entries that are not shown. */
const REST = new CleanKey('...' as CleanText, 0);

const ERROR_KEYS = Object.fromEntries(
  ['error', 'type', 'message', 'stack', 'code', 'cause', 'errors'].map((slot) => [
    slot,
    new CleanKey(slot as CleanText, 0),
  ]),
) as Record<ErrorSlot, CleanKey>;

/** Kept free at the end of a line for closing brackets and marks. Bytes. */
const RESERVE = 256;
/** The least room for one more member: its punctuation and a number. Bytes. */
const MEMBER = 40;

const hasOwn = Object.prototype.hasOwnProperty;

export interface WalkOptions {
  readonly cleaner: Cleaner;
  readonly keys: KeyTable;
  readonly limits: Limits;
  readonly stack: StackWriter;
  /** What any formatter calls the parts of an error. */
  readonly errorNames: ReadonlySet<string>;
  /** Called for each value redacted because of its key. */
  readonly countKey: () => void;
}

export class Walk {
  private readonly ancestors: object[] = [];
  /** Whose members become top-level fields of the record at hand: a renamed key avoids the names in all of them. */
  private fieldsOfCall: object | undefined;
  private fieldsBound: object | undefined;
  private fieldsOfContext: object | undefined;
  /** Names given to keys that could not keep their own, in the object at hand. */
  private renamed: Set<string> | undefined;
  /** UTF-8 bytes of what was encoded, less its length in UTF-16 units. */
  excess = 0;

  private readonly cleaner: Cleaner;
  private readonly keys: KeyTable;
  private readonly limits: Limits;

  constructor(
    private readonly options: WalkOptions,
    private readonly encoder: ValueEncoder,
  ) {
    this.cleaner = options.cleaner;
    this.keys = options.keys;
    this.limits = options.limits;
  }

  /** Forgets the record before. The objects are those whose members become top-level fields of this one. */
  start(fields?: object, bound?: object, context?: object): void {
    this.ancestors.length = 0;
    this.fieldsOfCall = fields;
    this.fieldsBound = bound;
    this.fieldsOfContext = context;
    this.renamed = undefined;
    this.excess = 0;
  }

  /** The members of `fields` as fields of the record, but for those whose name `skip` claims. */
  fields(fields: object, skip: ((name: string) => boolean) | undefined): void {
    this.ancestors.push(fields);
    this.members(fields, true, skip);
    this.ancestors.pop();
  }

  /** Whether all these fields are printed under their own names whatever else the record holds. */
  isSimple(names: readonly string[]): boolean {
    return (
      names.length <= this.limits.breadth &&
      names.every((name) => {
        const { altered, reserved } = this.keys.get(name);
        return !altered && !reserved;
      })
    );
  }

  hasRoom(fragment: Fragment): boolean {
    const longest = fragment.rendered.reduce((size, text) => Math.max(size, text?.length ?? 0), 0);
    return longest + fragment.excess < this.room();
  }

  /** The record's own error. */
  recordError(error: unknown): void {
    this.encoder.errorKey('error');
    if (typeof error === 'object' && error !== null) this.ancestors.push(error);
    this.error(errorParts(error, this.limits.breadth), true);
    this.ancestors.length = 0;
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
        return this.string(String(value)); // bigint, symbol
    }
  }

  private number(value: number): void {
    if (Number.isFinite(value)) this.encoder.token(`${value}`);
    else this.encoder.text(`${value}` as CleanText, false);
  }

  private string(raw: string): void {
    const text = this.cleaner.clean(raw, this.limits.string);
    if (text.length + this.cleaner.excess > this.room()) return this.tooLong(raw);
    this.excess += this.cleaner.excess;
    this.encoder.text(text, this.cleaner.quotes);
  }

  /** As much of a text as the line has room for; an escape takes six bytes for a unit at the most. */
  private tooLong(raw: string): void {
    const redacted = this.cleaner.redact(raw, this.limits.string);
    const room = Math.max(0, this.room());
    for (const length of [room, room / 3, room / 6]) {
      const shown = cut(redacted, Math.floor(length));
      const text = this.cleaner.escape(shown + truncated(raw.length - shown.length));
      if (text.length + this.cleaner.excess > room + RESERVE / 4) continue;
      this.excess += this.cleaner.excess;
      return this.encoder.text(text, this.cleaner.quotes);
    }
    this.encoder.text(truncated(raw.length) as CleanText, false);
  }

  /** Bytes left in this line. */
  private room(): number {
    return this.limits.line - RESERVE - this.encoder.size - this.excess;
  }

  private object(value: object): void {
    const { ancestors } = this;
    if (ancestors.length >= this.limits.depth) return this.encoder.text(DEPTH, false);
    if (ancestors.includes(value)) return this.encoder.text(CIRCULAR, false);
    ancestors.push(value);
    const { renamed } = this;
    this.renamed = undefined;
    this.contents(value);
    this.renamed = renamed;
    ancestors.pop();
  }

  private contents(value: object): void {
    let shown: Shown | undefined;
    try {
      if (Array.isArray(value)) return this.list(value);
      if (Object.getPrototypeOf(value) !== Object.prototype) {
        if (isError(value)) return this.error(errorParts(value, this.limits.breadth), false);
        shown = showBuiltin(value);
      }
    } catch {
      return this.encoder.text(UNREADABLE, false);
    }
    if (shown !== undefined) return this.shown(shown);
    if (this.converted(value)) return;
    this.encoder.beginObject();
    this.members(value, false, undefined);
    this.encoder.endObject();
  }

  /** Shows the result of `toJSON` instead of the object, when there is one; it is called once. */
  private converted(value: object): boolean {
    let result: unknown;
    try {
      const { toJSON } = value as { toJSON?: unknown };
      if (typeof toJSON !== 'function') return false;
      result = toJSON.call(value, '');
    } catch {
      this.encoder.text(TO_JSON_THREW, false);
      return true;
    }
    if (result === value) return false;
    this.value(result);
    return true;
  }

  private shown(shown: Shown): void {
    if (shown.kind === 'text') return this.string(shown.text);
    if (shown.kind === 'token') return this.encoder.token(shown.token);
    if (shown.kind === 'items') return this.items(shown.items, shown.size);
    return this.entries(shown.entries, shown.size);
  }

  private list(list: readonly unknown[]): void {
    const { encoder } = this;
    encoder.beginArray();
    let at = 0;
    const length = this.lengthOf(list);
    for (const end = Math.min(length, this.limits.breadth); at < end && this.room() > MEMBER; at += 1) {
      this.value(this.read(list, at));
    }
    if (at < length) encoder.text(more(length - at) as CleanText, false);
    encoder.endArray();
  }

  private lengthOf(list: readonly unknown[]): number {
    const length = Number(this.read(list, 'length'));
    return Number.isNaN(length) ? 0 : Math.max(0, length);
  }

  private items(items: Iterable<unknown>, size: number): void {
    const { encoder } = this;
    encoder.beginArray();
    let count = 0;
    try {
      for (const item of items) {
        if (count >= this.limits.breadth || this.room() <= MEMBER) break;
        count += 1;
        this.value(item);
      }
    } catch {
      encoder.text(UNREADABLE, false);
    }
    if (count < size) encoder.text(more(size - count) as CleanText, false);
    encoder.endArray();
  }

  /** A Map and its like: keys of any kind, which can have the same text. */
  private entries(entries: Iterable<readonly [unknown, unknown]>, size: number): void {
    const { encoder } = this;
    encoder.beginObject();
    const used = new Set<string>();
    let count = 0;
    try {
      for (const [name, value] of entries) {
        if (count >= this.limits.breadth || this.room() <= MEMBER) break;
        count += 1;
        const decision = this.keys.get(typeof name === 'string' ? name : keyText(name));
        const free = uniqueName(decision.key.text, (text) => used.has(text));
        used.add(free);
        encoder.key(free === decision.key.text ? decision.key : new CleanKey(free, decision.key.excess));
        this.excess += decision.key.excess;
        this.memberValue(decision, value);
      }
    } catch {
      encoder.key(REST);
      encoder.text(UNREADABLE, false);
    }
    if (count < size) this.rest(size - count);
    encoder.endObject();
  }

  /** Own enumerable properties in their order. A getter is read once; `undefined` is left out, as in JSON. */
  private members(object: object, top: boolean, skip: ((name: string) => boolean) | undefined): void {
    const { breadth } = this.limits;
    let seen = 0;
    let hidden = 0;
    try {
      for (const name in object) {
        if (!hasOwn.call(object, name)) continue;
        if (seen >= breadth || hidden > 0) {
          hidden += 1;
          continue;
        }
        if (skip?.(name)) continue;
        const decision = this.keys.get(name);
        if (decision.key.text.length + decision.key.excess + MEMBER > this.room()) {
          hidden += 1;
          continue;
        }
        seen += 1;
        let value: unknown;
        try {
          value = (object as Record<string, unknown>)[name];
        } catch {
          value = GETTER_THREW;
        }
        if (value === undefined) continue;
        this.memberKey(decision, name, object, top);
        if (top && typeof value === 'function' && !decision.sensitive)
          value = callLazy(value as () => unknown);
        this.memberValue(decision, value);
      }
    } catch {
      // Only a proxy's traps throw here, between two members.
      this.encoder.key(this.restKey(object, top));
      this.encoder.text(UNREADABLE, false);
    }
    if (hidden > 0) {
      this.encoder.key(this.restKey(object, top));
      this.encoder.text(more(hidden) as CleanText, false);
    }
  }

  private memberKey(decision: KeyDecision, name: string, object: object, top: boolean): void {
    const { key } = decision;
    this.excess += key.excess;
    if (top && decision.reserved) {
      this.encoder.field(key, this.keys.literal(this.freeName(`${name}_` as CleanText, undefined)));
    } else if (decision.altered) {
      this.encoder.key(new CleanKey(this.freeName(key.text, top ? undefined : object), key.excess));
    } else {
      this.encoder.key(key);
    }
  }

  private memberValue(decision: KeyDecision, value: unknown): void {
    if (decision.sensitive && hides(decision.verdict, value)) {
      this.options.countKey();
      this.encoder.text(REDACTED, false);
    } else {
      this.value(value);
    }
  }

  private error(parts: ErrorParts, ofRecord: boolean): void {
    const { encoder } = this;
    const key = (slot: ErrorSlot): void =>
      ofRecord ? encoder.errorKey(slot) : encoder.key(ERROR_KEYS[slot]);
    encoder.beginObject();
    key('type');
    this.string(parts.type);
    key('message');
    this.string(parts.message);
    if (parts.code !== ABSENT) {
      key('code');
      this.value(parts.code);
    }
    const stack = parts.stack === undefined ? undefined : this.options.stack(parts.stack, parts.message);
    if (stack !== undefined) {
      key('stack');
      this.string(stack);
    }
    this.ownMembers(parts.own);
    if (parts.cause !== ABSENT && parts.cause !== undefined) {
      key('cause');
      this.nested(parts.cause, ofRecord);
    }
    if (parts.errors !== ABSENT) {
      key('errors');
      this.value(parts.errors);
    }
    encoder.endObject();
  }

  /** A cause is written like the error that it caused. */
  private nested(cause: unknown, ofRecord: boolean): void {
    const { ancestors } = this;
    const expands = ofRecord && isError(cause) && ancestors.length < this.limits.depth;
    if (!expands || ancestors.includes(cause as object)) return this.value(cause);
    ancestors.push(cause as object);
    this.error(errorParts(cause, this.limits.breadth), true);
    ancestors.pop();
  }

  /** What an error carries besides its parts. A name that an error's part has is written with `_` behind it. */
  private ownMembers(own: ErrorParts['own']): void {
    const names = new Set(own.map(([name]) => name));
    const used = new Set(this.options.errorNames);
    for (const [name, value] of own) {
      if (value === undefined) continue;
      const decision = this.keys.get(name);
      if (decision.key.text.length + decision.key.excess + MEMBER > this.room()) return this.rest(1);
      const free = uniqueName(
        decision.key.text,
        (text) => used.has(text) || (text !== name && names.has(text)),
      );
      used.add(free);
      this.excess += decision.key.excess;
      this.encoder.key(free === decision.key.text ? decision.key : new CleanKey(free, decision.key.excess));
      this.memberValue(decision, value);
    }
  }

  private rest(count: number): void {
    this.encoder.key(REST);
    this.encoder.text(more(count) as CleanText, false);
  }

  private restKey(object: object, top: boolean): CleanKey {
    return new CleanKey(this.freeName(REST.text, top ? undefined : object), 0);
  }

  /**
   * `text`, with as many `_` behind it as it takes to differ from every key of `object` (undefined: of the
   * record's fields) and from the names given in this way before.
   */
  private freeName(text: CleanText, object: object | undefined): CleanText {
    this.renamed ??= new Set();
    const { renamed, fieldsOfCall, fieldsBound, fieldsOfContext } = this;
    const isTaken =
      object === undefined
        ? (name: string) => owns(fieldsOfCall, name) || owns(fieldsBound, name) || owns(fieldsOfContext, name)
        : (name: string) => owns(object, name);
    const free = uniqueName(text, (name) => renamed.has(name) || isTaken(name));
    renamed.add(free);
    return free;
  }

  private read(object: object, name: string | number): unknown {
    try {
      return (object as Record<string | number, unknown>)[name];
    } catch {
      return GETTER_THREW;
    }
  }
}

/** Whether `object` has the property; a proxy that refuses to say has not. */
export function owns(object: object | undefined, name: string): boolean {
  try {
    return object !== undefined && hasOwn.call(object, name);
  } catch {
    return false;
  }
}

function uniqueName(text: CleanText, isTaken: (name: string) => boolean): CleanText {
  let name: string = text;
  while (isTaken(name)) name += '_';
  return name as CleanText;
}

function functionText(value: object): string {
  try {
    const { name } = value as { name?: unknown };
    return typeof name === 'string' && name !== '' ? `[Function: ${name}]` : '[Function]';
  } catch {
    return '[Function]';
  }
}

function keyText(key: unknown): string {
  if (typeof key === 'function') return functionText(key);
  if (typeof key !== 'object' || key === null) return String(key);
  try {
    return Object.prototype.toString.call(key);
  } catch {
    return '[object]';
  }
}
