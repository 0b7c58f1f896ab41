/** Arbitrary records: any UTF-16 text, any nesting of plain values, keys that are known to make trouble. */
import fc from 'fast-check';
import { PAYLOADS } from './payloads.js';

/** Any UTF-16 units, so that lone surrogates are as likely as anything else. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

const points = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 10 })
  .map((codes) => String.fromCodePoint(...codes));

const shortPayload = fc.constantFrom(
  ...PAYLOADS.map(({ text }) => text).filter(({ length }) => length < 200),
);

const veryLong = fc
  .tuple(units, fc.integer({ min: 1_020, max: 1_200 }))
  .map(([text, length]) => (text === '' ? 'k' : text).repeat(length).slice(0, length));

export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: points },
  { weight: 4, arbitrary: units },
  { weight: 4, arbitrary: shortPayload },
  { weight: 2, arbitrary: fc.string() },
);

const anyKey: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.constantFrom(
      ...['__proto__', 'constructor', 'toString', 'toJSON', 'hasOwnProperty', 'length', ''],
      ...['timestamp', 'level', 'level_', 'level__', 'name', 'message', 'message_', 'error', 'error_'],
      ...['type', 'stack', 'a', 'b', 'a.b', '0', '1', '...', 'x level=CRITICAL', '"a"', '{}'],
    ),
  },
  { weight: 10, arbitrary: anyText },
  { weight: 1, arbitrary: veryLong },
);

function objectOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  return fc.array(fc.tuple(anyKey, value), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)); // own properties, also `__proto__`
}

const { anyValue } = fc.letrec<{ anyValue: unknown }>((tie) => ({
  anyValue: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 6, arbitrary: anyText },
    { weight: 2, arbitrary: fc.double() },
    { weight: 2, arbitrary: fc.integer() },
    { weight: 2, arbitrary: fc.constantFrom<unknown>(true, false, null, undefined, -0) },
    { weight: 1, arbitrary: fc.bigInt() },
    { weight: 3, arbitrary: fc.array(tie('anyValue'), { maxLength: 4 }) },
    { weight: 4, arbitrary: objectOf(tie('anyValue')) },
    {
      weight: 1,
      arbitrary: objectOf(tie('anyValue')).map((object) => new Map(Object.entries(object))),
    },
  ),
}));

export { anyValue };
export const anyFields = objectOf(anyValue);

export interface AnyRecord {
  readonly logger: string;
  readonly message: string;
  readonly fields: object;
  readonly bound: object;
  readonly context: object;
}

/** Without arguments, so that it is known what the line has to say. */
export const anyRecord: fc.Arbitrary<AnyRecord> = fc.record({
  logger: anyText,
  message: anyText.map((text) => text.replaceAll('%', '')),
  fields: anyFields,
  bound: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: anyFields }),
  context: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: anyFields }),
});
