/** One record, one JSON object, one line. Core keys come first and once. */
import type { CallSite, CleanKey, CleanText, Encoder, ErrorSlot, Fragment, Head } from '../record/encoder.js';
import { escapeQuotes, quoted } from './quote.js';
import type { Schema } from './schema.js';

export class JsonEncoder implements Encoder {
  readonly wantsSite = false;
  readonly lines: string[] = [''];
  private out = '';
  /** What stands before the next member or item. */
  private separator = '';
  /** Whether the record at hand has an error of its own: its key is a core key only then. */
  private hasError = false;
  private lineBefore = '';
  private separatorBefore = '';
  /** The start of a line, which is the same for all records of one millisecond. */
  private open = '';
  private timeOfOpen = Number.NaN;
  private readonly message: string;
  /** From behind the message to the first field. */
  private readonly fieldsOpen: string;
  private readonly firstSeparator: string;
  private readonly close: string;

  constructor(
    private readonly schema: Schema,
    /** Where this encoder keeps its texts in heads and fragments. */
    private readonly slot: number,
  ) {
    const { fieldsIn } = schema;
    this.message = `,"${schema.message}":"`;
    this.fieldsOpen = fieldsIn === undefined ? '"' : `","${fieldsIn}":{`;
    this.firstSeparator = fieldsIn === undefined ? ',' : '';
    this.close = fieldsIn === undefined ? '}\n' : '}}\n';
  }

  readonly overhead = 0;

  get size(): number {
    return this.out.length;
  }

  begin(head: Head, time: number, message: CleanText, quotes: boolean, _site: CallSite | undefined): void {
    if (time !== this.timeOfOpen) {
      this.timeOfOpen = time;
      this.open = `{${this.schema.time(time)}`;
    }
    const fixed = (head.rendered[this.slot] ??= this.head(head));
    const text = quotes ? escapeQuotes(message) : message;
    this.out = `${this.open}${fixed}${text}${this.fieldsOpen}`;
    this.separator = this.firstSeparator;
    this.hasError = false;
  }

  private head(head: Head): string {
    return this.schema.head(head.level, quoted(head.name, true)) + this.message;
  }

  key(key: CleanKey): void {
    this.out += this.separator + (key.json ??= `${quoted(key.text, true)}:`);
    this.separator = '';
  }

  field(key: CleanKey, renamed: CleanKey): void {
    this.key(this.isCore(key.text) ? renamed : key);
  }

  private isCore(name: string): boolean {
    return this.schema.reserved.has(name) && (this.hasError || name !== this.schema.errorNames.error);
  }

  errorKey(slot: ErrorSlot): void {
    if (slot === 'error') this.hasError = true;
    this.out += `${this.separator}"${this.schema.errorNames[slot]}":`;
    this.separator = '';
  }

  text(text: CleanText, quotes: boolean): void {
    this.out += this.separator + quoted(text, quotes);
    this.separator = ',';
  }

  token(token: string): void {
    this.out += this.separator + token;
    this.separator = ',';
  }

  beginObject(): void {
    this.out += `${this.separator}{`;
    this.separator = '';
  }

  endObject(): void {
    this.out += '}';
    this.separator = ',';
  }

  beginArray(): void {
    this.out += `${this.separator}[`;
    this.separator = '';
  }

  endArray(): void {
    this.out += ']';
    this.separator = ',';
  }

  beginFragment(): void {
    this.lineBefore = this.out;
    this.separatorBefore = this.separator;
    this.out = '';
    this.separator = '';
  }

  /** The separator before a fragment is known only where it is inserted. */
  endFragment(fragment: Fragment): void {
    fragment.rendered[this.slot] = this.out;
    this.out = this.lineBefore;
    this.separator = this.separatorBefore;
  }

  insert(fragment: Fragment): void {
    const text = fragment.rendered[this.slot] as string;
    if (text === '') return;
    this.out += this.separator + text;
    this.separator = ',';
  }

  end(): void {
    this.lines[0] = this.out + this.close;
  }

  bytes(_index: number, excess: number): number {
    return (this.lines[0] as string).length + excess;
  }
}
