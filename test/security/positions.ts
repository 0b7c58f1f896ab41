/**
 * Where text from outside can stand in a log call, and what a reader of the line has to find there. Each position
 * is data (a {@link Call}), so that the same corpus drives this library and others.
 */

/** One log call: `log.info(message, ...args, fields, error)`, as far as the parts are given. */
export interface Call {
  readonly logger?: string;
  readonly message?: string | (() => string);
  readonly args?: readonly unknown[];
  readonly fields?: object;
  readonly error?: unknown;
  /** Fields of a child logger. */
  readonly bound?: object;
  /** Fields of an asynchronous context. */
  readonly context?: object;
  /** Passed alone, to `exception`. */
  readonly thrown?: unknown;
}

/** What the record says. Fields are plain JSON values; the error is the field `error`. */
export interface Expected {
  readonly level: string;
  readonly name: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Position {
  readonly name: string;
  readonly call: (text: string) => Call;
  readonly expected: (text: string) => Partial<Expected>;
  /** Whether this text can stand here at all. */
  readonly accepts?: (text: string) => boolean;
}

export const DEFAULTS: Expected = { level: 'INFO', name: 'shop.orders', message: 'event', fields: {} };

/** A longer name or key is cut, which other tests look at. UTF-16 units. */
const LONGEST_KEY = 1_024;
const CORE_KEYS: ReadonlySet<string> = new Set(['timestamp', 'level', 'name', 'message']);
/** Own properties of these names are what the error itself is made of. */
const ERROR_PROPERTIES: ReadonlySet<string> = new Set([
  ...['name', 'message', 'stack', 'code', 'cause', 'errors'],
]);
/** Names under which an error is written, besides its own properties. */
const ERROR_KEYS: ReadonlySet<string> = new Set(['error', 'type']);

const STACK = 'Error: x\n    at place (file.js:1:2)';

const isShort = (text: string): boolean => text.length <= LONGEST_KEY;

/** An object with this one own property, also where it is called `__proto__`. */
function one(key: string, value: unknown): Record<string, unknown> {
  return Object.fromEntries([[key, value]]);
}

/** A field named like a core key is written with `_` behind it. */
function fieldKey(text: string): string {
  return CORE_KEYS.has(text) ? `${text}_` : text;
}

/** An error with a fixed stack and the given own properties. */
function errorWith(properties: Readonly<Record<string, unknown>>, message = 'failed'): Error {
  const error = new Error(message);
  Object.defineProperty(error, 'stack', { value: STACK, configurable: true });
  for (const [name, value] of Object.entries(properties)) {
    const enumerable = !ERROR_PROPERTIES.has(name);
    Object.defineProperty(error, name, { value, enumerable, configurable: true });
  }
  return error;
}

/** That error as it is written. */
function written(parts: object): Record<string, unknown> {
  return { type: 'Error', message: 'failed', stack: STACK, ...parts };
}

function functionNamed(text: string): () => void {
  return Object.defineProperty(() => {}, 'name', { value: text });
}

class Order {
  constructor(readonly note: string) {}
}

const MESSAGES: readonly Position[] = [
  { name: 'message', call: (text) => ({ message: text }), expected: (text) => ({ message: text }) },
  {
    name: 'message before fields',
    call: (text) => ({ message: text, fields: { k: 'v', n: 1, q: 'a b' } }),
    expected: (text) => ({ message: text, fields: { k: 'v', n: 1, q: 'a b' } }),
    accepts: (text) => !/%[joO]/.test(text), // these ask for the object
  },
  {
    name: 'lazy message',
    call: (text) => ({ message: () => text }),
    expected: (text) => ({ message: text }),
  },
  {
    name: '%s argument',
    call: (text) => ({ message: 'user %s logged in', args: [text] }),
    expected: (text) => ({ message: `user ${text} logged in` }),
  },
  {
    name: '%j argument',
    call: (text) => ({ message: 'value %j seen', args: [{ k: text }] }),
    expected: (text) => ({ message: `value ${JSON.stringify({ k: text })} seen` }),
  },
  {
    name: 'surplus argument',
    call: (text) => ({ message: 'user', args: [text] }),
    expected: (text) => ({ message: `user ${text}` }),
  },
  {
    name: 'logger name',
    call: (text) => ({ logger: text }),
    expected: (text) => ({ name: text }),
    accepts: isShort,
  },
  {
    name: 'what was thrown',
    call: (text) => ({ thrown: text }),
    expected: (text) => ({
      level: 'ERROR',
      message: text,
      fields: { error: { type: 'string', message: text } },
    }),
  },
];

/** A field, and what becomes of it. */
function field(
  name: string,
  value: (text: string) => unknown,
  shown: (text: string) => unknown = value,
  accepts?: (text: string) => boolean,
): Position {
  const position = {
    name,
    call: (text: string) => ({ fields: { before: 1, at: value(text), after: 'x y' } }),
    expected: (text: string) => ({ fields: { before: 1, at: shown(text), after: 'x y' } }),
  };
  return accepts === undefined ? position : { ...position, accepts };
}

function isHeader(text: string): boolean {
  try {
    new Headers({ 'x-a': text });
    return true;
  } catch {
    return false;
  }
}

const query = (text: string): URL => {
  const url = new URL('http://shop.example/search');
  url.searchParams.set('q', text);
  url.hash = text;
  return url;
};

/** As WebIDL does it to every USVString. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

const VALUES: readonly Position[] = [
  field('field value', (text) => text),
  field('nested value', (text) => ({ a: { b: text, c: 1 } })),
  field('array item', (text) => [text, 1, [text]]),
  field(
    'Map value',
    (text) => new Map([['k', text]]),
    (text) => ({ k: text }),
  ),
  field(
    'Set item',
    (text) => new Set([text]),
    (text) => [text],
  ),
  field(
    'class instance',
    (text) => new Order(text),
    (text) => ({ note: text }),
  ),
  field(
    'getter',
    (text) => ({
      get k() {
        return text;
      },
    }),
    (text) => ({ k: text }),
  ),
  field(
    'toJSON result',
    (text) => ({ toJSON: () => ({ k: text }) }),
    (text) => ({ k: text }),
  ),
  field(
    'boxed string',
    (text) => Object(text),
    (text) => text,
  ),
  field(
    'symbol description',
    (text) => Symbol(text),
    (text) => `Symbol(${text})`,
  ),
  field(
    'function name',
    (text) => ({ f: functionNamed(text) }),
    (text) => ({ f: text === '' ? '[Function]' : `[Function: ${text}]` }),
  ),
  field(
    'lazy field',
    (text) => () => text,
    (text) => text,
  ),
  field(
    'header value',
    (text) => new Headers({ 'x-a': text }),
    (text) => ({ 'x-a': new Headers({ 'x-a': text }).get('x-a') }),
    isHeader,
  ),
  field('URL', query, (text) => query(text).href),
  field(
    'URL parameter',
    (text) => new URLSearchParams([['q', text]]),
    (text) => ({ q: wellFormed(text) }),
  ),
];

const KEYS: readonly Position[] = [
  {
    name: 'key',
    call: (text) => ({ fields: { before: 1, ...one(text, 'v') } }),
    expected: (text) => ({ fields: { before: 1, ...one(fieldKey(text), 'v') } }),
    accepts: isShort,
  },
  field(
    'nested key',
    (text) => ({ a: one(text, 'v') }),
    (text) => ({ a: one(text, 'v') }),
    isShort,
  ),
  field(
    'key above others',
    (text) => one(text, { b: 1 }),
    (text) => one(text, { b: 1 }),
    isShort,
  ),
  field(
    'Map key',
    (text) => new Map([[text, 'v']]),
    (text) => one(text, 'v'),
    isShort,
  ),
  field(
    'symbol as Map key',
    (text) => new Map([[Symbol(text), 'v']]),
    (text) => one(`Symbol(${text})`, 'v'),
    (text) => text.length <= LONGEST_KEY - 'Symbol()'.length,
  ),
  field(
    'class tag of a Map key',
    (text) => new Map([[{ [Symbol.toStringTag]: text }, 'v']]),
    (text) => one(`[object ${text}]`, 'v'),
    (text) => text.length <= LONGEST_KEY - '[object ]'.length,
  ),
  field(
    'URL parameter name',
    (text) => new URLSearchParams([[text, 'v']]),
    (text) => one(wellFormed(text), 'v'),
    isShort,
  ),
];

const BOUND: readonly Position[] = [
  {
    name: 'child binding value',
    call: (text) => ({ bound: { b: text, d: 'x y' }, fields: { k: 'v' } }),
    expected: (text) => ({ fields: { b: text, d: 'x y', k: 'v' } }),
  },
  {
    name: 'child binding key',
    call: (text) => ({ bound: one(text, 'v'), fields: { k: 'v' } }),
    expected: (text) => ({ fields: { ...one(fieldKey(text), 'v'), k: 'v' } }),
    accepts: isShort,
  },
  {
    name: 'context value',
    call: (text) => ({ context: { c: text, d: [text] }, bound: { b: 1 }, fields: { k: 'v' } }),
    expected: (text) => ({ fields: { c: text, d: [text], b: 1, k: 'v' } }),
  },
  {
    name: 'context key',
    call: (text) => ({ context: one(text, 'v'), bound: { b: 1 } }),
    expected: (text) => ({ fields: { ...one(fieldKey(text), 'v'), b: 1 } }),
    accepts: isShort,
  },
];

/** An error of the record, and what is written of it. */
function error(
  name: string,
  make: (text: string) => unknown,
  shown: (text: string) => object,
  accepts: (text: string) => boolean = () => true,
): Position {
  return {
    name,
    call: (text) => ({ error: make(text), fields: { k: 'v' } }),
    expected: (text) => ({ fields: { k: 'v', error: shown(text) } }),
    accepts,
  };
}

const ERRORS: readonly Position[] = [
  error(
    'error message',
    (text) => errorWith({}, text),
    (text) => written({ message: text }),
  ),
  error(
    'error name',
    (text) => errorWith({ name: text }),
    (text) => written({ type: text === '' ? 'Error' : text }),
  ),
  error(
    'error stack',
    (text) => errorWith({ stack: `Error: x\n    at ${text} (a.js:1:2)\n    at b` }),
    (text) => written({ stack: `Error: x\n    at ${text} (a.js:1:2)\n    at b` }),
  ),
  error(
    'error code',
    (text) => errorWith({ code: text }),
    (text) => written({ code: text }),
  ),
  error(
    'message of the cause',
    (text) => errorWith({ cause: errorWith({ code: 7 }, text) }),
    (text) => written({ cause: written({ message: text, code: 7 }) }),
  ),
  error(
    'cause that is no error',
    (text) => errorWith({ cause: text }),
    (text) => written({ cause: text }),
  ),
  error(
    'message of a member',
    (text) => errorWith({ errors: [errorWith({}, text), text] }),
    (text) => written({ errors: [written({ message: text }), text] }),
  ),
  error(
    'own property of an error',
    (text) => errorWith({ detail: { k: text } }),
    (text) => written({ detail: { k: text } }),
  ),
  error(
    'own key of an error',
    (text) => errorWith(one(text, 'v')),
    (text) => written(one(ERROR_KEYS.has(text) ? `${text}_` : text, 'v')),
    (text) => isShort(text) && !ERROR_PROPERTIES.has(text),
  ),
  field(
    'error as a field',
    (text) => errorWith(one('host', text), text),
    (text) => written({ message: text, host: text }),
  ),
];

export const POSITIONS: readonly Position[] = [...MESSAGES, ...VALUES, ...KEYS, ...BOUND, ...ERRORS];
