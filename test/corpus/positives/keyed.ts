/**
 * Secrets without a form of their own: only the name beside them tells. The names are those of frameworks, databases,
 * clouds and HTTP; the ways of writing are those of config files, dumps, forms, queries and command lines.
 */
import type { CorpusCase, Wrap } from '../case.js';
import { positive } from '../case.js';
import { opaque, password, type Random, randomFor } from '../random.js';

interface NamedSecret {
  readonly name: string;
  readonly make: (r: Random) => string;
}

const PASSWORD_NAMES =
  'password Password DB_PASSWORD dbPassword user.password new_password passwordConfirmation PGPASSWORD passwd ' +
  'MYSQL_ROOT_PASSWORD smtpPass pwd passphrase rootPassword redis-password';
const TOKEN_NAMES =
  'secret client_secret clientSecret APP_SECRET webhookSecret jwt_secret SESSION_SECRET token access_token accessToken ' +
  'refresh_token id_token authToken csrf_token api_key apiKey API_KEY X-Api-Key private_key signingKey ' +
  'AWS_SECRET_ACCESS_KEY secretAccessKey encryption_key SECRET_KEY_BASE AccountKey session_id sessionToken credentials';

export const NAMED_SECRETS: readonly NamedSecret[] = [
  ...PASSWORD_NAMES.split(' ').map((name) => ({ name, make: password })),
  ...TOKEN_NAMES.split(' ').map((name) => ({ name, make: (r: Random) => opaque(r, 32) })),
];

type NamedWrap = Omit<Wrap, 'make'> & { readonly make: (name: string, s: string) => unknown };

const WRAPS: readonly NamedWrap[] = [
  { name: 'field', kind: 'object', make: (n, s) => ({ user: 'ann', [n]: s }) },
  { name: 'equals', kind: 'message', make: (n, s) => `starting with ${n}=${s} on port 80` },
  { name: 'deep field', kind: 'object', make: (n, s) => ({ a: { b: { c: { d: [{ [n]: s }] } } } }) },
  { name: 'json text', kind: 'value', make: (n, s) => JSON.stringify({ user: 'ann', [n]: s, n: 1 }) },
  { name: 'error text', kind: 'error', make: (n, s) => new Error(`login failed (${n}=${s})`) },
  { name: 'template', kind: 'arguments', make: (n, s) => [`retry with ${n}=%s, attempt %d`, s, 2] },
  { name: 'colon', kind: 'message', make: (n, s) => `${n}: ${s}` },
  { name: 'env file', kind: 'text', make: (n, s) => `PORT=80\n${n}=${s}\nHOST=localhost\n` },
  {
    name: 'query',
    kind: 'message',
    make: (n, s) => `GET /login?user=ann&${n}=${encodeURIComponent(s)}&x=1 200`,
  },
  { name: 'yaml', kind: 'text', make: (n, s) => `db:\n  user: ann\n  ${n}: ${s}\n  port: 5432\n` },
  { name: 'quoted', kind: 'message', make: (n, s) => `options were ${n}="${s}" and 3 more` },
  {
    name: 'error property',
    kind: 'error',
    make: (n, s) => Object.assign(new Error('failed'), { config: { [n]: s } }),
  },
  {
    name: 'pair array',
    kind: 'object',
    make: (n, s) => ({
      entries: [
        ['user', 'ann'],
        [n, s],
      ],
    }),
  },
  {
    name: 'map',
    kind: 'object',
    make: (n, s) => ({
      options: new Map([
        ['user', 'ann'],
        [n, s],
      ]),
    }),
  },
  { name: 'flag', kind: 'message', make: (n, s) => `run: deploy --${n} ${s} --verbose` },
  {
    name: 'escaped json',
    kind: 'value',
    make: (n, s) => JSON.stringify({ body: JSON.stringify({ [n]: s, n: 1 }) }),
  },
  { name: 'object argument', kind: 'arguments', make: (n, s) => ['options %o', { [n]: s }] },
  { name: 'form', kind: 'value', make: (n, s) => `user=ann&${n}=${encodeURIComponent(s)}` },
  { name: 'python dict', kind: 'message', make: (n, s) => `params {'user': 'ann', '${n}': '${s}'}` },
  { name: 'name and value', kind: 'object', make: (n, s) => ({ variables: [{ name: n, value: s }] }) },
  { name: 'xml', kind: 'text', make: (n, s) => `<login><user>ann</user><${n}>${s}</${n}></login>` },
  {
    name: 'search params',
    kind: 'object',
    make: (n, s) => ({ form: new URLSearchParams({ user: 'ann', [n]: s }) }),
  },
  { name: 'list', kind: 'object', make: (n, s) => ({ [n]: [s, s] }) },
  { name: 'arrow', kind: 'message', make: (n, s) => `Parameters: {"user"=>"ann", "${n}"=>"${s}"}` },
  {
    name: 'export',
    kind: 'text',
    make: (n, s) => `$ export ${n.replace(/[.-]/g, '_')}='${s}'\n$ npm start\n`,
  },
  { name: 'toml', kind: 'text', make: (n, s) => `[db]\nuser = "ann"\n${n} = "${s}"\n` },
  {
    name: 'percent-encoded',
    kind: 'value',
    unusual: true,
    make: (n, s) => encodeURIComponent(`{"${n}":"${s}"}`),
  },
  { name: 'go struct', kind: 'message', unusual: true, make: (n, s) => `cfg &{User:ann ${n}:${s} Port:80}` },
  {
    name: 'assignment',
    kind: 'text',
    unusual: true,
    make: (n, s) => `const cfg = {};\ncfg.${n} = '${s}';\n`,
  },
];

/** Names that are no element or variable names are written otherwise where the language asks for it. */
const PLAIN = /^\w+$/;
const NEED_PLAIN = new Set(['xml', 'assignment', 'go struct', 'env file']);

/** Every name in eight of the ways, so that each way meets many names. */
export function keyedCases(): CorpusCase[] {
  return NAMED_SECRETS.flatMap(({ name, make }, i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((step) => {
      const wrap = WRAPS[(i * 3 + step * 11) % WRAPS.length]!;
      if (NEED_PLAIN.has(wrap.name) && !PLAIN.test(name)) return [];
      const id = `key-name/${name}/${wrap.name}`;
      const s = make(randomFor(id));
      return [positive(id, wrap.kind, () => wrap.make(name, s), [s], { unusual: wrap.unusual ?? false })];
    }),
  );
}
