/**
 * Fills the placeholders of a message, as `util.format` does, from arguments that are each redacted on their own.
 * Objects are printed from a plain copy, so that no getter, proxy or inspection hook of theirs runs here.
 */
import * as types from 'node:util/types';
import { isError } from '../record/arguments.js';
import { bigintText } from '../record/bigint-text.js';
import { eachPlaceholder } from '../record/placeholders.js';
import { MISSING } from '../record/record.js';
import { functionText } from './texts.js';

// Asked for when needed: an ES module that imports node:util opens stderr on Node 22 and later.
const util = () => process.getBuiltinModule('node:util');

export interface Copier {
  /** Longer messages are cut anyway: arguments beyond that are not looked at. UTF-16 units. */
  readonly maxLength: number;
  /** Redacts one string argument. */
  redact(text: string): string;
  /** A redacted plain copy of any value. */
  copy(value: unknown): unknown;
}

/** Long objects stay on one line, since a line break would only be escaped. */
const ONE_LINE = {
  colors: false,
  compact: true,
  breakLength: Number.POSITIVE_INFINITY,
  maxStringLength: null,
};

/** The message of a record with arguments: placeholders filled in order, the surplus behind it after a blank. */
export function interpolate(template: unknown, args: readonly unknown[], copier: Copier): string {
  let next = 0;
  let filled = '';
  if (typeof template === 'string') {
    let done = 0;
    eachPlaceholder(template, (letter, at) => {
      let text: string | undefined = '%';
      if (letter !== '%') {
        const isOpen = next < args.length && filled.length <= copier.maxLength;
        const argument = isOpen ? args[next] : MISSING;
        next += 1;
        text = argument === MISSING ? undefined : formatted(letter, argument, copier);
      }
      if (text === undefined) return;
      filled += template.slice(done, at) + text;
      done = at + 2;
    });
    filled += template.slice(done);
  } else {
    filled = describe(template, copier);
  }
  for (; next < args.length && filled.length <= copier.maxLength; next += 1)
    filled += ` ${describe(args[next], copier)}`;
  return filled;
}

/** A value on its own in a message: text as it is, everything else as `util.inspect` shows it. */
export function describe(value: unknown, copier: Copier): string {
  if (typeof value === 'string') return copier.redact(value);
  if (isObject(value)) return isError(value) ? errorText(value, copier) : shown(value, copier, {});
  return primitiveText(value);
}

function formatted(letter: string, argument: unknown, copier: Copier): string {
  switch (letter) {
    case 's':
      return asText(argument, copier);
    case 'd':
      return asNumber(argument, Number);
    case 'i':
      return asNumber(argument, (value) => Number.parseInt(String(value), 10));
    case 'f':
      return typeof argument === 'bigint' ? String(Number(argument)) : asNumber(argument, Number.parseFloat);
    case 'j':
      return asJson(argument, copier);
    case 'o':
      return shown(argument, copier, { showHidden: true, depth: 4 });
    default:
      return shown(argument, copier, {});
  }
}

function asText(value: unknown, copier: Copier): string {
  if (!isObject(value)) return describe(value, copier);
  if (isError(value)) return errorText(value, copier);
  const own = ownText(value);
  return own === undefined ? shown(value, copier, { depth: 0 }) : copier.redact(own);
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

function asNumber(value: unknown, convert: (value: never) => number): string {
  if (typeof value === 'bigint') return primitiveText(value);
  // The text of a list joins all that is in it, however much that is.
  if (isObject(value) && !types.isDate(value) && !types.isBoxedPrimitive(value)) return 'NaN';
  try {
    return primitiveText(convert(value as never));
  } catch {
    return 'NaN'; // a symbol, or an object whose conversion throws
  }
}

function asJson(value: unknown, copier: Copier): string {
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return 'undefined';
  if (typeof value === 'number') return JSON.stringify(value);
  return JSON.stringify(copier.copy(value));
}

function errorText(error: unknown, copier: Copier): string {
  const { type, message } = copier.copy(error) as { type?: unknown; message?: unknown };
  return `${type}: ${message}`;
}

function shown(value: unknown, copier: Copier, options: object): string {
  const copy = copier.copy(value);
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
