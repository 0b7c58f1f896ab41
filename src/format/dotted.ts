/** Nested values as flat ones with dotted names: what formats without nesting have in common. */
import type { CleanKey, CleanText, ErrorSlot, ValueEncoder } from '../record/encoder.js';

/** Where a value stands: the names above it, and for a list the index of the next item. */
interface Container {
  readonly path: string;
  readonly isList: boolean;
  /** UTF-8 bytes of the path. */
  readonly bytes: number;
  items: number;
}

/** Core keys of a line without a schema. Beside them stands the record's own error. */
const RESERVED: ReadonlySet<string> = new Set(['timestamp', 'level', 'name', 'message', 'error']);

export abstract class DottedEncoder implements ValueEncoder {
  static readonly reserved = RESERVED;
  abstract readonly size: number;
  /** UTF-8 bytes of the names written so far, less their length: a name is written again for each leaf below it. */
  protected pathExcess = 0;
  /** UTF-8 bytes of the names of all open containers: each may need a mark below its name. */
  protected openPaths = 0;
  private name = '';
  private hasError = false;
  private readonly containers: Container[] = [];

  /** A key as a part of a dotted name: a dot in it must not read as nesting. */
  protected abstract nameOf(key: CleanKey): string;
  /** A value with its full name. */
  protected abstract leaf(path: string, value: string): void;
  /** Text as a value. */
  protected abstract quote(text: CleanText, quotes: boolean): string;

  protected reset(): void {
    if (this.containers.length > 0) this.containers.length = 0;
    this.hasError = false;
    this.pathExcess = 0;
    this.openPaths = 0;
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
    this.leaf(this.path(), this.quote(text, quotes));
  }

  token(token: string): void {
    this.leaf(this.path(), token);
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
    return Buffer.byteLength(this.name) + (parent === undefined ? 0 : parent.bytes + 8);
  }

  /** The dotted name of the value at hand. */
  private path(): string {
    const parent = this.containers[this.containers.length - 1];
    if (parent === undefined) return this.name;
    const name = parent.isList ? String(parent.items) : this.name;
    parent.items += 1;
    this.pathExcess += parent.bytes - parent.path.length;
    return `${parent.path}.${name}`;
  }

  private enter(isList: boolean): void {
    const path = this.path();
    const bytes = Buffer.byteLength(path);
    this.containers.push({ path, isList, bytes, items: 0 });
    this.openPaths += bytes;
  }

  private leave(empty: string): void {
    const left = this.containers.pop() as Container;
    this.openPaths -= left.bytes;
    if (left.items === 0) this.leaf(left.path, empty);
  }
}
