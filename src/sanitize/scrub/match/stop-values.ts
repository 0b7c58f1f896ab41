/** Values that stand where a secret could stand and are none: words of a sentence, templates, masks. */
import { BASE62, HYPHENS, isBlank, isIn, LETTERS } from '../characters.js';
import { looksDrawn } from '../looks-secret.js';
import { placeholderEnd } from '../placeholder.js';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Not a secret behind `name=` and `name:` alike. */
const STATES = words(
  'must should is was are has required invalid incorrect missing expired wrong not too null undefined none nil true ' +
    'false optional await async function sent received include omit same-origin yes no empty enabled disabled ready nan void unset unknown redacted filtered masked hidden removed absent skipped',
);

/** Words that continue a sentence behind `name:`. An assignment with `=` is no prose. */
const PROSE = words(
  'a an the this that these those it its we you your our they he she i there here and or but nor so if then than when ' +
    'while where who which what why how to of in on at by for from with without within into onto over under after ' +
    'before between about against during until as be been being am were will would shall can cannot could may might ' +
    'do does did done have had having failed fails failure denied rejected refused accepted granted verified changed ' +
    'updated reset rotated revoked issued created deleted found matched matches mismatch ok okay success successful ' +
    'unless unsupported stored generated encrypted validated unchanged reused synced mounted decrypted validator http ' +
    'succeeded error errors please enter see use using used never always only also already still just minimum maximum ' +
    'at-least optional mandatory needed need needs unexpected expected unable user users new old current previous ' +
    'length characters string number object boolean array function type value all any each some several more most ' +
    'both few other another such same different valid present active inactive closed set configured malformed hashed refreshed field path ' +
    "cast passwords tokens secrets keys sessions cookies can't cannot doesn't don't isn't aren't wasn't won't hasn't didn't mustn't " +
    // The same words of other languages: `Passwort: falsch`.
    'falsch ungültig fehlt erforderlich abgelaufen geändert leer incorrecto incorrecta inválido inválida caducado requerido ' +
    'requerida invalide incorrecte expiré requis obligatoire manquant errata scaduto неверный неверно истёк обязателен ' +
    'started stopped opened open idle resumed terminated loaded cached initialized destroyed retrying removed added up down ' +
    'on off locked unlocked blocked pending healthy unhealthy str int bool ' +
    'read write inherit leave choose pick via flag option argument parameter instead through using mindestens au mínimo ' +
    '错误 無効 无效 必填 必須 过期 不正确',
);

/**
 * Templates and masks: `${X}`, `{{x}}`, `<password>`, `%s`, `%(x)s`, `{}`, `{0}`, `$1`, `?`, `:name` and
 * `@name` of SQL, `***`, `...`, `xxxx`, `process.env.X`, `[FILTERED]`, `[Object]`. Whole value, at most 80 characters.
 */
const TEMPLATE = new RegExp(
  `^(?:${[
    // A default, `${X:-secret}`, is a value.
    '\\$\\{(?![^}]*:-[^}])[^}]+\\}',
    '\\$\\([^)]+\\)',
    '\\{\\{[^}]+\\}\\}',
    // `{0}`, `{password}`, `{user_id}`; of ODBC `PWD={x}` a value that looks like one is none of them.
    '\\{(?:\\d+|[a-zA-Z_]*(?:\\.[a-zA-Z_]+)*\\d?)\\}',
    '<[A-Za-z][\\w .-]*>',
    '&lt;[A-Za-z][\\w .-]*&gt;?',
    '%[a-z]',
    '%\\([\\w.]+\\)[sd]',
    '%[A-Z_]+%',
    '\\$\\d+',
    '\\?',
    '[:@](?:\\d{1,3}|[a-z_]+\\d{0,2})',
    '[*x\\u2022.\\u2026#-]{3,}',
    '\\u2026',
    // A call in source text: `token = getToken()`.
    '[A-Za-z_$][\\w$.]*\\([A-Za-z_$.,]*\\);?',
    // A version, or a range of them: of a package that is called `cookie`.
    '(?:[~^]|[<>]=?)?\\d+\\.\\d+\\.\\d+(?:-(?:alpha|beta|rc|next|canary|dev|pre|snapshot)[.\\d]*)?',
    // An account of Windows, an object of Java, the type of a column.
    's-1-\\d[\\d-]*',
    '[a-z]\\w*(?:\\.\\w+)+@[\\da-f]+',
    '(?:var)?char\\d?\\(\\d+\\)',
    'process\\.env\\.\\w+!?',
    'os\\.environ[.\\[].+',
    '\\[(?:redacted|filtered|protected|hidden|masked|removed|secret|object|array|function[^\\]]*|circular[^\\]]*|(?:getter|setter|getter\\/setter)(?: \\[[^\\]]*)?)\\]',
    '\\(?(?:redacted|filtered|hidden|masked)\\)?',
    // What is said in place of a value: how long it is, that there is none.
    '\\[\\d+ (?:chars|characters|bytes)\\]',
    '(?:map|set)\\(0\\)',
    '\\[object \\w+\\]',
    'n/a',
    '\\[\\s*["\'](?:required|optional|invalid|missing|expired|too \\w+)["\']\\s*\\]',
    '\\[\\d+ \\w+\\]',
    '%\\{\\w+\\}',
    '[\\w-]{1,8}[_-]\\*{3,}',
    'your[-_a-z]*(?:key|token|secret|password|here)',
    // Functions of SQL over a parameter.
    '[a-z_]\\w*\\((?:[a-z_]\\w*\\()*(?:\\$\\d|\\?).*',
    // Types of source text.
    '(?:optional|record|promise|array|list|map|set)[<[].*',
    '&(?:mut )?(?:str|\\[u8\\]|string)',
    '(?:keyobject|uint8array|secretstr|cryptokey|securestring)',
    'env(?:\\[|\\.fetch\\().+',
  ].join('|')})$`,
  'i',
);
/** `$DB_PASSWORD`, `$password`: a variable; `$ab12Cd` is a value. */
const VARIABLE =
  /^\$(?:[A-Z][A-Z0-9_]+|[a-z]*_[a-z_]*|[a-z]*(?:pass|pw|pwd|secret|token|key|auth|cookie|session|cred|value|val|var|env|arg|input|user|login|name|id|pin|code|hash)[a-z]*)$/;

/** `Tr0ub4dor(x)` is no call. */
const DRAWN_CALL = /^[A-Za-z]*\d[A-Za-z]+\d[A-Za-z\d]*\(/;

const LONGEST = 80;
/** A call, an object, a version. */
const MAY_BE_TEMPLATE = /[)@]|^\d+\.\d+\./;
/** `(32 chars)` */
const LENGTH = /^\(\d+$/;
/** First letters of `s-1-5`, `xxx`, `os.environ`, `process.env` and their like, and of a mask's name, in both cases. */
const TEMPLATE_LETTERS = new Set([...'xoprsmenykugalcXOPRSMENYKUGALC'].map((letter) => letter.charCodeAt(0)));
/** Words that are no secrets are at most this long. Characters. */
const LONGEST_WORD = 12;
const WORD_LETTERS = LETTERS | HYPHENS;
const APOSTROPHE = 39;

/** Whether `start` to `end` is no secret. `prose`: the value stands behind a colon, outside quotes. */
export function isStopValue(text: string, start: number, end: number, prose: boolean): boolean {
  if (end <= start) return true;
  if (text.charCodeAt(start) === 91 && placeholderEnd(text, start) === end) return true;
  if (end - start > LONGEST) return false;
  const value = text.slice(start, end);
  if (mayBeTemplate(value) && !DRAWN_CALL.test(value) && (TEMPLATE.test(value) || VARIABLE.test(value)))
    return !mayBeginValue(value.charCodeAt(0)) || !looksDrawn(value.slice(1).replace(/[>}]$/, ''));
  if (value.length > LONGEST_WORD) return false;
  const word = wordOf(value);
  if (LENGTH.test(value) && isBlank(text.charCodeAt(end))) return true;
  // `password= (attempt 2)`: an aside.
  if (word !== '' && value.charCodeAt(0) === 40 && isBlank(text.charCodeAt(end))) return true;
  return word !== '' && (STATES.has(word) || (prose && PROSE.has(word)));
}

/** `:`, `@` and `<`, with which passwords begin as well, and `{`, in which ODBC has them. */
function mayBeginValue(code: number): boolean {
  return code === 58 || code === 64 || code === 60 || code === 123;
}

/** A template starts with a sign or one of a few letters, or it is a call. */
function mayBeTemplate(value: string): boolean {
  const first = value.charCodeAt(0);
  return !isIn(first, BASE62) || TEMPLATE_LETTERS.has(first) || MAY_BE_TEMPLATE.test(value);
}

/** The one word that a value is, without the signs of the sentence around it; empty when it is more than a word. */
function wordOf(value: string): string {
  const from = value.charCodeAt(0) === 40 ? 1 : 0;
  let to = value.length;
  while (to > from && isStop(value.charCodeAt(to - 1))) to--;
  for (let at = from; at < to; at++) {
    const code = value.charCodeAt(at);
    if (!isIn(code, WORD_LETTERS) && code !== APOSTROPHE) return '';
  }
  return value.slice(from, to).toLowerCase();
}

function isStop(code: number): boolean {
  return code === 46 || code === 33 || code === 63 || code === 58 || code === 41;
}

/** Opening and closing of templates that may hold blanks: `${{ secrets.X }}`, `{{ x }}`, `<your token>`. */
const TEMPLATE_BRACKETS = [
  ['${{', '}}'],
  ['{{', '}}'],
  ['${', '}'],
  ['#{', '}'],
  ['<%', '%>'],
] as const;

/** `${X:-secret}` */
const DEFAULT = /^\$\{\w+:-./;

/** The end of a template that starts at `at`, or 0. */
export function templateEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code !== 36 && code !== 123 && code !== 35 && code !== 60) return 0;
  for (const [open, close] of TEMPLATE_BRACKETS) {
    if (!text.startsWith(open, at)) continue;
    const window = text.slice(at, at + LONGEST);
    const end = window.indexOf(close);
    return end < 0 || DEFAULT.test(window.slice(0, end)) ? 0 : at + end + close.length;
  }
  return 0;
}
