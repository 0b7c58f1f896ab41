/** Secrets that are known by what stands beside them: names, addresses, flags. */
import { LETTERS } from '../characters.js';
import { type Detector, NEAR } from '../detector.js';
import { matchAssignment, matchEncodedAssignment } from '../match/assignment.js';
import { matchFlag } from '../match/command-line.js';
import { matchGoDsn, matchOracleThin } from '../match/dsn.js';
import { matchJoinedFlags, matchLongUser, matchShortFlag } from '../match/short-flag.js';
import { matchEncodedUrl, matchUrl } from '../match/url.js';
import { chars, sample } from '../samples.js';

const pass = () => chars('base62', 12, 7);

/**
 * The literals of an assignment are two characters: the last one of a name (or a quote, bracket or blank behind it)
 * and the separator. Which characters end a name is known when the scrubber is made, so these are filled in there.
 */
export const SEPARATORS = ['=', ':'] as const;
const ENCODED_SEPARATORS = ['%3', '%253', '%25253', '\\u003', '\\\\u003'] as const;

/** A short flag and what may stand between it and its value. */
const apart = (flag: string) => [' ', '"', "'", '='].map((separator) => flag + separator);

const assignment = {
  boundary: false,
  // `https://` assigns nothing.
  mayMatch: (text: string, at: number) => !text.startsWith('://', at + 1),
  match: matchAssignment,
  mask: 'value',
} as const;

/** An address without an `@` names no user. A text that goes on for long is not read for it. */
const hasUser = (text: string, at: number) => text.length - at > NEAR || text.indexOf('@', at) >= 0;

/** A tool without a flag behind it says nothing. */
const hasFlag = (text: string, at: number) => text.length - at > NEAR || text.indexOf('-', at) >= 0;

export const STRUCTURE: readonly Detector[] = [
  {
    name: 'url-userinfo',
    about: 'Passwords in addresses; for databases and queues also unencoded ones with `@`, `/`, `:` or `#`',
    source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
    prefilter: ['://', ':\\/', ':\\\\/'],
    boundary: false,
    isCommon: true,
    mayMatch: hasUser,
    match: matchUrl,
    mask: 'userinfo',
    hits: () => [
      sample('postgres://app:', `p@ss/w:r#${pass()}`, '@db.internal:5432/app'),
      sample('https://', pass(), '@example.com/path'),
      sample('redis://:', pass(), '@cache:6379/0'),
    ],
    misses: () => [
      'ssh://deploy@example.com/repo',
      'https://example.com/@user',
      'git+ssh://git@example.com/a/b',
      'postgres://app@db/app',
    ],
  },
  {
    name: 'url-userinfo',
    about: 'The same, percent-encoded',
    prefilter: ['%3A%2F', '%3a%2f', '%253A%252F', '%253a%252f'],
    boundary: false,
    match: matchEncodedUrl,
    mask: 'userinfo',
    hits: () => [sample('next=postgres%3A%2F%2Fapp%3A', pass(), '%40db%2Fapp')],
    misses: () => ['next=https%3A%2F%2Fexample.com%2F'],
  },
  {
    name: 'url-userinfo',
    about: 'Passwords in addresses of databases as Go has them',
    source: 'https://github.com/go-sql-driver/mysql#dsn-data-source-name',
    prefilter: ['@tcp(', '@unix('],
    boundary: false,
    match: matchGoDsn,
    mask: 'userinfo',
    hits: () => [sample('app:', pass(), '@tcp(127.0.0.1:3306)/app?parseTime=true')],
    misses: () => ['app@tcp(127.0.0.1:3306)/app'],
  },
  {
    name: 'oracle-thin',
    about: 'Passwords in Oracle thin addresses',
    prefilter: ['oracle:thin:', 'oracle:oci:', 'sqlplus ', 'expdp ', 'impdp ', 'sqlldr '],
    boundary: true,
    match: matchOracleThin,
    mask: 'value',
    hits: () => [sample('jdbc:oracle:thin:scott/', pass(), '@db:1521:orcl')],
    misses: () => ['jdbc:oracle:thin:@db:1521:orcl', 'sqlplus / as sysdba'],
  },
  {
    ...assignment,
    name: 'key-value',
    about:
      '`name=value` and `name: value` with a sensitive name, in prose, environments and connection strings',
    prefilter: SEPARATORS,
    validation: 'the name is a sensitive key; words of a sentence, templates and masks stay',
    hits: () => [
      sample('login failed password=', pass(), ', user=bob'),
      sample('Password: ', pass()),
      sample('Server=db;User Id=sa;Password=', pass(), ';Encrypt=true'),
      sample('password="two words ', pass(), '"'),
    ],
    misses: () => [
      'password: must be changed',
      'tokens: 1500',
      'token == other',
      ['password=$', '{DB_PASSWORD}'].join(''),
      'Unexpected token: punc',
    ],
  },
  {
    ...assignment,
    name: 'json-in-string',
    about: 'Members of JSON with a sensitive name inside a string, also escaped',
    prefilter: SEPARATORS,
    hits: () => [
      sample('body {"password":"', pass(), '","user":"bob"}'),
      sample('body {\\"password\\":\\"', pass(), '\\"}'),
      sample('body {\\\\\\"password\\\\\\":\\\\\\"', pass(), '\\\\\\"}'),
    ],
    misses: () => ['{"password":null,"hasPassword":true}', '{"passwordChangedAt":"2026-01-01"}'],
  },
  {
    ...assignment,
    name: 'url-query',
    about: 'Parameters of addresses with a sensitive name, signatures and authorization codes',
    prefilter: SEPARATORS,
    hits: () => [
      sample('GET /cb?state=1&code=', pass(), ' 200'),
      sample('https://example.com/a?x=1&access_token=', pass(), '&y=2'),
    ],
    misses: () => ['GET /search?key=name&code=404'],
  },
  {
    ...assignment,
    name: 'http-header',
    about: 'Values of Authorization and Cookie headers; schemes, cookie names and attributes stay',
    source: 'https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2',
    prefilter: SEPARATORS,
    hits: () => [
      sample('Authorization: Bearer ', pass(), ' sent'),
      sample('Cookie: sid=', pass(), '; theme=dark'),
      sample('-H "Authorization: Custom ', `a b ${pass()}`, '" -v'),
    ],
    misses: () => ['Authorization: required', 'authorization is needed'],
  },
  {
    ...assignment,
    name: 'key-value',
    about: 'The same behind a percent-encoded or escaped separator',
    prefilter: ENCODED_SEPARATORS,
    mayMatch: () => true,
    match: matchEncodedAssignment,
    hits: () => [
      sample('q=password%3D', pass(), '%26user%3Dbob'),
      sample('q=password%253D', pass(), '%2526x'),
    ],
    misses: () => ['q=a%3Db'],
  },
  {
    name: 'cli-flag',
    about: 'Values of command line flags with a sensitive name',
    prefilter: ['--'],
    boundary: false,
    third: LETTERS,
    match: matchFlag,
    mask: 'value',
    hits: () => [sample('run --password ', pass(), ' --verbose')],
    misses: () => ['run --password --verbose', 'run --no-cookies now'],
  },
  {
    name: 'cli-flag',
    about: 'Short password flags of database and container tools',
    prefilter: ['-p', '-P', ...apart('-a'), ...apart('-w'), ...apart('-b')],
    boundary: true,
    match: matchShortFlag,
    mask: 'value',
    hits: () => [sample('mysql -u root -p', pass(), ' app'), sample('sshpass -p ', pass(), ' ssh host')],
    misses: () => ['mkdir -p some/folder', 'docker run -p 8080:80'],
  },
  {
    name: 'curl-user',
    about: 'Credentials of `curl -u`',
    prefilter: ['-u', '-U'],
    boundary: true,
    match: matchShortFlag,
    mask: 'value',
    hits: () => [
      sample('curl -u alice:', pass(), ' https://example.com'),
      sample('curl -ualice:', pass(), ' https://example.com'),
    ],
    misses: () => ['id -u alice', 'curl -u alice https://example.com'],
  },
  {
    name: 'curl-user',
    about: 'Credentials of `curl` behind the last of several flags in one word',
    prefilter: ['curl '],
    boundary: true,
    least: 5,
    mayMatch: hasFlag,
    match: matchJoinedFlags,
    mask: 'value',
    hits: () => [sample('curl -sSu alice:', pass(), ' https://example.com')],
    misses: () => ['curl -sSL https://example.com'],
  },
  {
    name: 'curl-user',
    about: 'Credentials of `curl --user`',
    prefilter: ['--user', '--proxy-user'],
    boundary: true,
    match: matchLongUser,
    mask: 'value',
    hits: () => [sample('curl --user alice:', pass(), ' https://example.com')],
    misses: () => ['docker run --user 1000:1000'],
  },
];
