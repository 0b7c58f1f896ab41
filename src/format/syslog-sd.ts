/** A syslog message whose MSG is the message, and whose fields are the parameters of one SD-ELEMENT. */
import type { CallSite, CleanKey, CleanText, Encoder, Fragment, Head, Leaf } from '../record/encoder.js';
import { DottedEncoder } from './dotted.js';
import { cutOctets } from './octets.js';
import type { SyslogHeader } from './syslog-header.js';

/**
 * PARAM-NAME may have more of US-ASCII (RFC 5424, section 6.3.3), but daemons store other characters under another name:
 * syslog-ng writes `[` as `%5B`. The length is the RFC's.
 */
const NOT_IN_NAME = /[^\w.-]/g;
const MAX_NAME = 32;

export class SyslogSdEncoder extends DottedEncoder implements Encoder {
  readonly wantsSite = false;
  readonly lines: string[] = [''];
  private before = '';
  private message = '';
  /** Their texts are escaped. */
  private parameters: Leaf[] = [];
  private length = 0;
  /** What stands before the fragment at hand. */
  private parametersBefore: Leaf[] = [];
  private lengthBefore = 0;
  private excessBefore = 0;

  constructor(
    private readonly header: SyslogHeader,
    private readonly sdId: string,
    private readonly maxOctets: number,
    private readonly slot: number,
  ) {
    super(0);
  }

  get size(): number {
    return this.taken(this.length);
  }

  begin(head: Head, time: number, message: CleanText, _quotes: boolean, _site: CallSite | undefined): void {
    this.reset();
    this.before = this.header.render(head, time);
    this.message = message;
    this.parameters = [];
    this.length = this.before.length + this.sdId.length + message.length;
    this.leaf('name', head.name);
  }

  protected nameOf(key: CleanKey): string {
    return key.text.replaceAll('.', '_') || '_';
  }

  protected quote(text: CleanText): string {
    return text;
  }

  protected leaf(path: string, text: string): void {
    this.add({ path, text: escapeValue(text) });
  }

  private add(parameter: Leaf): void {
    const { path, text } = parameter;
    this.parameters.push(parameter);
    this.length += path.length + text.length + 4;
  }

  beginFragment(): void {
    this.parametersBefore = this.parameters;
    this.lengthBefore = this.length;
    this.excessBefore = this.beginPart();
    this.parameters = [];
  }

  endFragment(fragment: Fragment): void {
    fragment.leaves[this.slot] = this.parameters;
    this.endPart(fragment, this.slot, this.length - this.lengthBefore, this.excessBefore);
    this.parameters = this.parametersBefore;
    this.length = this.lengthBefore;
  }

  insert(fragment: Fragment): void {
    for (const parameter of fragment.leaves[this.slot] as readonly Leaf[]) this.add(parameter);
    this.pathExcess += fragment.pathExcesses[this.slot] as number;
  }

  bytes(): number {
    return Buffer.byteLength(this.lines[0] as string);
  }

  /** The element may take half of the octets, so that it is never cut, and the message keeps the rest. */
  end(): void {
    const used = new Map<string, number>();
    let element = '';
    let room = Math.floor(this.maxOctets / 2) - this.before.length;
    let left = this.parameters.length;
    for (const { path, text } of this.parameters) {
      const parameter = ` ${uniqueName(path, used)}="${text}"`;
      room -= Buffer.byteLength(parameter);
      if (room < 0) break;
      element += parameter;
      left -= 1;
    }
    if (left > 0) element += ` ${uniqueName('omitted', used)}="[+${left} more\\]"`;
    const line = `${this.before}[${this.sdId}${element}] ${this.message}\n`;
    this.lines[0] = cutOctets(line, this.maxOctets);
  }
}

/** RFC 5424, section 6.3.3. The backslashes of our own escapes are among those escaped. */
function escapeValue(text: string): string {
  return text.replace(/["\\\]]/g, '\\$&');
}

/** A legal name that the element has not got yet. `used`: its names, and how often each was asked for. */
function uniqueName(path: string, used: Map<string, number>): string {
  // A name that the cut leaves with a dot at its end is an empty one in syslog-ng, which then drops the value.
  const legal = path.slice(0, MAX_NAME).replace(NOT_IN_NAME, '_').replace(/\.$/, '_');
  let name = legal;
  let count = used.get(legal) ?? 0;
  while (used.has(name)) {
    count += 1;
    const suffix = `_${count + 1}`;
    name = legal.slice(0, MAX_NAME - suffix.length) + suffix;
  }
  used.set(legal, count);
  if (name !== legal) used.set(name, 0);
  return name;
}
