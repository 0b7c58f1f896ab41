import { describe, expect, test } from 'vitest';
import { JsonEncoder } from '../../src/format/json.js';
import { createSchema } from '../../src/format/schema.js';
import { tee } from '../../src/format/tee.js';
import { parseTemplate, type TemplatePart } from '../../src/format/template.js';
import { TextLineEncoder } from '../../src/format/text.js';
import { CleanKey, type CleanText, type Encoder, Fragment, Head } from '../../src/record/encoder.js';
import { LEVELS } from '../../src/record/level.js';

const clean = (text: string): CleanText => text as CleanText;
const key = (text: string): CleanKey => new CleanKey(clean(text), 0);
const parts = (template: string): readonly TemplatePart[] =>
  parseTemplate(template) as readonly TemplatePart[];
const json = (slot: number): Encoder => new JsonEncoder(createSchema('default'), slot);
const text = (slot: number, template = '%(message)s'): Encoder =>
  new TextLineEncoder(parts(template), {}, slot);

/** Drives one record with something of everything. */
function drive(encoder: Encoder): readonly string[] {
  const fragment = new Fragment();
  encoder.begin(new Head(LEVELS.INFO, clean('n'), 0), 0, clean('m'), false as never, undefined);
  encoder.errorKey('error');
  encoder.beginObject();
  encoder.errorKey('type');
  encoder.text(clean('E'), false as never);
  encoder.endObject();
  encoder.beginFragment();
  encoder.key(key('bound'));
  encoder.token('1');
  encoder.endFragment(fragment);
  encoder.insert(fragment);
  encoder.field(key('level'), key('level_'));
  encoder.beginArray();
  encoder.token('true');
  encoder.endArray();
  encoder.end();
  return encoder.lines;
}

describe('several formats of one walk', () => {
  test('are the lines that each would make alone', () => {
    expect(drive(tee([json(0), text(1)]))).toEqual([...drive(json(0)), ...drive(text(0))]);
    expect(drive(text(0))).toEqual(['m error.type=E bound=1 level_.0=true\n']);
  });

  test('of one is that one', () => {
    const only = json(0);
    expect(tee([only])).toBe(only);
  });

  test('are as large as the largest', () => {
    const [a, b] = [json(0), text(1)];
    const both = tee([a, b]);
    drive(both);
    expect(both.size).toBe(Math.max(a.size, b.size));
    expect(both.overhead).toBe(Math.max(a.overhead, b.overhead));
  });

  test('want the call site when one of them does', () => {
    expect(tee([json(0), text(1)]).wantsSite).toBe(false);
    expect(tee([json(0), text(1, '%(lineno)d %(message)s')]).wantsSite).toBe(true);
  });

  test('tell the bytes of each line', () => {
    const both = tee([json(0), text(1)]);
    const lines = drive(both);
    expect(lines.map((line, at) => [both.bytes(at, 0), line.length])).toEqual(
      lines.map((line) => [line.length, line.length]),
    );
  });

  test('can be driven again', () => {
    const both = tee([json(0), text(1)]);
    const first = [...drive(both)];
    expect([...drive(both)]).toEqual(first);
  });
});
