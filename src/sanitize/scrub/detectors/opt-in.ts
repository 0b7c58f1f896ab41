/** Detectors that are off by default: what they find is often harmless, or looks like much else. */
import { BASE62, BASE64, HEX, isDigit, isIn, WORD } from '../characters.js';
import { type Detector, type Matcher, MISS } from '../detector.js';
import { passesLuhn } from '../match/luhn.js';
import { chars, sample } from '../samples.js';
import type { Scan } from '../scan.js';

const TWO_DIGITS = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));

/** A row whose shape is a bounded, sticky expression; `check` judges the match without its separators. */
function shape(name: string, pattern: RegExp, check: (compact: string) => boolean = () => true): Matcher {
  const sticky = new RegExp(pattern.source, pattern.flags.includes('i') ? 'iy' : 'y');
  return (scan: Scan, at: number): number => {
    sticky.lastIndex = at;
    const found = sticky.exec(scan.text)?.[0];
    if (found === undefined) return MISS;
    const end = at + found.length;
    const next = scan.text.charCodeAt(end);
    const before = scan.text.charCodeAt(at - 1);
    if (isIn(next, WORD) || ((before === 46 || before === 45) && isDigit(scan.text.charCodeAt(at - 2))))
      return MISS;
    if ((next === 46 || next === 45) && isIn(scan.text.charCodeAt(end + 1), BASE62)) return MISS;
    if (!check(found.replace(/[^0-9A-Za-z]/g, ''))) return MISS;
    scan.hide(name, at, end);
    return end;
  };
}

const weighted = (digits: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, i) => sum + weight * (digits.charCodeAt(i) - 48), 0);

/** Receita Federal: two check digits modulo 11. */
function isCpf(digits: string): boolean {
  if (/^(\d)\1+$/.test(digits)) return false;
  const check = (length: number) => {
    const sum = weighted(
      digits,
      Array.from({ length }, (_, i) => length + 1 - i),
    );
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === digits.charCodeAt(9) - 48 && check(10) === digits.charCodeAt(10) - 48;
}

/** The Dutch "elfproef": the last weight is -1. */
const isBsn = (digits: string) =>
  digits !== '000000000' && weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;

/** Korean resident numbers: birth date, then a digit for sex and century. */
const isRrn = (digits: string) => /^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-8]/.test(digits);

/** Verhoeff's scheme, used by Aadhaar. */
function passesVerhoeff(digits: string): boolean {
  const next = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const multiply = (a: number, b: number) =>
    a < 5 ? (b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5) : b < 5 ? ((a - b + 5) % 5) + 5 : (a - b + 5) % 5;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let value = digits.charCodeAt(digits.length - 1 - i) - 48;
    for (let turns = i % 8; turns > 0; turns--) value = next[value]!;
    sum = multiply(sum, value);
  }
  return sum === 0;
}

function isOctets(compact: string, written: string): boolean {
  return compact !== '' && written.split('.').every((octet) => Number(octet) < 256 && !/^0\d/.test(octet));
}

/** IPv4: the last octet goes, the network stays. */
function matchIpv4(scan: Scan, at: number): number {
  const { text } = scan;
  const found = /^\d{1,3}(?:\.\d{1,3}){3}/.exec(text.slice(at, at + 16))?.[0];
  if (found === undefined || !isOctets(found, found)) return MISS;
  const end = at + found.length;
  const next = text.charCodeAt(end);
  if (
    isIn(next, WORD) ||
    (next === 46 && isDigit(text.charCodeAt(end + 1))) ||
    text.charCodeAt(at - 1) === 46
  )
    return MISS;
  if (found.startsWith('127.') || found === '0.0.0.0') return end;
  scan.hide('ipv4', at, end);
  return end;
}

/** IPv6 (RFC 4291): at least two colons among groups of hexadecimal digits. The literal is a digit pair or `::`. */
function matchIpv6(scan: Scan, at: number): number {
  const { text } = scan;
  let start = at;
  while (start > scan.floor && at - start < 5 && isIn(text.charCodeAt(start - 1), HEX)) start--;
  const found = /^(?:[0-9a-f]{1,4}:){1,7}(?::?[0-9a-f]{1,4}){0,7}(?:::)?|^::(?:[0-9a-f]{1,4}:?){1,7}/i.exec(
    text.slice(start, start + 40),
  )?.[0];
  if (found === undefined || found.length < 6) return MISS;
  const groups = found.split(':').filter((group) => group !== '').length;
  const end = start + found.length;
  const compressed = found.includes('::');
  if ((compressed ? groups < 2 || groups > 7 : groups !== 8) || isIn(text.charCodeAt(end), WORD)) return MISS;
  if (start > 0 && (isIn(text.charCodeAt(start - 1), WORD) || text.charCodeAt(start - 1) === 58)) return MISS;
  scan.hide('ipv6', start, end);
  return end;
}

/** Shannon entropy in bits a character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const letter of value) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** A quoted run of 32 or more base64 (4.5 bits) or hexadecimal characters (3.0 bits). */
function matchEntropy(scan: Scan, at: number): number {
  const { text } = scan;
  const end = scan.runEnd(at + 1, BASE64 | 96);
  if (end - at - 1 < 32 || end - at > 512 || text.charCodeAt(end) !== text.charCodeAt(at)) return MISS;
  const value = text.slice(at + 1, end);
  if (entropy(value) < (/^[0-9a-f]+$/i.test(value) ? 3 : 4.5)) return MISS;
  scan.hide('entropy', at + 1, end);
  return end;
}

const row = (
  name: string,
  group: NonNullable<Detector['group']>,
  about: string,
  prefilter: readonly string[],
  match: Matcher,
  hits: Detector['hits'],
  misses: Detector['misses'],
): Detector => ({ name, group, about, prefilter, boundary: true, match, mask: 'full', hits, misses });

export const OPT_IN: readonly Detector[] = [
  {
    ...row(
      'phone',
      'phone',
      'Telephone numbers in E.164 form, with separators',
      ['+'],
      shape('phone', /\+[1-9]\d{0,2}(?:[ .-]?\(?\d{1,5}\)?){2,6}/, (n) => n.length >= 8 && n.length <= 15),
      () => [sample('call ', '+49 30 1234567', ' now')],
      () => ['+1', 'a +100 b'],
    ),
    boundary: false,
  },
  row(
    'ipv4',
    'ip',
    'IPv4 addresses; loopback stays',
    TWO_DIGITS.concat([...'0123456789'].map((d) => `${d}.`)),
    matchIpv4,
    () => [sample('from ', '203.0.113.7', ' ok')],
    () => ['127.0.0.1', '1.2.3.4.5', '300.1.1.1'],
  ),
  {
    ...row(
      'ipv6',
      'ip',
      'IPv6 addresses',
      ['::', ...[...'0123456789abcdefABCDEF'].map((d) => `${d}:`)],
      matchIpv6,
      () => [sample('from ', '2001:db8::8a2e:370:7334', ' ok')],
      () => ['12:30:45', 'std::string'],
    ),
    boundary: false,
  },
  {
    ...row(
      'entropy',
      'entropy',
      'Quoted random-looking values, for audits',
      ['"', "'"],
      matchEntropy,
      () => [sample('x "', chars('base62', 48), '"')],
      () => ['"a sentence in quotes that is long enough"'],
    ),
    boundary: false,
  },
  row(
    'cpf',
    'national-id',
    'Brazilian taxpayer numbers',
    TWO_DIGITS,
    shape('cpf', /\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11}/, isCpf),
    () => [sample('cpf ', ['529', '982', '247-25'].join('.'))],
    () => ['111.111.111-11'],
  ),
  row(
    'bsn',
    'national-id',
    'Dutch citizen service numbers',
    TWO_DIGITS,
    shape('bsn', /\d{9}/, isBsn),
    () => [sample('bsn ', '111222333')],
    () => ['123456789'],
  ),
  row(
    'aadhaar',
    'national-id',
    'Indian identity numbers',
    TWO_DIGITS,
    shape('aadhaar', /[2-9]\d{3} \d{4} \d{4}/, passesVerhoeff),
    () => [sample('id ', ['2341', '2341', '2346'].join(' '))],
    () => ['2341 2341 2340'],
  ),
  row(
    'sin',
    'national-id',
    'Canadian social insurance numbers',
    TWO_DIGITS,
    shape('sin', /[1-79]\d{2}[ -]\d{3}[ -]\d{3}/, passesLuhn),
    () => [sample('sin ', ['130', '692', '544'].join('-'))],
    () => ['130-692-545'],
  ),
  row(
    'kr-rrn',
    'national-id',
    'Korean resident registration numbers',
    TWO_DIGITS,
    shape('kr-rrn', /\d{6}-\d{7}/, isRrn),
    () => [sample('rrn ', '900101-1234567')],
    () => ['901301-1234567'],
  ),
  row(
    'nino',
    'national-id',
    'UK national insurance numbers',
    [...'ABCEGHJKLMNOPRSTWXYZ'],
    shape(
      'nino',
      /[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]/,
      (n) => !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(n),
    ),
    () => [sample('nino ', 'AB 12 34 56 C')],
    () => ['GB123456A'],
  ),
  row(
    'mac',
    'mac',
    'Hardware addresses',
    [...'0123456789abcdefABCDEF'],
    shape('mac', /[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}/i),
    () => [sample('if ', '00:1a:2b:3c:4d:5e')],
    () => ['00:1a:2b'],
  ),
  row(
    'bitcoin',
    'wallet',
    'Bitcoin addresses',
    ['bc1', '1', '3'],
    shape(
      'bitcoin',
      /bc1[a-z0-9]{25,59}|[13][1-9A-HJ-NP-Za-km-z]{25,34}/,
      (a) => a.startsWith('bc1') || (/[A-Z]/.test(a) && /[a-z]/.test(a)),
    ),
    () => [sample('to ', `bc1q${chars('base36', 38)}`)],
    () => ['1234567890'],
  ),
  row(
    'ethereum',
    'wallet',
    'Ethereum addresses',
    ['0x'],
    shape('ethereum', /0x[0-9a-fA-F]{40}/),
    () => [sample('to ', `0x${chars('hex', 40)}`)],
    () => ['0xdeadbeef'],
  ),
];
