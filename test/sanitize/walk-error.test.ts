import { describe, expect, test } from 'vitest';
import { openLab } from '../helpers/lab.js';
import { readStrictJson } from '../helpers/strict-json.js';

const FORMATS = ['json', 'text'] as const;
const LINE = 256 * 1024;

type Own = Record<string, unknown>;

/** So many causes below an error, each with these properties. */
function chain(length: number, own: Own = {}): Error {
  let error = new Error('the first');
  for (let link = 0; link < length; link += 1)
    error = Object.assign(new Error(`link ${link}`, { cause: error }), own);
  return error;
}

/** Each is the cause, the code and a member of the next. */
function branching(length: number): Error {
  let error = new Error('the first');
  for (let link = 0; link < length; link += 1)
    error = Object.assign(new Error('x', { cause: error }), { code: error, errors: error });
  return error;
}

describe.each(FORMATS)('as %s, a line keeps to its limit', (format) => {
  test.each([
    ['errors that branch', () => branching(11)],
    ['errors with names of three bytes a letter', () => chain(11, { ['\u65e5'.repeat(1_000)]: '\u65e5' })],
    ['errors with codes', () => chain(11, { code: 'E_CODE' })],
    ['errors with long texts', () => chain(11, { own: 'x'.repeat(60_000), errors: [1, 2] })],
    ['errors with many properties', () => chain(11, Object.fromEntries(Array(900).entries()))],
    ['errors with a long name', () => chain(11, { name: 'x'.repeat(70_000) })],
    ['errors with a long key', () => chain(11, { ['k'.repeat(1_000)]: branching(3) })],
  ])('with %s', (_, make) => {
    for (const line of [1_024, 2_048, 4_096, 65_535, 65_536, LINE]) {
      const lab = openLab({ format, limits: { line } });
      for (const fields of [{}, { k: make() }, { k: [[make()]] }]) {
        const written = lab.line(() => lab.logger('a').error('m', fields, make()));
        expect(Buffer.byteLength(written)).toBeLessThanOrEqual(line);
        if (format === 'json') readStrictJson(written.slice(0, -1));
      }
    }
  });

  test('with a chain of a hundred causes', () => {
    for (const own of [{ own: 'x'.repeat(60_000) }, { code: 'E' }, { errors: ['a', 'b'] }]) {
      const lab = openLab({ format, limits: { depth: 100, line: 128 * 1024 } });
      const written = lab.line(() => lab.logger('a').error('m', chain(99, own)));
      expect(Buffer.byteLength(written)).toBeLessThanOrEqual(128 * 1024);
    }
  });
});

describe('what there is no room for', () => {
  test('is counted in each error, and the first ones are whole', () => {
    const lab = openLab({ format: 'json', limits: { line: 1_024 }, stack: 'none' });
    const line = lab.line(() =>
      lab.logger('a').error('m', chain(11, { code: 'E_CODE', k: 'x'.repeat(100) })),
    );
    const { error } = JSON.parse(line);
    expect(error).toMatchObject({ type: 'Error', message: 'link 10', code: 'E_CODE', k: 'x'.repeat(100) });
    let last = error;
    while (last.cause !== undefined) last = last.cause;
    expect(last['...']).toMatch(/^\[\+\d more\]$/);
  });

  test('is not looked through for secrets', () => {
    const text = 'password=x\n'.repeat(6_000);
    const redactions = (length: number): number => {
      const lab = openLab({ format: 'json' });
      let error: Error | undefined;
      for (let link = 0; link < length; link += 1) {
        error = new Error(text, { cause: error });
        Object.defineProperty(error, 'stack', { value: text });
      }
      lab.line(() => lab.logger('a').error('m', error));
      return Object.values(lab.logging.stats().redacted).reduce((sum, count) => sum + count, 0);
    };
    expect(redactions(11)).toBe(redactions(3));
  });
});

test('a stack that the policy drops is not counted', () => {
  const lab = openLab({ format: 'json', limits: { line: 1_024 }, stack: 'none' });
  const error = new Error('m', { cause: 1 });
  const line = lab.line(() => lab.logger('a').error('x'.repeat(2_000), error));
  const { '...': mark, ...shown } = JSON.parse(line).error;
  expect(Object.keys(shown).length + Number(/\d/.exec(mark ?? '0')?.[0])).toBe(3); // type, message, cause
});

test('a message tells in the stack what it tells by itself, whatever stands before it there', () => {
  const lab = openLab({ format: 'json' });
  const secret = ['Zx81', 'qqSw'].join('');
  const tables = [`id,password\n1,${secret}`, `- name: DB_PASSWORD\n  value: ${secret}`];
  for (const text of tables) {
    const cause = new Error(text);
    expect(lab.line(() => lab.logger('e').error('failed', new Error(text, { cause })))).not.toContain(secret);
  }
});
