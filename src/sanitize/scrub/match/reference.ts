/**
 * Values that refer to something, rather than being it: how one authenticates, a folder, a file, a place in source text, a
 * label, a type.
 */
import { isFile, isFingerprint } from '../known-forms.js';
import { looksDrawn } from '../looks-secret.js';
import type { NameInfo } from '../name-info.js';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** The names of types, as in `token_type: bearer` and `password: string`. */
const TYPES = words(
  'string str number int integer boolean bool bytes object array any bearer char varchar text function',
);

/** How one authenticates: `auth: basic`. */
const METHODS = words(
  'basic bearer digest oauth oauth2 oidc jwt ntlm kerberos negotiate saml ldap token password apikey plain login xoauth2 cram-md5',
);
/** The version or the address of a service that is called so. */
const SERVICE = /^(?:v?\d+\.\d+\.\d+|\d{1,3}(?:\.\d{1,3}){3}:\d{2,5}|https?:\/\/[^\s@?]+)$/;
/** A place in source text: `req.body.password`. */
const REFERENCE = /^[A-Za-z_$]+\d?(?:\??\.[A-Za-z_$]+)+;?$/;

/** The same by what it begins with. */
const ROOTED =
  /^(?:(?:var|local|module|req|request|config|settings|options|params|props|ctx|args|env)\.|data\.[a-z]+_)\w+(?:\.[a-z_]\w*)*;?$/;
/** `password: !Ref DbPassword` */
const REFERS = /!(?:Ref|GetAtt|ImportValue|env_var|secret) $/;
const LONGEST_MARK = 16;

/** Longer values are none of them. Characters. */
const LONGEST = 80;

/** Whether a value is the way of authentication (`auth: basic`), the directory of `PWD=`, or a reference (`req.body.password`). */
export function isReference(
  text: string,
  start: number,
  end: number,
  { name, info }: { readonly name: string; readonly info: NameInfo },
): boolean {
  if (end - start > LONGEST) return false;
  const value = text.slice(start, end);
  if (info.value === 'method') return isMethod(value) || SERVICE.test(value);
  // A password may be anything.
  if (!info.numeric && isFile(value)) return true;
  if (info.value === 'folder') return isFolder(value, name);
  if (isFingerprint(value) && /(?:gpg|pgp)_?key$/i.test(name)) return true;
  const isName = ROOTED.test(value) || REFERS.test(text.slice(Math.max(0, start - LONGEST_MARK), start));
  if (isName && !value.split('.').some(looksDrawn)) return true;
  if (/secret$/i.test(name) && isResource(value)) return true;
  // `secret: Buffer | string`
  if (/^[A-Z][A-Za-z\d]+$/.test(value) && text.startsWith(' | ', end)) return true;
  // `token: Token`
  if (isNameOfType(value, name)) return true;
  // `"newPassword": "New password"`, a label.
  if (value.includes(' ') && sameLetters(value) === sameLetters(name)) return true;
  // `this.password = password;`
  if (name.includes('.') && name.endsWith(`.${value.replace(/;$/, '')}`)) return true;
  if (isVariable(text, value, end, name)) return true;
  if (isElement(text, start, end, value)) return true;
  if (!value.includes('.') || !REFERENCE.test(value)) return false;
  // `expected.length === 0`
  if (OPERATOR.test(text.slice(end, end + LONGEST_OPERATOR)) && !value.split('.').some(looksDrawn))
    return true;
  const parts = value.toLowerCase().split(/[^a-z_$]+/);
  const noun = name.toLowerCase();
  const last = noun.slice(noun.lastIndexOf('.') + 1);
  if (parts[0] === `${last}s`) return true;
  return parts.some((part) => part.endsWith(last) || (part.length > 3 && noun.endsWith(part)));
}

/** `const token = tokens[i];`, with a blank on either side of the sign: an element of a list, a member by its name. */
function isElement(text: string, start: number, end: number, value: string): boolean {
  if (!text.startsWith(' = ', start - 3)) return false;
  const whole = ELEMENT.exec(text.slice(start, Math.max(end, start + LONGEST)))?.[0];
  return whole !== undefined && whole.length >= value.length && !whole.split(/\W/).some(looksDrawn);
}
const ELEMENT = /^[A-Za-z_$]+(?:\.[A-Za-z_$][\w$]*)*\[(?:\d{1,4}|["']?[A-Za-z_$][\w.$-]*["']?)\];?(?=\s|$)/;
const OPERATOR = /^ (?:[=!]==?|[<>]=?|&&|[-+*/]) /;
const LONGEST_OPERATOR = 6;

/** `password=password, `, `!!password`, `validatePassword,`, `token ?? null`: a name of source text. */
function isVariable(text: string, value: string, end: number, name: string): boolean {
  const behind = text.slice(end, end + 4);
  if (value === name) return /^(?:[,)]| \?\?| \|\|| or )/.test(behind);
  const word = value.replace(/^!!?/, '').replace(/,$/, '').toLowerCase();
  if (word === name.toLowerCase()) return value.startsWith('!');
  return /^[a-z]+[A-Z][A-Za-z]+$/.test(value) && word.endsWith(name.toLowerCase()) && /^[,)]/.test(behind);
}

/** `default/db-secret`: the name of a Secret of Kubernetes, behind that of its namespace. */
const RESOURCE = /^(?:default|kube-[a-z]+|[a-z][a-z\d]*(?:-[a-z\d]+)*)\/[a-z\d]+(?:[-.][a-z\d]+)+$/;

/** Whether the value names a Secret of Kubernetes. */
export function isResource(value: string): boolean {
  return RESOURCE.test(value) && !value.split(/[/.-]/).some(looksDrawn);
}

export const isMethod = (value: string) => METHODS.has(value.toLowerCase());

const FOLDER = /^(?:[/~]|[A-Za-z]:\\)/;

/** Whether the value of `PWD` is a directory; the `Pwd` of a connection string may begin so, too. */
export function isFolder(value: string, name: string): boolean {
  if (!FOLDER.test(value)) return false;
  return /PWD/.test(name) || !looksDrawn(value.replace(/^[/~]/, ''));
}

const sameLetters = (text: string) => text.replace(/[^A-Za-z]/g, '').toLowerCase();

/** `"login.password": "Password"`: what is shown beside a field. */
export function isLabel(value: string, name: string): boolean {
  return LABEL.test(value) && sameLetters(name).endsWith(sameLetters(value));
}

const LABEL = /^[A-Z][a-z]{2,16}(?: [a-z]{2,16}){0,3}\??$/;

/** Whether the value is the name with a capital, as the types of a program are called. */
function isNameOfType(value: string, name: string): boolean {
  const type = value.replace(/(?:\[\])?[;,)]?$/, '');
  if (!/^[A-Z][a-z]/.test(type)) return false;
  const [noun, word] = [name.toLowerCase(), type.toLowerCase()];
  return name !== type && (noun === word || noun === `${word}s`);
}

/** A type in source text: `{ user: string; age?: number }`. */
const TYPE_MEMBER = '\\w+\\??\\s*:\\s*(?:string|number|boolean|unknown|any|Date|Buffer)';
const TYPE_LITERAL = new RegExp(`^\\{\\s*${TYPE_MEMBER}(?:\\s*[;,]\\s*${TYPE_MEMBER})*\\s*(?:[;,]\\s*)?\\}$`);

export function isTypeLiteral(value: string): boolean {
  return value.length < 400 && TYPE_LITERAL.test(value);
}

/** Settings in source text: `{ secure: true, maxAge: 3600 }`, `{ type: String, required: true }`. */
const SETTING =
  '(?:[A-Za-z]\\w{0,40}:\\s{0,4}(?:true|false|null|String|Number|Boolean|["\'](?:lax|strict|none|Lax|Strict|None)["\'])|(?:max|min|ttl|timeout|expires|length|limit|size)[A-Za-z]{0,24}:\\s{0,4}\\d{1,9})';
const SETTINGS = new RegExp(
  `^\\{\\s{0,16}${SETTING}(?:\\s{0,4},\\s{0,16}${SETTING}){0,11}(?:\\s{0,4},)?\\s{0,16}\\}$`,
);

export function isSettings(value: string, { numeric }: NameInfo): boolean {
  return value.length < 400 && SETTINGS.test(value) && !(numeric && /\d{3}/.test(value));
}

/** Whether the value is the name of a type, as in a declaration. */
export function isTypeName(value: string): boolean {
  return TYPES.has(value.toLowerCase());
}
