/** `<password>value</password>`, with a namespace and with attributes; also escaped as `&lt;`. */
import { DOTTED, isBlank, isIn } from '../characters.js';
import { MISS } from '../detector.js';
import { looksSecret } from '../looks-secret.js';
import type { Scan } from '../scan.js';
import { numberMayStay } from './numeric-values.js';
import { isStopValue } from './stop-values.js';
import { escapedTagEnd, tagEnd } from './tag.js';

const MAX_NAME = 64;
/** What follows the name of an element that has more: `<pin needed: 4 digits>` is none. */
const ATTRIBUTE = /^\s+(?:[\w:.-]+\s*=|\/?>|&gt;)/;
const CDATA = '<![CDATA[';
const COMMENT = /^\s{0,32}<!--[^>]*-->/;
const LONGEST_COMMENT = 256;
/** Longer elements are no secret with marks within. Characters. */
const LONGEST_MIXED = 1_024;

/** The literal is `<` or `&lt;`. */
export function matchElement(scan: Scan, _at: number, after: number): number {
  const { text, rules } = scan;
  let end = after;
  let from = after;
  while (end < after + MAX_NAME && (isIn(text.charCodeAt(end), DOTTED) || text.charCodeAt(end) === 58)) {
    if (text.charCodeAt(end) === 58) from = end + 1;
    end++;
  }
  if (
    text.charCodeAt(end) === 32 &&
    'nkivNKIV'.includes(text.charAt(end + 1)) &&
    text.charAt(end + 1) !== ''
  ) {
    const named = hideNamedElement(scan, end);
    if (named !== MISS) return named;
  }
  if (
    end - from > 3 &&
    text.charCodeAt(end) === 62 &&
    /(?:^|-)name$/i.test(text.slice(Math.max(from, end - 5), end))
  ) {
    const paired = hidePairedValue(scan, end + 1);
    if (paired !== MISS) return paired;
  }
  if (
    end - from < 3 ||
    !mayFollowName(text.charCodeAt(end)) ||
    !rules.mayEndKey(text.charCodeAt(end - 1), text.charCodeAt(end - 2), text.charCodeAt(end - 3))
  ) {
    return MISS;
  }
  const name = text.slice(from, end);
  if (name === 'key' && text.charCodeAt(end) === 62) {
    const plist = hidePlistValue(scan, end + 1);
    return plist === MISS ? hidePairedValue(scan, end + 1) : plist;
  }
  if (!rules.nameInfo(name).sensitive) return MISS;
  if (text.charCodeAt(end) === 32 && !ATTRIBUTE.test(text.slice(end, end + MAX_NAME))) return MISS;
  const escaped = text.charCodeAt(after - 1) === 59;
  const close = escaped ? escapedTagEnd(text, end) : tagEnd(text, end);
  if (close < 0 || text.charCodeAt(close - 1) === 47) return MISS;
  let start = close + (escaped && text.charCodeAt(close) === 38 ? 4 : 1);
  start += COMMENT.exec(text.slice(start, start + LONGEST_COMMENT))?.[0].length ?? 0;
  if (/^<value>/i.test(text.slice(start, start + 7))) start += 7;
  const cdata = text.startsWith(CDATA, start) ? CDATA.length : 0;
  // The value ends where the next tag begins; child elements are judged by their own names.
  const found = cdata > 0 ? scan.find(']]>', start) : scan.find(escaped ? '&lt;' : '<', start);
  let to = Math.min(found, text.length);
  // A type (`Promise<Session>`) or a blank to fill (`login <password>`) is never closed.
  if (cdata === 0 && !isClosed(text, to, name, escaped)) {
    to = escaped ? to : (mixedEnd(scan, start, to, text.slice(after, end)) ?? to);
    to = to > found ? to : cutEnd(scan, start, to);
    if (to < 0) {
      scan.miss(start);
      return MISS;
    }
  }
  if (isStopValue(text, start + cdata, to, false)) return MISS;
  if (numberMayStay(text, start + cdata, to, { name, info: rules.nameInfo(name) }, false)) return MISS;
  let blank = start;
  while (blank < to && text.charCodeAt(blank) <= 32) blank++;
  if (blank === to) return MISS;
  if (close === end) {
    scan.hide('xml', start + cdata, to);
    return to;
  }
  // The attributes are still to be judged.
  scan.hideLater('xml', start + cdata, to);
  return MISS;
}

/** A blank, `>`, `/` or `&gt;`. */
function mayFollowName(code: number): boolean {
  return code === 62 || code === 47 || code === 38 || isBlank(code);
}

/** Whether an end tag stands at `at`, and that of the element is this one or near behind it. */
function isClosed(text: string, at: number, name: string, escaped: boolean): boolean {
  const open = escaped ? 4 : 1;
  const slash = text.charCodeAt(at + open) === 92 ? at + open + 1 : at + open;
  if (text.charCodeAt(slash) !== 47) return false;
  return text
    .slice(at, at + MAX_NAME * 2)
    .toLowerCase()
    .includes(name.toLowerCase());
}

/** Where the element ends whose text ends at `to`, before another one inside of it; undefined: it has no text, or no end. */
function mixedEnd(scan: Scan, from: number, to: number, name: string): number | undefined {
  if (to - from > LONGEST_MIXED || scan.text.slice(from, to).trim() === '') return undefined;
  const end = scan.find(`</${name}>`, to);
  return end < from + LONGEST_MIXED ? end : undefined;
}

/** Where a value ends whose element was cut off: at most with its line. -1: it does not look like one. */
function cutEnd(scan: Scan, from: number, to: number): number {
  const { text } = scan;
  const word = /^[^\s<]*/.exec(text.slice(from, from + MAX_NAME))![0];
  if (!looksSecret(word, false)) return -1;
  return Math.min(scan.find('\n', from), to);
}

/** `<string name="api_key">x</string>`, `<entry key="db.password">x</entry>`; `at` is behind the element's name. */
const NAMED =
  /^ (?:name|key|id)=(["'])([\w.-]{2,64})\1[^<>]{0,64}>(?:\s{0,32}<(?:\w{1,8}:)?(?:attribute)?value(?: [^<>]{0,64})?>(?:<!\[CDATA\[)?)?/i;
const LONGEST_NAMED = 320;
/** `name="password" override="false" value="x"`, and the value before the name. */
const ATTRIBUTES =
  /^ (?:(?:name|key|id)=(["'])([\w.-]{2,64})\1(?: [\w:-]{1,32}=(["'])[^"'<>]{0,64}\3){1,3} value=(["'])([^"'<>]{1,128})\4|value=(["'])([^"'<>]{1,128})\6 (?:name|key)=["']([\w.-]{2,64})["'])/i;

/** The rest of the tag is still to be judged. */
function hideAttribute(scan: Scan, at: number, found: RegExpExecArray): number {
  const value = found[5] ?? found[7]!;
  const from = at + (found[5] === undefined ? ' value="'.length : found[0].length - value.length - 1);
  if (!isStopValue(scan.text, from, from + value.length, false))
    scan.hideLater('xml', from, from + value.length);
  return MISS;
}

function hideNamedElement(scan: Scan, at: number): number {
  const { text } = scan;
  const window = text.slice(at, at + LONGEST_NAMED);
  const attribute = ATTRIBUTES.exec(window);
  if (attribute !== null && scan.rules.nameInfo(attribute[2] ?? attribute[8]!).sensitive)
    return hideAttribute(scan, at, attribute);
  const named = NAMED.exec(window);
  if (named === null || named[0].endsWith('/>') || !scan.rules.nameInfo(named[2]!).sensitive) return MISS;
  const start = at + named[0].length;
  const end = Math.min(scan.find(text.startsWith('[CDATA[', start - 7) ? ']]>' : '<', start), text.length);
  if (!/^(?:<\/|\]\]>)/.test(text.slice(end, end + 3)) || isStopValue(text, start, end, true)) return MISS;
  scan.hide('xml', start, end);
  return end;
}

const PAIR =
  /^\s{0,32}([\w.-][\w .-]{0,62}[\w.-])\s{0,32}<\/[\w-]{0,24}(?:name|key)>\s{0,64}<[\w-]{0,24}value(?: [^<>]{0,64})?>(?:\s{0,32}<string>)?/i;
const LONGEST_PAIR = 400;

/** `<name>password</name><value>x</value>` of web.xml and XML-RPC; `at` is behind `<name>`. */
function hidePairedValue(scan: Scan, at: number): number {
  const { text } = scan;
  const pair = PAIR.exec(text.slice(at, at + LONGEST_PAIR));
  if (pair === null || !scan.rules.nameInfo(pair[1]!).sensitive) return MISS;
  return hideUpToTag(scan, at + pair[0].length);
}

/** `<key>password</key><string>x</string>` of property lists; `at` is behind `<key>`. */
function hidePlistValue(scan: Scan, at: number): number {
  const { text } = scan;
  const gap = /^([\w .-]+)<\/key>\s*<string>/.exec(text.slice(at, at + MAX_NAME + 40));
  if (gap === null || !scan.rules.nameInfo(gap[1]!).sensitive) return MISS;
  return hideUpToTag(scan, at + gap[0].length);
}

/** Hides what stands from `start` to the next tag. */
function hideUpToTag(scan: Scan, start: number): number {
  const { text } = scan;
  const cdata = text.startsWith(CDATA, start) ? CDATA.length : 0;
  const end = Math.min(scan.find(cdata > 0 ? ']]>' : '<', start), text.length);
  if (isStopValue(text, start + cdata, end, false)) return MISS;
  scan.hide('xml', start + cdata, end);
  return end;
}
