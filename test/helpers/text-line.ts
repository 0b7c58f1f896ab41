/**
 * A reader of text lines, written from their description alone:
 *
 *     <timestamp> - <name> - <LEVEL> - <message> <field>=<value> …
 *
 * A name, a key or a value that holds anything a reader could misread stands in double quotes; nested names are
 * dotted; a message that could be taken for fields is quoted. A line that can be read in two ways is an error.
 */

/** A field: the names above its value, and the value. Quoted text is always a string. */
export interface TextField {
  readonly path: readonly string[];
  readonly value: string | number | boolean | null | typeof EMPTY_OBJECT | typeof EMPTY_LIST;
}

export const EMPTY_OBJECT: unique symbol = Symbol('{}');
export const EMPTY_LIST: unique symbol = Symbol('[]');

export interface TextLine {
  readonly timestamp: string;
  readonly name: string;
  readonly level: string;
  readonly message: string;
  readonly fields: readonly TextField[];
}

const HEADER = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) - ("(?:[^"\\]|\\.)*"|[^\s"=\\]+) - ([A-Z]+) - /;
const QUOTED = /"(?:[^"\\]|\\.)*"/y;
const BARE_KEY = /[^\s"=\\.]+/y;
const BARE_VALUE = /[^\s"=\\]+/y;
const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?)$/;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  '\\': '\\',
};

/** Takes the escapes of a line back. Throws at a backslash that begins none. */
export function unescapeText(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|(.?))/g, (_, digits: string | undefined, letter: string) => {
    if (digits !== undefined) return String.fromCharCode(Number.parseInt(digits, 16));
    const character = SHORT_ESCAPES[letter];
    if (character === undefined) throw new SyntaxError(`no escape begins with backslash ${letter}`);
    return character;
  });
}

/** One line without its line break. */
export function readTextLine(line: string): TextLine {
  const header = HEADER.exec(line);
  if (header === null) throw new SyntaxError(`no header: ${JSON.stringify(line)}`);
  const [all, timestamp, name, level] = header as unknown as [string, string, string, string];
  const { message, fields } = readBody(line.slice(all.length));
  return { timestamp, name: unquote(name), level, message, fields };
}

function unquote(text: string): string {
  return unescapeText(text.startsWith('"') ? text.slice(1, -1) : text);
}

/** Message and fields. All places where the message could end are tried; only one may make sense. */
function readBody(body: string): Pick<TextLine, 'message' | 'fields'> {
  const readings = ends(body).flatMap((end) => {
    const fields = readFields(body, end);
    return fields === undefined ? [] : [{ message: unquote(body.slice(0, end)), fields }];
  });
  if (readings.length !== 1) {
    throw new SyntaxError(`${readings.length} readings instead of one: ${JSON.stringify(body)}`);
  }
  return readings[0] as Pick<TextLine, 'message' | 'fields'>;
}

/** Where the message could end: only a quoted one may hold an equals sign. */
function ends(body: string): number[] {
  if (body.startsWith('"')) return [matchAt(QUOTED, body, 0)?.length ?? 0];
  const equals = body.indexOf('=');
  return equals < 0 ? [body.length] : positionsOf(' ', body.slice(0, equals));
}

function positionsOf(character: string, text: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found.push(at);
  return found;
}

/** The fields from `start` to the end; undefined where they are none. */
function readFields(body: string, start: number): TextField[] | undefined {
  const fields: TextField[] = [];
  let at = start;
  while (at < body.length) {
    if (body[at] !== ' ') return undefined;
    at += 1;
    const path: string[] = [];
    do {
      if (path.length > 0) at += 1;
      const name = matchAt(QUOTED, body, at) ?? matchAt(BARE_KEY, body, at);
      if (name === undefined) return undefined;
      at += name.length;
      path.push(unquote(name));
    } while (body[at] === '.');
    if (body[at] !== '=') return undefined;
    at += 1;
    const value = matchAt(QUOTED, body, at) ?? matchAt(BARE_VALUE, body, at);
    if (value === undefined) return undefined;
    at += value.length;
    fields.push({ path, value: bareValue(value) });
  }
  return fields;
}

function bareValue(text: string): TextField['value'] {
  if (text.startsWith('"')) return unquote(text);
  if (text === '{}') return EMPTY_OBJECT;
  if (text === '[]') return EMPTY_LIST;
  return LITERAL.test(text) ? (JSON.parse(text) as number | boolean | null) : text;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The fields that a text line has to show for these JSON values, in order. */
export function flatten(fields: Readonly<Record<string, unknown>>): TextField[] {
  return Object.entries(fields).flatMap(([name, value]) => leaves([name], value));
}

function leaves(path: readonly string[], value: unknown): TextField[] {
  if (typeof value !== 'object' || value === null) return [{ path, value: value as TextField['value'] }];
  const members = Object.entries(value);
  if (members.length === 0) return [{ path, value: Array.isArray(value) ? EMPTY_LIST : EMPTY_OBJECT }];
  return members.flatMap(([name, member]) => leaves([...path, name], member));
}
