/** Nested values as flat ones with dotted names: what formats without nesting have in common. */
import type { CleanKey, CleanText, ErrorSlot, Fragment, ValueEncoder } from '../record/encoder.js';

/** Where a value stands: the names above it, and for a list the index of the next item. */
interface Container {
  readonly path: string;
  readonly isList: boolean;
  /** UTF-8 bytes of the path. */
  readonly bytes: number;
  items: number;
}

/** What stands around a name and its value, and the index of an item of a list. Bytes. */
const PUNCTUATION = 16;

/** Core keys of a line without a schema. Beside them stands the record's own error. */
const RESERVED: ReadonlySet<string> = new Set(['timestamp', 'level', 'name', 'message', 'error']);

export abstract class DottedEncoder implements ValueEncoder {
  static readonly reserved = RESERVED;
  abstract readonly size: number;
  /** UTF-8 bytes of the names written so far, less their length: a name is written again for each leaf below it. */
  protected pathExcess = 0;
  /** What the names of the open containers take, should a mark stand in each of them. Bytes. */
  private open = 0;
  /** The most that this was, since a fragment began. */
  private mostOpen = 0;
  /** The key that waits for its value. */
  private name = '';
  private hasError = false;
  private readonly containers: Container[] = [];

  /** A key as a part of a dotted name: a dot in it must not read as nesting. */
  protected abstract nameOf(key: CleanKey): string;
  /** A value with its full name. */
  protected abstract leaf(path: string, value: string): void;
  /** Text as a value. */
  protected abstract quote(text: CleanText, quotes: boolean): string;

  /** @param decoration bytes that the format puts around each name */
  constructor(private readonly decoration: number) {}

  protected reset(): void {
    if (this.containers.length > 0) this.containers.length = 0;
    this.hasError = false;
    this.name = '';
    this.pathExcess = 0;
    this.open = 0;
  }

  /** How much of a line of `length` UTF-16 units is taken. */
  protected taken(length: number): number {
    return length + this.pathExcess + this.open;
  }

  /** Gives what {@link endPart} needs. */
  protected beginPart(): number {
    this.mostOpen = 0;
    return this.pathExcess;
  }

  /** Ends a fragment of `length` UTF-16 units, which is no part of the line until it is inserted. */
  protected endPart(fragment: Fragment, slot: number, length: number, pathExcess: number): void {
    const excess = this.pathExcess - pathExcess;
    fragment.sizes[slot] = length + excess + this.mostOpen;
    fragment.pathExcesses[slot] = excess;
    this.pathExcess = pathExcess;
  }

  key(key: CleanKey): void {
    this.name = this.nameOf(key);
  }

  field(key: CleanKey, renamed: CleanKey): void {
    const isCore = RESERVED.has(key.text) && (this.hasError || key.text !== 'error');
    this.key(isCore ? renamed : key);
  }

  errorKey(slot: ErrorSlot): void {
    if (slot === 'error') this.hasError = true;
    this.name = slot;
  }

  text(text: CleanText, quotes: boolean): void {
    this.value(this.quote(text, quotes));
  }

  token(token: string): void {
    this.value(token);
  }

  beginObject(): void {
    this.enter(false);
  }

  endObject(): void {
    this.leave('{}');
  }

  beginArray(): void {
    this.enter(true);
  }

  endArray(): void {
    this.leave('[]');
  }

  get overhead(): number {
    const parent = this.containers[this.containers.length - 1];
    const above = parent === undefined ? 0 : parent.bytes;
    return Buffer.byteLength(this.name) + above + this.decoration + PUNCTUATION;
  }

  /** The dotted name of the value at hand, which is used up. */
  private path(): string {
    const { name } = this;
    this.name = '';
    const parent = this.containers[this.containers.length - 1];
    if (parent === undefined) return name;
    parent.items += 1;
    return `${parent.path}.${parent.isList ? parent.items - 1 : name}`;
  }

  private value(value: string): void {
    this.leaf(this.path(), value);
    this.countAbove();
  }

  /** Counts the names above a leaf. Its own was counted with its key. */
  private countAbove(): void {
    const parent = this.containers[this.containers.length - 1];
    if (parent !== undefined) this.pathExcess += parent.bytes - parent.path.length;
  }

  private enter(isList: boolean): void {
    const path = this.path();
    const bytes = Buffer.byteLength(path);
    this.containers.push({ path, isList, bytes, items: 0 });
    this.open += bytes + this.decoration;
    if (this.open > this.mostOpen) this.mostOpen = this.open;
  }

  private leave(empty: string): void {
    const left = this.containers.pop() as Container;
    this.open -= left.bytes + this.decoration;
    if (left.items > 0) return;
    this.leaf(left.path, empty);
    this.countAbove();
  }
}
