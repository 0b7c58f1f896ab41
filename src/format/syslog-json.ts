/** A syslog message whose MSG is the record as a JSON object. */
import type { CleanText, Fragment, Head } from '../record/encoder.js';
import { JsonEncoder } from './json.js';
import { cutOctets } from './octets.js';
import type { Schema } from './schema.js';
import type { SyslogHeader } from './syslog-header.js';

export class SyslogJsonEncoder extends JsonEncoder {
  private before = '';

  constructor(
    private readonly header: SyslogHeader,
    private readonly maxOctets: number,
    schema: Schema,
    slot: number,
  ) {
    super(schema, slot);
  }

  override beginFields(head: Head, time: number, message: CleanText, quotes: boolean): void {
    this.before = this.header.render(head, time);
    super.beginFields(head, time, message, quotes);
    this.outside = this.before.length + 1;
  }

  override line(
    head: Head,
    time: number,
    message: CleanText,
    quotes: boolean,
    fragment: Fragment | undefined,
  ): void {
    this.before = this.header.render(head, time);
    super.line(head, time, message, quotes, fragment);
  }

  protected override finish(line: string): void {
    this.lines[0] = cutOctets(`${this.before} ${line}`, this.maxOctets);
  }

  override bytes(): number {
    return Buffer.byteLength(this.lines[0] as string);
  }
}
