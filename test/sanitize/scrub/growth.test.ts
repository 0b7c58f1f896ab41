import { expect, test } from 'vitest';
import { createKeyRules } from '../../../src/sanitize/keys.js';
import { OPT_IN_GROUPS } from '../../../src/sanitize/scrub/detector.js';
import { DETECTORS } from '../../../src/sanitize/scrub/detectors/table.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { processorTime } from '../../helpers/processor-time.js';
import { some } from '../../helpers/size.js';

const keyRules = createKeyRules();
const keyNames = (name: string) => keyRules.verdict(name) !== 'clear';
const { scrub } = createScrubber({ keyNames, rules: { enable: OPT_IN_GROUPS } });
const SMALL = 8192;
const LARGE = SMALL * 8;

const time = (text: string) => processorTime(() => scrub(text), 2);

const repeat = (piece: string, length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

const GLUE = [':', ':=', '=', '%3A', '\uff1a', '/', ','];

/** Every prefix and sample, repeated, alone and before a run of one class: what a quadratic rule cannot stand. */
const ALL = [
  ...new Set([
    ...DETECTORS.flatMap(({ prefilter }) => prefilter.slice(0, 3)),
    ...DETECTORS.flatMap(({ hits }) => hits().map(({ text }) => text)),
    ...'=:@%\\"\'<[{.-/ \n~+'.split(''),
    'password=',
    'password= ',
    'password="',
    'password=[ ',
    '"password":{',
    'password=\\"',
    '?key=',
    '?code=',
    'Cookie: ',
    'Cookie: a; ',
    'Authorization: a ',
    "'Authorization: ",
    'http://a:b',
    'postgres://a ',
    '-----BEGIN PRIVATE KEY-----',
    'eyJ-',
    'sk-',
    'a@b.',
    '4111 ',
    'DE89 ',
    '\\n',
    '%25',
    '[REDACTED',
    'arn:',
    'curl -u ',
    '<password>',
    'secret:secret:',
    'a1:',
    // Names that are glued together: what one of them says is no value of the one before.
    ...'pass pwd jwt api-key X-Token clientSecret'
      .split(' ')
      .flatMap((name) => GLUE.map((sign) => name + sign)),
    // Openings without an end.
    ...[
      '"password":[',
      '"password":{"a":',
      'token=[{"',
      'secret: {a: [',
      '"password":[{},',
      'credentials={a=b, ',
    ],
    'a,password\n1,2\n',
    '|a|password |\n|-|-|\n',
    'password,',
    'password |\n',
    '","password","',
    '%3Cpassword%3E',
    'x&lt;password&gt;',
    // Quotes that nothing closes.
    ...['--token ', 'curl -u ', 'mysql -p', 'password: ', 'Authorization: '].flatMap((front) =>
      ['\u201c', '\u2018'].map((quote) => quote + front),
    ),
    'Cookie%3A',
  ]),
];

const pieces = some(ALL, 3);

/** Eight times the length; a quadratic rule takes 64 times as long. The bound leaves room for a busy machine. */
const MOST = 24;
/** A quadratic rule is slow each time, a machine that has other work is not. */
const TRIES = 4;

function growth(piece: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES && least > MOST; i++) {
    const small = Math.max(time(repeat(piece, SMALL)), 0.5);
    least = Math.min(least, time(repeat(piece, LARGE)) / small);
  }
  return least;
}

test('time grows in proportion to the length', { timeout: 240_000 }, () => {
  for (const piece of pieces) for (let i = 0; i < 2; i++) scrub(repeat(piece, 2000));
  const slow = pieces.filter((piece) => growth(piece) > MOST);
  expect(slow).toEqual([]);
});
