/** Which rule would fire where, without any value: for tests, and for the question why something was hidden. */
import type { CleanKey, CleanText, ErrorSlot, ValueEncoder } from '../record/encoder.js';
import { AROUND } from './limits.js';

/** One thing that would be hidden. */
export interface Explanation {
  /** Names and indexes that lead there, dotted; empty for the value itself. */
  readonly path: string;
  /** `key` for a sensitive name, else the rule that found it in the text. */
  readonly rule: string;
  /** Where in the text, in UTF-16 units; undefined where the whole value is hidden. */
  readonly start: number | undefined;
  readonly end: number | undefined;
}

interface Container {
  readonly path: string;
  readonly isList: boolean;
  items: number;
}

/** Follows a walk and knows where it is. */
export class Tracker implements ValueEncoder {
  /** About as long as a line of what was walked, so that there is an end to it. */
  size = 0;
  readonly overhead = 0;
  readonly found: Explanation[] = [];
  private readonly containers: Container[] = [];
  private name = '';

  /** What was found in the name or the value at hand, of which it is not known yet where it stands. */
  private noted: Omit<Explanation, 'path'>[] = [];

  /** Names are data too: in a path they stand redacted. */
  constructor(private readonly redact: (name: string) => string) {}

  /** Notes what hides the name or the value at hand, or a part of it. */
  note(rule: string, start?: number, end?: number): void {
    this.noted.push({ rule, start, end });
  }

  key(key: CleanKey): void {
    this.name = this.redact(key.text);
    this.place();
    this.size += key.text.length + AROUND;
  }

  field(key: CleanKey): void {
    this.key(key);
  }

  errorKey(slot: ErrorSlot): void {
    this.name = slot;
    this.place();
    this.size += slot.length + AROUND;
  }

  text(text: CleanText): void {
    this.size += text.length + AROUND;
    this.next();
  }

  token(token: string): void {
    this.size += token.length + 1;
    this.next();
  }

  beginObject(): void {
    this.enter(false);
  }

  endObject(): void {
    this.containers.pop();
    this.next();
  }

  beginArray(): void {
    this.enter(true);
  }

  endArray(): void {
    this.containers.pop();
    this.next();
  }

  private enter(isList: boolean): void {
    this.size += AROUND;
    this.place();
    this.containers.push({ path: this.path(), isList, items: 0 });
  }

  private place(): void {
    if (this.noted.length === 0) return;
    const path = this.path();
    for (const one of this.noted) this.found.push({ path, ...one });
    this.noted = [];
  }

  private next(): void {
    this.place();
    const parent = this.containers.at(-1);
    if (parent !== undefined) parent.items += 1;
  }

  private path(): string {
    const parent = this.containers.at(-1);
    if (parent === undefined) return '';
    const name = parent.isList ? String(parent.items) : this.name;
    return parent.path === '' ? name : `${parent.path}.${name}`;
  }
}
