/** What belongs to a value behind the one that was found: items of a list, parts of a signature, words in the same quotes. */
import { looksSecret } from '../looks-secret.js';
import type { Scan } from '../scan.js';
import { bareValueEnd, withoutPunctuation } from './bare-value.js';
import type { KeyName } from './key-name.js';
import { nearClose } from './near-quote.js';
import { isQuote, quoteAt } from './quote.js';

const MOST_ITEMS = 16;
const SSN = /^\d{3} \d{2} \d{4}(?!\d)/;
const LONGEST_SSN = 11;
const SIGNATURE = /signature$/i;
const SIGNATURE_PARTS = /^(?:[ ,;][hv]\d[,=][\w+/=]{8,256})*/;
const LONGEST_PARTS = 1_024;
const VARIABLE = /^[A-Z][A-Z\d_]*$|[._]|^--/;

/** Behind a list's first item the others, `Backup codes: x, y`; of a signature its other parts; of a number its groups. */
export function moreEnd(text: string, { name, info }: KeyName, start: number, from: number): number {
  if (info.numeric && SSN.test(text.slice(start, start + LONGEST_SSN))) return start + LONGEST_SSN;
  if (SIGNATURE.test(name))
    return from + SIGNATURE_PARTS.exec(text.slice(from, from + LONGEST_PARTS))![0].length;
  let end = from;
  for (let more = 0; info.plural && more < MOST_ITEMS && text.startsWith(', ', end); more++) {
    const next = bareValueEnd(text, end + 2, false);
    if (!looksSecret(text.slice(end + 2, withoutPunctuation(text, end + 2, next)), true)) break;
    end = withoutPunctuation(text, end + 2, next);
  }
  return end;
}

/** `"DB_PASSWORD=two words"`: of a variable in quotes the value ends where they do. */
export function quotedEnd(scan: Scan, key: KeyName, end: number): number {
  const { text } = scan;
  if (text.charCodeAt(end) !== 32) return end;
  const start = text.startsWith('--', key.start - 2) ? key.start - 2 : key.start;
  const isVariable =
    isQuote(text.charCodeAt(start - 1)) && VARIABLE.test(text.slice(start, key.start) + key.name);
  const quote = isVariable ? quoteAt(text, start - 1) : undefined;
  const close = quote === undefined ? -1 : nearClose(scan, end, quote);
  return close < 0 || text.slice(end, close).includes('=') ? end : close;
}
