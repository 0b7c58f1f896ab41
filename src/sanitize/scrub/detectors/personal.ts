/** Numbers and addresses of people and accounts. */
import { BASE62, charactersOf, DIGITS, HYPHENS } from '../characters.js';
import type { Detector } from '../detector.js';
import { OTHER } from '../flags.js';
import { matchCard, mayBeCard } from '../match/card.js';
import { CARD_BRANDS } from '../match/card-brands.js';
import { matchEmail, matchEncodedEmail, matchEntityEmail } from '../match/email.js';
import { IBAN_LENGTHS, matchIban } from '../match/iban.js';
import { passesLuhn } from '../match/luhn.js';
import { matchSsn, mayBeSsn } from '../match/ssn.js';
import { chars, sample } from '../samples.js';

const TWO_DIGITS = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));

/** What a domain may start with; one character stands for all beyond ASCII. */
const DOMAIN_STARTS = charactersOf(BASE62).concat('[', String.fromCharCode(OTHER));

/** The two digits that a card number can start with. */
const CARD_FRONTS = new Set<number>();
for (const [low, high] of CARD_BRANDS.flatMap(({ ranges }) => ranges)) {
  const last = Number(high.slice(0, 2).padEnd(2, '9'));
  for (let front = Number(low.slice(0, 2).padEnd(2, '0')); front <= last; front++) CARD_FRONTS.add(front);
}

/** A number of this issuer that passes the Luhn check. */
function cardNumber(front: string, length: number): string {
  const body = (front + chars('digit', length)).slice(0, length - 1);
  for (let check = 0; check < 10; check++) if (passesLuhn(body + check)) return body + check;
  return body;
}

export const PERSONAL: readonly Detector[] = [
  {
    name: 'card',
    about: 'Payment card numbers; the last four digits stay',
    source: 'https://www.iso.org/standard/70484.html',
    prefilter: TWO_DIGITS.filter((_, front) => CARD_FRONTS.has(front)),
    boundary: true,
    third: DIGITS,
    fourth: DIGITS,
    least: 11,
    isNumber: true,
    mayMatch: mayBeCard,
    match: matchCard,
    validation: 'issuer range, length of the brand, grouping as printed, Luhn',
    mask: 'last4',
    hits: () => [
      sample('card ', cardNumber('4', 16), ' declined'),
      sample('card ', cardNumber('55', 16).replace(/(.{4})(?=.)/g, '$1 '), ' 12/27'),
      sample('amex ', cardNumber('37', 15)),
    ],
    misses: () => ['id 4111111111111112', 'at 1700000000000', '0.4111111111111111', 'order 1234567890123456'],
  },
  {
    name: 'ssn-us',
    about: 'US social security numbers',
    source: 'https://www.ssa.gov/employer/randomization.html',
    prefilter: TWO_DIGITS.filter((front) => front < '90'),
    boundary: true,
    third: DIGITS,
    fourth: HYPHENS,
    least: 9,
    isNumber: true,
    mayMatch: mayBeSsn,
    match: matchSsn,
    validation: 'area, group and serial in the ranges that are issued',
    mask: 'full',
    hits: () => [sample('ssn ', ['123', '45', '6789'].join('-'), '.')],
    misses: () => [
      '000-12-3456',
      '666-12-3456',
      '123-00-4567',
      '987-65-4321',
      '1123-45-67890',
      '123-45-6789-0',
    ],
  },
  {
    name: 'iban',
    about: 'International bank account numbers; country and last four stay',
    source: 'https://www.swift.com/standards/data-standards/iban-international-bank-account-number',
    prefilter: Object.keys(IBAN_LENGTHS),
    boundary: true,
    third: DIGITS,
    fourth: DIGITS,
    least: 13,
    match: matchIban,
    validation: 'length of the country, mod 97',
    mask: 'last4',
    hits: () => [
      sample('to ', ['DE89', '3704', '0044', '0532', '0130', '00'].join(''), ' today'),
      sample('to ', ['GB29', 'NWBK', '6016', '1331', '9268', '19'].join(' '), ' today'),
    ],
    misses: () => ['DE00370400440532013000', 'AD12 and more'],
  },
  {
    name: 'email',
    about: 'E-mail addresses',
    source: 'https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1',
    prefilter: DOMAIN_STARTS.map((letter) => `@${letter}`),
    boundary: false,
    match: (scan, at) => matchEmail(scan, at, at + 1),
    validation: 'a domain with a top-level domain of letters; no file, version, remote path or unit',
    mask: 'full',
    hits: () => [
      sample('from ', 'jane.doe+tag@mail.example.com', ', ok'),
      sample('', 'user@m\u00fcnchen.example', ' wrote'),
    ],
    misses: () => [
      'icon@2x.png',
      'git@github.com:org/repo.git',
      'lodash@4.17.21',
      'repo@sha256:abc',
      'user@1000.service',
    ],
  },
  {
    name: 'email',
    about: 'E-mail addresses with an encoded `@`',
    prefilter: ['%4', '%254', '\\u004'],
    boundary: false,
    match: matchEncodedEmail,
    mask: 'full',
    hits: () => [sample('?q=', 'jane.doe%40example.com', '&x=1')],
    misses: () => ['100%40 off'],
  },
  {
    name: 'email',
    about: 'E-mail addresses whose `@` is an HTML entity or a hexadecimal escape',
    prefilter: ['&#64;', '&#x40;', '&commat;', '\\x40'],
    boundary: false,
    match: matchEntityEmail,
    mask: 'full',
    hits: () => [sample('mail ', 'jane.doe&#64;example.com', ' now')],
    misses: () => ['&#64; alone', '3 &#64; 5'],
  },
];
