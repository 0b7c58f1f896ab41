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

/** A unit of several dozen characters is no text of secrets alone. */
const PROSE = ' lorem ipsum dolor sit amet consectetur adipiscing elit sed\n';
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
    // What only seems to be no secret, since what is looked at of it ends early.
    ...['/token:80/', '!pin=1.2345678901', '--pin+1.2345678901', '!token='.padEnd(72, '1s')],
    ...['!token='.padEnd(74, 'AB_'), `!token:${'a'.repeat(20)}:1.${'1'.repeat(50)}`],
    ...[`--cookie+${'x'.repeat(60)}.abc`, 'curl!--user=a!', 'PWD=\u201c/a ', 'pin=\u201c1.2345678901 '],
    String.raw`"\\\\\'Authorization: none `,
    // Expressions that can be read in several ways.
    ...[`INTO ${'\\n'.repeat(80)}`, `passwd -n${'b'.repeat(500)}\n`, `vault ${' '.repeat(506)}`],
    ...[
      `${'a'.repeat(2030)} parameters: (`,
      `<input ${'a'.repeat(2000)}`,
      '::set-output name='.padEnd(200, 'a'),
    ],
    // Values that are hidden later.
    "INSERT INTO a (password) VALUES ('x'),('x'),('x'),",
    `password,token,secret\n${'a,b,c\n'.repeat(400)}`,
    `"kty":"EC"${',d:"x"'.repeat(600)}}`,
    'ID  PASSWORD\n1   a\n',
    "password = a || 'b' || ",
    '<password a=">',
    '<password>a<b>',
  ]),
];

type Make = (length: number) => string;

const ended =
  (piece: string, end: string): Make =>
  (length) =>
    repeat(piece, length - end.length) + end;

/** The same, where something stands at the other end. */
const ENDED: readonly Make[] = [
  ended('curl -u \u201cabc ', '\u201d'),
  ended('PWD=\u201c/a ', '\u201d'),
  ended('--pin \u201c1.2345678901 ', '\u201d'),
  ended('redis:\\/\\/', ' @'),
  ended('redis%3A%2F%2F', ' @'),
  (length) => repeat('ID  USER  PASSWORD\n', length),
  (length) => repeat('PASSWORD  TOKEN  SECRET  APIKEY  PIN  AUTH  CREDENTIALS\n', length),
  (length) => repeat('curl\\ -ua\\ ', length),
  (length) => Array.from({ length: length / 20 }, (_, n) => `<a${n.toString(36)}password>x <b`).join(''),
  (length) => repeat(`password: \u201c,${PROSE}`, length),
  (length) => `{"kind":"Secret",${repeat(' data:{(}', length)}${repeat(')', length)}`,
  (length) => repeat(`kind: Secret\n${'a: b lorem ipsum\n'.repeat(4)}`, length),
  (length) => repeat(`password is v${'1'.repeat(4080)}x\n`, length),
  (length) => repeat(`password a1${'!'.repeat(4080)}@\n`, length),
  (length) => repeat(`password a@${'1'.repeat(4080)}:x\n`, length),
  (length) => `kind: Secret\ndata:#${'{'.repeat(length)}\u2028x\n`,
  (length) => `kind: Secret\ndata:\n  a:${' '.repeat(length)}\rx\n`,
  (length) => `INSERT INTO a (password) VALUES ${repeat("('x'),", length)}`,
  // One argument with many flags in it, whose sign stands far off or is none; names like that of a header.
  (length) => repeat(`smbclient\\ ${'-Ua\\ '.repeat(10)}${'b'.repeat(258)}%\\`, length),
  (length) => repeat(`curl\\ ${'-ua\\ '.repeat(10)}${'b'.repeat(258)}:\\`, length),
  (length) => repeat(`curl\\ -b=${'b'.repeat(249)}\\ `, length),
  (length) => repeat('curl\\ -ua://\\ ', length),
  (length) => repeat('xcookie:', length),
  // Brackets that close where braces do not.
  (length) => repeat(`${',data:{[}'.repeat(900)}${']'.repeat(950)}"kind":"Secret",`, length),
  (length) => repeat("crypt(\\'".padEnd(24, "\\'"), length),
  (length) => repeat('&lt;password&gt;1', length),
];

const makes: readonly Make[] = [
  ...some(ALL, 12).map((piece) => (length: number) => repeat(piece, length)),
  ...some(ENDED, 2),
];

/** Eight times the length; a quadratic rule takes 64 times as long. The bound leaves room for a busy machine. */
const MOST = 24;
/** A quadratic rule is slow each time, a machine that has other work is not. */
const TRIES = 4;

function growth(make: Make): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES && least > MOST; i++) {
    const small = Math.max(time(make(SMALL)), 0.5);
    least = Math.min(least, time(make(LARGE)) / small);
  }
  return least;
}

test('time grows in proportion to the length', { timeout: 240_000 }, () => {
  for (const make of makes) for (let i = 0; i < 2; i++) scrub(make(2000));
  const slow = makes.filter((make) => growth(make) > MOST);
  expect(slow.map((make) => make(80))).toEqual([]);
});

test('members without a sign between them are not tried in every order', () => {
  const counts = (members: number) => `tokens: {${`a:1${' '.repeat(8)}`.repeat(members)}x}`;
  scrub(counts(2));
  expect(time(counts(8)) / Math.max(time(counts(4)), 0.5)).toBeLessThan(MOST);
});
