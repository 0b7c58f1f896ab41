/**
 * One record, one line for people: a header by template, then the fields as logfmt. A value can pose neither as a
 * field nor as part of the header, because whatever could is quoted; nested fields are dotted.
 */
import type { CallSite, CleanKey, CleanText, Encoder, Fragment, Head } from '../record/encoder.js';
import { LEVELS, type Level, type LevelName, levelName } from '../record/level.js';
import { DottedEncoder } from './dotted.js';
import { quoted } from './quote.js';
import type { TemplateField, TemplatePart } from './template.js';
import { createPaint, type Paint, type Theme } from './theme.js';
import { timestamp } from './timestamp.js';

/** Printable ASCII without blank, quote, equals sign and backslash. */
const BARE_VALUE = /^[!#-<>-[\]-~]+$/;
/** Text that would read as a number, a boolean, null or an empty container is quoted, so that it differs from one. */
const LITERAL = /^(?:true|false|null|\{\}|\[\]|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i;
/** A dot in a key would read as nesting, and digits alone as the index of a list. */
const BARE_KEY = /^(?!\d+$)[\w$@/-]+$/;
const BARE_NAME = /^[\w$@/.-]+$/;

export class TextLineEncoder extends DottedEncoder implements Encoder {
  readonly wantsSite: boolean;
  readonly lines: string[] = [''];
  private out = '';
  private lineBefore = '';
  private readonly paint: Readonly<Record<'timestamp' | 'name' | 'message' | 'key', Paint>>;
  private readonly levels: ReadonlyMap<Level, string>;
  /** Whether something stands behind the message that it could imitate. */
  private readonly messageInside: boolean;

  constructor(
    private readonly template: readonly TemplatePart[],
    theme: Theme,
    /** Where this encoder keeps its texts in heads and fragments. */
    private readonly slot: number,
  ) {
    super();
    const asks = (field: TemplateField): boolean =>
      template.some((part) => typeof part !== 'string' && part.field === field);
    this.wantsSite = asks('module') || asks('funcName') || asks('lineno');
    const last = template[template.length - 1];
    this.messageInside = asks('message') && !(typeof last === 'object' && last.field === 'message');
    this.paint = {
      timestamp: createPaint(theme.timestamp),
      name: createPaint(theme.name),
      message: createPaint(theme.message),
      key: createPaint(theme.key),
    };
    this.levels = new Map(
      (Object.keys(LEVELS) as LevelName[]).map((name) => [
        LEVELS[name],
        createPaint(theme.level?.[name])(name),
      ]),
    );
  }

  get size(): number {
    return this.out.length + this.pathExcess + this.openPaths;
  }

  begin(head: Head, time: number, message: CleanText, quotes: boolean, site: CallSite | undefined): void {
    this.reset();
    this.out = '';
    for (const part of this.template) {
      this.out += typeof part === 'string' ? part : this.part(part, head, time, message, quotes, site);
    }
  }

  private part(
    { field, width }: Exclude<TemplatePart, string>,
    head: Head,
    time: number,
    message: CleanText,
    quotes: boolean,
    site: CallSite | undefined,
  ): string {
    switch (field) {
      case 'asctime':
        return this.paint.timestamp(pad(timestamp(time), width));
      case 'name':
        return this.paint.name(pad((head.rendered[this.slot] ??= headerName(head.name)), width));
      case 'levelname':
        return this.level(head.level, width);
      case 'message':
        return this.paint.message(pad(this.message(message, quotes), width));
      case 'process':
        return pad(String(process.pid), width);
      case 'module':
        return pad(headerName(site?.module ?? '-'), width);
      case 'funcName':
        return pad(headerName(site?.function ?? '-'), width);
      case 'lineno':
        return pad(String(site?.line ?? 0), width);
    }
  }

  private level(level: Level, width: number): string {
    const padding = ' '.repeat(Math.max(0, Math.abs(width) - levelName(level).length));
    const text = this.levels.get(level) as string;
    return width < 0 ? text + padding : padding + text;
  }

  /** Quoted where it could be taken for fields, or for what the template puts behind it. */
  private message(message: CleanText, quotes: boolean): string {
    const imitates = this.messageInside || message.includes('=') || (quotes && message.startsWith('"'));
    return imitates ? quoted(message, quotes) : message;
  }

  protected nameOf(key: CleanKey): string {
    return (key.logfmt ??= BARE_KEY.test(key.text) ? key.text : quoted(key.text, true));
  }

  protected quote(text: CleanText, quotes: boolean): string {
    return BARE_VALUE.test(text) && !LITERAL.test(text) ? text : quoted(text, quotes);
  }

  protected leaf(path: string, value: string): void {
    this.out += ` ${this.paint.key(path)}=${value}`;
  }

  beginFragment(): void {
    this.lineBefore = this.out;
    this.out = '';
  }

  endFragment(fragment: Fragment): void {
    fragment.rendered[this.slot] = this.out;
    this.out = this.lineBefore;
  }

  insert(fragment: Fragment): void {
    this.out += fragment.rendered[this.slot] as string;
  }

  bytes(): number {
    return Buffer.byteLength(this.lines[0] as string);
  }

  end(): void {
    this.lines[0] = `${this.out}\n`;
  }
}

/** A name in the header: quoted where it could be taken for something that the template writes. */
function headerName(name: string): string {
  return BARE_NAME.test(name) ? name : quoted(name, true);
}

function pad(text: string, width: number): string {
  return width < 0 ? text.padEnd(-width) : text.padStart(width);
}
