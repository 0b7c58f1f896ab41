import { describe, expect, test } from 'vitest';
import { getLogger, withContext } from '../../src/index.js';
import { setUp, setUpText } from '../helpers/memory.js';

const lab = setUpText({ stack: 'none' });
const text = (message: string, fields: object = {}): string => {
  lab.log.info(message, fields);
  return lab.text().slice(0, -1);
};

describe('a text line', () => {
  test('is header and fields', () => {
    const own = setUp({ format: 'text' }, 'shop.orders');
    own.log.info('order placed', { orderId: 17, note: 'two words' });
    expect(own.lines.at(-1)).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z - shop\.orders - INFO - order placed orderId=17 note="two words"\n$/,
    );
  });

  test('has nested fields dotted', () => {
    expect(text('m', { a: { b: { c: 1 }, d: [1, { e: 'x' }] } })).toBe('m a.b.c=1 a.d.0=1 a.d.1.e=x');
  });

  test('shows empty containers', () => {
    expect(text('m', { a: {}, b: [], c: { d: [] }, e: [{}] })).toBe('m a={} b=[] c.d=[] e.0={}');
  });

  test.each([
    ['plain', 'plain'],
    ['', '""'],
    ['two words', '"two words"'],
    ['a=b', '"a=b"'],
    ['"quoted"', '"\\"quoted\\""'],
    ['back\\slash', '"back\\\\slash"'],
    ['a\nb', '"a\\nb"'],
    ['\u00e9', '"\u00e9"'],
    ['true', '"true"'],
    ['NULL', '"NULL"'],
    ['17', '"17"'],
    ['-1.5e3', '"-1.5e3"'],
    ['1.2.3', '1.2.3'],
    ['a/b?c,d;e', 'a/b?c,d;e'],
  ])('writes the text %j as %s', (value, expected) => {
    expect(text('m', { value })).toBe(`m value=${expected}`);
  });

  test.each([
    [17, '17'],
    [-0.5, '-0.5'],
    [true, 'true'],
    [null, 'null'],
  ])('writes %s bare', (value, expected) => {
    expect(text('m', { value })).toBe(`m value=${expected}`);
  });

  test.each([
    ['simple_key-1$@/', 'simple_key-1$@/'],
    ['a.b', '"a.b"'],
    ['', '""'],
    ['a b', '"a b"'],
    ['a=b', '"a=b"'],
    ['a"b', '"a\\"b"'],
    ['a\nb', '"a\\nb"'],
    ['\u00e9', '"\u00e9"'],
  ])('writes the key %j as %s', (key, expected) => {
    expect(text('m', { [key]: 1 })).toBe(`m ${expected}=1`);
    expect(text('m', { x: { [key]: 1 } })).toBe(`m x.${expected}=1`);
  });

  test.each([
    ['plain message', 'plain message'],
    ['a=b', '"a=b"'],
    ['"a" b', '"\\"a\\" b"'],
    ['say "hello"', 'say "hello"'],
    ['line\nfeed', 'line\\nfeed'],
    ['back\\slash', 'back\\\\slash'],
  ])('writes the message %j as %s', (message, expected) => {
    expect(text(message)).toBe(expected);
  });

  test('keeps a key with a dot apart from a nested one', () => {
    expect(text('m', { 'a.b': 1 })).not.toBe(text('m', { a: { b: 1 } }));
    expect(text('m', { value: '1' })).not.toBe(text('m', { value: 1 }));
    expect(text('m', { value: 'null' })).not.toBe(text('m', { value: null }));
  });

  test('lets no field pose as another one or as a header', () => {
    const line = text('m', { user: 'ann level=ERROR', x: '1 user=root', y: '" user="root' });
    expect(line).toBe('m user="ann level=ERROR" x="1 user=root" y="\\" user=\\"root"');
  });

  test('renames fields that are called like core keys', () => {
    expect(text('m', { level: 1, message: 2, timestamp: 3, name: 4, error: 5 })).toBe(
      'm level_=1 message_=2 timestamp_=3 name_=4 error=5',
    );
  });

  test('has errors dotted', () => {
    lab.log.error('m', new TypeError('x', { cause: new Error('why') }), { error: 'field' });
    expect(lab.text()).toBe(
      'm error.type=TypeError error.message=x error.cause.type=Error error.cause.message=why error_=field\n',
    );
  });

  test('has bound fields and those of the context', () => {
    withContext({ c: 1 }, () => lab.log.child({ b: { d: 2 } }).info('m', { f: 3 }));
    expect(lab.text()).toBe('m c=1 b.d=2 f=3\n');
  });

  test.each([
    ['shop.orders', 'shop.orders'],
    ['', '""'],
    ['a - ERROR - b', '"a - ERROR - b"'],
    ['a"b', '"a\\"b"'],
    ['a\nb', '"a\\nb"'],
  ])('writes the logger name %j as %s', (name, expected) => {
    const own = setUp({ format: { type: 'text', template: '%(name)s|%(message)s' } });
    own.log.info('m');
    getLogger(name).info('m');
    expect(own.lines.at(-1)).toBe(`${expected}|m\n`);
  });
});

describe('a coloured line', () => {
  const colored = (fields: object) => {
    const own = setUp({ format: 'text', console: false });
    own.log.info('m', fields);
    return own.lines.at(-1) as string;
  };

  test('is not what a transport of the application gets', () => {
    expect(colored({ a: 1 })).not.toContain('\u001b');
  });
});
