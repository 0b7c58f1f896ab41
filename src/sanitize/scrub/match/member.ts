/**
 * `{"field":"password","type":"text","old":"x","new":"y"}`: members of one object, of which one names what another
 * holds. JSON, also escaped, and what is printed like it.
 */
import { namesPair, namesPart, type PairRole, pairRole, SECRET_TYPE, TYPE } from '../../pair-names.js';
import { STATEMENTS } from '../../statement.js';
import { DOTTED, isBlank, isIn, WORD } from '../characters.js';
import { looksSecret } from '../looks-secret.js';
import type { NameInfo } from '../name-info.js';
import { placeholderEnd } from '../placeholder.js';
import type { Scan } from '../scan.js';
import type { KeyName } from './key-name.js';
import { nearClose } from './near-quote.js';
import { isCodeOfGrant, isNearGrant } from './parameter.js';
import { type Quote, quoteAt, quoteBefore } from './quote.js';
import { setsSecret } from './sets-secret.js';
import { isStopValue } from './stop-values.js';

const SPACE = 32;
const QUOTE = 34;
const DOLLAR = 36;
const SLASH = 47;
const LIST = 91;
const BACKSLASH = 92;
const OBJECT = 123;
const END_OF_OBJECT = 125;

/** The two are at most so many characters apart. */
const WINDOW = 4_096;
const LONGEST_KEY = 24;
/** Longer ones name nothing, nor do longer lists of steps. */
const LONGEST_NAME = 96;
const MAX_BLANKS = 8;
/** Redis commands that take passwords among their arguments. */
export const COMMAND = /^(?:auth|hello|config|acl)$/i;
/** Values that are remembered until a name is seen. */
const MOST_UNNAMED = 3;
/** Keys of values that are often written before the key that says what they are the value of. */
const MAY_COME_FIRST: ReadonlySet<string> = new Set(
  'value Value val v old new before after from to received oldValue newValue rejectedValue input'.split(' '),
);

const IS_STATEMENT: ReadonlySet<string> = new Set(STATEMENTS);

export interface PairedValue {
  readonly key: KeyName;
  /** Where the quote of the value opens, or its bracket. */
  readonly at: number;
  readonly quote: Quote | undefined;
}

/** A key in quotes. */
interface Member {
  readonly key: string;
  readonly start: number;
  readonly quote: string;
}

/** The key in quotes that ends before `separator`. */
export function memberBefore({ text }: Scan, separator: number): Member | undefined {
  const last = text.charCodeAt(separator - 1);
  const isPlain = last === QUOTE && text.charCodeAt(separator - 2) !== BACKSLASH;
  const quote = isPlain ? '"' : quoteBefore(text, separator);
  if (quote === '') return undefined;
  const end = separator - quote.length;
  const least = Math.max(0, end - LONGEST_KEY);
  let start = end;
  while (start > least && isIn(text.charCodeAt(start - 1), WORD)) start--;
  const isWhole = start < end && text.startsWith(quote, start - quote.length);
  return isWhole ? { key: text.slice(start, end), start, quote } : undefined;
}

/** The value behind the separator of `member`, which ends at `behind`, when another member gives it a sensitive name. */
export function valueOfMember(scan: Scan, member: Member, behind: number): PairedValue | undefined {
  const { text, rules } = scan;
  const { key, start } = member;
  const at = behindBlanks(text, behind);
  const opens = text.charCodeAt(at);
  const quote = opens === LIST || opens === OBJECT ? undefined : quoteAt(text, at);
  if (quote === undefined && opens !== LIST && opens !== OBJECT) return undefined;
  if (namesPair(key)) return noteName(scan, member, at);
  if (key === 'code' && quote !== undefined && holdsCode(scan, at, quote))
    return secretMember(scan, member, at, quote);
  if (quote !== undefined && IS_STATEMENT.has(key)) scan.statement = at;
  // Its parameters were hidden before.
  if (quote !== undefined && placeholderEnd(text, at + quote.width) > 0 && holdsParameters(key))
    scan.statement = -1;
  const before = namedBefore(scan, start);
  if (before === undefined) {
    if (opens === LIST && holdsParameters(key) && readsSecret(scan, start))
      return secretMember(scan, member, at, undefined);
    // Most objects name nothing, and most of the others name it first.
    if (quote !== undefined && MAY_COME_FIRST.has(key)) noteUnnamed(scan, at);
    return undefined;
  }
  const role = pairRole(key);
  if (role === 'none' || !rules.enabled('json-in-string')) return undefined;
  const { name } = before;
  const info = rules.nameInfo(name);
  if (role === 'arguments' ? opens !== LIST || !COMMAND.test(name) : !info.sensitive) return undefined;
  if (!isSureOf(role, info, before.key) && role !== 'arguments' && !holdsSecret(scan, at, quote))
    return undefined;
  return { key: { name, info, start, quote: member.quote }, at, quote };
}

/** Whether the parameters of a statement stand under a key; `values` are those of PostgreSQL's client. */
const holdsParameters = (key: string) => key === 'values' || pairRole(key) === 'arguments';

/** A member that what stands beside it makes a secret, whatever its name. */
function secretMember(
  { rules }: Scan,
  { key, start, quote: around }: Member,
  at: number,
  quote: Quote | undefined,
): PairedValue {
  return { key: { name: key, info: rules.nameInfo('password'), start, quote: around }, at, quote };
}

/** Whether the member is the code of a grant, in the same object. */
function holdsCode(scan: Scan, at: number, quote: Quote): boolean {
  if (!scan.rules.enabled('json-in-string')) return false;
  const start = at + quote.width;
  const end = isNearGrant(scan, at) ? nearClose(scan, start, quote) : -1;
  return end > start && isCodeOfGrant(scan, start, end, /[{}]/);
}

/** Whether the statement in the same object has a parameter for a sensitive column; it is asked once. */
function readsSecret(scan: Scan, start: number): boolean {
  const { text, rules, statement: at } = scan;
  scan.statement = -1;
  if (at < 0 || start - at > WINDOW || !rules.enabled('json-in-string')) return false;
  const quote = quoteAt(text, at);
  const end = quote === undefined ? -1 : nearClose(scan, at + quote.width, quote);
  if (end < 0 || end > start || depthAt(scan, end, start, 0) !== 0) return false;
  return setsSecret(rules, text.slice(at + quote!.width, end));
}

/** Whether a name that stands under `key` tells what the value beside it is; else that has to look like a secret. */
export function isSureOf(role: PairRole, info: NameInfo, key: string): boolean {
  // A part of a program is called `session` as well, and a state is mostly told by a word.
  return role === 'value' || (role === 'change' && (info.numeric || !namesPart(key)));
}

export function holdsSecret(scan: Scan, at: number, quote: Quote | undefined): boolean {
  if (quote === undefined) return false;
  const end = nearClose(scan, at + quote.width, quote);
  return end > 0 && looksSecret(scan.text.slice(at + quote.width, end), false);
}

/** Notes where a value opens, besides the two before it. */
function noteUnnamed(scan: Scan, at: number): void {
  scan.unnamed ??= [];
  const { unnamed } = scan;
  if (unnamed.length === MOST_UNNAMED) unnamed.shift();
  unnamed.push(at);
}

/** Hides the values before the name that stands at `at`, of the same object; unless it is sure, those that look so. */
function hideUnnamed(scan: Scan, at: number, isSure: boolean): void {
  for (const opens of scan.unnamed ?? []) {
    if (at - opens > WINDOW || depthAt(scan, opens, at, 0) !== 0) continue;
    const quote = quoteAt(scan.text, opens);
    const start = opens + (quote?.width ?? 0);
    const end = quote === undefined ? -1 : nearClose(scan, start, quote);
    if (!isSure && !holdsSecret(scan, opens, quote)) continue;
    if (end > start && end < at && !isStopValue(scan.text, start, end, false))
      scan.hideLater('json-in-string', start, end);
  }
  scan.unnamed = undefined;
}

/** Where the name ends that opens at `at`, or the last of its steps, of `["user","password"]`; -1: nowhere near. */
function nameEnd(scan: Scan, at: number): number {
  const { text } = scan;
  if (text.charCodeAt(at) === LIST) {
    let end = scan.find(']', at);
    if (end > at + LONGEST_NAME) return -1;
    while (isBlank(text.charCodeAt(end - 1))) end--;
    return end - quoteBefore(text, end).length;
  }
  const quote = quoteAt(text, at);
  if (quote === undefined) return -1;
  let end = at + quote.width;
  const stop = end + LONGEST_NAME;
  while (end < stop && isOfPath(text.charCodeAt(end))) end++;
  let close = end;
  if (quote.slashes > 0) while (text.charCodeAt(close) === BACKSLASH) close++;
  return text.startsWith(quote.close, close) ? end : -1;
}

function isOfName(code: number): boolean {
  return isIn(code, DOTTED) || code === SPACE || code === DOLLAR;
}

function isOfPath(code: number): boolean {
  return isOfName(code) || code === SLASH;
}

/** Notes the name that is the value of a member, for the members behind it, if it is sensitive. */
function noteName(scan: Scan, { key, start }: Member, at: number): undefined {
  const { text, rules } = scan;
  const end = nameEnd(scan, at);
  if (end < at + 2) return;
  const isNumbered = key === 'keyName' && /^key[12]$/.test(text.slice(end - 4, end));
  if (isNumbered) scan.named = { name: 'account_key', key, at, readTo: at, depth: 0 };
  const mayBe = rules.mayEndKey(text.charCodeAt(end - 1), text.charCodeAt(end - 2), text.charCodeAt(end - 3));
  if (!mayBe && !/^(?:command|cmd|name|type)$/i.test(key)) return;
  let from = end;
  while (from > at && isOfName(text.charCodeAt(from - 1))) from--;
  const name = text.slice(from, end);
  const isType = key.toLowerCase() === TYPE;
  if (isType ? !SECRET_TYPE.test(name) : !(mayBe && rules.nameInfo(name).sensitive) && !COMMAND.test(name))
    return;
  // The path of a request; in a JSON Patch (RFC 6902) and a schema's complaint it leads to the value.
  const isRoute = text.charCodeAt(from - 1) === SLASH && key.toLowerCase() === 'path';
  if (isRoute && !/\bop\b/.test(text.slice(Math.max(0, start - LONGEST_NAME), start))) return;
  scan.named = { name: isType ? 'password' : name, key, at, readTo: at, depth: 0 };
  if (scan.unnamed !== undefined && rules.nameInfo(name).sensitive && rules.enabled('json-in-string'))
    hideUnnamed(scan, at, rules.nameInfo(name).numeric || !namesPart(key));
}

/** The name that was noted in the object in which a key begins at `start`. */
function namedBefore(scan: Scan, start: number): Scan['named'] {
  const { named } = scan;
  if (named === undefined || start - named.at > WINDOW) return undefined;
  named.depth = depthAt(scan, named.readTo, start, named.depth);
  named.readTo = start;
  if (named.depth < 0) scan.named = undefined;
  return named.depth === 0 ? named : undefined;
}

/** How much deeper `to` stands than `from`, which is `depth` deep; less than 0 once an object between them ends. */
function depthAt(scan: Scan, from: number, to: number, depth: number): number {
  if (scan.find('{', from) >= to && scan.find('}', from) >= to) return depth;
  let deep = depth;
  for (let at = from; at < to && deep >= 0; at++) {
    const code = scan.text.charCodeAt(at);
    if (code === OBJECT) deep++;
    else if (code === END_OF_OBJECT) deep--;
  }
  return deep;
}

export function behindBlanks(text: string, from: number): number {
  let at = from;
  while (at < from + MAX_BLANKS && isBlank(text.charCodeAt(at))) at++;
  return at;
}
