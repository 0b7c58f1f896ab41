/** `<add key="DbPassword" value="x"/>`, `name: DB_PASSWORD, value: x`: the neighbour's value is the name. */
import { isBlank } from '../characters.js';
import type { Scan } from '../scan.js';
import { behindBlanks, COMMAND, memberBefore, type PairedValue, valueOfMember } from './member.js';
import { nearClose } from './near-quote.js';
import { quoteAt } from './quote.js';

const PAIR_WINDOW = 96;
/** `"name": "password", ` or `key="password" ` before the `value` of the same pair. */
const PAIR =
  /(?:^|[\s{,<"'\\])(?:name|key|field|header|variable|column|attribute|label|setting|option|path|param|property|id|k|parameter_?key)\\*["']?\s*[:=]\s*\\*["']([\w .-]+)\\*["']\s*,?\s*\\*["']?$/i;
/** `name=password, ` and `Name:DB_PASSWORD,` of objects that were printed without quotes. */
const BARE_PAIR = /(?:^|[\s{[(,])(?:name|key|parameter_?key)\s?[:=]\s?([\w.-]{2,64})\s?,\s?$/i;
/** `,"name":"password"` behind the value, or one member further, as validators have their message there. */
const BEHIND =
  /^\\*["']\s*(?:,\s*\\*["'](?:msg|message|type|kind|code)\\*["']\s*:\s*\\*["'][\w .,:'-]{0,64}\\*["']\s*)?,\s*\\*["'](?:name|key|field|header|variable|path|param|property)\\*["']\s*:\s*\\*["']([\w .-]{2,64})\\*["']/i;
const WINDOW_BEHIND = 192;
/** The same in YAML: `- name: DB_PASSWORD` and `value:` on the next line. */
const YAML_PAIR = /(?:^|[\s-])(?:name|key):[ \t]{1,4}["']?([\w.-]{2,64})["']?[ \t]{0,4}\r?\n[ \t]{1,40}$/;
/** Last letters of what follows. */
const SMALL_E = 101;
const SMALL_S = 115;
const VALUE = /(?:parameter_?)?values?$|args$/i;
/** Quotes, backslashes and blanks. */
function mayStandBetween(code: number): boolean {
  return code === 34 || code === 39 || code === 92 || isBlank(code);
}

/** The value whose separator is at `separator`, when the name beside it is sensitive. */
export function pairedValue(scan: Scan, separator: number, behind: number): PairedValue | undefined {
  const { text } = scan;
  const member = memberBefore(scan, separator);
  if (member !== undefined) return valueOfMember(scan, member, behind);
  let end = separator;
  while (end > scan.floor && separator - end < 12 && mayStandBetween(text.charCodeAt(end - 1))) end--;
  const last = text.charCodeAt(end - 1) | 32;
  if (last !== SMALL_E && last !== SMALL_S) return undefined;
  const word = VALUE.exec(text.slice(Math.max(0, end - 15), end))?.[0];
  if (word === undefined) return undefined;
  const start = end - word.length;
  const before = text.slice(Math.max(0, start - PAIR_WINDOW), start);
  const at = behindBlanks(text, behind);
  const yaml = YAML_PAIR.exec(before)?.[1];
  const bare = yaml ?? BARE_PAIR.exec(before)?.[1];
  const name = bare ?? PAIR.exec(before)?.[1] ?? nameBehind(scan, at);
  if (name === undefined || !scan.rules.enabled('json-in-string')) return undefined;
  const info = scan.rules.nameInfo(name);
  const isCommand = /^args$/i.test(word);
  if (isCommand ? !COMMAND.test(name) : !info.sensitive) return undefined;
  const quote = isCommand ? undefined : quoteAt(text, at);
  const isBare = bare !== undefined && text.charCodeAt(at) > 32;
  const isList = last === SMALL_S && text.charCodeAt(at) === 91;
  if (quote === undefined && !isBare && !isList) return undefined;
  return { key: { name, info, start, quote: bare === undefined ? '"' : '' }, at, quote };
}

/** The name that stands behind the text that opens at `at`. */
function nameBehind(scan: Scan, at: number): string | undefined {
  const quote = quoteAt(scan.text, at);
  const end = quote === undefined ? -1 : nearClose(scan, at + quote.width, quote);
  return end < 0 ? undefined : BEHIND.exec(scan.text.slice(end, end + WINDOW_BEHIND))?.[1];
}
