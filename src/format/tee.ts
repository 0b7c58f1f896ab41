/** Several formats of one record in one walk: each value is read and cleaned once, then rendered by each. */
import type { CallSite, CleanKey, CleanText, Encoder, ErrorSlot, Fragment, Head } from '../record/encoder.js';

/** One encoder stays itself; several become one. */
export function tee(encoders: readonly Encoder[]): Encoder {
  return encoders.length === 1 ? (encoders[0] as Encoder) : new Tee(encoders);
}

class Tee implements Encoder {
  readonly wantsSite: boolean;
  readonly lines: string[] = [];

  constructor(private readonly encoders: readonly Encoder[]) {
    this.wantsSite = encoders.some((encoder) => encoder.wantsSite);
  }

  /** The longest counts: it is the first to run out of room. */
  get size(): number {
    let size = 0;
    for (const encoder of this.encoders) size = Math.max(size, encoder.size);
    return size;
  }

  get overhead(): number {
    let overhead = 0;
    for (const encoder of this.encoders) overhead = Math.max(overhead, encoder.overhead);
    return overhead;
  }

  bytes(index: number, excess: number): number {
    return (this.encoders[index] as Encoder).bytes(0, excess);
  }

  begin(head: Head, time: number, message: CleanText, quotes: boolean, site: CallSite | undefined): void {
    for (const encoder of this.encoders) encoder.begin(head, time, message, quotes, site);
  }

  key(key: CleanKey): void {
    for (const encoder of this.encoders) encoder.key(key);
  }

  field(key: CleanKey, renamed: CleanKey): void {
    for (const encoder of this.encoders) encoder.field(key, renamed);
  }

  errorKey(slot: ErrorSlot): void {
    for (const encoder of this.encoders) encoder.errorKey(slot);
  }

  text(text: CleanText, quotes: boolean): void {
    for (const encoder of this.encoders) encoder.text(text, quotes);
  }

  token(token: string): void {
    for (const encoder of this.encoders) encoder.token(token);
  }

  beginObject(): void {
    for (const encoder of this.encoders) encoder.beginObject();
  }

  endObject(): void {
    for (const encoder of this.encoders) encoder.endObject();
  }

  beginArray(): void {
    for (const encoder of this.encoders) encoder.beginArray();
  }

  endArray(): void {
    for (const encoder of this.encoders) encoder.endArray();
  }

  beginFragment(): void {
    for (const encoder of this.encoders) encoder.beginFragment();
  }

  endFragment(fragment: Fragment): void {
    for (const encoder of this.encoders) encoder.endFragment(fragment);
  }

  insert(fragment: Fragment): void {
    for (const encoder of this.encoders) encoder.insert(fragment);
  }

  end(): void {
    this.lines.length = 0;
    for (const encoder of this.encoders) {
      encoder.end();
      this.lines.push(...encoder.lines);
    }
  }
}
