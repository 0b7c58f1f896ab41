/** The value behind a sensitive name and a separator: in quotes, a container, a header's, or bare. */
import { isBlank, isDigit, isIn, isLineEnd, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { isAwsKeyId } from '../known-forms.js';
import { placeholderEnd } from '../placeholder.js';
import type { Scan } from '../scan.js';
import { alternativesEnd } from './alternative.js';
import { bareValueEnd, valueEnd, withoutPunctuation } from './bare-value.js';
import { blockBehind } from './block.js';
import { cardEnd } from './card.js';
import { isMeta } from './command-line.js';
import { containerEnd } from './container.js';
import { behindType, skipBlanks } from './declared-type.js';
import { hideEncodedHeader, hideHeaderValue, schemeEnd } from './header.js';
import { hideQuoted } from './hide-quoted.js';
import { ibanEnd } from './iban.js';
import { type KeyName, nextValueEnd } from './key-name.js';
import { behindElement, behindMark } from './mark.js';
import { closesString, endsSentence, endsStringAround, expressionEnd, isNoValue } from './no-value.js';
import { numberMayStay } from './numeric-values.js';
import { isPartOfName } from './part-of-name.js';
import { isLongHash, passwordHashLength } from './password-hash.js';
import { pemEnd } from './pem.js';
import { lineOfWordsEnd, phraseEnd } from './phrase.js';
import { isQuote, type Quote, quoteAt } from './quote.js';
import { isReference, isSettings, isTypeLiteral } from './reference.js';
import { isInSentence, isListOfComplaints, isLowerWordOf, isSaidWord } from './said-word.js';
import { isOfDeclaration } from './source-type.js';
import { isStopValue, templateEnd } from './stop-values.js';
import { moreEnd, quotedEnd } from './value-tail.js';

const EQUALS = 61;
const COLON = 58;
const HYPHEN = 45;
const BACKSLASH = 92;
const DOLLAR = 36;
const ESCAPE = 27;
/** `[password:protected] => x` of PHP, with the type of the value. */
const PHP_MODIFIER =
  /^(?:"[\w\\]{1,64}":(?=private)|)(?:protected|private|[\w\\]{1,64}:private)\]\s?=>\s{0,8}(?:string\(\d{1,6}\) )?/;
const LONGEST_MODIFIER = 120;
/** `Some("x")` of Rust, `SecretStr("x")` of Python, `new String("x")`, functions of SQL. */
const WRAPPING =
  /^(?:[A-Z][A-Za-z]{1,24}|new String|string|str|bytes|(?:base64\.)?b64decode|MD5|SHA[12]|OLD_PASSWORD|crypt|env|getenv)\(\s{0,12}(?=["'])/;
const LONGEST_WRAPPING = 48;
/** As JSON5 and source text have them. */
const COMMENT = /^\/\*[^*\n]*\*\/\s{0,8}/;
const LONGEST_COMMENT = 128;
const ENCODED_BLANKS = /^(?:\+|%(?:25){0,2}20)*/;
/** `name=value`, and not the end of base64. */
const PAIR = /^(?:[A-Za-z_][\w.-]{0,40}=[^=\s]|--[a-z][\w-]{0,40}(?:[=\s]|$))/;
/** A number of JSON. */
const COUNT = /^\d{1,6}[\s,}\]]/;
const LONGEST_PAIR = 48;
/** What is longer is hidden, whatever it looks like, unless it is a number. Characters. */
const LONGEST_SPARED = 96;
const LONGEST_GAP = 8;
/** What `util.inspect` prints before an object that is no plain one: `Map(2) {`, `Account {`, `<ref *1> {`. */
const PRINTED =
  /^(?:<ref \*\d+> )?(?:[A-Z]\w{0,40}(?:\(\d+\))?(?: <[^>{}]{1,60}>)? |\[[\w:. ]{1,60}\] )(?=[{[])|^<ref \*\d+> (?=[{[])/;
const LONGEST_PREFIX = 140;
/** And bytes. */
const BYTES = /^<Buffer [\da-f ]{2,160}(?:\.{3} \d{1,9} more bytes?)?>/;
const LONGEST_BYTES = 220;
/** `{ prompt: 812, completion: 133 }` of tokens. */
const COUNT_MEMBER = String.raw`\s{0,8}\\{0,3}["']?[A-Za-z_]\w{0,40}\\{0,3}["']?\s?:\s?\d{1,12}`;
const COUNTS = new RegExp(String.raw`^\{${COUNT_MEMBER}(?:\s{0,8},${COUNT_MEMBER}){0,11}\s{0,8},?\s{0,8}\}`);
const LONGEST_COUNTS = 512;
/** Of TOML and Python. */
const TRIPLE: Quote = { width: 3, close: '"""', slashes: -1 };

/** The rule in whose name a value is hidden. */
function ruleOf(scan: Scan, key: KeyName): string | undefined {
  const rule =
    key.info.header !== undefined ? 'http-header' : key.quote === '' ? 'key-value' : 'json-in-string';
  return scan.rules.enabled(rule) ? rule : undefined;
}

export function hideValue(scan: Scan, key: KeyName, behind: number, kind: number, level: number): number {
  const { text } = scan;
  const rule = ruleOf(scan, key);
  if (rule === undefined) return MISS;
  let at = skipBlanks(
    text,
    behindMark(text, behind, key.start),
    key.quote !== '' || isQuote(text.charCodeAt(key.start - 1)),
  );
  if (text.startsWith('/*', at)) at += COMMENT.exec(text.slice(at, at + LONGEST_COMMENT))?.[0].length ?? 0;
  if (level > 0) at += ENCODED_BLANKS.exec(text.slice(at, at + LONGEST_WRAPPING))![0].length;
  if (kind === COLON) at = behindElement(text, at);
  at = behindType(text, at, kind === COLON);
  if (kind === COLON) at += PHP_MODIFIER.exec(text.slice(at, at + LONGEST_MODIFIER))?.[0].length ?? 0;
  if (key.quote === '' && (kind === COLON || isLineEnd(text.charCodeAt(at)))) {
    const block = blockBehind(text, at, kind === COLON);
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
  if (level === 0 && isOfDeclaration(text, key, at, kind === COLON)) return MISS;
  // `password= user=bob`: nothing stands behind it, but the next pair.
  if (kind === EQUALS && isNextPair(text, at)) return MISS;
  const wrapping = WRAPPING.exec(text.slice(at, at + LONGEST_WRAPPING))?.[0].length ?? 0;
  if (
    key.info.header !== undefined &&
    wrapping === 0 &&
    !(key.quote !== '' && COUNT.test(text.slice(at, at + 8)))
  ) {
    const end = level > 0 ? hideEncodedHeader(scan, at, rule) : hideHeaderValue(scan, key, at, rule);
    if (end !== undefined) return end;
  }
  // Python and C write a letter before the quote: b'...', u'...', L"..."
  const second = text.charCodeAt(at + 1);
  const prefixed = (second === 34 || second === 39) && 'bBuUrRfFL@$NEnexX'.includes(text[at]!);
  const quote = text.startsWith(TRIPLE.close, at) ? TRIPLE : quoteAt(text, prefixed ? at + 1 : at);
  if (quote !== undefined) {
    // The quote around the name ends here: `"Enter password:",`.
    if (key.quote === '' && !prefixed && closesString(scan, key, at, at === behind, quote)) return MISS;
    return hideQuoted(scan, key, rule, prefixed ? at + 1 : at, quote);
  }
  const wrapped = wrapping > 0 ? quoteAt(text, at + wrapping) : undefined;
  if (wrapped !== undefined) return hideQuoted(scan, key, rule, at + wrapping, wrapped);
  const expression = expressionEnd(text, at);
  if (expression < 0) return alternativesEnd(scan, rule, scan.find(')', at) + 1);
  if (expression > 0) {
    scan.hide(rule, at, expression);
    return expression;
  }
  const printed = PRINTED.exec(text.slice(at, at + LONGEST_PREFIX))?.[0].length ?? 0;
  if (printed > 0) return hideContainer(scan, key, rule, at + printed) ?? MISS;
  const bytes = BYTES.exec(text.slice(at, at + LONGEST_BYTES))?.[0].length ?? 0;
  if (bytes > 0) {
    scan.hide(rule, at, at + bytes, '', key.quote);
    return at + bytes;
  }
  const template = templateEnd(text, at);
  if (
    template > 0 &&
    (valueEnd(text, template, level, template + 1) === template || endsSentence(text, template))
  )
    return MISS;
  const code = text.charCodeAt(at);
  // `"const tokens = {"`: what ends the string around it.
  if (key.quote === '' && (code === 91 || code === 123) && endsStringAround(scan, key, at + 1)) return MISS;
  // `("a", "b")` of Python; another bracket of this kind opens an aside.
  if (code === 91 || code === 123 || (code === 40 && quoteAt(text, at + 1) !== undefined)) {
    const end = hideContainer(scan, key, rule, at);
    if (end !== undefined) return end;
  }
  return hideBare(scan, key, rule, at, kind === COLON, level);
}

/** Whether another pair stands where the value would, behind a blank that the separator has on this side only. */
function isNextPair(text: string, start: number): boolean {
  if (!isBlank(text.charCodeAt(start - 1))) return false;
  let separator = start - 1;
  while (separator > start - LONGEST_GAP && isBlank(text.charCodeAt(separator))) separator--;
  if (text.charCodeAt(separator) !== EQUALS || isBlank(text.charCodeAt(separator - 1))) return false;
  return PAIR.test(text.slice(start, start + LONGEST_PAIR));
}

/** Arrays and objects under a sensitive name go as a whole. Undefined: this bracket opens no container. */
export function hideContainer(scan: Scan, key: KeyName, rule: string, at: number): number | undefined {
  const { text } = scan;
  // Of `auth` the members are judged by their own names, as in objects.
  if (key.info.value === 'method' && text.charCodeAt(at) === 123) return at + 1;
  const known = placeholderEnd(text, at);
  const end = known >= 0 ? known : containerEnd(scan, at);
  // What stands right behind it is a part of the value.
  if (!isIn(text.charCodeAt(end), WORD) && text.charCodeAt(end) !== DOLLAR) {
    // `[]`, `{}`, `[Object]`, `{{template}}`
    if (known >= 0 || isStopValue(text, at, end, false) || end - at < 3) return end;
    if (isListOfComplaints(text.slice(at, Math.min(end, at + LONGEST_COUNTS)))) return end;
    if (
      isTypeLiteral(text.slice(at, end)) ||
      (key.quote === '' && isSettings(text.slice(at, end), key.info)) ||
      (key.info.plural && COUNTS.test(text.slice(at, at + LONGEST_COUNTS)))
    )
      return end;
  }
  const to = Math.max(end, bareValueEnd(text, end, false));
  scan.hide(rule, at, to, '', key.quote);
  return to;
}

export function hideBare(
  scan: Scan,
  key: KeyName,
  rule: string,
  at: number,
  prose: boolean,
  level: number,
): number {
  const { text } = scan;
  const scheme = schemeEnd(text, at);
  if (scheme > 0 && PAIR.test(text.slice(scheme, scheme + LONGEST_PAIR))) return MISS;
  const start = scheme > 0 ? scheme : at;
  const quote = scheme > 0 ? quoteAt(text, start) : undefined;
  if (quote !== undefined) return hideQuoted(scan, key, rule, start, quote);
  // How far a long value goes is asked when it is sure to be hidden: else each name in it would read all of it again.
  const stop = valueEnd(text, start, level, start + LONGEST_SPARED);
  const near = withoutPunctuation(text, start, stop);
  if (prose && !isBlank(text.charCodeAt(start - 1)) && isPartOfName(scan, key, start, near)) return MISS;
  let end = near;
  if (isLongHash(text, start)) end = Math.max(end, start + passwordHashLength(text, start));
  if (end <= start || isStopValue(text, start, end, (prose || key.info.drawn) && scheme === 0))
    return alternativesEnd(scan, rule, end);
  if (scheme === 0 && isSaidWord(text, key, start, end, prose ? COLON : EQUALS)) return MISS;
  // `auth: token refreshed`
  if (scheme > 0 && isLowerWordOf(text, start, end)) return MISS;
  if (end - start === 1 && !isIn(text.charCodeAt(start), WORD)) return MISS;
  if (isReference(text, start, end, key)) return alternativesEnd(scan, rule, end);
  if (!prose && text.charCodeAt(key.start - 1) === HYPHEN && isMeta(key.name, text.slice(start, end)))
    return MISS;
  // The secret that belongs to it is looked for beside it.
  if (isAwsKeyId(text.slice(start, end)) && scan.rules.enabled('aws-access-key-id')) return MISS;
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
  if (stop - start >= LONGEST_SPARED)
    end = Math.max(end, withoutPunctuation(text, start, valueEnd(text, start, level)));
  if (key.info.phrase) end = phraseEnd(text, end);
  if (/passphrase$/i.test(key.name)) end = lineOfWordsEnd(text, start, end);
  end = nextValueEnd(scan, start, end);
  if (!prose) end = quotedEnd(scan, key, end);
  else end = moreEnd(text, key, start, end);
  scan.hide(rule, start, end, '', isInSentence(text, key) ? '' : key.quote);
  return end;
}
