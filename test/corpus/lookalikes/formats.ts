/** Identifiers, digests, numbers and encodings that are long and odd, and no secrets. */
import { type CorpusCase, lookalike } from '../case.js';
import { luhnDigit } from '../positives/numbers.js';
import { BASE62, BASE64, BASE64URL, DIGITS, HEX, LOWER, type Random, randomFor, UPPER } from '../random.js';
import { NEUTRAL_WRAPS } from '../wraps.js';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DASHES = '-'.repeat(5);
const hex = (length: number) => (r: Random) => r.chars(HEX, length);

function uuid(r: Random, version = '4'): string {
  return `${r.chars(HEX, 8)}-${r.chars(HEX, 4)}-${version}${r.chars(HEX, 3)}-a${r.chars(HEX, 3)}-${r.chars(HEX, 12)}`;
}

function ean13(r: Random, prefix: string): string {
  const start = prefix + r.chars(DIGITS, 12 - prefix.length);
  const sum = [...start].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return start + ((10 - (sum % 10)) % 10);
}

/** Sixteen digits of a card issuer with a check digit that is wrong. */
function almostCard(r: Random): string {
  const start = `4${r.chars(DIGITS, 14)}`;
  return start + ((Number(luhnDigit(start)) + 5) % 10);
}

const FORMATS: readonly (readonly [id: string, make: (r: Random) => string])[] = [
  ['uuid-v4', (r) => uuid(r)],
  ['uuid-v7', (r) => `018f${uuid(r, '7').slice(4)}`],
  ['uuid-upper', (r) => uuid(r).toUpperCase()],
  ['uuid-braces', (r) => `{${uuid(r)}}`],
  ['ulid', (r) => `01HX${r.chars(CROCKFORD, 22)}`],
  ['nanoid', (r) => r.chars(BASE64URL, 21)],
  ['ksuid', (r) => `2a${r.chars(BASE62, 25)}`],
  ['object-id', (r) => `65f${r.chars(HEX, 21)}`],
  ['snowflake', (r) => `11${r.chars(DIGITS, 16)}`],
  ['md5', hex(32)],
  ['sha1', hex(40)],
  ['git-short', (r) => `${r.chars(HEX, 6)}a`],
  ['sha256', hex(64)],
  ['sha512', hex(128)],
  ['sha256-named', (r) => `sha256:${r.chars(HEX, 64)}`],
  ['image-digest', (r) => `registry.example.com/app@sha256:${r.chars(HEX, 64)}`],
  ['sri', (r) => `sha384-${r.chars(BASE64, 64)}`],
  ['npm-integrity', (r) => `sha512-${r.chars(BASE64, 86)}==`],
  ['etag', (r) => `W/"${r.chars(HEX, 16)}"`],
  ['traceparent', (r) => `00-${r.chars(HEX, 32)}-${r.chars(HEX, 16)}-01`],
  ['xray', (r) => `1-${r.chars(HEX, 8)}-${r.chars(HEX, 24)}`],
  ['timestamp-ms', (r) => `17${r.chars(DIGITS, 11)}`],
  ['timestamp-us', (r) => `17${r.chars(DIGITS, 14).replace(/\d$/, '')}`],
  ['timestamp-ns', (r) => `17${r.chars(DIGITS, 17)}`],
  ['iso-time', (r) => `2026-0${1 + r.below(9)}-1${r.below(10)}T0${r.below(10)}:12:33.${r.chars(DIGITS, 3)}Z`],
  ['float', (r) => `0.${r.chars(DIGITS, 17)}`],
  ['negative-float', (r) => `-${r.chars('123456789', 3)}.${r.chars(DIGITS, 13)}`],
  ['coordinates', (r) => `52.${r.chars(DIGITS, 6)},13.${r.chars(DIGITS, 6)}`],
  ['isbn', (r) => ean13(r, '978')],
  ['ean', (r) => ean13(r, '590')],
  ['almost-card', almostCard],
  ['almost-card-grouped', (r) => (almostCard(r).match(/.{4}/g) ?? []).join(' ')],
  ['order-number', (r) => `9${r.chars(DIGITS, 11)}`],
  ['ups', (r) => `1Z${r.chars(DIGITS + UPPER, 6)}${r.chars(DIGITS, 10)}`],
  ['dhl', (r) => `JD01${r.chars(DIGITS, 16)}`],
  ['no-ssn-area', (r) => `9${r.chars('123456789', 2)}-12-${1000 + r.below(8999)}`],
  ['no-ssn-zero-group', (r) => `123-00-${1000 + r.below(8999)}`],
  ['phone-number', (r) => `+49 30 ${r.chars('123456789', 7)}`],
  ['phone-us', (r) => `(555) 01${r.below(10)}-${1000 + r.below(8999)}`],
  ['date-range', (r) => `2026-01-1${r.below(10)}--2026-02-2${r.below(9)}`],
  ['ipv4', (r) => `10.${r.below(256)}.${r.below(256)}.${r.below(256)}:8080`],
  ['ipv6', (r) => `2001:db8::${r.chars(HEX, 4)}:${r.chars(HEX, 4)}`],
  ['mac', (r) => (r.chars(HEX, 12).match(/../g) ?? []).join(':')],
  ['ssh-fingerprint', (r) => `SHA256:${r.chars(BASE64, 43)}`],
  ['cert-fingerprint', (r) => (r.chars(HEX, 40).toUpperCase().match(/../g) ?? []).join(':')],
  ['ssh-public-key', (r) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${r.chars(BASE64, 43)} ann-laptop`],
  ['data-uri', (r) => `data:image/png;base64,iVBORw0KGgo${r.chars(BASE64, 80)}=`],
  ['colour', (r) => `#${r.chars(HEX, 6)}`],
  ['semver', (r) => `${r.below(9)}.${r.below(20)}.${r.below(20)}-rc.1+build.${r.chars(HEX, 7)}`],
  ['iban-like', (r) => `DE00${r.chars('13579', 18)}`],
  ['twilio-sid', (r) => `AC${r.chars(HEX, 32)}`],
  ['stripe-object', (r) => `pi_3${r.chars(BASE62, 23)}`],
  ['stripe-customer', (r) => `cus_${r.chars(BASE62, 14)}`],
  ['aws-arn', (r) => `arn:aws:iam::${r.chars('123456789', 12)}:role/deploy`],
  ['aws-instance', (r) => `i-0${r.chars(HEX, 16)}`],
  ['k8s-pod', (r) => `api-${r.chars(HEX, 9)}f-${r.chars(LOWER, 5)}`],
  ['hostname', (r) => `ip-10-0-${r.below(256)}-${r.below(256)}.eu-west-1.compute.internal`],
  ['lambda-stream', (r) => `2026/01/02/[$LATEST]${r.chars(HEX, 32)}`],
  ['path', (r) => `/var/lib/app/releases/${r.chars(DIGITS, 14)}/node_modules/left-pad/index.js`],
  ['css-class', (r) => `Button_primary__${r.chars(BASE62, 5)}`],
  ['webpack-chunk', (r) => `static/chunks/pages/_app-${r.chars(HEX, 16)}.js`],
  ['hexdump', (r) => (r.chars(HEX, 32).match(/../g) ?? []).join(' ')],
  ['ethereum-address', (r) => `0x${r.chars(HEX, 40)}`],
  [
    'certificate',
    (r) => `${DASHES}BEGIN CERTIFICATE${DASHES} MII${r.chars(BASE64, 60)} ${DASHES}END CERTIFICATE${DASHES}`,
  ],
  [
    'public-key',
    (r) => `${DASHES}BEGIN PUBLIC KEY${DASHES} MII${r.chars(BASE64, 60)} ${DASHES}END PUBLIC KEY${DASHES}`,
  ],
];

/** Wrappings that leave the text as it is. */
const WRAPS = NEUTRAL_WRAPS.filter(({ name }) =>
  [
    'alone',
    'message',
    'nested',
    'error',
    'argument',
    'end of sentence',
    'array',
    'cli log',
    'own property',
  ].includes(name),
);

export function formatLookalikes(): CorpusCase[] {
  return FORMATS.flatMap(([name, make], i) =>
    [0, 1].map((step) => {
      const wrap = WRAPS[(i + step * 4) % WRAPS.length]!;
      const id = `format/${name}/${wrap.name}`;
      const text = make(randomFor(id));
      return lookalike(id, wrap.kind, () => wrap.make(text, randomFor(id)), [text]);
    }),
  );
}
