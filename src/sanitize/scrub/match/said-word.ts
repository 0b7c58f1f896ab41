/**
 * A word where a secret would stand: `session: started`, `cat: /etc/passwd: Permission denied`, `http://auth:8081`. A password
 * may be any word; a token, a session or a cookie is made by a machine.
 */
import { isBlank, isIn, LETTERS } from '../characters.js';
import { looksSecret } from '../looks-secret.js';
import type { KeyName } from './key-name.js';

/** One word of a language, perhaps of two parts, with the sign of a sentence behind it. */
const WORD = /^[A-Za-z\u00c0-\u024f]+(?:[-_.'/][A-Za-z\u00c0-\u024f]+){0,2}[.,;:!?)]{0,2}$/;
/** Longer ones are drawn from letters. Characters. */
const LONGEST_WORD = 14;
/** The same, with nothing behind it. */
const LONGEST_ALONE = 9;
/** Of a program: `START_OBJECT`. */
const CONSTANT = /^[A-Z]+(?:_[A-Z]+)+$/;
/** `disconnected`, `refreshing` */
const DONE = /(?:ed|ing)$/;
const PLAIN_NAME = /^[A-Za-z]?[a-z]+(?: [a-z]+)*$/;
/** Of a file, `tls.key`, whose name a message begins with. */
const FILE = /\.(?:key|secret|token|cookie|txt|json|ya?ml|pem)$/i;
const ENOUGH = 64;

const OPENING = 40;
const COLON = 58;
const SLASH = 47;
/** Before a name with its value right behind the colon: of a host or an image, a task, a script, an aside. */
const OPENS_STEP: ReadonlySet<number> = new Set([...'/:@( '].map((sign) => sign.charCodeAt(0)));
const PORT = /^\d{2,5}(?:\/|$)/;
/** Digits and what stands in a port, a version or a path. */
const NUMBER = /^\d[\d./]*(?:\/.*)?$/;

/** Whether what stands from `start` to `end` behind the separator `kind` only says something of what is named. */
export function isSaidWord(text: string, key: KeyName, start: number, end: number, kind: number): boolean {
  const value = text.slice(start, Math.min(end, start + ENOUGH));
  const before = text.charCodeAt(key.start - 1);
  const isApart = isBlank(text.charCodeAt(start - 1));
  if (key.info.drawn && CONSTANT.test(value)) return true;
  if (key.quote !== '') return key.quote === "'" && isApart && WORD.test(value) && goesOn(text, end);
  if (!isApart) {
    if (kind !== COLON) return false;
    // `pam_unix(passwd:session)`
    if (before === OPENING && /passwd$/.test(key.name)) return isWord(value.replace(/\).*$/, ''));
    const isStep = key.info.drawn && (OPENS_STEP.has(before) || key.start === 0);
    return (
      isStep && (PORT.test(value) || ((isWord(value) || NUMBER.test(value)) && !looksSecret(value, true)))
    );
  }
  const isFile = before === SLASH || FILE.test(key.name);
  if (!isWord(value)) return false;
  // `NPM_TOKEN: x` and `bearer_token: x` are settings.
  const isSaid = isFile || (key.info.drawn && PLAIN_NAME.test(key.name));
  if (kind !== COLON) return isSaid && !isBlank(text.charCodeAt(start - 2));
  return isSaid && (value.length <= LONGEST_ALONE || DONE.test(value) || goesOn(text, end));
}

function isWord(value: string): boolean {
  return value.length <= LONGEST_WORD && WORD.test(value);
}

/** Whether another word follows. */
function goesOn(text: string, end: number): boolean {
  return text.charCodeAt(end) === 32 && isIn(text.charCodeAt(end + 1), LETTERS);
}
