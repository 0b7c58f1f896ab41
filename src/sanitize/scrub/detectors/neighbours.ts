/** Secrets beside a word that names them, without an assignment: in prose, tables, lists, calls, commands and SQL. */
import { LETTERS } from '../characters.js';
import type { Detector } from '../detector.js';
import { matchEntityAssignment } from '../match/assignment.js';
import { matchCapitalFlag, matchWordFlag } from '../match/command-line.js';
import { matchItem, matchNeighbour } from '../match/neighbour.js';
import { matchRawHeaders } from '../match/raw-headers.js';
import { matchRedisAuth, matchRedisCall } from '../match/redis.js';
import { matchInsert } from '../match/sql-insert.js';
import { matchStep } from '../match/step.js';
import { matchCsvHead } from '../match/table.js';
import { matchBracketed, matchWeak } from '../match/weak.js';
import { chars, sample } from '../samples.js';
import { HEADER_ENDS, NAME_ENDS, QUOTES, WORD_FLAGS } from './name-ends.js';

const pass = () => chars('base62', 12, 7);

export const NEIGHBOURS: readonly Detector[] = [
  {
    name: 'key-value',
    about: 'A value that looks like a secret, behind a sensitive name and `is`, an arrow or a bar',
    prefilter: NAME_ENDS.flatMap((end) => [`${end} `, `${end}\t`]),
    boundary: false,
    match: matchWeak,
    validation: 'digits and letters, or signs within',
    mask: 'value',
    hits: () => [
      sample('the password is ', pass(), ' now'),
      sample('| password | ', pass(), ' |'),
      sample('ENV DB_PASSWORD ', pass()),
    ],
    misses: () => ['the password is wrong', 'token -> next', 'password reset', '| token | string |'],
  },
  {
    name: 'key-value',
    about: 'The same in brackets behind a password, or behind a bar',
    prefilter: ['assword(', 'assword[', 'assword|', 'ASSWORD(', 'ASSWORD[', 'ASSWORD|'],
    boundary: false,
    least: 6,
    match: matchBracketed,
    mask: 'value',
    hits: () => [sample('login with password(', pass(), ') refused')],
    misses: () => ['setPassword(newPassword2)', 'password[0]', 'password|token'],
  },
  {
    name: 'url-path',
    about: 'The step of a path behind one with a sensitive name, that looks as if it was drawn',
    prefilter: ['assword/', 'oken/', 'okens/', '/reset/', '/invite/'],
    boundary: false,
    least: 10,
    match: matchStep,
    validation: 'letters and digits that change more often than in a name; no UUID',
    mask: 'value',
    hits: () => [sample('GET /account/reset-password/', pass(), '?lang=en')],
    misses: () => [
      'GET /password/forgot',
      '/api/tokens/c1b8f3a2-7d4e-4f5a-9b6c-0d1e2f3a4b5c',
      '/oauth/token/v1beta1',
    ],
  },
  {
    name: 'json-in-string',
    about: 'The item behind a quoted sensitive name, in a list or a call, that looks like a secret',
    prefilter: [...NAME_ENDS, ...HEADER_ENDS, 'irepass', 'terauth'].flatMap((end) =>
      QUOTES.map((quote) => end + quote),
    ),
    boundary: false,
    isCommon: true,
    match: matchNeighbour,
    validation: 'digits and letters, or signs within',
    mask: 'value',
    hits: () => [
      sample('["Host","a","X-Api-Key","', pass(), '"]'),
      sample("set('db.password', '", pass(), "')"),
    ],
    misses: () => ['["password","email"]', "('token', 'string')", '["Accept","Authorization","Host"]'],
  },
  {
    name: 'key-value',
    about: 'Passwords in commands and settings of Redis, and in SMTP',
    source: 'https://redis.io/docs/latest/commands/auth/',
    prefilter: ['AUTH ', 'AUTH" "', "AUTH' '", 'irepass ', 'terauth '],
    boundary: false,
    match: matchRedisAuth,
    mask: 'value',
    hits: () => [
      sample('AUTH default ', pass()),
      sample('CONFIG SET requirepass ', pass()),
      sample('AUTH PLAIN ', Buffer.from(`\0user\0${pass()}`).toString('base64')),
    ],
    misses: () => ['AUTH failed for user', '250-AUTH PLAIN LOGIN', 'AUTH required'],
  },
  {
    name: 'key-value',
    about: 'The same, as clients print their commands',
    prefilter: ['auth([', 'AUTH(['],
    boundary: true,
    least: 3,
    match: matchRedisCall,
    mask: 'value',
    hits: () => [sample("redis write command[a:6379]: 0 -> auth([ '", pass(), "' ])")],
    misses: () => ['auth([])', 'auth([ user, pass ])'],
  },
  {
    name: 'key-value',
    about: 'Values of SQL at the place of a column with a sensitive name',
    prefilter: ['NTO ', 'insert into'],
    boundary: false,
    match: matchInsert,
    mask: 'value',
    hits: () => [sample("INSERT INTO users (name, password) VALUES ('ann', '", pass(), "')")],
    misses: () => ["INSERT INTO t (a, b) VALUES ('x', 'y')", 'INSERT INTO tokens (id) VALUES (1)'],
  },
  {
    name: 'key-value',
    about: 'The same behind a separator that is an HTML entity or a hexadecimal escape',
    prefilter: ['&#61;', '&#58;', '&#x3', '&equals;', '&colon;', '\\x3'],
    boundary: false,
    match: matchEntityAssignment,
    mask: 'value',
    hits: () => [sample('password&#61;', pass(), '&amp;x')],
    misses: () => ['a&#61;b'],
  },
  {
    name: 'cli-flag',
    about: 'Values of flags with one hyphen and a sensitive name',
    prefilter: WORD_FLAGS.map((flag) => `-${flag} `),
    boundary: true,
    match: matchWordFlag,
    mask: 'value',
    hits: () => [sample('keytool -storepass ', pass(), ' -alias a'), sample('tool -password ', pass())],
    misses: () => ['the -password flag', 'tool -token --verbose'],
  },
  {
    name: 'cli-flag',
    about: 'Values of parameters of PowerShell with a sensitive name of several words',
    prefilter: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `-${letter}`),
    boundary: true,
    third: LETTERS,
    least: 7,
    match: matchCapitalFlag,
    mask: 'value',
    hits: () => [sample("Connect-App -ClientSecret '", pass(), "'"), sample('-NuGetApiKey ', pass())],
    misses: () => ['-ClientSecret is required', 'the X-Api-Key header'],
  },
  {
    name: 'json-in-string',
    about: 'The item behind any quoted sensitive name in a list',
    prefilter: ['","', '", "', '",\n', "', '", "',\n", '\\",\\"', '\\",\\n', '";s:', "', b'"],
    boundary: false,
    isCommon: true,
    match: matchItem,
    mask: 'value',
    hits: () => [sample('[["a","1"],["session","', pass(), '"]]')],
    misses: () => ['{"type":"session","id":"a1b2c3d4e5"}', '["session","started"]'],
  },
  {
    name: 'http-header',
    about:
      'The values of sensitive headers in the `rawHeaders` of Node.js, which have names and values in turn',
    source: 'https://nodejs.org/api/http.html#messagerawheaders',
    prefilter: ['wHeaders', 'wTrailers'],
    boundary: false,
    match: matchRawHeaders,
    mask: 'value',
    hits: () => [sample('"rawHeaders":["Host","a","X-Api-Key","', 'correct horse', '"]')],
    misses: () => ['rawHeaders: []', '"rawHeaders":["Host","X-Api-Key"]'],
  },
  {
    name: 'key-value',
    about:
      'Cells below a sensitive name, in CSV; those of tables with bars are found by the first row of this kind',
    source: 'https://www.rfc-editor.org/rfc/rfc4180',
    prefilter: [
      'assword',
      'ASSWORD',
      'secret',
      'SECRET',
      'oken',
      'OKEN',
      '_key',
      'piKey',
      'asswd',
      '_hash',
    ].flatMap((end) => [`${end},`, `${end}\n`, `${end}\r`]),
    boundary: false,
    match: matchCsvHead,
    mask: 'value',
    hits: () => [sample('id,user,password\n1,ada,', pass(), '\n')],
    misses: () => ['the password,\nand more, of it', 'id,password\n'],
  },
];
