/** What an attacker tried, by class: each text or record here once leaked, broke a line or took long. */
import { describe, expect, test } from 'vitest';
import { glance, HARMLESS } from '../../../src/sanitize/scrub/glance.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { openLab } from '../../helpers/lab.js';
import { processorTime } from '../../helpers/processor-time.js';
import { readStrictJson } from '../../helpers/strict-json.js';
import { isSensitiveName } from './key-names.js';

const scrubber = createScrubber({ keyNames: isSensitiveName });
const { scrub } = scrubber;

describe('a card number in a short text', () => {
  const lab = openLab({ format: 'json' });
  test.each([' ', '-', '.', '+', '%20', '&nbsp;', '\u00a0', '  ', ''])(
    'between %j is hidden',
    (separator) => {
      const number = ['4111', '1111', '1111', '1111'].join(separator);
      for (const text of [number, `card ${number}`, `${number} declined`]) {
        expect([text, scrubber.isHarmless(text)]).toEqual([text, false]);
        const line = lab.line(() => lab.logger('a').info(text, { text }));
        expect(line).not.toContain(number);
        expect(line.match(/REDACTED:card/g)).toHaveLength(2);
      }
    },
  );
});

test('dots before a number take nothing from its length', () => {
  const card = ['4111', '1111', '1111', '1111'];
  const numbers = [['123', '45', '6789'].join('-'), card.join(''), card.join(' '), card.join('.')];
  for (const number of numbers) {
    for (let dots = 1; dots + number.length <= 60; dots += 1) {
      const text = `x${'.'.repeat(dots)}${number}`;
      if (scrub(text) !== text) expect([text, scrubber.isHarmless(text)]).toEqual([text, false]);
    }
  }
  expect(scrub(`SSN.${numbers[0]}`)).toBe('SSN.[REDACTED:ssn-us]');
});

test('a card number directly behind a percent sign is none of an escape', () => {
  const card = ['4111', '1111', '1111', '1111'];
  for (const number of [card.join(''), card.join(' ')]) {
    expect(scrub(`100%${number}`)).toBe('100%[REDACTED:card ...1111]');
  }
});

const secret = ['Xy9kLmQ7', 'secretZZ'].join('');

test.each([
  `Authorization: Token token="${secret}"`,
  `Authorization: Bearer token="${secret}", a=1`,
  `Authorization: Bearer ab"${secret}"`,
  `Authorization: Token token=\\"${secret}\\"`,
  `-H "Authorization: Token token=\\"${secret}\\"" -v`,
])('a secret in the quotes of a parameter of an authorization is hidden: %s', (text) => {
  expect(scrub(text)).toMatch(/\[REDACTED:http-header\]\\?"/);
  expect(scrub(text)).not.toContain(secret);
});

test.each([
  `{"Cookie":"sid=\\"${secret}\\"; b=2"}`,
  `{"Cookie":"a=1; sid=\\"${secret}\\""}`,
  `-H "Cookie: sid=\\"${secret}\\""`,
  `"Cookie": "a=1\\"${secret}"`,
  `{"cookie":"two words ${secret}"}`,
  `{"cookie":"one\\"${secret}"}`,
])('a quote that is a part of a quoted cookie does not end it: %s', (text) => {
  expect(scrub(text)).not.toContain(secret);
});

describe('a hyphen before a value', () => {
  test.each([
    `mysql -p-${secret}`,
    `sshpass -p -${secret} ssh host`,
    `sshpass -p "-${secret}" ssh host`,
    `redis-cli -a '-${secret}' get x`,
    `keytool -list -storepass "-${secret}"`,
    `run --password -${secret} --verbose`,
    `["sshpass","-p","-${secret}","ssh"]`,
  ])('does not make it a flag: %s', (text) => {
    expect(scrub(text)).toMatch(/\[REDACTED:cli-flag\]/);
    expect(scrub(text)).not.toContain(secret);
  });

  test.each([
    'sshpass -p -v ssh host',
    'run --password --verbose',
    'run --password -v2',
    'run --password --retry-count=3',
    'run --password -Dapp.mode2=fast',
    'run --password --max-old-space-size 4096',
    '["sshpass","-p","-v"]',
    'redis-cli -a -p 6379',
  ])('of a flag leaves it: %s', (text) => {
    expect(scrub(text)).toBe(text);
  });
});

test('a placeholder with a quote in it does not make a text plain', () => {
  const lab = openLab({ format: 'json' });
  for (const text of ["name='auth' args=['default','s3cret']", "name='auth' args=[x] admin=true"]) {
    scrub(text);
    expect(scrubber.lastWasPlain).toBe(!/["\\]/.test(scrub(text)));
    expect(() => JSON.parse(lab.line(() => lab.logger('a').info('m', { text })))).not.toThrow();
  }
});

test.each([
  ['\u202f', 'token=abc9\u202fpassword: hunter2xyz'],
  ['a full-width comma', 'pin=1234\uff0cpassword: hunter2xyz'],
])('a disguise inside what is hidden does not save what stands behind it: %s', (_, text) => {
  expect(scrub(text)).not.toContain('hunter2xyz');
  expect(scrub(text.padEnd(200))).not.toContain('hunter2xyz');
});

test.each(['[REDACTED]', '[REDACTED:x]', '[]', '{}', '[Object]'])(
  '%s with more behind it is a value',
  (front) => {
    expect(scrub(`password=${front}hunter2xyz`)).toBe('password=[REDACTED:key-value]');
    expect(scrub(`password=${front}`)).toBe(`password=${front}`);
    expect(scrub(`{"password":${front},"a":1}`)).toBe(`{"password":${front},"a":1}`);
  },
);

test.each(['\ufe0f', '\u034f', '\u115f', '\u17b4', '\u180b', '\u3164', '\uffa0', '\u{e0100}'])(
  'a name or number with %j inside is seen through',
  (sign) => {
    expect(scrub(`pass${sign}word=hunter2xyz`)).not.toContain('hunter2xyz');
    expect(scrub(`4111${sign}111111111111`)).toContain('[REDACTED:card');
  },
);

test.each([
  ['x', 'x=hunter2xyz'],
  ['x', '{"x":"hunter2xyz"}'],
  ['7', '7=hunter2xyz'],
  ['Q', 'a q: hunter2xyz'],
])('an added name of one character, %s, is found in %j', (name, text) => {
  const named = createScrubber({
    keyNames: (key) => key.toLowerCase() === name.toLowerCase(),
    addedKeys: [name],
  });
  expect(glance.at(text)).not.toBe(HARMLESS);
  expect(named.scrub(text)).not.toContain('hunter2xyz');
  expect(named.scrub(`${'a word '.repeat(40)}${text}`)).not.toContain('hunter2xyz');
});

test.each([
  '[REDACTED:x]token=',
  // Each value would end far behind what ends it here: a limit, a quote, another flag.
  '+Cookie:;',
  '.Cookie:&#64;',
  'pin+--',
  '--pin+:',
  'pw+--the',
  "'Authorization:a",
  "'Authorization%3Da-",
  '-passwd -',
  // What stands before each sign is looked at once.
  'pwd=>',
  `<key>${' '.repeat(70)}`,
  "field: 'password', ",
])('values before %j, again and again, take linear time', (unit) => {
  const time = (size: number) => {
    const text = unit.repeat(size / unit.length);
    return processorTime(() => scrub(text));
  };
  time(16_384);
  // Quadratic time would be sixteen times as long for four times the length, however often it is measured.
  let growth = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && growth >= 8; tries += 1)
    growth = Math.min(growth, time(262_144) / Math.max(time(65_536), 0.5));
  expect(growth).toBeLessThan(8);
});

test('a proxy that tells its keys once does not take the record away', () => {
  const lab = openLab({ format: 'json' });
  let asked = 0;
  const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`k${i}`, i]));
  const proxy = new Proxy(many, {
    ownKeys(target) {
      asked += 1;
      if (asked > 1) throw new Error('once');
      return Reflect.ownKeys(target);
    },
  });
  const line = lab.line(() => lab.logger('a').info('important', { keep: 1, proxy }));
  expect(JSON.parse(line)).toMatchObject({
    message: 'important',
    keep: 1,
    proxy: { k0: 0, '...': '[Unreadable]' },
  });
});

test.each([
  ['ecs', { stack: 1, stack_trace: 2 }],
  ['pino', { error: 1, err: 2 }],
  ['datadog', { type: 1, kind: 2 }],
  ['otel', { stack: 1, stacktrace: 2 }],
] as const)(
  'a path into an error and a cause with names of both kinds give no key twice: %s',
  (schema, cause) => {
    const lab = openLab({ format: { type: 'json', schema }, redact: { paths: ['error.secretx'] } });
    const line = lab.line(() => lab.logger('a').info('m', new Error('x', { cause })));
    expect(() => readStrictJson(line.slice(0, -1))).not.toThrow();
  },
);

test.each(['json', 'text'] as const)(
  'an error with causes at the end of a full line keeps to its limit: %s',
  (format) => {
    const lab = openLab({ format });
    for (let length = 64_900; length <= 65_200; length += 25) {
      const chain = (left: number): Error =>
        Object.assign(new Error('e', left > 0 ? { cause: chain(left - 1) } : {}), {
          code: 'E',
          a: 1,
          b: 2,
          c: 3,
        });
      const full = 'x'.repeat(65_536);
      const fields = { a: full, b: full, c: full, d: 'x'.repeat(length), e: chain(11) };
      const line = lab.line(() => lab.logger('a').info('m', fields));
      expect([length, Buffer.byteLength(line) <= 256 * 1024]).toEqual([length, true]);
    }
  },
);

test.each([
  '-Password 0:Unexpected token: punc',
  `${'ab'.repeat(20)}.${'4111'.repeat(4)}`,
  'sshpass -p cE7f0wmsrJSV ssh host -password flagfm1a_',
  '--AUTH default cE7f0wmsrJSV',
  '--user250-AUTH PLAIN LOGIN0',
  'AUTH ada@münchen.example wrotex1aZ4lWEeaOdLR',
  '--userPASSWORD :A0',
  '--b1--AUTH default cE7f0wmsrJSV',
])('what was hidden first changes nothing of what is hidden when it is cleaned again: %s', (text) => {
  const once = scrub(text);
  expect(scrub(once)).toBe(once);
});
