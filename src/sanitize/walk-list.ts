/** Lists, sets and pairs on the walk: arrays, Map and its like, an error's own properties. */
import { CleanKey, type CleanText } from '../record/encoder.js';
import { GETTER_THREW } from '../record/error.js';
import { CommandList, flagName, programBeside } from './command-list.js';
import type { KeyVerdict } from './keys.js';
import type { ShownEntries } from './kinds.js';
import { countOfMore, more } from './limits.js';
import { REST, UsedNames } from './names.js';
import { besideOf } from './pairs.js';
import { RedisList } from './redis-list.js';
import { isFlagWord } from './scrub/flag-word.js';
import { looksSecret } from './scrub/looks-secret.js';
import { keyText } from './texts.js';
import type { Walk } from './walk.js';
import { judged } from './walk-judged.js';

/** Behind a name that is sensitive, as in `rawHeaders`, stands its value; so it does behind a flag (`--password`). */
export function encodeList(walk: Walk, list: readonly unknown[], length: number): void {
  const { encoder, limits, keys } = walk;
  encoder.beginArray();
  const end = Math.min(length, limits.breadth);
  const command = commandOf(walk);
  let at = 0;
  let verdict: KeyVerdict = 'clear';
  let before: unknown;
  let redis: RedisList | undefined;
  let isInKey = false;
  let isOfPairs = length % 2 === 0;
  for (; at < end && walk.hasRoomFor(0); at += 1) {
    const item = read(list, at);
    if (at === 0) {
      redis = RedisList.of(item, length);
      isOfPairs &&= redis === undefined;
    }
    const isName = verdict !== 'clear' && isOfPairs && at % 2 === 1 && isNameIn(walk, before, item);
    if (redis?.hides(item)) verdict = 'sensitive';
    else if (verdict === 'clear' && followsWord(before, item)) verdict = keys.verdictOf(before);
    encodeItem(walk, isName ? 'clear' : verdict, item, command);
    isInKey = opensKey(item, isInKey);
    verdict = isInKey ? 'sensitive' : keys.verdictOf(nameIn(item, isOfPairs && at % 2 === 0));
    before = item;
  }
  if (at < length) {
    // The mark at the end of a copy counts what the copy left out, and is none of the items.
    const known = walk.isCopy ? countOfMore(read(list, length - 1)) : undefined;
    encoder.text(more(known === undefined ? length - at : length - 1 - at + known) as CleanText, false);
  }
  encoder.endArray();
}

const KEY_BEGINS = /^-----BEGIN [A-Z ]{0,32}PRIVATE KEY/;

/** Whether a private key that stands in a list by its lines goes on behind this one. */
function opensKey(item: unknown, isOpen: boolean): boolean {
  if (typeof item !== 'string' || item.charCodeAt(0) !== 45) return isOpen;
  return (isOpen || KEY_BEGINS.test(item)) && !item.includes('-----END');
}

/** `aws configure set aws_secret_access_key x`: a name in any place, before what looks like a secret. */
const WORD = /^[A-Za-z_][A-Za-z_./:-]{3,40}$/;

function followsWord(before: unknown, item: unknown): boolean {
  return (
    typeof before === 'string' && typeof item === 'string' && WORD.test(before) && looksSecret(item, true)
  );
}

/** Keys of lists that hold names, and no pairs of a name and a value. */
const OF_NAMES =
  /(?:^(?:fields|missing|changed|changes|select|selected|vary|columns|required|attributes|properties|paths|keys|includes?|excludes?|omit|pick|allowed|ignored?|unknown|invalid|redact|scopes?|permissions|tags|path|keywords|match|loc)|names|(?:allow|expose)d?_?headers)$/i;

/** What stands beside a name, rather than as its value: other names, types, orders, verbs. */
const NO_VALUES: ReadonlySet<string> = new Set(
  (
    'asc desc text string varchar char number boolean hash email mail user username name id otp totp mfa sms code login logout ' +
    'reset revoke refresh create update delete change verify confirm forgot set get list show hidden required optional'
  ).split(' '),
);
const HEADER = /^[A-Z][a-z]+(?:-[A-Z][a-z]+)+$/;
/** Of these a plain word is no value: they are made by a machine. */
const DRAWN = /(?:auth|session|sid|tokens?|jwt)$/;
const PLAIN = /^[a-z]{2,8}$/;

/**
 * Whether an item is one more name, rather than the value of the one before: a word that is none, or any word where its
 * list, and not one around that, stands under such a key.
 */
function isNameIn({ container, ancestors, keys }: Walk, before: unknown, item: unknown): boolean {
  if (typeof item !== 'string' || looksSecret(item, false)) return false;
  if (NO_VALUES.has(item) || HEADER.test(item) || keys.verdictOf(item) !== 'clear') return true;
  if (PLAIN.test(item) && typeof before === 'string' && DRAWN.test(before)) return true;
  return OF_NAMES.test(container.name) && !Array.isArray(ancestors[ancestors.length - 2]);
}

/** `verdict` is that of the item before, and not meant for a flag. */
function encodeItem(walk: Walk, verdict: KeyVerdict, item: unknown, command: CommandList): void {
  if (typeof item !== 'string') return judged(walk, verdict, item);
  const isFlag = verdict !== 'clear' && item.charCodeAt(0) === 45 && isFlagWord(item);
  judged(walk, isFlag ? 'clear' : verdict, command.next(item));
}

function commandOf(walk: Walk): CommandList {
  const { cleaner, limits, program } = walk;
  walk.program = '';
  return new CommandList((text) => cleaner.redact(text, Math.max(text.length, limits.string)), program);
}

/** What an item says of the next one: in even places of pairs its text, and anywhere the name of a flag. */
function nameIn(item: unknown, isFirst: boolean): string | undefined {
  if (typeof item !== 'string') return undefined;
  if (item.charCodeAt(0) === 45) return flagName(item);
  return isFirst ? item : undefined;
}

/** The items of a Set. It is no list of pairs, since a value in it stands there once; it can be one of arguments. */
export function encodeItems(walk: Walk, items: Iterable<unknown>, size: number): void {
  const { encoder, limits, keys } = walk;
  encoder.beginArray();
  const command = commandOf(walk);
  let count = 0;
  let verdict: KeyVerdict = 'clear';
  let before: unknown;
  for (const item of items) {
    if (count >= limits.breadth || !walk.hasRoomFor(0)) break;
    count += 1;
    if (verdict === 'clear' && followsWord(before, item)) verdict = keys.verdictOf(before);
    encodeItem(walk, verdict, item, command);
    verdict = keys.verdictOf(nameIn(item, false));
    before = item;
  }
  if (count < size) encoder.text(more(size - count) as CleanText, false);
  encoder.endArray();
}

/** Pairs whose names can have the same text. */
export function encodeEntries(walk: Walk, { entries, size, get }: ShownEntries): void {
  const used = new UsedNames();
  walk.encoder.beginObject();
  const left = size - encodePairs(walk, entries, used, get);
  if (left > 0) walk.mark(more(left) as CleanText, used.take(REST));
  walk.encoder.endObject();
}

/**
 * Pairs inside an object that has the keys `used` already. Gives how many there was room for.
 *
 * @param get gives the value of a pair by its name
 */
export function encodePairs(
  walk: Walk,
  entries: Iterable<readonly [unknown, unknown]>,
  used: UsedNames,
  get: (name: string) => unknown,
): number {
  const { encoder, limits, keys } = walk;
  const around = { own: besideOf(get), bound: [] };
  let count = 0;
  for (const [name, value] of entries) {
    const decision = keys.get(typeof name === 'string' ? name : keyText(name));
    const { text, excess } = decision.key;
    if (count >= limits.breadth || !walk.hasRoomFor(decision.key.bytes)) break;
    count += 1;
    const free = used.take(text);
    encoder.key(free === text ? decision.key : new CleanKey(free, excess));
    walk.excess += excess;
    // The error of a program that could not be started has its arguments here, and its name beside them.
    walk.program = decision.asksProgram ? programBeside(around.own) : '';
    judged(walk, decision.asksBeside ? keys.verdictBeside(decision, value, around) : decision.verdict, value);
    walk.program = '';
  }
  return count;
}

/** Looks for pairs by name, once one of them asks. */
export function finder(pairs: Iterable<readonly [unknown, unknown]>): (name: string) => unknown {
  let all: ReadonlyMap<unknown, unknown> | undefined;
  return (name) => {
    all ??= new Map(pairs);
    return all.get(name);
  };
}

function read(list: readonly unknown[], at: number): unknown {
  try {
    return list[at];
  } catch {
    return GETTER_THREW;
  }
}
