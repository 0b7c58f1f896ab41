/** Builds a plain copy of what was walked: redacted, bounded, without getters, proxies or cycles, ours to change. */
import type { CleanKey, CleanText, ErrorSlot, ValueEncoder } from '../record/encoder.js';

type Container = unknown[] | Record<string, unknown>;

export class PlainCopy implements ValueEncoder {
  /** The copy, once the walk is through. */
  result: unknown;
  size = 0;
  readonly overhead = 0;
  private readonly open: Container[] = [];
  private name = '';

  reset(): void {
    this.result = undefined;
    this.size = 0;
    if (this.open.length > 0) this.open.length = 0;
  }

  key(key: CleanKey): void {
    this.name = key.text;
    this.size += key.text.length;
  }

  field(key: CleanKey): void {
    this.key(key);
  }

  errorKey(slot: ErrorSlot): void {
    this.name = slot;
  }

  text(text: CleanText): void {
    this.size += text.length;
    this.put(text);
  }

  token(token: string): void {
    this.size += token.length;
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
