/**
 * A strict reader of syslog messages, written from the grammar of RFC 5424 (section 6) alone: octets in, parts out, and
 * an error where the grammar, or a rule that the text adds to it, is broken.
 */

export interface SyslogMessage {
  readonly facility: number;
  readonly severity: number;
  readonly version: number;
  /** `undefined` stands for the NILVALUE, here and below. */
  readonly timestamp: string | undefined;
  readonly hostname: string | undefined;
  readonly appName: string | undefined;
  readonly procId: string | undefined;
  readonly msgId: string | undefined;
  readonly elements: readonly SdElement[];
  /** `undefined`: there is none. A BOM is left out. */
  readonly msg: string | undefined;
}

export interface SdElement {
  readonly id: string;
  /** Names and unescaped values, in their order. */
  readonly params: ReadonlyArray<readonly [name: string, value: string]>;
}

/** NONZERO-DIGIT 0*2DIGIT behind PRIVAL, which is 0 to 191 without leading zeros. */
const PRI_AND_VERSION = /<(0|[1-9]\d{0,2})>([1-9]\d{0,2}) /y;
const PRINTUSASCII = /[!-~]+/y;
const TIMESTAMP =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,6})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
/** SD-NAME: 1*32PRINTUSASCII without `=`, SP, `]` and `"`. */
const SD_NAME = /[!#-<>-\\^-~]{1,32}/y;
/** PARAM-VALUE: `"`, `\` and `]` must be escaped. A backslash before anything else is no escape; we write none. */
const PARAM_VALUE = /(?:[^"\\\]]|\\["\\\]])*/y;
/** Section 7: the names without `@` that are registered, with their parameters. */
const REGISTERED: Readonly<Record<string, readonly string[]>> = {
  timeQuality: ['tzKnown', 'isSynced', 'syncAccuracy'],
  origin: ['ip', 'enterpriseId', 'software', 'swVersion'],
  meta: ['sequenceId', 'sysUpTime', 'language'],
};
/** Section 7.2.2: `name@<private enterprise number>`. */
const PRIVATE_ID = /^[^@]+@\d+(?:\.\d+)*$/;
const BOM = '\ufeff';

export function readSyslog(octets: Uint8Array): SyslogMessage {
  return new Reader(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)).message();
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  message(): SyslogMessage {
    const [, privalText, version] = this.take(PRI_AND_VERSION, 'PRI VERSION SP');
    const prival = Number(privalText);
    if (prival > 191) throw this.wrong(`PRIVAL ${prival}`);
    const header = {
      facility: prival >> 3,
      severity: prival & 7,
      version: Number(version),
      timestamp: this.timestamp(),
      hostname: this.field('HOSTNAME', 255),
      appName: this.field('APP-NAME', 48),
      procId: this.field('PROCID', 128),
      msgId: this.field('MSGID', 32),
    };
    const elements = this.structuredData();
    if (this.at === this.text.length) return { ...header, elements, msg: undefined };
    this.skip(' ');
    const msg = this.text.slice(this.at);
    return { ...header, elements, msg: msg.startsWith(BOM) ? msg.slice(1) : msg };
  }

  private timestamp(): string | undefined {
    const text = this.field('TIMESTAMP', 64);
    if (text === undefined) return undefined;
    const match = TIMESTAMP.exec(text);
    if (match === null) throw this.wrong(`TIMESTAMP ${text}`);
    const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as number[];
    const days = new Date(Date.UTC(year!, month!, 0)).getUTCDate();
    const inRange = month! >= 1 && month! <= 12 && day! >= 1 && day! <= days;
    if (!inRange || hour! > 23 || minute! > 59 || second! > 59) throw this.wrong(`TIMESTAMP ${text}`);
    return text;
  }

  /** One field of the header and the blank behind it. */
  private field(name: string, maxLength: number): string | undefined {
    const [text] = this.take(PRINTUSASCII, name);
    if (text!.length > maxLength) throw this.wrong(`${name} has ${text!.length} characters`);
    this.skip(' ');
    return text === '-' ? undefined : text;
  }

  private structuredData(): SdElement[] {
    if (this.text[this.at] === '-') {
      this.at += 1;
      return [];
    }
    const elements: SdElement[] = [];
    do elements.push(this.element());
    while (this.text[this.at] === '[');
    const ids = new Set(elements.map(({ id }) => id));
    if (ids.size !== elements.length) throw this.wrong('an SD-ID occurs twice');
    return elements;
  }

  private element(): SdElement {
    this.skip('[');
    const id = this.take(SD_NAME, 'SD-ID')[0]!;
    const known = REGISTERED[id];
    if (known === undefined && !PRIVATE_ID.test(id)) throw this.wrong(`SD-ID ${id}`);
    const params: Array<[string, string]> = [];
    while (this.text[this.at] === ' ') {
      this.at += 1;
      const name = this.take(SD_NAME, 'PARAM-NAME')[0]!;
      if (known !== undefined && !known.includes(name)) throw this.wrong(`PARAM-NAME ${name} of ${id}`);
      this.skip('=');
      this.skip('"');
      const value = this.take(PARAM_VALUE, 'PARAM-VALUE')[0]!;
      this.skip('"');
      params.push([name, value.replace(/\\(["\\\]])/g, '$1')]);
    }
    this.skip(']');
    return { id, params };
  }

  private take(pattern: RegExp, what: string): RegExpExecArray {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) throw this.wrong(what);
    this.at += match[0].length;
    return match;
  }

  private skip(character: string): void {
    if (this.text[this.at] !== character) throw this.wrong(`${JSON.stringify(character)} expected`);
    this.at += 1;
  }

  private wrong(what: string): SyntaxError {
    return new SyntaxError(`${what} at ${this.at} of ${JSON.stringify(this.text.slice(0, 2_000))}`);
  }
}
