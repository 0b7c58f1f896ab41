/**
 * Card numbers (ISO/IEC 7812 with the issuers' ranges), IBANs (ISO 13616 registry), US social security numbers (SSA) and
 * e-mail addresses (RFC 5321). Check digits are computed here.
 */
import { type CorpusCase, positive } from '../case.js';
import { DIGITS, LOWER, type Random, randomFor, UPPER } from '../random.js';
import { NEUTRAL_WRAPS } from '../wraps.js';

/** The Luhn check digit for the digits before it. */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** The remainder of an IBAN read as a number, letters as 10 to 35. */
export function mod97(text: string): number {
  let rest = 0;
  for (const c of text) for (const d of String(Number.parseInt(c, 36))) rest = (rest * 10 + Number(d)) % 97;
  return rest;
}

const CARDS: readonly (readonly [id: string, prefix: string, length: number])[] = [
  ['visa', '4', 16],
  ['visa-19', '4', 19],
  ['mastercard', '53', 16],
  ['mastercard-2', '2345', 16],
  ['amex', '37', 15],
  ['amex-34', '34', 15],
  ['discover', '6011', 16],
  ['discover-65', '65', 16],
  ['jcb', '3530', 16],
  ['diners', '36', 14],
  ['unionpay', '62', 16],
  ['maestro', '6759', 16],
];

function card(r: Random, prefix: string, length: number): string {
  const digits = prefix + r.chars(DIGITS, length - prefix.length - 1);
  return digits + luhnDigit(digits);
}

/** 4-6-5 and 4-6-4 where that is how the card is printed, else fours. */
function grouped(digits: string, separator: string): string {
  const groups = digits.length < 16 ? /^(.{4})(.{6})(.+)$/ : /^(.{4})(.{4})(.{4})(.{4})(.*)$/;
  return (groups.exec(digits)?.slice(1) ?? []).filter((group) => group !== '').join(separator);
}

/** Country and the form of the rest: n digits, a letters, c both. */
const IBANS: readonly (readonly [country: string, form: string])[] = [
  ['DE', 'n18'],
  ['GB', 'a4n14'],
  ['FR', 'n10c11n2'],
  ['NL', 'a4n10'],
  ['ES', 'n20'],
  ['IT', 'a1n10c12'],
  ['CH', 'n5c12'],
  ['AT', 'n16'],
  ['BE', 'n12'],
  ['PL', 'n24'],
  ['SE', 'n20'],
  ['NO', 'n11'],
];

function iban(r: Random, country: string, form: string): string {
  const alphabets: Readonly<Record<string, string>> = { n: DIGITS, a: UPPER, c: DIGITS + UPPER };
  const rest = form.replace(/([nac])(\d+)/g, (_, kind: string, count: string) =>
    r.chars(alphabets[kind]!, Number(count)),
  );
  const check = String(98 - mod97(`${rest}${country}00`)).padStart(2, '0');
  return country + check + rest;
}

function ssn(r: Random): string {
  const area = 100 + r.below(565);
  return `${area}-${10 + r.below(89)}-${1000 + r.below(8999)}`;
}

const EMAILS: readonly ((r: Random) => string)[] = [
  (r) => `${r.chars(LOWER, 6)}@example.com`,
  (r) => `${r.chars(LOWER, 3)}.${r.chars(LOWER, 6)}@mail.example.org`,
  (r) => `${r.chars(LOWER, 5)}+news@example.co.uk`,
  (r) => `${r.chars(LOWER, 4)}_${r.chars(DIGITS, 3)}@sub.domain.example.io`,
  (r) => `${r.chars(UPPER, 1)}${r.chars(LOWER, 5)}.O'${r.chars(LOWER, 4)}@Example.COM`,
  (r) => `${r.chars(LOWER, 7)}@bücher-${r.chars(LOWER, 3)}.example`,
  (r) => `${r.chars(DIGITS, 8)}@students.example.edu`,
  (r) => `${r.chars(LOWER, 2)}-${r.chars(LOWER, 4)}@my-company.technology`,
];

export function numberCases(): CorpusCase[] {
  const wrapOf = (i: number) => NEUTRAL_WRAPS[(i * 7) % NEUTRAL_WRAPS.length]!;
  const cases: CorpusCase[] = [];
  const add = (group: string, i: number, make: (r: Random) => string) => {
    for (const step of [0, 1, 2]) {
      const wrap = wrapOf(i * 3 + step);
      const caseId = `${group}/${wrap.name}`;
      const s = make(randomFor(caseId));
      cases.push(
        positive(caseId, wrap.kind, () => wrap.make(s, randomFor(caseId)), [s], {
          unusual: wrap.unusual ?? false,
        }),
      );
    }
  };
  CARDS.forEach(([name, prefix, length], i) => {
    const form = (i + length) % 3;
    add(`card/${name}`, i, (r) =>
      form === 0 ? card(r, prefix, length) : grouped(card(r, prefix, length), form === 1 ? ' ' : '-'),
    );
  });
  IBANS.forEach(([country, form], i) => {
    add(`iban/${country}`, i + 1, (r) => {
      const text = iban(r, country, form);
      return i % 3 === 2 ? (text.match(/.{1,4}/g) ?? []).join(' ') : text;
    });
  });
  for (let i = 0; i < 8; i++) add(`ssn/${i}`, i + 2, ssn);
  EMAILS.forEach((make, i) => {
    add(`email/${i}`, i + 3, make);
  });
  return cases;
}
