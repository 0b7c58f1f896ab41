/**
 * Fills the placeholders of a message, as `util.format` does, from arguments that are each redacted on their own.
 * Objects are printed from a plain copy, so that no getter, proxy or inspection hook of theirs runs here.
 */
import * as types from 'node:util/types';
import { isError } from '../record/arguments.js';
import { bigintText } from '../record/bigint-text.js';
import { eachPlaceholder } from '../record/placeholders.js';
import { MISSING } from '../record/record.js';
import type { KeyVerdict } from './keys.js';
import { more } from './limits.js';
import { REDACTED } from './marks.js';
import { beforeArgument, isNamed, isNamedBehind, isNamedBy } from './named-argument.js';
import { functionText } from './texts.js';

// Asked for when needed: an ES module that imports node:util opens stderr on Node 22 and later.
const util = () => process.getBuiltinModule('node:util');

/** What the arguments are read with. */
export interface Reader {
  /** Longer messages are cut anyway: arguments beyond that are not looked at. UTF-16 units. */
  readonly maxLength: number;
  /** Redacts one string argument. */
  redact(text: string): string;
  /** A redacted plain copy of any value; a mark where those before left no room for it. */
  copy(value: unknown): unknown;
  /** Whether they left any. */
  hasRoom(): boolean;
  /** What a name says of its value, and that it hid one. */
  verdict(name: string): KeyVerdict;
  countKey(): void;
  /** Type and message of an error, not redacted. */
  heading(error: object): { readonly type: string; readonly message: string };
}

/** Long objects stay on one line, since a line break would only be escaped. */
const ONE_LINE = {
  colors: false,
  compact: true,
  breakLength: Number.POSITIVE_INFINITY,
  maxStringLength: null,
};

/** The message of a record with arguments: placeholders filled in order, the surplus behind it after a blank. */
export function interpolate(template: unknown, args: readonly unknown[], reader: Reader): string {
  let next = 0;
  let filled = '';
  if (typeof template === 'string') {
    let done = 0;
    let last = '';
    eachPlaceholder(template, (letter, at) => {
      let text = '%';
      const gap = template.slice(done, at);
      if (letter !== '%') {
        const isOpen = next < args.length && filled.length <= reader.maxLength;
        const argument = isOpen ? args[next] : MISSING;
        next += 1;
        if (argument === MISSING) return;
        const shown = plainText(argument);
        const isHidden = shown !== undefined && isNamed(beforeArgument(last, gap), shown, reader.verdict);
        text = isHidden ? hidden(reader) : formatted(letter, argument, reader);
      }
      filled += gap + text;
      last = text;
      done = at + 2;
    });
    filled += template.slice(done);
  } else {
    filled = describe(template, reader);
  }
  const first = next === 0 && args.length > 0 ? plainText(args[0]) : undefined;
  if (first !== undefined && typeof template === 'string' && isNamedBy(template, first, reader.verdict)) {
    filled += ` ${hidden(reader)}`;
    next = 1;
  }
  for (; next < args.length && filled.length <= reader.maxLength; next += 1) {
    if (!reader.hasRoom()) return `${filled} ${more(args.length - next)}`;
    const text = plainText(args[next]);
    const before = next > 0 ? plainText(args[next - 1]) : undefined;
    const isHidden =
      text !== undefined && before !== undefined && isNamedBehind(before, text, reader.verdict);
    filled += ` ${isHidden ? hidden(reader) : describe(args[next], reader)}`;
  }
  return filled;
}

/** The text of an argument that is a text or a number. */
function plainText(argument: unknown): string | undefined {
  return typeof argument === 'string' || typeof argument === 'number' ? `${argument}` : undefined;
}

/** The mark for an argument that the words before it name. */
function hidden(reader: Reader): string {
  reader.countKey();
  return REDACTED;
}

/** A value on its own in a message: text as it is, everything else as `util.inspect` shows it. */
export function describe(value: unknown, reader: Reader): string {
  if (typeof value === 'string') return reader.redact(value);
  if (isObject(value)) return isError(value) ? errorText(value, reader) : shown(value, reader, {});
  return primitiveText(value);
}

function formatted(letter: string, argument: unknown, reader: Reader): string {
  switch (letter) {
    case 's':
      return asText(argument, reader);
    case 'd':
      return asNumber(argument, Number);
    case 'i':
      return asNumber(argument, (value) => Number.parseInt(String(value), 10));
    case 'f':
      return typeof argument === 'bigint' ? String(Number(argument)) : asNumber(argument, Number.parseFloat);
    case 'j':
      return asJson(argument, reader);
    case 'o':
      return shown(argument, reader, { showHidden: true, depth: 4 });
    default:
      return shown(argument, reader, {});
  }
}

function asText(value: unknown, reader: Reader): string {
  if (!isObject(value)) return describe(value, reader);
  if (isError(value)) return errorText(value, reader);
  const own = ownText(value);
  return own === undefined ? shown(value, reader, { depth: 0 }) : reader.redact(own);
}

/** What the object's class says of itself; undefined where that is only the `toString` of a built-in class. */
function ownText(value: object): string | undefined {
  try {
    const { toString: convert } = value as { toString?: unknown };
    if (typeof convert !== 'function' || BUILT_IN.has(convert)) return undefined;
    return String(convert.call(value));
  } catch {
    return undefined;
  }
}

const BUILT_IN: ReadonlySet<unknown> = new Set(
  [Object, Array, Error, Date, RegExp, Function, Boolean, Number, String, Symbol, BigInt].map(
    (maker) => maker.prototype.toString,
  ),
);

/** How much of a text is looked at for a number. UTF-16 units. */
const LONGEST_NUMBER = 1_024;

function asNumber(value: unknown, convert: (value: never) => number): string {
  if (typeof value === 'bigint') return primitiveText(value);
  // The text of a list joins all that is in it, however much that is.
  if (isObject(value) && !types.isDate(value) && !types.isBoxedPrimitive(value)) return 'NaN';
  try {
    const number = types.isStringObject(value) ? String.prototype.valueOf.call(value) : value;
    return primitiveText(convert((typeof number === 'string' ? start(number, convert) : number) as never));
  } catch {
    return 'NaN'; // a symbol, or an object whose conversion throws
  }
}

/** `Number` would have to see the end of the text, which is no number then. */
function start(text: string, convert: unknown): string {
  if (text.length <= LONGEST_NUMBER) return text;
  return convert === Number ? 'NaN' : text.slice(0, LONGEST_NUMBER);
}

function asJson(value: unknown, reader: Reader): string {
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return 'undefined';
  if (typeof value === 'number') return JSON.stringify(value);
  return JSON.stringify(reader.copy(value));
}

function errorText(error: object, reader: Reader): string {
  const { type, message } = reader.heading(error);
  return `${reader.redact(type)}: ${reader.redact(message)}`;
}

function shown(value: unknown, reader: Reader, options: object): string {
  const copy = reader.copy(value);
  if (typeof copy === 'string' && isObject(value)) return copy;
  if (!isObject(value) && typeof value !== 'string') return primitiveText(value);
  return util().inspect(copy, { ...ONE_LINE, ...options });
}

function primitiveText(value: unknown): string {
  if (typeof value === 'bigint') return bigintText(value, 'n');
  if (typeof value === 'function') return functionText(value);
  return Object.is(value, -0) ? '-0' : String(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
