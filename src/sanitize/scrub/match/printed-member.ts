/** `{ field: 'password', from: 'x', to: 'y' }`: the same as of JSON, as `util.inspect` prints it. */
import { namesPair, pairRole } from '../../pair-names.js';
import { DOTTED, isBlank, isIn } from '../characters.js';
import type { Scan } from '../scan.js';
import type { KeyName } from './key-name.js';
import { holdsSecret, isSureOf } from './member.js';
import { nearClose } from './near-quote.js';
import { isQuote, quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

/** The key before the quote of the name. */
const KEY = /(?:^|[{,\s])(\w{1,24}): $/;
const LONGEST_KEY = 28;
/** The next member, from behind the value before it. */
const NEXT = /^,\s{1,16}(\w{1,24}): (?:(?=["'`])|(?:[\w.+-]{1,32}|\[[\w: ]{1,32}\])(?=,))/;
const LONGEST_NEXT = 100;
const MOST_MEMBERS = 8;

const LONGEST_PATH = 128;
const SLASH = 47;
const COMMA = 44;
/** Of the value before, and of the blanks between. Characters. */
const LONGEST_VALUE = 256;
const MOST_BLANKS = 16;
const KEY_BEFORE = /(\w{1,24}): $/;

/** Hides the value of the member before the key of the name, whose quote opens at `open`. */
function hideBefore(scan: Scan, name: KeyName, key: string, open: number): void {
  const { text } = scan;
  let comma = open - key.length - 3;
  const least = Math.max(scan.floor, comma - MOST_BLANKS);
  while (comma > least && isBlank(text.charCodeAt(comma))) comma--;
  const end = comma - 1;
  if (text.charCodeAt(comma) !== COMMA || !isQuote(text.charCodeAt(end))) return;
  const from = Math.max(scan.floor, end - LONGEST_VALUE);
  const start = from + text.slice(from, end).lastIndexOf(text[end]!) + 1;
  const before = KEY_BEFORE.exec(text.slice(Math.max(scan.floor, start - LONGEST_KEY), start - 1))?.[1];
  if (start <= from || before === undefined || !isSureOf(pairRole(before), name.info, key)) return;
  if (!isStopValue(text, start, end, false)) scan.hideLater('json-in-string', start, end);
}

/** Where the quote around a name opens, or around the path whose last step it is: `'/prod/db/password'`. */
function openOf({ text, floor }: Scan, { start, quote }: KeyName): number {
  let at = start;
  const least = Math.max(floor, start - LONGEST_PATH);
  if (text.charCodeAt(at - 1) === SLASH)
    while (at > least && (isIn(text.charCodeAt(at - 1), DOTTED) || text.charCodeAt(at - 1) === SLASH)) at--;
  return at - quote.length;
}

/** Hides the values of the members behind `name`, whose quote ends at `behind`. */
export function hidePrintedMembers(scan: Scan, name: KeyName, behind: number): void {
  const { text } = scan;
  if (behind <= scan.membersEnd) return;
  const open = openOf(scan, name);
  const key = KEY.exec(text.slice(Math.max(0, open - LONGEST_KEY), open))?.[1];
  if (key === undefined || !namesPair(key)) return;
  hideBefore(scan, name, key, open);
  let at = behind;
  for (let members = 0; members < MOST_MEMBERS; members++) {
    const next = NEXT.exec(text.slice(at, at + LONGEST_NEXT));
    if (next === null) break;
    at += next[0].length;
    const quote = quoteAt(text, at);
    if (quote === undefined) continue;
    const start = at + quote.width;
    const end = nearClose(scan, start, quote);
    if (end < 0) break;
    const role = pairRole(next[1]!);
    const isShown =
      isSureOf(role, name.info, key) ||
      (role !== 'none' && role !== 'arguments' && holdsSecret(scan, at, quote));
    if (isShown && !isStopValue(text, start, end, false)) scan.hideLater('json-in-string', start, end);
    at = end + quote.width;
  }
  // What was read is not read for a name in it.
  scan.membersEnd = at;
}
