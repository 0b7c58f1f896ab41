/** A syslog message whose MSG is the message, and whose fields are the parameters of one SD-ELEMENT. */
import type { CallSite, CleanKey, CleanText, Encoder, Fragment, Head } from '../record/encoder.js';
import { DottedEncoder } from './dotted.js';
import { cutOctets } from './octets.js';
import type { SyslogHeader } from './syslog-header.js';

/**
 * PARAM-NAME may have more of US-ASCII (RFC 5424, section 6.3.3), but daemons store other characters under another name:
 * syslog-ng writes `[` as `%5B`. The length is the RFC's.
 */
const NOT_IN_NAME = /[^\w.-]/g;
const MAX_NAME = 32;

interface Parameter {
  readonly path: string;
  readonly text: string;
}

export class SyslogSdEncoder extends DottedEncoder implements Encoder {
  readonly wantsSite = false;
  readonly lines: string[] = [''];
  private before = '';
  private message = '';
  private parameters: Parameter[] = [];
  private outside: Parameter[] = [];
  private outsideLength = 0;
  private length = 0;
  private readonly fragments = new WeakMap<Fragment, Parameter[]>();

  constructor(
    private readonly header: SyslogHeader,
    private readonly sdId: string,
    private readonly maxOctets: number,
    private readonly slot: number,
  ) {
    super();
  }

  get size(): number {
    return this.length;
  }

  begin(head: Head, time: number, message: CleanText, _quotes: boolean, _site: CallSite | undefined): void {
    this.reset();
    this.before = this.header.render(head, time);
    this.message = message;
    this.parameters = [{ path: 'name', text: head.name }];
    this.length = this.before.length + message.length;
  }

  protected nameOf(key: CleanKey): string {
    return key.text.replaceAll('.', '_') || '_';
  }

  protected quote(text: CleanText): string {
    return text;
  }

  protected leaf(path: string, text: string): void {
    this.parameters.push({ path, text });
    this.length += path.length + text.length + 4;
  }

  beginFragment(): void {
    this.outside = this.parameters;
    this.outsideLength = this.length;
    this.parameters = [];
    this.length = 0;
  }

  endFragment(fragment: Fragment): void {
    fragment.rendered[this.slot] = '';
    this.fragments.set(fragment, this.parameters);
    this.parameters = this.outside;
    this.length = this.outsideLength;
  }

  insert(fragment: Fragment): void {
    for (const { path, text } of this.fragments.get(fragment) as Parameter[]) this.leaf(path, text);
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
      const parameter = ` ${uniqueName(path, used)}="${escapeValue(text)}"`;
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
