/** Declarations in source text: where a secret would stand, there is the type of one. */
import type { KeyName } from './key-name.js';

const ENOUGH = 80;
/** `string;`, `string[]`, `bytes | None`, `typing.Optional[bytes]`, `Sequelize.STRING`. */
const BASIC =
  /^(?:readonly )?(?:(?:typing|t|Sequelize|DataTypes|Types|sa)\.[A-Z]\w*(?:\[\w+\])?|(?:string|number|boolean|bytes|str|int|unknown|any)(?:\[\])?)(?: \| [\w.[\]<>]+)*(?=\s?(?:[;,)=]|$|\r?\n))/;
/** `CancellationToken`, `SecretString`: words, of which the last one is that of types. */
const NAMED =
  /^[A-Z][a-z]+(?:[A-Z0-9][a-z]*)*(?:Token|Signal|Session|Credentials?|Buffer|String|Type|Options|Provider|Service|Store|Manager|Config|Client|Interface|Factory|Handler|Info|Source|Context|Stream|Array)(?:\[\])?(?: \| \w+)*(?=\s?(?:([;=])|[,)]|$|\r?\n))/;
const BUFFER = /^(?:Buffer|Uint8Array|String|ArrayBuffer)(?:\[\])?(?: \| \w+)*\s?[;,)=]/;
/** `class LoginPass : public FunctionPass` */
const BASE_CLASS = /^(?:public|private|protected|virtual) [A-Z]\w/;
const DECLARES = /(?:^|\s)(?:type|interface|class|enum) $/;
/** `string password = 2;` of protobuf. */
const FIELD = /(?:^|\s)(?:string|bytes|bool|u?int(?:32|64)) $/;
const FIELD_NUMBER = /^\d{1,3}(?:;| \[)/;
const LONGEST_WORD = 16;

/** Whether what stands at `at` behind a name and its colon, or its `=`, is a type, or what else a declaration has there. */
export function isOfDeclaration(text: string, key: KeyName, at: number, isColon: boolean): boolean {
  if (key.quote !== '') return false;
  const value = text.slice(at, at + ENOUGH);
  if (!isColon) {
    const before = text.slice(Math.max(0, key.start - LONGEST_WORD), key.start);
    const isType = DECLARES.test(before) && /^[A-Z]/.test(key.name) && /^[\w(]/.test(value);
    return isType || (FIELD.test(before) && FIELD_NUMBER.test(value));
  }
  if (BASIC.test(value) || BASE_CLASS.test(value) || BUFFER.test(value)) return true;
  const named = NAMED.exec(value);
  // A password can be two words with capitals; with the sign of a declaration behind it, it is none.
  return named !== null && (key.info.drawn || named[1] !== undefined);
}
