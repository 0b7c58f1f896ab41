/** `{ field: 'password', from: 'x', to: 'y' }`: the same as of JSON, as `util.inspect` prints it. */
import { namesPair, pairRole } from '../../pair-names.js';
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
const NEXT = /^,\s{1,16}(\w{1,24}): (?:(?=["'`])|(?:[\w.+-]{1,32}|\[[\w: ]{1,32}\])(?=,))/;
const LONGEST_NEXT = 100;
const MOST_MEMBERS = 8;

/** The member before, up to the key of the name. */
const BEFORE = /(\w{1,24}): (["'])((?:(?!\2)[^\n]){1,256})\2,\s{1,16}\w{1,24}: $/;
const LONGEST_BEFORE = 320;

/** Hides the value of the member before the key of the name, whose quote opens at `open`. */
function hideBefore(scan: Scan, name: KeyName, key: string, open: number): void {
  const from = Math.max(scan.floor, open - LONGEST_BEFORE);
  const found = BEFORE.exec(scan.text.slice(from, open));
  if (found === null || !isSureOf(pairRole(found[1]!), name.info, key)) return;
  const start = from + found.index + found[1]!.length + 3;
  const end = start + found[3]!.length;
  if (!isStopValue(scan.text, start, end, false)) scan.hideLater('json-in-string', start, end);
}

/** Hides the values of the members behind `name`, whose quote ends at `behind`. */
export function hidePrintedMembers(scan: Scan, name: KeyName, behind: number): void {
  const { text } = scan;
  const open = name.start - name.quote.length;
  const key = KEY.exec(text.slice(Math.max(0, open - LONGEST_KEY), open))?.[1];
  if (key === undefined || !namesPair(key)) return;
  hideBefore(scan, name, key, open);
  let at = behind;
  for (let members = 0; members < MOST_MEMBERS; members++) {
    const next = NEXT.exec(text.slice(at, at + LONGEST_NEXT));
    if (next === null) return;
    at += next[0].length;
    const quote = quoteAt(text, at);
    if (quote === undefined) continue;
    const start = at + quote.width;
    const end = nearClose(scan, start, quote);
    if (end < 0) return;
    const role = pairRole(next[1]!);
    const isShown =
      isSureOf(role, name.info, key) ||
      (role !== 'none' && role !== 'arguments' && holdsSecret(scan, at, quote));
    if (isShown && !isStopValue(text, start, end, false)) scan.hideLater('json-in-string', start, end);
    at = end + quote.width;
  }
}
