import { describe, expect, test } from 'vitest';
import { readSyslog } from './rfc5424.js';

const read = (text: string) => readSyslog(Buffer.from(text));

describe('the reader of RFC 5424', () => {
  test('reads the examples of section 6.5', () => {
    expect(
      read("<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \ufeff'su root' failed"),
    ).toMatchObject({ facility: 4, severity: 2, appName: 'su', procId: undefined, msg: "'su root' failed" });
    expect(
      read(
        '<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - [exampleSDID@32473 iut="3" eventSource="a\\]\\"\\\\"][examplePriority@32473 class="high"]',
      ),
    ).toMatchObject({
      elements: [
        {
          params: [
            ['iut', '3'],
            ['eventSource', 'a]"\\'],
          ],
        },
        { id: 'examplePriority@32473' },
      ],
      msg: undefined,
    });
  });

  test.each([
    ['a PRI beyond 191', '<192>1 - - - - - -'],
    ['a PRI with a leading zero', '<013>1 - - - - - -'],
    ['version 0', '<13>0 - - - - - -'],
    ['seven digits of a second', '<13>1 2003-10-11T22:14:15.0000003Z - - - - -'],
    ['a leap second', '<13>1 2003-10-11T22:14:60Z - - - - -'],
    ['30 February', '<13>1 2003-02-30T22:14:15Z - - - - -'],
    ['a lower-case z', '<13>1 2003-10-11T22:14:15z - - - - -'],
    ['a host of 256 characters', `<13>1 - ${'h'.repeat(256)} - - - -`],
    ['an application of 49 characters', `<13>1 - - ${'a'.repeat(49)} - - -`],
    ['an application outside of ASCII', '<13>1 - - \u00fc - - -'],
    ['a message id of 33 characters', `<13>1 - - - - ${'m'.repeat(33)} -`],
    ['two blanks', '<13>1  - - - - - -'],
    ['no structured data', '<13>1 - - - - -'],
    ['a name of 33 characters', `<13>1 - - - - - [a@1 ${'n'.repeat(33)}="x"]`],
    ['an id that is not registered', '<13>1 - - - - - [own x="y"]'],
    ['an id twice', '<13>1 - - - - - [a@1][a@1]'],
    ['a bracket in a value', '<13>1 - - - - - [a@1 x="]"]'],
    ['a backslash in a value', '<13>1 - - - - - [a@1 x="\\n"]'],
    ['text right behind an element', '<13>1 - - - - - [a@1]x'],
  ])('refuses %s', (_what, text) => {
    expect(() => read(text)).toThrow(SyntaxError);
  });

  test('refuses what is no UTF-8', () => {
    expect(() => readSyslog(Buffer.from('<13>1 - - - - - - \u00fc', 'latin1'))).toThrow(TypeError);
  });
});
