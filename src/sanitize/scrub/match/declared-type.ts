/** What may stand between a separator and its value: blanks, and the type of a declaration. */
import { isIn, LETTERS } from '../characters.js';
import { isTypeName } from './reference.js';

const EQUALS = 61;
const OPENING = 91;
const SMALL_S = 115;
const BRACKET = 40;
const EXCLAMATION = 33;
const AMPERSAND = 38;
/** The type and the anchor of a value in YAML: `!!str x`, `&a x`. */
const YAML_MARK =
  /^(?:!![A-Za-z/-]{1,32}|!(?:vault|secret|env_var|Ref|Sub|GetAtt|binary|str)|&[A-Za-z_-]{1,32}) {1,4}(?!\w{1,40}=)/;
const MAX_BLANKS = 64;
/** `[]string{"x"}` of Go, `string(8) "x"` of PHP. */
const TYPE_OF_LITERAL =
  /^(?:\[\]\w{1,12}(?=\{)|string\(\d{1,6}\) |\((?!none|null|nil|empty|unset|hidden|redacted|masked)\w{1,24}\) (?:\(len=\d{1,6}\) )?)/;

export function skipBlanks(text: string, from: number, lines: boolean): number {
  let at = from;
  const stop = from + MAX_BLANKS;
  while (at < stop) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9 || code === 0xa0 || (lines && (code === 10 || code === 13))) at++;
    // A markdown name in bold has its colon inside: `**Password:** x`.
    else if (code === 42 && text.charCodeAt(at + 1) === 42 && text.charCodeAt(at + 2) === 32) at += 2;
    else break;
  }
  return at;
}

/** `password: string = "x"` and `password: str = "x"` are declarations; the value stands behind the `=`. */
export function behindType(text: string, at: number, isColon: boolean): number {
  const first = text.charCodeAt(at);
  if (first === OPENING || first === SMALL_S || first === BRACKET) {
    const type = TYPE_OF_LITERAL.exec(text.slice(at, at + 48))?.[0].length ?? 0;
    if (type > 0) return at + type;
  }
  if (isColon && (first === EXCLAMATION || first === AMPERSAND))
    return at + (YAML_MARK.exec(text.slice(at, at + 40))?.[0].length ?? 0);
  let end = at;
  while (end < at + 16 && isIn(text.charCodeAt(end), LETTERS)) end++;
  if (end === at || end === at + 16) return at;
  const sign = skipBlanks(text, end, false);
  if (text.charCodeAt(sign) !== EQUALS || !isTypeName(text.slice(at, end))) return at;
  return skipBlanks(text, sign + 1, false);
}
