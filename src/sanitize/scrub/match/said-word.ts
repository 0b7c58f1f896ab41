/**
 * A word where a secret would stand: `session: started`, `cat: /etc/passwd: Permission denied`, `http://auth:8081`. A password
 * may be any word; a token, a session or a cookie is made by a machine.
 */
import { BASE62, isBlank, isIn, LETTERS } from '../characters.js';
import { isDuration } from '../known-forms.js';
import { looksSecret } from '../looks-secret.js';
import type { KeyName } from './key-name.js';
import { isStopValue } from './stop-values.js';

/** One word of a language, perhaps of two parts, with the sign of a sentence behind it. */
const WORD = /^[A-Za-z\u00c0-\u024f]+(?:[-_.'/][A-Za-z\u00c0-\u024f]+){0,2}[.,;:!?)]{0,2}$/;
/** Longer ones are drawn from letters. Characters. */
const LONGEST_WORD = 14;
/** The same, with nothing behind it. */
const LONGEST_ALONE = 9;
/** Of a program: `START_OBJECT`. */
const CONSTANT = /^[A-Z]+(?:_[A-Z]+)+$/;
/** `disconnected`, `refreshing` */
const DONE = /(?:ed|ing|able|ible)$/i;
/** Functions that a message is about, `hashPassword: took 83ms`; those of the second kind are as often the names of values. */
const FUNCTION =
  /^(?:hash|get|set|change|load|generate|send|rotate|create|update|validate|verify|check|fetch|revoke|delete|remove|parse|find|issue|renew|decode|encode|emit|compare|handle|make|build|ask|prompt|decrypt|introspect|invalidate|mint)(?:_|(?=[A-Z]))/;
const MAY_BE_FUNCTION = /^(?:refresh|reset|request|forgot|read|write|save)(?:_|(?=[A-Z]))/;
/** Which are drawn from digits, or from capitals. */
const ONE_TIME = /(?:^|[^A-Za-z])(?:pin|t?otp)$/i;
const CAPITALS = /^[A-Z]{2,8}$/;
const ONE_WORD = /^[A-Z]?[a-z]+[.,;:!?)]{0,2}$/;
/** Of programs and their parts: `passwd: add option -q`. */
const PART = /(?:^|[_-])passwd$/;
/** What goes on with a sentence, `password: Change your password`. */
const GOES_ON = /^ (?:your|the|a|an|this|it|them) /;
const PART_NAME = /^[a-z]+(?:-[a-z]+){1,3}$/;
const PLAIN_NAME = /^[A-Za-z]?[a-z]+(?: [a-z]+)*$/;
/** Of a file, `tls.key`, whose name a message begins with. */
const FILE = /\.(?:key|secret|token|cookie|txt|json|ya?ml|pem)$/i;
const ENOUGH = 64;

const OPENING = 40;
const COLON = 58;
const SLASH = 47;
/** Before a name with its value right behind the colon: of a host or an image, a task, a script, an aside. */
const OPENS_STEP: ReadonlySet<number> = new Set([...'/:@( ='].map((sign) => sign.charCodeAt(0)));
const PORT = /^\d{2,5}(?:\/|$)/;
/** Of Maven, behind the name of its group: `jjwt-api:0.11.5`. */
const COORDINATE = /^[A-Za-z][\w.-]{0,40}(?::[\w-]{1,24}){0,2}:\d+(?:\.[\w-]+)+$/;
/** A file that a message is about, `secret key: tls.crt`. */
const VALUE_FILE = /^[a-z][a-z-]*\.(?:crt|pem|key|p12|jks|json|ya?ml|txt|conf|env)$/;
/** What becomes of a thing that has a name, `Secret: my-secret not found`. */
const FATE =
  /^ (?:not found|does not exist|already exists|is forbidden|created|deleted|unchanged|configured)/;
/** What went wrong with it is said behind the colon: `failed to fetch secret: permission denied`. */
const FAILED =
  /(?:unable to|failed to|failure to|failed|cannot|can't|could not|couldn't|error) (?:[a-z]+ ){1,4}$|(?:^|\W)(?:no|missing) $/i;
const LONGEST_CONTEXT = 64;
/** `must be at least 8 characters`, `Password is required` */
const COMPLAINT =
  /^(?:(?:[A-Z][a-z]+ ){0,2}|(?:This|The|Your) (?:[a-z]+ ){1,3})(?:is|are|must|should|cannot|can't|needs|does not|doesn't|may not|was|has) [a-z][\w ,.'-]*$/;

/** Whether a text says what is wrong with a value. A digit in a word is of a secret. */
export const isComplaint = (value: string) => COMPLAINT.test(value) && !/[A-Za-z]\d|\d[A-Za-z]/.test(value);
const COMPLAINTS = /^\[\s*(["'])([^"'\\]{1,80})\1(?:,\s{0,8}(["'])([^"'\\]{1,80})\3)?\s*\]$/;
const REQUIRED = /^(?:[A-Z][a-z]+ )?(?:required|missing|invalid|too (?:short|long|weak|common))\.?$/i;

/** `["is too short"]`, what a validator says of a field. */
export function isListOfComplaints(value: string): boolean {
  const found = COMPLAINTS.exec(value);
  if (found === null) return false;
  return [found[2]!, found[4]].every((said) => !said || isComplaint(said) || REQUIRED.test(said));
}

/** How much of something there is: `1024 bytes`. */
const UNIT = /^ (?:bytes?|chars?|characters|tokens|items|keys|KiB|kB|MB)\b/;
const COUNT = /^[a-z_]{1,24}=\d{1,12}$/i;
const FEW = /^\d{1,3}$/;
/** Digits and what stands in a port, a version or a path. */
const NUMBER = /^\d[\d./]*(?:\/.*)?$/;

/** `Session 1: 10:00`, `PIN 3: VCC`: one of several, of a programme or a plug. */
const NUMBERED = / \d{1,3}$/;
const isSaidOfNumbered = ({ name }: KeyName, value: string) =>
  /^pin /i.test(name)
    ? /^[A-Z]{1,5}$/.test(value)
    : /^session /i.test(name) && /^\d\d?[:.]\d\d$|^[A-Z][a-z]+$/.test(value);

/** Whether what stands from `start` to `end` behind the separator `kind` only says something of what is named. */
export function isSaidWord(text: string, key: KeyName, start: number, end: number, kind: number): boolean {
  const value = text.slice(start, Math.min(end, start + ENOUGH));
  const before = text.charCodeAt(key.start - 1);
  const isApart = isBlank(text.charCodeAt(start - 1));
  if (key.info.drawn && CONSTANT.test(value)) return true;
  if (kind === COLON && isApart && NUMBERED.test(key.name)) return isSaidOfNumbered(key, value);
  if (key.quote === '' && isSaidOtherwise(text, key, value, start, end, kind)) return true;
  if (key.quote !== '') {
    if (!isApart || !WORD.test(value)) return false;
    if (isInSentence(text, key) && (goesOn(text, end) || DONE.test(value) || CAPITALS.test(value)))
      return true;
    // `volume "creds" : secret "web-tls" not found`
    return isBeforeQuote(text, end) || (key.quote === "'" && goesOn(text, end));
  }
  if (!key.info.numeric && isDuration(value)) return true;
  if (!isApart) {
    if (kind !== COLON) return false;
    if (key.info.drawn && COORDINATE.test(value)) return true;
    // `pam_unix(passwd:session)`
    if (before === OPENING && /passwd$/.test(key.name)) return isWord(value.replace(/\).*$/, ''));
    const isStep = key.info.drawn && (OPENS_STEP.has(before) || key.start === 0);
    return (
      isStep && (PORT.test(value) || ((isWord(value) || NUMBER.test(value)) && !looksSecret(value, true)))
    );
  }
  if (kind === COLON && isMessage(text, key, value, end)) return true;
  const isFile = before === SLASH || FILE.test(key.name);
  if (!isWord(value)) return false;
  // `NPM_TOKEN: x` and `bearer_token: x` are settings.
  const isPlain = PLAIN_NAME.test(key.name);
  // `external-secrets: reconciled 3 stores`
  const isPart = PART_NAME.test(key.name) && (DONE.test(value) || goesOn(text, end));
  const isSaid = isFile || (key.info.drawn && (isPlain || isPart));
  if (kind !== COLON) return isSaid && !isBlank(text.charCodeAt(start - 2));
  return isSaid && (value.length <= LONGEST_ALONE || DONE.test(value) || goesOn(text, end));
}

/** The address of a page: `change your password: https://shop.example/account`. */
const ADDRESS = /^https?:\/\/[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d{2,5})?(?:\/[a-z-]{0,24}){0,4}$/;
const PASSWORD = /^(?:[a-z]+ )?passw(?:or)?d$/i;
/** The name of an event, of a place in a cache: `login:success`, `6650:meta`. */
const EVENT =
  /^(?:[a-z]{2,12}:|\d{1,6}:){1,3}(?:success|succeeded|fail(?:ed|ure)|error|expired?|revoked?|request(?:ed)?|created?|updated?|deleted?|changed?|reset|refresh(?:ed)?|login|logout|start(?:ed)?|end(?:ed)?|valid|invalid|verified|sent|all|meta|data|list|info|count|ttl|lock)$/;
/** In the key of a cache a password could stand. */
const OF_CACHE = /\d|:(?:all|meta|data|list|info|count|ttl|lock)$/;
/** What happens to a password. */
const HAPPENS = /^(?:change|reset|update|expire|forgot|request|verify|confirm|rotate|revoke)d?$/;
/** What is told of a token or session in a pair of its own. */
const SETTING =
  /^(?:user(?:name)?|method|type|mode|scheme|count|status|state|provider|realm|role|reason|action|event|result|ttl|source|kind|level|attempts?|duration|host|port)=(?![\da-f]{8})[\w.-]{1,12}$/i;
/** Goes on with a sentence: `we got password= from upstream`. */
const PREPOSITION = /^(?:and|or|from|in|is|are|was|were|to|with|not|for|on|at|by|of|which|that|when|if)$/;

function isSaidOtherwise(
  text: string,
  key: KeyName,
  value: string,
  start: number,
  end: number,
  kind: number,
): boolean {
  const isApart = isBlank(text.charCodeAt(start - 1));
  if (kind !== COLON) {
    const isAfterSign = isApart && !isBlank(text.charCodeAt(start - 2));
    return isAfterSign && PREPOSITION.test(value) && goesOn(text, end) && !/phrase$/i.test(key.name);
  }
  if (isApart) {
    if (PASSWORD.test(key.name) && ADDRESS.test(value)) return true;
    // A pair of its own: `auth: user=bob method=saml2`.
    return key.info.drawn && SETTING.test(value) && !looksSecret(value.slice(value.indexOf('=') + 1), true);
  }
  const isStep = OPENS_STEP.has(text.charCodeAt(key.start - 1)) || key.start === 0;
  return isStep && ((EVENT.test(value) && (key.info.drawn || !OF_CACHE.test(value))) || HAPPENS.test(value));
}

/** `near "password": syntax error`: a word before the quoted name, and no member of an object. */
export function isInSentence(text: string, { start, quote }: KeyName): boolean {
  const open = start - quote.length - 1;
  const before = text.charCodeAt(open - 1);
  return text.charCodeAt(open) === 32 && (isIn(before, BASE62) || before === COLON);
}

/** Whether the value begins a message about what is named, which is no value of it. */
function isMessage(text: string, key: KeyName, value: string, end: number): boolean {
  if (key.info.plural && COUNT.test(value)) return true;
  if (FEW.test(value)) return goesOn(text, end);
  if (/^\d+$/.test(value) && UNIT.test(text.slice(end, end + LONGEST_WORD))) return true;
  if (!key.info.numeric && VALUE_FILE.test(value)) return true;
  if (!isWord(value)) return !key.info.numeric && isResource(text, value, end);
  if (!endsWord(text, end)) return false;
  if (ONE_TIME.test(key.name) && ONE_WORD.test(value)) return true;
  if (FUNCTION.test(key.name) && LOWER_WORD.test(value) && (DONE.test(value) || hasMore(text, end)))
    return true;
  const isBefore = text.startsWith(': ', end);
  if (!isBefore && !goesOn(text, end)) return false;
  if (PART.test(key.name) || MAY_BE_FUNCTION.test(key.name)) return true;
  if (GOES_ON.test(text.slice(end, end + LONGEST_WORD))) return true;
  if (!key.info.numeric && (isBefore || FATE.test(text.slice(end, end + LONGEST_WORD + 4)))) return true;
  return FAILED.test(text.slice(Math.max(0, key.start - LONGEST_CONTEXT), key.start));
}

const RESOURCE = /^[a-z][a-z-]*\d{0,3}$/;

function isResource(text: string, value: string, end: number): boolean {
  return RESOURCE.test(value) && FATE.test(text.slice(end, end + LONGEST_WORD + 4));
}

function isBeforeQuote(text: string, end: number): boolean {
  return text.charCodeAt(end) === 32 && /^\\*["']/.test(text.slice(end + 1, end + 5));
}

function isWord(value: string): boolean {
  return value.length <= LONGEST_WORD && WORD.test(value);
}

/** Whether a word ends at `end`: what goes on behind a quote or a bracket is none. */
export function endsWord(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  if (code !== 34 && code !== 39 && code !== 125) return true;
  return !isIn(text.charCodeAt(end + 1), BASE62);
}

/** `token refreshed for bob`, `basic realm missing`: a word of a language, which the sentence goes on behind or ends with. */
export function isLowerWordOf(text: string, start: number, end: number): boolean {
  const value = text.slice(start, Math.min(end, start + ENOUGH));
  if (!endsWord(text, end) || !isLowerWord(value)) return false;
  return goesOn(text, end) || DONE.test(value) || isStopValue(text, start, end, true);
}

/** `rejected`, `in-progress`: letters of one case make a word of a language. */
export const isLowerWord = (value: string) => value.length <= LONGEST_WORD && LOWER_WORD.test(value);
const LOWER_WORD = /^[a-z]+(?:-[a-z]+)?[.,;:!?)]{0,2}$/;

/** Whether another word follows. */
function goesOn(text: string, end: number): boolean {
  return text.charCodeAt(end) === 32 && isIn(text.charCodeAt(end + 1), LETTERS);
}

/** The same, or a number. */
function hasMore(text: string, end: number): boolean {
  return text.charCodeAt(end) === 32 && isIn(text.charCodeAt(end + 1), BASE62);
}
