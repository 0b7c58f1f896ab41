import { describe, expect, test } from 'vitest';
import { cutOctets } from '../../src/format/octets.js';
import { createSchema } from '../../src/format/schema.js';
import { clamp, MSGID_NAME, SD_ID, Sequence, SyslogHeader } from '../../src/format/syslog-header.js';
import { SyslogJsonEncoder } from '../../src/format/syslog-json.js';
import { SyslogSdEncoder } from '../../src/format/syslog-sd.js';
import { CleanKey, type CleanText, type Encoder, Head } from '../../src/record/encoder.js';
import { LEVELS } from '../../src/record/level.js';

const clean = (text: string) => text as CleanText;
const header = (options = {}) =>
  new SyslogHeader({ facility: 16, host: 'h', appName: 'app', msgId: '-', ...options }, new Sequence());

function render(encoder: Encoder, fields: Record<string, string>, message = 'hello'): string {
  encoder.begin(new Head(LEVELS.ERROR, clean('shop'), 0), 0, clean(message), false, undefined);
  for (const [name, value] of Object.entries(fields)) {
    encoder.key(new CleanKey(clean(name), 0));
    encoder.text(clean(value), false);
  }
  encoder.end();
  return encoder.lines[0] ?? '';
}

describe('a syslog message', () => {
  test('begins with facility and severity, version, UTC time and the clamped fields of the header', () => {
    const line = render(
      new SyslogJsonEncoder(
        header({ host: 'a b', appName: 'ü', msgId: '' }),
        8_192,
        createSchema('default'),
        0,
      ),
      {},
    );
    expect(line).toMatch(
      /^<131>1 1970-01-01T00:00:00\.000Z a_b _ \d+ - \[timeQuality tzKnown="1"\]\[meta sequenceId="1"\] \{/,
    );
  });

  test('counts its sequence id up', () => {
    const encoder = new SyslogSdEncoder(header(), 'f@32473', 8_192, 0);
    render(encoder, {});
    expect(render(encoder, {})).toContain('sequenceId="2"');
  });

  test('counts from 1 again behind the largest number that RFC 5424 permits', () => {
    const sequence = new Sequence(2_147_483_645);
    expect(Array.from({ length: 4 }, () => sequence.next())).toEqual([2_147_483_646, 2_147_483_647, 1, 2]);
  });

  test.each([
    ['', '-'],
    ['n'.repeat(300), 'n'.repeat(32)],
    ['\ud800\udc00\ud800', '___'],
  ])('has a legal MSGID for a logger of any name (%#)', (name, msgId) => {
    const encoder = new SyslogJsonEncoder(header({ msgId: MSGID_NAME }), 8_192, createSchema('default'), 0);
    encoder.begin(new Head(LEVELS.INFO, clean(name), 0), 0, clean(''), false, undefined);
    encoder.end();
    expect(encoder.lines[0]).toContain(` ${process.pid} ${msgId} [timeQuality `);
  });

  test('has the head and the time of each record, whichever came before', () => {
    const encoder = new SyslogJsonEncoder(header({ msgId: MSGID_NAME }), 8_192, createSchema('default'), 0);
    const heads = [new Head(LEVELS.INFO, clean('a'), 0), new Head(LEVELS.ERROR, clean('b'), 0)] as const;
    const starts = [0, 1, 1, 0, 0].map((which, n) => {
      encoder.begin(heads[which]!, n < 3 ? 0 : 1_001, clean('m'), false, undefined);
      encoder.end();
      return encoder.lines[0]!.replace(/ h app \d+ (.) .*sequenceId="(\d+)".*\n$/s, ' $1 $2');
    });
    expect(starts).toEqual([
      ...['<134>1 1970-01-01T00:00:00.000Z a 1', '<131>1 1970-01-01T00:00:00.000Z b 2'],
      ...['<131>1 1970-01-01T00:00:00.000Z b 3', '<134>1 1970-01-01T00:00:01.001Z a 4'],
      '<134>1 1970-01-01T00:00:01.001Z a 5',
    ]);
  });

  test('can carry the name of the logger as its MSGID', () => {
    expect(render(new SyslogSdEncoder(header({ msgId: MSGID_NAME }), 'f@32473', 8_192, 0), {})).toContain(
      ' shop [',
    );
  });

  test('escapes what would end a parameter, and gives parameters legal, unique names', () => {
    const line = render(new SyslogSdEncoder(header(), 'f@32473', 8_192, 0), {
      'a=b': 'x"]\\',
      'a]b': '1',
      ['n'.repeat(40)]: '2',
      [`${'n'.repeat(40)}x`]: '3',
    });
    const element = line.slice(line.indexOf('[f@32473'));
    expect(element).toBe(
      `[f@32473 name="shop" a_b="x\\"\\]\\\\" a_b_2="1" ${'n'.repeat(32)}="2" ${'n'.repeat(30)}_2="3"] hello\n`,
    );
  });

  test('is cut at its octets, never inside a character, with a mark, and its element stays whole', () => {
    const fields = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'é'.repeat(40)]));
    const line = render(new SyslogSdEncoder(header(), 'f@32473', 1_000, 0), fields, 'ü'.repeat(1_000));
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(1_001);
    expect(line).toMatch(/ more\\\]"\] ü+\[truncated \d+\]\n$/);
  });
});

test('a cut does not leave half an escape', () => {
  for (let octets = 60; octets < 90; octets += 1) {
    const line = cutOctets(`${'\\u001b\\n'.repeat(40)}\n`, octets);
    expect(line).toMatch(/^(?:\\u001b|\\n)*\[truncated \d+\]\n$/);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(octets + 1);
  }
});

test('header fields are printable ASCII of their length, or a dash', () => {
  expect([clamp('', 5), clamp('a b\u0000é', 5), clamp('abcdef', 3)]).toEqual(['-', 'a_b__', 'abc']);
  const ids = ['fields@32473', 'a@1.2.3', `${'a'.repeat(30)}@1`];
  expect(ids.map((id) => SD_ID.test(id))).toEqual([true, true, true]);
  const others = ['a b@1', 'meta', 'a]@1', 'a@', 'a@1.', '@1', 'a@b@1', `${'a'.repeat(31)}@1`];
  expect(others.filter((id) => SD_ID.test(id))).toEqual([]);
});
