/**
 * What objects other than plain ones and arrays are shown as. Every function here may throw, because it runs code
 * of the value; the walk calls them inside try.
 */
import * as types from 'node:util/types';
import { isBoxedText, isBytes } from '../record/indexed.js';
import { inherits } from '../record/inherits.js';
import { primitiveText } from './texts.js';

/** What becomes of an object: text to print, entries to walk as an object, or items to walk as a list. */
export type Shown =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'token'; readonly token: string }
  | ShownEntries
  | { readonly kind: 'items'; readonly items: Iterable<unknown>; readonly size: number };

export interface ShownEntries {
  readonly kind: 'entries';
  readonly entries: Iterable<readonly [unknown, unknown]>;
  readonly size: number;
  /** The value of an entry by its name. */
  readonly get: (name: string) => unknown;
}

const BYTES = Object.getPrototypeOf(Uint8Array.prototype) as object;

/** How a built-in object is shown; undefined for an instance of the application's own class. */
export function showBuiltin(value: object, breadth: number): Shown | undefined {
  if (ArrayBuffer.isView(value)) return text(`[${viewName(value)}(${viewLength(value)})]`);
  return BY_TAG.get(Object.prototype.toString.call(value))?.(value, breadth) ?? indexed(value);
}

type Show = (value: object, breadth: number) => Shown | undefined;

/** By what `Object.prototype.toString` says; each checks for itself, since a tag can be claimed by anyone. */
const BY_TAG: ReadonlyMap<string, Show> = new Map(
  Object.entries<Show>({
    Date: (value) => (types.isDate(value) ? text(dateText(value)) : undefined),
    RegExp: (value) => (types.isRegExp(value) ? text(RegExp.prototype.toString.call(value)) : undefined),
    Map: (value) => (types.isMap(value) ? entriesOf(value) : undefined),
    Set: (value) =>
      types.isSet(value)
        ? { kind: 'items', items: Set.prototype.values.call(value), size: sizeOf(Set.prototype, value) }
        : undefined,
    Number: (value) => boxed(types.isNumberObject(value), Number.prototype.valueOf, value),
    String: (value) => boxed(types.isStringObject(value), String.prototype.valueOf, value),
    Boolean: (value) => boxed(types.isBooleanObject(value), Boolean.prototype.valueOf, value),
    BigInt: (value) => boxed(types.isBigIntObject(value), BigInt.prototype.valueOf, value),
    Symbol: (value) => boxed(types.isSymbolObject(value), Symbol.prototype.valueOf, value),
    ArrayBuffer: buffer,
    SharedArrayBuffer: buffer,
    Promise: opaque,
    WeakMap: opaque,
    WeakSet: opaque,
    WeakRef: opaque,
    Generator: opaque,
    AsyncGenerator: opaque,
    URL: (value) =>
      inherits(value, URL.prototype) ? text(Reflect.get(URL.prototype, 'href', value)) : undefined,
    URLSearchParams: (value, breadth) =>
      inherits(value, URLSearchParams.prototype)
        ? grouped(URLSearchParams.prototype.entries.call(value), breadth)
        : undefined,
    Headers: (value, breadth) =>
      inherits(value, Headers.prototype)
        ? grouped(Headers.prototype.entries.call(value), breadth)
        : undefined,
  }).map(([tag, show]) => [`[object ${tag}]`, show] as const),
);

/** What has a name for each byte or character, and a tag that does not say so: a proxy, or one with a tag of its own. */
function indexed(value: object): Shown | undefined {
  if (isBytes(value)) return text('[TypedArray]');
  if (!isBoxedText(value)) return undefined;
  return text(types.isStringObject(value) ? String.prototype.valueOf.call(value) : '[String]');
}

function text(content: unknown): Shown {
  return { kind: 'text', text: typeof content === 'string' ? content : '[Unreadable]' };
}

function dateText(date: Date): string {
  const time = Date.prototype.getTime.call(date);
  return Number.isNaN(time) ? 'Invalid Date' : Date.prototype.toISOString.call(date);
}

function boxed(is: boolean, unbox: () => unknown, value: object): Shown | undefined {
  if (!is) return undefined;
  const primitive = unbox.call(value);
  if (typeof primitive === 'boolean') return { kind: 'token', token: String(primitive) };
  if (typeof primitive === 'number' && Number.isFinite(primitive))
    return { kind: 'token', token: String(primitive) };
  return text(primitiveText(primitive));
}

function buffer(value: object): Shown | undefined {
  if (!types.isAnyArrayBuffer(value)) return undefined;
  const name = types.isSharedArrayBuffer(value) ? 'SharedArrayBuffer' : 'ArrayBuffer';
  return text(`[${name}(${value.byteLength})]`);
}

function opaque(value: object): Shown {
  return text(`[${Object.prototype.toString.call(value).slice(8, -1)}]`);
}

/** Type and length of a typed array, read from the intrinsics: own properties can claim anything. */
function viewName(view: object): string {
  if (Buffer.isBuffer(view)) return 'Buffer';
  return types.isDataView(view) ? 'DataView' : String(Reflect.get(BYTES, Symbol.toStringTag, view));
}

function viewLength(view: object): number {
  return Number(types.isDataView(view) ? view.byteLength : Reflect.get(BYTES, 'length', view));
}

function sizeOf(prototype: object, value: object): number {
  return Number(Reflect.get(prototype, 'size', value));
}

function entriesOf(map: Map<unknown, unknown>): ShownEntries {
  return {
    kind: 'entries',
    entries: Map.prototype.entries.call(map),
    size: sizeOf(Map.prototype, map),
    get: (name) => Map.prototype.get.call(map, name),
  };
}

/** Pairs of one name become a list: `a=1&a=2` is `{ a: ['1', '2'] }`. Pairs beyond `breadth` are only counted. */
function grouped(pairs: Iterable<[string, string]>, breadth: number): Shown {
  const groups = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of pairs) {
    count += 1;
    if (count > breadth) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  const entries = new Map<unknown, unknown>();
  for (const [name, group] of groups) entries.set(name, group.length === 1 ? group[0] : group);
  return { ...entriesOf(entries), size: groups.size + Math.max(0, count - breadth) };
}
