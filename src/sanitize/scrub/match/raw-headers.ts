/** `"rawHeaders":["Host","a","X-Api-Key","x"]` of Node.js: names and values in turn, so that any value behind a sensitive name counts. */
import { isBlank } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { nearClose } from './near-quote.js';
import { quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

/** What opens the list, behind its name. */
const OPENS = /^\\{0,7}["']?\s{0,4}[:=]\s{0,4}\[/;
const LONGEST_OPENING = 24;
const COMMA = 44;
const MOST_ITEMS = 512;
const LONGEST_NAME = 64;
const LONGEST_GAP = 64;

export function matchRawHeaders(scan: Scan, _at: number, after: number): number {
  const { text, rules } = scan;
  const opens = OPENS.exec(text.slice(after, after + LONGEST_OPENING))?.[0];
  if (opens === undefined || after < scan.rawHeadersEnd || !rules.enabled('http-header')) return MISS;
  let at = after + opens.length;
  let name = '';
  for (let items = 0; items < MOST_ITEMS; items++) {
    at = behindGap(text, at);
    const quote = quoteAt(text, at);
    if (quote === undefined) break;
    const start = at + quote.width;
    const end = nearClose(scan, start, quote);
    if (end < 0) break;
    if (items % 2 === 0) name = text.slice(start, Math.min(end, start + LONGEST_NAME));
    else if (rules.nameInfo(name).sensitive && !isStopValue(text, start, end, false))
      scan.hideLater('http-header', start, end);
    at = end + quote.width;
  }
  scan.rawHeadersEnd = at;
  return MISS;
}

/** Behind a comma, blanks and line ends, which may be escaped. */
function behindGap(text: string, from: number): number {
  let at = from;
  while (at < from + LONGEST_GAP) {
    const code = text.charCodeAt(at);
    if (code === COMMA || isBlank(code)) at++;
    else if (/^\\+n/.test(text.slice(at, at + 8))) at = text.indexOf('n', at) + 1;
    else break;
  }
  return at;
}
