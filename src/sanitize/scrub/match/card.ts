/** Payment card numbers: issuer range, length of the brand, grouping as printed, and the Luhn check. */
import { BASE62, isDigit, isIn } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { brandFits } from './card-brands.js';
import { passesLuhn } from './luhn.js';

const HYPHEN = 45;
const UNDERSCORE = 95;
const SLASH = 47;
const ZERO = 48;

/** Sizes of the groups in which numbers are printed, as octal digits; 19 digits at most. */
const GROUPINGS = [0o4444, 0o44443, 0o465, 0o464, 0o4441, 0o4333];
/** By sizes: whether they are the first groups of a number, and whether they are all of one. */
const IS_START = 1;
const IS_WHOLE = 2;
const sizesOfGroups = new Uint8Array(0o50000);
for (const sizes of GROUPINGS) {
  sizesOfGroups[sizes]! |= IS_WHOLE;
  for (let front = sizes; front > 0; front >>= 3) sizesOfGroups[front]! |= IS_START;
}
const MOST_GROUPS = 5;
const SHORTEST = 13;
const LONGEST = 19;

/** Width of a separator at `at`: one or two blanks, a hyphen, a dot, `+` or `%20` of forms, a no-break space. */
function separatorWidth(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 32 && text.charCodeAt(at + 1) === 32) return 2;
  if (code === 38 && text.startsWith('&nbsp;', at)) return 6;
  if (
    code === 32 ||
    code === 45 ||
    code === 46 ||
    code === 43 ||
    code === 0xa0 ||
    code === 0x2009 ||
    code === 0x202f
  )
    return 1;
  return code === 37 && text.startsWith('%20', at) ? 3 : 0;
}

/** A fraction (`0.4111...`), the tail of an identifier (`a1b2-4111...`) or of a word is no card. */
function mayStart(text: string, at: number, floor: number): boolean {
  // Of what is hidden nothing can be seen afterwards.
  if (at < floor + 2 && (at === 0 || floor > 0)) return true;
  const before = text.charCodeAt(at - 1);
  if (before === 46) return !isDigit(text.charCodeAt(at - 2));
  if (before === 45) return !isIn(text.charCodeAt(at - 2), BASE62);
  return true;
}

/** Length of the run of digits at `at`; `most` + 1 when it is longer than that. */
function digitRun(text: string, at: number, most: number): number {
  let length = 0;
  while (length <= most && isDigit(text.charCodeAt(at + length))) length++;
  return length;
}

/** Whether a number may end at `end`, by what follows. */
function mayEnd(text: string, end: number): boolean {
  const next = text.charCodeAt(end);
  if (isIn(next, BASE62) || next === 95) return false;
  // 4111.5 is a fraction, 1111-2222 goes on; a dot or hyphen before a blank ends the sentence.
  return !((next === 46 || next === 45) && isIn(text.charCodeAt(end + 1), BASE62));
}

const digitsOf = (text: string, at: number, end: number) => text.slice(at, end).replace(/%20|\D/g, '');

/**
 * The end of a card number that starts at `at`, or -1. Of several known groupings the longest counts; what follows a
 * whole number (an expiry date, a status code) may look like one more group, so each is tried. What stands before
 * `floor` is hidden.
 */
export function cardEnd(text: string, at: number, floor: number): number {
  if (!mayStart(text, at, floor)) return MISS;
  const first = digitRun(text, at, LONGEST);
  if (first >= SHORTEST) {
    const end = at + first;
    const fits = first <= LONGEST && mayEnd(text, end) && passesLuhn(text, at, end);
    if (!fits || !brandFits(digitsOf(text, at, end))) return MISS;
    return first === SHORTEST && isArticle(text, at) ? MISS : end;
  }
  const width = separatorWidth(text, at + first);
  return first === 4 && width > 0 ? groupedEnd(text, at, width) : MISS;
}

/**
 * Thirteen digits, of which Visa has given out none for long, are as often an article number (EAN-13: weights 1 and 3), or
 * the number of something in a path.
 */
function isArticle(text: string, at: number): boolean {
  let sum = 0;
  for (let i = 0; i < SHORTEST; i++) sum += (text.charCodeAt(at + i) - ZERO) * (i % 2 === 0 ? 1 : 3);
  if (sum % 10 === 0 || text.charCodeAt(at - 1) === SLASH) return true;
  return ARTICLE.test(text.slice(Math.max(0, at - LONGEST_ARTICLE), at));
}

const ARTICLE = /\b(?:EAN|GTIN|ISBN|UPC|barcode|sku)(?:-?1\d)?\W{1,4}$/i;
const LONGEST_ARTICLE = 16;

/** Groups of four on either side, with the same sign between them: a list of numbers, unless they are all of cards. */
const MOST_GROUPS_BESIDE = 2;

function isOfList(text: string, at: number, end: number, width: number): boolean {
  const separator = text.charCodeAt(at + 4);
  const isGroup = (start: number) => digitRun(text, start, 4) === 4;
  let before = 0;
  for (let i = at; before < MOST_GROUPS_BESIDE; before++) {
    i -= width + 4;
    if (text.charCodeAt(i + 4) !== separator || !isGroup(i) || isDigit(text.charCodeAt(i - 1))) break;
  }
  let behind = 0;
  for (let i = end; behind < MOST_GROUPS_BESIDE; behind++, i += width + 4)
    if (text.charCodeAt(i) !== separator || !isGroup(i + width)) break;
  // What follows a card can be its dates and codes, and cards that are listed begin where the last one ends.
  if (before === 0 || before + behind < MOST_GROUPS_BESIDE) return false;
  return !isCardAt(text, at - 4 * (width + 4), width);
}

/** Whether four groups that begin at `at` are those of a card. */
function isCardAt(text: string, at: number, width: number): boolean {
  const end = at + 16 + 3 * width;
  const digits = digitsOf(text, at, end);
  return digits.length === 16 && brandFits(digits) && passesLuhn(text, at, end);
}

/** The same for digits in groups, the first of them of four. Only what has the form of a number is added up. */
function groupedEnd(text: string, at: number, width: number): number {
  const separator = text.charCodeAt(at + 4);
  let longest = MISS;
  let sizes = 4;
  let i = at + 4;
  for (let groups = 1; groups < MOST_GROUPS; groups++) {
    if (text.charCodeAt(i) !== separator || (width > 1 && separatorWidth(text, i) !== width)) break;
    const size = digitRun(text, i + width, 6);
    sizes = (sizes << 3) | size;
    const known = size === 0 ? 0 : sizesOfGroups[sizes]!;
    if ((known & IS_START) === 0) break;
    i += width + size;
    if ((known & IS_WHOLE) === 0 || !mayEnd(text, i) || !passesLuhn(text, at, i)) continue;
    if (brandFits(digitsOf(text, at, i))) longest = i;
  }
  return longest > 0 && isOfList(text, at, longest, width) ? MISS : longest;
}

/** Thirteen digits, or four and then a separated group, or it is a year, a time or a port. */
export function mayBeCard(text: string, at: number): boolean {
  if (!isDigit(text.charCodeAt(at + 2)) || !isDigit(text.charCodeAt(at + 3))) return false;
  if (isDigit(text.charCodeAt(at + 4))) return digitRun(text, at + 5, SHORTEST - 5) >= SHORTEST - 5;
  const group = at + 4 + separatorWidth(text, at + 4);
  return group > at + 4 && digitRun(text, group, 3) >= 3;
}

export function matchCard(scan: Scan, at: number): number {
  const { text } = scan;
  // `blk_-4433556521525567493`, a number below zero.
  if (text.charCodeAt(at - 1) === HYPHEN && text.charCodeAt(at - 2) === UNDERSCORE) return MISS;
  const end = cardEnd(text, at, scan.floor);
  if (end === MISS) return MISS;
  const last = text.slice(end - 4, end).replace(/\D/g, '');
  const tail =
    last.length === 4
      ? last
      : text
          .slice(end - 8, end)
          .replace(/\D/g, '')
          .slice(-4);
  scan.hide('card', at, end, scan.rules.mask.numbers === 'last4' ? `...${tail}` : '');
  return end;
}
