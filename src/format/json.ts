/** One record, one JSON object, one line. Core keys come first and once. */
import {
  type CallSite,
  CLOSING,
  type CleanKey,
  type CleanText,
  type Encoder,
  type ErrorSlot,
  type Fragment,
  type Head,
  type JsonKey,
  JsonLine,
  PENDING,
} from '../record/encoder.js';
import { escapeQuotes, quoted } from './quote.js';
import type { Schema } from './schema.js';

export class JsonEncoder extends JsonLine implements Encoder {
  readonly wantsSite = false;
  readonly lines: string[] = [''];
  /** The key of the next value; undefined in an array. */
  private pending: JsonKey | undefined = undefined;
  /** Whether the record at hand has an error of its own: its key is a core key only then. */
  private hasError = false;
  private lineBefore = '';
  private isFirstBefore = true;
  /** What stands before the fragment at hand, and before the whole object. UTF-16 units. */
  protected outside = 0;
  /** One, where a comma will stand before the fragment at hand. */
  private comma = 0;
  /** The start of a line, which is the same for all records of one logger, level and millisecond. */
  private open = '';
  private timeOfOpen = Number.NaN;
  private headOfOpen: Head | undefined;
  /** The time as the first members have it. */
  private time = '';
  private readonly message: string;
  /** From behind the message to the first field. */
  private readonly fieldsOpen: string;
  private readonly errorKeys: Readonly<Record<ErrorSlot, JsonKey>>;
  /** From behind the message to the end of a line without fields. */
  private readonly bareTail: string;
  private readonly close: string;

  constructor(
    private readonly schema: Schema,
    /** Where this encoder keeps its texts in heads and fragments. */
    private readonly slot: number,
  ) {
    super();
    const { fieldsIn } = schema;
    this.message = `,"${schema.message}":"`;
    this.fieldsOpen = fieldsIn === undefined ? '"' : `","${fieldsIn}":{`;
    this.errorKeys = Object.fromEntries(
      Object.entries(schema.errorNames).map(([slot, name]) => [slot, jsonKey(`"${name}"`)]),
    ) as Record<ErrorSlot, JsonKey>;
    this.close = fieldsIn === undefined ? '}\n' : '}}\n';
    this.ends = CLOSING.map((closing) => closing + this.close);
    this.bareTail = this.fieldsOpen + this.close;
  }

  /** The key that was not written yet. */
  get overhead(): number {
    const { pending } = this;
    if (pending === undefined) return 0;
    if (!this.isFirst) return pending.text[PENDING.next]!.length;
    return pending.text[PENDING.first]!.length + (this.out === '' ? this.comma : 0);
  }

  get size(): number {
    return this.out === '' ? this.outside : this.outside + this.comma + this.out.length;
  }

  begin(head: Head, time: number, message: CleanText, quotes: boolean, _site: CallSite | undefined): void {
    this.beginFields(head, time, message, quotes);
    this.out += CLOSING[this.pendingEnd]!;
  }

  /** Each piece that is added to a line is an object of its own, so that the message's quote is one with the first key. */
  beginFields(head: Head, time: number, message: CleanText, quotes: boolean): void {
    const text = quotes ? escapeQuotes(message) : message;
    this.out = this.opening(head, time) + text;
    this.isFirst = this.schema.fieldsIn !== undefined;
    this.pendingEnd = this.isFirst ? PENDING.first : PENDING.text;
    if (this.isFirst) this.out += this.fieldsOpen;
    this.pending = undefined;
    this.hasError = false;
    this.outside = 0;
    this.comma = 0;
  }

  line(head: Head, time: number, message: CleanText, quotes: boolean, fragment: Fragment | undefined): void {
    const text = quotes ? escapeQuotes(message) : message;
    const tail = fragment === undefined ? this.bareTail : this.tail(fragment);
    this.finish(`${this.opening(head, time)}${text}${tail}`);
  }

  private tail(fragment: Fragment): string {
    const known = fragment.tails[this.slot];
    if (known !== undefined) return known;
    const fields = fragment.rendered[this.slot] as string;
    const comma = fields === '' || this.schema.fieldsIn !== undefined ? '' : ',';
    const tail = this.fieldsOpen + comma + fields + this.close;
    fragment.tails[this.slot] = tail;
    return tail;
  }

  private opening(head: Head, time: number): string {
    if (time !== this.timeOfOpen) this.time = this.schema.time(time);
    else if (head === this.headOfOpen) return this.open;
    this.timeOfOpen = time;
    this.headOfOpen = head;
    this.open = `{${this.time}${(head.rendered[this.slot] ??= this.head(head))}`;
    return this.open;
  }

  private head(head: Head): string {
    return this.schema.head(head.level, quoted(head.name, true)) + this.message;
  }

  /** Written together with its value: each piece that is added to a line costs as much as a look at the value. */
  key(key: CleanKey): void {
    this.pending = key.json ??= jsonKey(quoted(key.text, true));
  }

  field(key: CleanKey, renamed: CleanKey): void {
    this.key(this.isCore(key.text) ? renamed : key);
  }

  private isCore(name: string): boolean {
    return this.schema.reserved.has(name) && (this.hasError || name !== this.schema.errorNames.error);
  }

  errorKey(slot: ErrorSlot): void {
    if (slot === 'error') this.hasError = true;
    this.pending = this.errorKeys[slot];
  }

  text(text: CleanText, quotes: boolean): void {
    const { pending } = this;
    const shown: string = quotes ? escapeQuotes(text) : text;
    if (pending === undefined) this.out += `${this.isFirst ? '"' : ',"'}${shown}"`;
    else this.out += `${pending.text[this.isFirst ? PENDING.first : PENDING.next]}${shown}"`;
    this.pending = undefined;
    this.isFirst = false;
  }

  token(token: string): void {
    this.add(token);
    this.isFirst = false;
  }

  beginObject(): void {
    this.add('{');
    this.isFirst = true;
  }

  endObject(): void {
    this.out += '}';
    this.isFirst = false;
  }

  beginArray(): void {
    this.add('[');
    this.isFirst = true;
  }

  endArray(): void {
    this.out += ']';
    this.isFirst = false;
  }

  /** With the key that waits for it, if any. */
  private add(text: string): void {
    const { pending } = this;
    if (pending === undefined) this.out += this.isFirst ? text : `,${text}`;
    else this.out += pending.plain[this.isFirst ? PENDING.first : PENDING.next]! + text;
    this.pending = undefined;
  }

  beginFragment(): void {
    this.lineBefore = this.out;
    this.isFirstBefore = this.isFirst;
    this.outside += this.out.length;
    this.comma = this.isFirst ? 0 : 1;
    this.out = '';
    this.isFirst = true;
  }

  /** Whether a comma stands before a fragment is known only where it is inserted. */
  endFragment(fragment: Fragment): void {
    fragment.rendered[this.slot] = this.out;
    fragment.sizes[this.slot] = this.out.length + 1;
    this.out = this.lineBefore;
    this.isFirst = this.isFirstBefore;
    this.outside -= this.out.length;
    this.comma = 0;
  }

  insert(fragment: Fragment): void {
    const text = fragment.rendered[this.slot] as string;
    if (text === '') return;
    this.out += this.isFirst ? text : `,${text}`;
    this.isFirst = false;
  }

  end(): void {
    this.finish(this.out + this.close);
  }

  endFields(): void {
    this.finish(this.out);
  }

  protected finish(line: string): void {
    this.lines[0] = line;
  }

  bytes(_index: number, excess: number): number {
    return (this.lines[0] as string).length + excess;
  }
}

/** By what is pending. */
const BEFORE = CLOSING.map((closing, pending) => (pending === PENDING.first ? '' : `${closing},`));

/** `key` is quoted. */
function jsonKey(key: string): JsonKey {
  const plain = BEFORE.map((before) => `${before}${key}:`);
  return { plain, text: plain.map((start) => `${start}"`), object: plain.map((start) => `${start}{`) };
}
