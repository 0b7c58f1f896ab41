import { BASE62, isBlank, isIn, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { hideAlternatives } from './alternative.js';
import { encodedQueryValueEnds, MAX_LEVEL, queryValueEnd, withoutPunctuation } from './bare-value.js';
import { hideQuoted } from './hide-quoted.js';
import { hideBare, hideContainer, hideValue } from './hide-value.js';
import { cannotBeName, type KeyName, keyNameBefore } from './key-name.js';
import { nearClose } from './near-quote.js';
import { isMatchSign, isReport, isUnexpectedToken } from './no-value.js';
import { numberMayStay } from './numeric-values.js';
import { pairedValue } from './paired.js';
import { opensParameter, parameterCounts } from './parameter.js';
import { isQuote, quoteAt } from './quote.js';
import { isMethod } from './reference.js';
import { isStopValue } from './stop-values.js';

const EQUALS = 61;
const COLON = 58;
const SLASH = 47;
const PERCENT = 37;
const PLUS = 43;
const LINE_FEED = 10;
const COMMA = 44;
const END_OF_OBJECT = 125;
const LONGEST_TAIL = 3;
const OPENING = 40;
const ARROW = /^> \{/;
const LDIF = /^: [\w+/=]{8}/;
const ENTITY = /^(?:&(?:#61|#58|#x3[ad]|equals|colon);|\\x3[ad])/i;

/** The literal is the character left of a plain separator and the separator itself. */
export function matchAssignment(scan: Scan, _at: number, after: number): number {
  return assign(scan, after - 1, after, scan.text.charCodeAt(after - 1), 0);
}

/** `%3D`, `%3A`, `%253D`, `\u003d`: a separator that was encoded; the literal is its front. */
export function matchEncodedAssignment(scan: Scan, at: number, after: number): number {
  const hex = scan.text.slice(after, after + 1).toLowerCase();
  if (hex !== 'd' && hex !== 'a') return MISS;
  // `%3` is one level, `%253` two; of `\\u003d` the level of percent-encoding is not known.
  const level = scan.text.charCodeAt(at) === PERCENT ? (after - at) >> 1 : MAX_LEVEL;
  return assign(scan, at, after + 1, hex === 'd' ? EQUALS : COLON, level);
}

/** `&#61;`, `&colon;`, `\\x3d`; the literal is all of it, or its front up to the digit that decides. */
export function matchEntityAssignment(scan: Scan, at: number, after: number): number {
  const sign = ENTITY.exec(scan.text.slice(at, after + 2))?.[0];
  if (sign === undefined) return MISS;
  return assign(scan, at, at + sign.length, /61|3d|equals/i.test(sign) ? EQUALS : COLON, MAX_LEVEL);
}

/** `separator` to `behind` is the separator; `kind` is its plain character, `level` how often it was encoded. */
export function assign(scan: Scan, separator: number, behind: number, kind: number, level: number): number {
  const { text } = scan;
  if (separator <= scan.floor) return MISS;
  let at = behind;
  const next = text.charCodeAt(at);
  if (kind === EQUALS) {
    if (next === EQUALS || (next === 126 && isMatchSign(text.charCodeAt(at + 1)))) return MISS;
    if (next === 62) {
      // `tokens.forEach(token => {`
      if (ARROW.test(text.slice(at, at + 4)) && text.charCodeAt(nameStart(text, separator) - 1) === OPENING)
        return MISS;
      at++;
    }
  } else {
    // LDIF has two before base64.
    const isLdif = next === COLON && LDIF.test(text.slice(at, at + 16));
    // Behind a colon of `arn:` and `urn:` no blank follows.
    const isOfResource = separator < scan.noColonBefore && !isBlank(next);
    if (isOfResource || (next === COLON && !isLdif)) return MISS;
    if (isLdif) at++;
    if (next === SLASH && text.charCodeAt(at + 1) === SLASH) return MISS;
    if (next === EQUALS) at++;
  }
  if (cannotBeName(scan, separator)) return MISS;
  const key = keyNameBefore(scan, separator, kind === EQUALS);
  if (key === undefined) {
    const pair = pairedValue(scan, separator, at);
    if (pair === undefined) {
      if (level > 0 || isIn(text.charCodeAt(separator - 1), WORD)) scan.miss(separator, NO_SECRET_WIDTH);
      return MISS;
    }
    if (pair.quote !== undefined) return hideQuoted(scan, pair.key, 'json-in-string', pair.at, pair.quote);
    const opens = text.charCodeAt(pair.at);
    if (opens !== 91 && opens !== 123) return hideBare(scan, pair.key, 'key-value', pair.at, true, 0);
    return hideContainer(scan, pair.key, 'json-in-string', pair.at) ?? MISS;
  }
  if (kind === EQUALS && key.quote === '' && opensParameter(scan, key.start - 1)) {
    return counted(scan, at, scan.rules.enabled('url-query') ? hideParameter(scan, key, at, level) : MISS);
  }
  if (kind === EQUALS && isBlank(text.charCodeAt(at)) && endsBase64(text, key, separator)) return MISS;
  if (holdsNothing(text, at, key.quote !== '')) return MISS;
  if (!key.info.sensitive || isUnexpectedToken(scan, key, at) || isReport(scan, key, kind)) return MISS;
  if (level > 0 && kind === COLON && isInArn(scan, separator)) return MISS;
  const { length } = scan.spans;
  const end = hideValue(scan, key, at, kind, level);
  if (scan.spans.length !== length) return end === MISS ? end : hideAlternatives(scan, 'key-value', end);
  // A member of JSON without a value is less rare.
  if (key.quote === '' || level > 0) scan.miss(at);
  else scan.miss(at, MEMBER_WIDTH);
  return end;
}

/** By their first characters. */
const WORDS_FOR_NOTHING: Readonly<Record<number, string>> = Object.fromEntries(
  ['null', 'true', 'false', '""'].map((word) => [word.charCodeAt(0), word]),
);

/** `"token":null,` and `"token":"",`, as many members are: the whole judgement would come to the same. */
function holdsNothing(text: string, at: number, isQuoted: boolean): boolean {
  const start = isBlank(text.charCodeAt(at)) ? at + 1 : at;
  const word = WORDS_FOR_NOTHING[text.charCodeAt(start)];
  return (
    word !== undefined &&
    text.startsWith(word, start) &&
    endsMember(text.charCodeAt(start + word.length), isQuoted)
  );
}

const endsMember = (code: number, isQuoted: boolean) =>
  isQuoted ? code === COMMA || code === END_OF_OBJECT : code === LINE_FEED;

/** Where the word before a separator and its blanks starts. */
function nameStart(text: string, separator: number): number {
  let start = separator;
  while (text.charCodeAt(start - 1) === 32 && separator - start < 4) start--;
  while (isIn(text.charCodeAt(start - 1), WORD)) start--;
  return start;
}

/** Whether the name is the end of base64 with its padding, `b3OX/Pw=`. */
function endsBase64(text: string, { name, start }: KeyName, separator: number): boolean {
  // A step of a path, `/prod/db/password= x`, is longer.
  if (name.length > LONGEST_TAIL || isBlank(text.charCodeAt(separator - 1))) return false;
  const before = text.charCodeAt(start - 1);
  return (before === SLASH || before === PLUS) && isIn(text.charCodeAt(start - 2), BASE62);
}

/** The name of a resource of AWS, percent-encoded. */
const ARN = /arn%(?:25)*3A[\w%*/.-]*$/i;
const LONGEST_ARN = 160;

function isInArn(scan: Scan, at: number): boolean {
  const from = Math.max(0, at - LONGEST_ARN);
  return scan.find('arn%', from) < at && ARN.test(scan.text.slice(from, at));
}

/** What only ends like the name of a secret is less rare. Characters. */
const NO_SECRET_WIDTH = 4;
const MEMBER_WIDTH = 5;

function counted(scan: Scan, at: number, end: number): number {
  if (end === MISS) scan.miss(at);
  return end;
}

/** Names of the ends of a parameter, by how often its separator was encoded. */
const PARAMETERS = ['parameter', 'parameter 1', 'parameter 2', 'parameter 3'] as const;

function hideParameter(scan: Scan, key: KeyName, at: number, level: number): number {
  const { text } = scan;
  const code = text.charCodeAt(at);
  // `"GET /cb?token=" 200`: nothing stands behind it.
  if (isQuote(code) && isBlank(text.charCodeAt(at + 1)) && scan.isQuoted(key.start, text[at]!)) return MISS;
  const quote = key.info.sensitive && isQuote(code) ? quoteAt(text, at) : undefined;
  if (quote !== undefined && nearClose(scan, at + quote.width, quote) > at + quote.width)
    return hideQuoted(scan, key, 'url-query', at, quote);
  const end = scan.endOf(PARAMETERS[level]!, at, encodedQueryValueEnds[level - 1] ?? queryValueEnd);
  const to = withoutPunctuation(text, at, end);
  if (isStopValue(text, at, to, false)) return MISS;
  if (key.info.value === 'method' && isMethod(text.slice(at, Math.min(to, at + 16)))) return MISS;
  if (!key.info.sensitive && !parameterCounts(scan, key, at, to)) return MISS;
  if (numberMayStay(text, at, to, key, false)) return MISS;
  scan.hide('url-query', at, to);
  return to;
}
