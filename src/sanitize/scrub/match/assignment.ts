/**
 * `name = value` in all its spellings: prose, environment, JSON and escaped JSON, connection strings, addresses and
 * header lines. The name decides; what follows says which rule it is and where the value ends.
 */
import { isBlank, isDigit, isIn, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { placeholderEnd } from '../placeholder.js';
import type { Scan } from '../scan.js';
import {
  bareValueEnd,
  encodedQueryValueEnds,
  MAX_LEVEL,
  queryValueEnd,
  valueEnd,
  withoutPunctuation,
} from './bare-value.js';
import { blockBehind } from './block.js';
import { cardEnd } from './card.js';
import { isMeta } from './command-line.js';
import { containerEnd } from './container.js';
import { behindType, skipBlanks } from './declared-type.js';
import { hideHeaderValue, schemeEnd } from './header.js';
import { ibanEnd } from './iban.js';
import { cannotBeName, type KeyName, keyNameBefore } from './key-name.js';
import { behindMark } from './mark.js';
import { nearClose } from './near-quote.js';
import {
  closesString,
  endsSentence,
  expressionEnd,
  isMatchSign,
  isNoValue,
  isReport,
  isUnexpectedToken,
} from './no-value.js';
import { numberMayStay } from './numeric-values.js';
import { changedValue } from './other-value.js';
import { pairedValue } from './paired.js';
import { opensParameter, parameterCounts } from './parameter.js';
import { isPartOfName } from './part-of-name.js';
import { pemEnd } from './pem.js';
import { phraseEnd } from './phrase.js';
import { doubledClose, isQuote, type Quote, quoteAt } from './quote.js';
import { isSaidWord } from './said-word.js';
import { isLabel, isReference, isStopValue, isTypeLiteral, templateEnd } from './stop-values.js';
import { moreEnd, quotedEnd } from './value-tail.js';

/** `[password:protected] => x` of PHP, with the type of the value. */
const PHP_MODIFIER = /^(?:protected|private|[\w\\]{1,64}:private)\]\s?=>\s{0,8}(?:string\(\d{1,6}\) )?/;
const LONGEST_MODIFIER = 120;
const EQUALS = 61;
const COLON = 58;
const SLASH = 47;
const HYPHEN = 45;
const PERCENT = 37;
const BACKSLASH = 92;
const DOLLAR = 36;
const ESCAPE = 27;
/** `Some("x")` of Rust, `SecretStr("x")` of Python, `new String("x")`. */
const WRAPPING =
  /^(?:Some|Ok|Just|Optional|SecretStr|SecretString|Secret|Sensitive|Redacted|Zeroizing|str|bytes|(?:new )?String|string|(?:base64\.)?b64decode|MD5|SHA[12]?|PASSWORD|OLD_PASSWORD|crypt|ENCRYPT|HASHBYTES|env|getenv|[A-Z][A-Za-z]{1,24})\(\s{0,12}(?=["'])/;
const LONGEST_WRAPPING = 48;
/** `name=value`, and not the end of base64. */
const PAIR = /^[A-Za-z_][\w.-]{0,40}=[^=\s]/;
const LONGEST_PAIR = 48;
const LONGEST_GAP = 8;
/** `{ prompt: 812, completion: 133 }` of tokens. */
const COUNTS = /^\{(?:\s{0,8}\\*["']?[A-Za-z_]\w{0,40}\\*["']?\s?:\s?\d{1,12}\s{0,8},?){1,12}\s{0,8}\}/;
const LONGEST_COUNTS = 512;
/** Of TOML and Python. */
const TRIPLE: Quote = { width: 3, close: '"""', slashes: -1 };
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
    if (next === 62) at++;
  } else {
    // LDIF has two before base64.
    const isLdif = next === COLON && LDIF.test(text.slice(at, at + 16));
    if (separator < scan.noColonBefore || (next === COLON && !isLdif)) return MISS;
    if (isLdif) at++;
    if (next === SLASH && text.charCodeAt(at + 1) === SLASH) return MISS;
    if (next === EQUALS) at++;
  }
  if (cannotBeName(scan, separator)) return MISS;
  const key = keyNameBefore(scan, separator, kind === EQUALS);
  if (key === undefined) {
    const pair = pairedValue(scan, separator, at);
    if (pair === undefined) return MISS;
    if (pair.quote !== undefined) return hideQuoted(scan, pair.key, 'json-in-string', pair.at, pair.quote);
    const opens = text.charCodeAt(pair.at);
    if (opens !== 91 && opens !== 123) return hideBare(scan, pair.key, 'key-value', pair.at, true, 0);
    return hideContainer(scan, pair.key, 'json-in-string', pair.at) ?? MISS;
  }
  if (kind === EQUALS && key.quote === '' && opensParameter(scan, key.start - 1)) {
    return counted(scan, at, scan.rules.enabled('url-query') ? hideParameter(scan, key, at, level) : MISS);
  }
  if (!key.info.sensitive || isUnexpectedToken(scan, key, at) || isReport(scan, key, kind)) return MISS;
  const end = hideValue(scan, key, at, kind, level);
  // A member of JSON without a value is nothing rare.
  return key.quote === '' ? counted(scan, at, end) : end;
}

function counted(scan: Scan, at: number, end: number): number {
  if (end === MISS) scan.miss(at);
  return end;
}

/** Names of the ends of a parameter, by how often its separator was encoded. */
const PARAMETERS = ['parameter', 'parameter 1', 'parameter 2', 'parameter 3'] as const;

function hideParameter(scan: Scan, key: KeyName, at: number, level: number): number {
  const { text } = scan;
  const quote = key.info.sensitive && isQuote(text.charCodeAt(at)) ? quoteAt(text, at) : undefined;
  if (quote !== undefined && nearClose(scan, at + quote.width, quote) > at + quote.width)
    return hideQuoted(scan, key, 'url-query', at, quote);
  const end = scan.endOf(PARAMETERS[level]!, at, encodedQueryValueEnds[level - 1] ?? queryValueEnd);
  const to = withoutPunctuation(text, at, end);
  if (isStopValue(text, at, to, false)) return MISS;
  if (!key.info.sensitive && !parameterCounts(scan, key, at, to)) return MISS;
  if (numberMayStay(text, at, to, key, false)) return MISS;
  scan.hide('url-query', at, to);
  return to;
}

/** The rule in whose name a value is hidden. */
function ruleOf(scan: Scan, key: KeyName): string | undefined {
  const rule =
    key.info.header !== undefined ? 'http-header' : key.quote === '' ? 'key-value' : 'json-in-string';
  return scan.rules.enabled(rule) ? rule : undefined;
}

function hideValue(scan: Scan, key: KeyName, behind: number, kind: number, level: number): number {
  const { text } = scan;
  const rule = ruleOf(scan, key);
  if (rule === undefined) return MISS;
  let at = skipBlanks(
    text,
    behindMark(text, behind, key.start),
    key.quote !== '' || isQuote(text.charCodeAt(key.start - 1)),
  );
  if (level > 0)
    while (text.charCodeAt(at) === 43 || text.startsWith('%20', at)) at += text.charCodeAt(at) === 43 ? 1 : 3;
  at = behindType(text, at, kind === COLON);
  if (kind === COLON) at += PHP_MODIFIER.exec(text.slice(at, at + LONGEST_MODIFIER))?.[0].length ?? 0;
  if (kind === COLON && key.quote === '') {
    const block = blockBehind(text, at);
    if (block !== undefined) {
      scan.hide(rule, block.start, block.end);
      return block.end;
    }
  }
  // `Enter password:\\n`: a line end that is written as an escape ends the line.
  if (text.charCodeAt(at) === BACKSLASH && /^\\+[nr]/.test(text.slice(at, at + 8))) return MISS;
  // A colour: the plain view of the text shows what it is.
  if (text.charCodeAt(at) === ESCAPE && text.charCodeAt(at + 1) === 91) return MISS;
  if (at >= text.length || isNoValue(text, key, at)) return MISS;
  if (key.info.header !== undefined) {
    const end = hideHeaderValue(scan, key, at, rule);
    if (end !== undefined) return end;
  }
  // Python and C write a letter before the quote: b'...', u'...', L"..."
  const second = text.charCodeAt(at + 1);
  const prefixed = (second === 34 || second === 39) && 'bBuUrRfFL@$NEnexX'.includes(text[at]!);
  const quote = text.startsWith(TRIPLE.close, at) ? TRIPLE : quoteAt(text, prefixed ? at + 1 : at);
  if (quote !== undefined) {
    // The quote around the name ends here: `"Enter password:",`.
    if (key.quote === '' && !prefixed && closesString(text, key, at, at === behind, quote)) return MISS;
    return hideQuoted(scan, key, rule, prefixed ? at + 1 : at, quote);
  }
  const wrapping = WRAPPING.exec(text.slice(at, at + LONGEST_WRAPPING))?.[0].length ?? 0;
  const wrapped = wrapping > 0 ? quoteAt(text, at + wrapping) : undefined;
  if (wrapped !== undefined) return hideQuoted(scan, key, rule, at + wrapping, wrapped);
  const expression = expressionEnd(text, at);
  if (expression < 0) return MISS;
  if (expression > 0) {
    scan.hide(rule, at, expression);
    return expression;
  }
  const template = templateEnd(text, at);
  if (
    template > 0 &&
    (valueEnd(text, template, level, template + 1) === template || endsSentence(text, template))
  )
    return MISS;
  const code = text.charCodeAt(at);
  // `("a", "b")` of Python; another bracket of this kind opens an aside.
  if (code === 91 || code === 123 || (code === 40 && quoteAt(text, at + 1) !== undefined)) {
    const end = hideContainer(scan, key, rule, at);
    if (end !== undefined) return end;
  }
  return hideBare(scan, key, rule, at, kind === COLON, level);
}

/** Whether another pair stands where the value would, behind a blank that the separator has on this side only. */
function isNextPair(text: string, start: number, end: number): boolean {
  if (!isBlank(text.charCodeAt(start - 1))) return false;
  let separator = start - 1;
  while (separator > start - LONGEST_GAP && isBlank(text.charCodeAt(separator))) separator--;
  if (text.charCodeAt(separator) !== EQUALS || isBlank(text.charCodeAt(separator - 1))) return false;
  return PAIR.test(text.slice(start, Math.min(end, start + LONGEST_PAIR)));
}

function hideQuoted(scan: Scan, key: KeyName, rule: string, at: number, quote: Quote): number {
  const { text } = scan;
  const start = at + quote.width;
  let end = doubledClose(text, start, quote);
  if (end < 0) {
    // The text was cut: to the end of the line.
    const line = text.indexOf('\n', start);
    end = line < 0 ? text.length : line;
  }
  // A key block may go on in further strings: `"-----BEGIN ...\n" + "MII..."`.
  if (text.charCodeAt(start) === HYPHEN) end = Math.max(end, pemEnd(scan, start));
  if (isStopValue(text, start, end, false)) return MISS;
  if (key.quote !== '' && isLabel(text.slice(start, Math.min(end, start + LONGEST_WRAPPING)), key.name))
    return MISS;
  if (numberMayStay(text, start, end, key, false)) return MISS;
  scan.hide(rule, start, end);
  const changed = changedValue(text, end);
  if (changed === undefined || isStopValue(text, changed.start, changed.end, false)) return end;
  scan.hide(rule, changed.start, changed.end);
  return changed.end;
}

/** Arrays and objects under a sensitive name go as a whole. Undefined: this bracket opens no container. */
function hideContainer(scan: Scan, key: KeyName, rule: string, at: number): number | undefined {
  const { text } = scan;
  const known = placeholderEnd(text, at);
  const end = known >= 0 ? known : containerEnd(text, at);
  // What stands right behind it is a part of the value.
  if (!isIn(text.charCodeAt(end), WORD) && text.charCodeAt(end) !== DOLLAR) {
    // `[]`, `{}`, `[Object]`, `{{template}}`
    if (known >= 0 || isStopValue(text, at, end, false) || end - at < 3) return end;
    if (
      isTypeLiteral(text.slice(at, end)) ||
      (key.info.plural && COUNTS.test(text.slice(at, at + LONGEST_COUNTS)))
    )
      return end;
  }
  const to = Math.max(end, bareValueEnd(text, end, false));
  scan.hide(rule, at, to, '', key.quote);
  return to;
}

function hideBare(scan: Scan, key: KeyName, rule: string, at: number, prose: boolean, level: number): number {
  const { text } = scan;
  const scheme = schemeEnd(text, at);
  const start = scheme > 0 ? scheme : at;
  const quote = scheme > 0 ? quoteAt(text, start) : undefined;
  if (quote !== undefined) return hideQuoted(scan, key, rule, start, quote);
  let end = withoutPunctuation(text, start, valueEnd(text, start, level));
  if (end <= start || isStopValue(text, start, end, (prose || key.info.drawn) && scheme === 0)) return MISS;
  if (scheme === 0 && isSaidWord(text, key, start, end, prose ? COLON : EQUALS)) return MISS;
  // `password= user=bob`: nothing stands behind it, but the next pair.
  if (!prose && isNextPair(text, start, end)) return MISS;
  if (prose && !isBlank(text.charCodeAt(start - 1)) && isPartOfName(scan, key, start, end)) return MISS;
  if (end - start === 1 && !isIn(text.charCodeAt(start), WORD)) return MISS;
  if (isReference(text, start, end, key)) return MISS;
  if (!prose && text.charCodeAt(key.start - 1) === HYPHEN && isMeta(key.name, text.slice(start, end)))
    return MISS;
  // What starts here may be longer than a word; cards and IBANs also keep their last four.
  if (text.charCodeAt(start) === HYPHEN) end = Math.max(end, pemEnd(scan, start));
  else if (
    isDigit(text.charCodeAt(start)) &&
    cardEnd(text, start, scan.floor) >= end &&
    scan.rules.enabled('card')
  )
    return MISS;
  else if (ibanEnd(text, start) > end && scan.rules.enabled('iban')) return MISS;
  if (numberMayStay(text, start, end, key, key.quote !== '')) return MISS;
  if (key.info.phrase) end = phraseEnd(text, end);
  if (!prose) end = quotedEnd(scan, key, end);
  else end = moreEnd(text, key, start, end);
  scan.hide(rule, start, end, '', key.quote);
  return end;
}
