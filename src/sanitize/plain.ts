/** Builds a plain copy of what was walked: redacted, bounded, without getters, proxies or cycles, ours to change. */
import type { CleanKey, CleanText, ErrorSlot, ValueEncoder } from '../record/encoder.js';
import { AROUND } from './limits.js';

type Container = unknown[] | Record<string, unknown>;

export class PlainCopy implements ValueEncoder {
  /** The copy, once the walk is through. */
  result: unknown;
  size = 0;
  readonly overhead = 0;
  private readonly open: Container[] = [];
  /** The objects in the copy that stand for the record's own error and its causes. */
  private readonly errors = new Set<unknown>();
  private name = '';

  /** Forgets the copy before. The size of the next one counts from `size` on. */
  reset(size: number): void {
    this.result = undefined;
    this.size = size;
    if (this.open.length > 0) this.open.length = 0;
    if (this.errors.size > 0) this.errors.clear();
  }

  key(key: CleanKey): void {
    this.name = key.text;
    this.size += key.text.length + AROUND;
  }

  field(key: CleanKey): void {
    this.key(key);
  }

  errorKey(slot: ErrorSlot): void {
    this.name = slot;
    this.size += slot.length + AROUND;
    this.errors.add(this.open[this.open.length - 1]);
  }

  isError(value: unknown): boolean {
    return this.errors.has(value);
  }

  text(text: CleanText): void {
    this.size += text.length + AROUND;
    this.put(text);
  }

  token(token: string): void {
    this.size += token.length + 1;
    this.put(JSON.parse(token));
  }

  beginObject(): void {
    this.enter({});
  }

  endObject(): void {
    this.open.pop();
  }

  beginArray(): void {
    this.enter([]);
  }

  endArray(): void {
    this.open.pop();
  }

  private enter(container: Container): void {
    this.size += AROUND;
    this.put(container);
    this.open.push(container);
  }

  private put(value: unknown): void {
    const parent = this.open[this.open.length - 1];
    if (parent === undefined) this.result = value;
    else if (Array.isArray(parent)) parent.push(value);
    else if (this.name in Object.prototype) define(parent, this.name, value);
    else parent[this.name] = value;
  }
}

/** An own property, also where the prototype has one of that name: a setter, or a frozen one. */
function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}
