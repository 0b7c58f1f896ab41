/** `{ field: 'password', from: 'x', to: 'y' }`: the same as of JSON, as `util.inspect` prints it. */
import { namesPair, pairRole } from '../../pair-names.js';
import { DOTTED, isIn } from '../characters.js';
import type { Scan } from '../scan.js';
import type { KeyName } from './key-name.js';
import { holdsSecret, isSureOf } from './member.js';
import { nearClose } from './near-quote.js';
import { quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

/** The key before the quote of the name. */
const KEY = /(?:^|[{,\s])(\w{1,24}): $/;
const LONGEST_KEY = 28;
/** The next member, from behind the value before it. */
const NEXT = /^,(?:\\+[rn]|\s){1,24}(\w{1,24}): (?:(?=["'`])|(?:[\w.+-]{1,32}|\[[\w: ]{1,32}\])(?=,))/;
const LONGEST_NEXT = 100;
const MOST_MEMBERS = 8;

const LONGEST_PATH = 128;
const SLASH = 47;
/** How far before a name its object may begin. Characters. */
const LONGEST_BEFORE = 512;
const MEMBER = /(?<![\w.])(\w{1,24}): (?=["'`])/g;

/** Hides the values of the members before the key of the name, in the same object. */
function hideBefore(scan: Scan, name: KeyName, key: string, open: number): void {
  const { text } = scan;
  // Before another name they were looked at.
  const from = Math.max(scan.floor, scan.membersBefore, open - LONGEST_BEFORE);
  scan.membersBefore = open;
  const window = text.slice(from, open);
  const start = window.lastIndexOf('{') + 1;
  for (const member of window.slice(start).matchAll(MEMBER)) {
    if (!isSureOf(pairRole(member[1]!), name.info, key)) continue;
    const at = from + start + member.index + member[0].length;
    const quote = quoteAt(text, at);
    const end = quote === undefined ? -1 : nearClose(scan, at + quote.width, quote);
    if (quote === undefined || end > open || end <= at + quote.width) continue;
    if (!isStopValue(text, at + quote.width, end, false))
      scan.hideLater('json-in-string', at + quote.width, end);
  }
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
