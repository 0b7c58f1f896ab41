/** Secrets in statements of SQL, forms, signatures and markup. */
import { charactersOf, DOTTED } from '../characters.js';
import type { Detector } from '../detector.js';
import { matchCell, matchField } from '../match/html-field.js';
import { matchJwk } from '../match/jwk.js';
import { matchFormPart, matchQuotedBehindName, matchSignature } from '../match/named-value.js';
import { matchCryptoCall, matchDuplicate, matchKeyOfServer } from '../match/sql.js';
import { matchRefusedCast, matchRefusedPath } from '../match/validator.js';
import { matchElement } from '../match/xml.js';
import { chars, sample } from '../samples.js';

const pass = () => chars('base62', 12, 7);

/** What the name of an element may start with: `<` alone is a candidate wherever numbers are compared. */
const NAME_STARTS = charactersOf(DOTTED).concat(':');

export const DOCUMENTS: readonly Detector[] = [
  {
    name: 'key-value',
    about: 'The value that a validator refuses, behind the path to it',
    source: 'https://mongoosejs.com/docs/validation.html',
    prefilter: ['` (`'],
    boundary: false,
    match: matchRefusedPath,
    mask: 'value',
    hits: () => [sample('Path `password` (`', pass(), '`) is shorter than the minimum allowed length (8).')],
    misses: () => ['Path `colour` (`red`) is shorter than the minimum allowed length (8).'],
  },
  {
    name: 'key-value',
    about: 'The value of a cast that failed, before the path to it',
    source: 'https://mongoosejs.com/docs/validation.html#cast-errors',
    prefilter: ['Cast to '],
    boundary: true,
    match: matchRefusedCast,
    mask: 'value',
    hits: () => [sample('Cast to Number failed for value "', pass(), '" (type string) at path "pin"')],
    misses: () => ['Cast to Number failed for value "abc" (type string) at path "age"'],
  },
  {
    name: 'quoted-password',
    about: 'A quoted password behind its keyword: SQL, PowerShell, prose',
    source: 'https://www.postgresql.org/docs/current/sql-createrole.html',
    prefilter: [
      ...['PASSWORD ', 'PASSWORD(', 'Password ', 'password ', 'passphrase '],
      ...[
        'IDENTIFIED BY ',
        'identified by ',
        '_password BY ',
        '_password by ',
        '_password AS ',
        'SecureString ',
        'SecureString -String ',
      ],
    ],
    boundary: false,
    match: matchQuotedBehindName,
    mask: 'value',
    hits: () => [
      sample("ALTER USER app WITH PASSWORD '", pass(), "'"),
      sample("CREATE USER app IDENTIFIED BY '", pass(), "'"),
      sample("SET PASSWORD FOR 'app'@'%' = '", pass(), "'"),
    ],
    misses: () => ['password "is too short"', "password 'required'"],
  },
  {
    name: 'quoted-password',
    about: 'Keys of the functions that encrypt',
    source: 'https://www.postgresql.org/docs/current/pgcrypto.html',
    prefilter: [
      'PGP_SYM_',
      'pgp_sym_',
      'AES_ENCRYPT(',
      'AES_DECRYPT(',
      'aes_encrypt(',
      'aes_decrypt(',
      'crypt(',
      'PWDCOMPARE(',
    ],
    boundary: true,
    least: 4,
    match: matchCryptoCall,
    mask: 'value',
    hits: () => [sample("SELECT pgp_sym_decrypt(data, '", pass(), "')")],
    misses: () => ['SELECT pgp_sym_decrypt(data, $1)'],
  },
  {
    name: 'key-value',
    about: 'Values of a key with a sensitive column, in errors of PostgreSQL',
    prefilter: [')=('],
    boundary: false,
    match: matchKeyOfServer,
    mask: 'value',
    hits: () => [sample('Key (api_token)=(', pass(), ') already exists.')],
    misses: () => ['Key (id)=(17) already exists.'],
  },
  {
    name: 'key-value',
    about: 'The same, in errors of MySQL',
    source: 'https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html#error_er_dup_entry',
    prefilter: ["uplicate entry '"],
    boundary: false,
    match: matchDuplicate,
    mask: 'value',
    hits: () => [sample("Duplicate entry '", pass(), "' for key 'users.api_token'")],
    misses: () => ["Duplicate entry 'ann' for key 'users.name'"],
  },
  {
    name: 'json-in-string',
    about: 'The secret parts of JSON Web Keys',
    source: 'https://www.rfc-editor.org/rfc/rfc7518#section-6',
    prefilter: ['kty"', 'kty\\', "kty'"],
    boundary: true,
    match: (scan, at) => matchJwk(scan, at, at + 3),
    mask: 'value',
    hits: () => [sample('{"kty":"oct","k":"', pass(), '"}'), sample('{"d":"', pass(), '","kty":"EC"}')],
    misses: () => ['{"kty":"EC","crv":"P-256","x":"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0"}'],
  },
  {
    name: 'form-part',
    about: 'Parts of multipart forms with a sensitive name',
    source: 'https://www.rfc-editor.org/rfc/rfc7578',
    prefilter: ['form-data; name="', 'form-data; name=\\"'],
    boundary: true,
    match: matchFormPart,
    mask: 'value',
    hits: () => [sample('Content-Disposition: form-data; name="password"\r\n\r\n', pass(), '\r\n--b1--')],
    misses: () => ['Content-Disposition: form-data; name="user"\r\n\r\nbob\r\n'],
  },
  {
    name: 'signature',
    about: 'Request signatures of AWS and Digest outside their header',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html',
    prefilter: ['Signature=', 'response="', 'response=\\"'],
    boundary: true,
    match: matchSignature,
    validation: '32 or more hexadecimal digits',
    mask: 'value',
    hits: () => [sample('SignedHeaders=host, Signature=', chars('hex', 64))],
    misses: () => ['Signature=none', 'response="ok"'],
  },
  {
    name: 'xml',
    about: 'Elements with a sensitive name',
    prefilter: [...NAME_STARTS.map((letter) => `<${letter}`), '&lt;'],
    boundary: false,
    match: (scan, at, after) => matchElement(scan, at, scan.text.charCodeAt(at) === 60 ? at + 1 : after),
    mask: 'value',
    hits: () => [sample('<user><password>', pass(), '</password></user>')],
    misses: () => ['<password></password>', '<p>password</p>', '<tokenCount>5</tokenCount>'],
  },
  {
    name: 'xml',
    about: 'Fields of HTML forms with a sensitive name or the type of a password',
    prefilter: ['<input ', '<meta ', '<INPUT ', '<META '],
    boundary: false,
    least: 16,
    match: matchField,
    mask: 'value',
    hits: () => [sample('<meta name="csrf-token" content="', pass(), '">')],
    misses: () => ['<input name="city" value="Rome">', '<input type="password" name="password">'],
  },
  {
    name: 'xml',
    about: 'The cell beside that of a sensitive name',
    prefilter: ['</td><td>', '</dt><dd>', '</th><td>'],
    boundary: false,
    least: 6,
    match: matchCell,
    mask: 'value',
    hits: () => [sample('<tr><td>DB_PASSWORD</td><td>', pass(), '</td></tr>')],
    misses: () => ['<td>Password</td><td>required</td>', '<td>City</td><td>Rome1234</td>'],
  },
];
