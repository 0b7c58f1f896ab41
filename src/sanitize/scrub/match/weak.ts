/**
 * A sensitive name and its value without an assignment between them: `the password is x`, `token -> x`, `| secret | x |`,
 * `ENV DB_PASSWORD x`, `login bob password x`, and the neighbours `["x-api-key", "x"]`, `set('password', 'x')`. Here the
 * value has to look like a secret, because mostly a sentence goes on.
 */
import { hasBlank, isBlank, isIn, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import { isAwsKeyId } from '../known-forms.js';
import { isPlainWordAt, looksDrawn, looksSecret, MIXED } from '../looks-secret.js';
import { placeholderEnd } from '../placeholder.js';
import type { Scan } from '../scan.js';
import { matchAlignedHead } from './aligned-table.js';
import { bareValueEnd, beforeEscape, withoutPunctuation } from './bare-value.js';
import { type KeyName, keyNameBefore } from './key-name.js';
import { nearClose } from './near-quote.js';
import { isUnexpectedToken } from './no-value.js';
import { otherValue } from './other-value.js';
import { quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';
import { matchTableHead } from './table.js';

/** Whose a secret is: `for the user bob smith`. */
const OWNER = String.raw`(?:for|of) [\w@.'"-]{1,64}(?: [\w@.'"-]{1,32})`;
/** What says that the value of the name before it follows. */
const SAYS = [
  String.raw`(?:mismatch|invalid|wrong)[:,]? expected:?\s{1,8}`,
  String.raw`(?:(?:NOT )?(?:IN|I?LIKE)[ \t]{0,2}\(?|<>|!=)[ \t]{0,2}(?=['"])`,
  String.raw`[fF](?:rom|ROM)(?= (?:\S{6,64}|'[^']{1,64}') (?:to|TO) )[ \t]{1,8}`,
  String.raw`(?:provided|given|supplied|received|used|rejected|expired|created|generated|updated|changed|expected|not found|not valid|mismatch)(?: (?:from|by|via|with) [\w.-]{1,32})?:\s{1,8}`,
  String.raw`(?:(?:(?:has been |is |was )?(?:generated|created|set) )?(?:for|of) [\w@. -]{1,48}(?: \([^()\n]{1,80}\))?|to [a-z ]{1,40}):\s{1,8}`,
  String.raw`${OWNER}{0,2} ?=[ \t]{1,8}`,
  String.raw`(?:${OWNER}{0,5} )?(?:(?:is|was|equals)(?: now| set to)?:?|(?:has been )?(?:changed|set|reset|updated) (?:to:?|from))[ \t]{1,8}`,
  String.raw`(?:\|\||\?\?)[ \t]{1,4}(?=["'\`])`,
  String.raw`n?(?:var)?char\(\w{1,5}\)\s?=\s{0,2}N?(?=')`,
  // As Elasticsearch prints those that it made.
  String.raw`(?:elastic|kibana(?:_system)?|logstash_system|beats_system|apm_system|remote_monitoring_user) = (?=\S)`,
].join('|');
/** What may stand between the two in place of a separator, behind its first blank. */
const LINK = new RegExp(
  String.raw`^[ \t]{0,8}(?:value )?(?:(${SAYS})|(?:-{1,2}>|\u2192|-|[|\u2502\u2503]|=+>|to)[ \t]{1,8}|[|\u2502\u2503]?[ \t]{0,8}(?:[05789] )?)`,
);
/** Only an identifier is followed by its value at once; prose goes on with a word. */
const IDENTIFIER = /[_.]|^[A-Z]+-|(?:pass|auth)$| key$/i;
/** Signs of a password, and neither a flag, an assignment nor an address. */
const SIGNED = /^(?!.*[@=:])[^-]*[!#$%^&*+?~]/;
/** `kus77abidolo`, and no `sha256sum`. */
const DIGITS_WITHIN = /^(?!(?:sha|md|base|utf|http|oauth)\d)[A-Za-z]+\d+[A-Za-z]+$/i;
/** A sign within, and no address. */
const AT_WITHIN = /^[^=:@]+@(?=[^=:@.]*$)[^\d]*\d/;
/** `sunshine99`, and no `field2`. */
const DIGITS_BEHIND =
  /^(?!(?:sha|md|base|utf|http|oauth|argon|pbkdf|field|option|input|line|step|phase|version|level|type|rule|policy|attempt|hash|column|param|arg|test|user|reset|page)\d)[A-Za-z]{4,}\d{1,6}$/i;
const VARIABLE = /(?:^|[^A-Za-z\d_])[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/;
const LONGEST_VARIABLE = 48;
/** A one-time code, and the name of one. */
const DIGITS = /^\d{4,8}$/;
const CODE = /(?:code|pin|otp)$/i;
/** `credentials bob:x` */
const ACCOUNT = /^[\w.@-]{1,64}:\S{6,128}$/;
const CREDENTIALS = /cred(?:ential)?s$/i;
/** `password (Argon2id)` */
const OF_HASH =
  /^(?:(?:argon|pbkdf|scrypt|bcrypt|sha|md|wpa|ipv|gpt|node|base)\d{1,3}[A-Za-z]{0,8}|x?chacha\d{0,2}[\w-]{0,9}|ntlmv?\d?[A-Za-z]{0,8})$/i;
/** What brackets may hold. */
const BRACKETED = /^[^\s()[\]{}<>"'`|,;]{6,64}/;
const LONGEST_BRACKETED = 64;
/** What a quote holds, rather than what stands between two of them. */
const WORDS = /\w{3}/;
/** `apiKey`, which is no word of prose. */
const CAMEL = /[a-z][A-Z]/;
/** A netrc line (`machine x login y password z`), or prose (`with password z`). */
const LOGIN =
  /(?:^|\s)(?:(?:login|user|username|account)\s{1,4}\S{1,64}\s{1,8}|(?:with|using) |(?:client|api|access|session|shared|signing|private) |(?:ENV|ARG|setx|setenv|set -g?x|config set|export|fastcgi_param|env) )$/i;
/** `machine x login y password z` */
const NETRC =
  /(?:^|\s)(?:login\s{1,4}\S{1,64}\s{1,8}password|(?:SetEnv|ENV|ARG|setenv|setx|fastcgi_param) \w{2,64})[ \t]$/;
/** Of OpenPGP, `using RSA signing key 19882D92...`. */
const KEY_ID = /^(?:[\dA-F]{16}|[\dA-F]{40})$/;
/** Of a key store, `encryption key 3f2a9b1c rotated`. */
const SHORT_KEY_ID = /^(?=\d*[a-f])[\da-f]{8}$/;
const OF_KEY_STORE = /^(?:encryption|data|signing) key$/i;
/** `docker run -e DB_PASSWORD postgres:16`: a variable whose value is that of the shell. */
const PASSED_ON = /(?:^|\s)(?:-e|--env) $/;
const LONGEST_LINK = 160;
/** Of `set password to x`; as often something is sent there. */
const TO = /^[ \t]*to[ \t]+$/;
const PAIR = /^[A-Za-z_][\w.-]{0,40}=[^=]/;
/** What tells whose it is. */
const WHOSE = /^[ \t]{0,8}(?:for|of) /;
/** Of a password, which has a rule of its own. */
const HASH = /^\$(?:argon2|pbkdf2|2[abxy]\$|scrypt)/;
/** `correct-horse-battery` */
const PHRASE = /^[a-z]+(?:-[a-z]+){2,}$/;
const LONGEST_LOGIN = 96;
/** Of several words in quotes. Characters. */
const LONGEST_PHRASE = 160;

/** First letters of the words of a link. */
const LINK_LETTERS = new Set([...'iwecsrupngmftohvkblaFNIL05789|?'].map((letter) => letter.charCodeAt(0)));
const HYPHEN = 45;
const SPACE = 32;
const PARENTHESIS = 40;
const BRACKET = 91;
const NO_LINK = [''] as const;

/** Whether what follows a hyphen makes an arrow or a dash of it. */
function goesOn(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 62 || isBlank(code) || (code === HYPHEN && text.charCodeAt(at + 1) === 62);
}

function linkAt(text: string, at: number): readonly (string | undefined)[] | null {
  const code = text.charCodeAt(at);
  if (isIn(code, WORD) ? !LINK_LETTERS.has(code) : code === HYPHEN && !goesOn(text, at + 1)) return NO_LINK;
  return LINK.exec(text.slice(at, at + LONGEST_LINK));
}

/** `name<blank>`; the literal is the end of the name and the blank. */
export function matchWeak(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  matchTableHead(scan, after - 1);
  const next = text.charCodeAt(after);
  if (next === SPACE) matchAlignedHead(scan, after - 1);
  // `token [x] not found`
  if (next === PARENTHESIS || next === BRACKET)
    return placeholderEnd(text, after) < 0 ? hideBracketed(scan, after - 1, after + 1, MIXED) : MISS;
  const link = linkAt(text, after);
  if (link === NO_LINK && isPlainWordAt(text, after)) return MISS;
  if (link === null || !scan.rules.enabled('key-value')) return MISS;
  const between = link[0]!;
  const at = after + between.length;
  if (placeholderEnd(text, at) >= 0) return MISS;
  const quote = quoteAt(text, at);
  const start = quote === undefined ? at : at + quote.width;
  const end =
    quote === undefined
      ? withoutPunctuation(text, start, beforeEscape(text, start, bareValueEnd(text, start, false)))
      : nearClose(scan, start, quote);
  if (end <= start) return MISS;
  const value = text.slice(start, end);
  // `API_TOKEN env=prod`: the next pair.
  if (quote === undefined && (PAIR.test(value) || isAwsKeyId(value) || HASH.test(value))) return MISS;
  if (
    hasBlank(text, start, end) &&
    !(
      quote !== undefined &&
      link[1] !== undefined &&
      end - start <= LONGEST_PHRASE &&
      value.split(' ').some((word) => looksSecret(word, true))
    )
  )
    return MISS;
  const isNear = /^[ \t]*$/.test(between);
  // Behind the name of a variable a quote is a value: `SetEnv DB_PASSWORD "x"`.
  const says =
    link[1] !== undefined ||
    (isNear &&
      quote !== undefined &&
      VARIABLE.test(text.slice(Math.max(0, after - LONGEST_VARIABLE), after - 1)));
  // The quote around a label may close here: `"Password for user: ","n"`.
  if (says && quote !== undefined && !WORDS.test(value)) return MISS;
  // A quoted word behind `is` is meant literally.
  const isLax = says || DIGITS_BEHIND.test(value);
  if (
    says && quote !== undefined
      ? isStopValue(text, start, end, true)
      : !(looksSecret(value, !isLax) || DIGITS.test(value) || (isNear && isOfNetrc(text, value, after)))
  )
    return MISS;
  const key = keyNameBefore(scan, after - 1, false);
  if (key !== undefined && KEY_ID.test(value) && /sign/i.test(key.name)) return MISS;
  if (
    key !== undefined &&
    isNear &&
    quote === undefined &&
    SHORT_KEY_ID.test(value) &&
    OF_KEY_STORE.test(key.name)
  )
    return MISS;
  if (key === undefined || PASSED_ON.test(text.slice(Math.max(0, key.start - 8), key.start))) return MISS;
  if (
    (isNear || TO.test(between)) &&
    !(isNear && isFollowed(text, key)) &&
    !isShown(scan, key, start, value, quote !== undefined)
  )
    return MISS;
  const other = otherValue(text, end);
  if (WHOSE.test(between)) {
    // Whose it is, is still to be judged.
    scan.hideLater('key-value', start, end);
    if (other !== undefined) scan.hideLater('key-value', other.start, other.end);
    return MISS;
  }
  scan.hide('key-value', start, end);
  if (other !== undefined) scan.hide('key-value', other.start, other.end);
  return other?.end ?? end;
}

/** Behind a login in a netrc file a value may be words with a number. */
function isOfNetrc(text: string, value: string, after: number): boolean {
  return (
    (looksSecret(value, false) || PHRASE.test(value)) &&
    NETRC.test(text.slice(Math.max(0, after - LONGEST_LOGIN), after))
  );
}

/** Whether a value is one in the middle of prose: `token x rejected`. */
function isShown(scan: Scan, key: KeyName, at: number, value: string, isQuoted: boolean): boolean {
  if (isUnexpectedToken(scan, key, at)) return false;
  return isShownPassword(value, key) || (isQuoted && looksSecret(value, true));
}

/** Of a password signs tell as well; what follows the name of another secret is as often that of a thing. */
function isShownPassword(value: string, { name, info: { numeric } }: KeyName): boolean {
  if (DIGITS.test(value) && CODE.test(name)) return true;
  if (looksDrawn(value)) return true;
  if (ACCOUNT.test(value) && CREDENTIALS.test(name)) return true;
  if (!numeric) return MIXED.test(value) && (SIGNED.test(value) || DIGITS_WITHIN.test(value));
  return (
    DIGITS_BEHIND.test(value) ||
    ((SIGNED.test(value) || DIGITS_WITHIN.test(value) || AT_WITHIN.test(value)) && looksSecret(value, true))
  );
}

/** `password(x)`, `password[x]`, `password|x`; the literal is the end of the name and the sign. */
export function matchBracketed(scan: Scan, _at: number, after: number): number {
  return hideBracketed(scan, after - 1, after, BRACKETED);
}

/** Hides what a bracket holds that opens before `at`, behind the name that ends at `end`; it has to be of the form, too. */
function hideBracketed(scan: Scan, end: number, at: number, form: RegExp): number {
  if (!scan.rules.enabled('key-value')) return MISS;
  const value = BRACKETED.exec(scan.text.slice(at, at + LONGEST_BRACKETED))?.[0];
  if (value === undefined || !form.test(value)) return MISS;
  const key = keyNameBefore(scan, end, false);
  if (key === undefined || value.includes('@') || DIGITS_BEHIND.test(value)) return MISS;
  if (!isShownPassword(value, key) || isUnexpectedToken(scan, key, at) || OF_HASH.test(value)) return MISS;
  scan.hide('key-value', at, at + value.length);
  return at + value.length;
}

function isFollowed(text: string, key: KeyName): boolean {
  return (
    IDENTIFIER.test(key.name) ||
    CAMEL.test(key.name) ||
    LOGIN.test(text.slice(Math.max(0, key.start - LONGEST_LOGIN), key.start))
  );
}
