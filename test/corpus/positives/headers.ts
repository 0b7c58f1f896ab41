/** Request and response headers in the forms in which HTTP libraries hand them out, and as text of a dump. */
import { type CorpusCase, type Kind, positive } from '../case.js';
import { BASE62, BASE64URL, HEX, opaque, type Random, randomFor } from '../random.js';
import { jwt } from './tokens.js';

interface HeaderFormat {
  readonly name: string;
  /** The value with `{}` in the place of the secret. */
  readonly value: string;
  readonly make: (r: Random) => string;
}

const id = (r: Random) => opaque(r, 32);
const credentials = (r: Random) => Buffer.from(`ann:${opaque(r, 12)}`).toString('base64');

const FORMATS: readonly HeaderFormat[] = [
  { name: 'Authorization', value: 'Bearer {}', make: (r) => opaque(r, 40) },
  { name: 'authorization', value: 'Bearer {}', make: (r) => jwt(r) },
  { name: 'Authorization', value: 'Basic {}', make: credentials },
  { name: 'AUTHORIZATION', value: 'Token {}', make: (r) => r.chars(HEX, 40) },
  {
    name: 'Authorization',
    value:
      'AWS4-HMAC-SHA256 Credential=x/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature={}',
    make: (r) => r.chars(HEX, 64),
  },
  {
    name: 'Authorization',
    value: 'Digest username="ann", realm="r", nonce="n1", uri="/", response="{}"',
    make: (r) => r.chars(HEX, 32),
  },
  { name: 'Authorization', value: '{}', make: id },
  { name: 'Proxy-Authorization', value: 'Basic {}', make: credentials },
  { name: 'Cookie', value: 'session={}; theme=dark', make: id },
  { name: 'cookie', value: 'lang=en; connect.sid=s%3A{}', make: (r) => r.chars(BASE62, 40) },
  { name: 'Set-Cookie', value: 'sid={}; Path=/; HttpOnly; Secure', make: id },
  { name: 'X-Api-Key', value: '{}', make: id },
  { name: 'x-api-key', value: '{}', make: (r) => r.chars(HEX, 32) },
  { name: 'Api-Key', value: '{}', make: id },
  { name: 'X-Auth-Token', value: '{}', make: id },
  { name: 'X-Access-Token', value: '{}', make: id },
  { name: 'X-Csrf-Token', value: '{}', make: id },
  { name: 'X-XSRF-TOKEN', value: '{}', make: id },
  { name: 'Private-Token', value: '{}', make: (r) => r.chars(BASE62, 20) },
  { name: 'X-Vault-Token', value: '{}', make: id },
  { name: 'X-Amz-Security-Token', value: '{}', make: (r) => r.chars(BASE64URL, 120) },
  { name: 'X-Goog-Api-Key', value: '{}', make: id },
  { name: 'Ocp-Apim-Subscription-Key', value: '{}', make: (r) => r.chars(HEX, 32) },
  { name: 'X-Functions-Key', value: '{}', make: (r) => `${r.chars(BASE64URL, 54)}==` },
  { name: 'CF-Access-Client-Secret', value: '{}', make: (r) => r.chars(HEX, 64) },
  { name: 'X-Hub-Signature-256', value: 'sha256={}', make: (r) => r.chars(HEX, 64) },
  { name: 'DD-API-KEY', value: '{}', make: (r) => r.chars(HEX, 32) },
];

type HeaderWrap = readonly [name: string, kind: Kind, make: (name: string, value: string) => unknown];

const WRAPS: readonly HeaderWrap[] = [
  ['object', 'headers', (n, v) => ({ host: 'example.com', [n]: v, accept: '*/*' })],
  ['raw', 'headers', (n, v) => ['Host', 'example.com', n, v, 'Accept', '*/*']],
  ['text', 'message', (n, v) => `> ${n}: ${v}`],
  [
    'pairs',
    'headers',
    (n, v) => [
      ['Host', 'example.com'],
      [n, v],
      ['Accept', '*/*'],
    ],
  ],
  ['dump', 'text', (n, v) => `GET /a HTTP/1.1\r\nHost: example.com\r\n${n}: ${v}\r\nAccept: */*\r\n\r\n`],
  [
    'named pairs',
    'headers',
    (n, v) => [
      { name: 'Host', value: 'example.com' },
      { name: n, value: v },
    ],
  ],
  ['curl', 'text', (n, v) => `$ curl -s -H '${n}: ${v}' https://example.com/a\n`],
  [
    'web headers',
    'headers',
    (n, v) =>
      new Headers([
        ['host', 'example.com'],
        [n, v],
      ]),
  ],
  ['json', 'value', (n, v) => JSON.stringify({ method: 'GET', headers: { host: 'example.com', [n]: v } })],
  [
    'map',
    'headers',
    (n, v) =>
      new Map([
        ['host', 'example.com'],
        [n, v],
      ]),
  ],
  ['list', 'headers', (n, v) => ({ host: ['example.com'], [n]: [v] })],
  ['error', 'error', (n, v) => Object.assign(new Error('HTTP 401'), { config: { headers: { [n]: v } } })],
];

export function headerCases(): CorpusCase[] {
  return FORMATS.flatMap((format, i) =>
    [0, 1, 2, 3].map((step) => {
      const [name, kind, wrap] = WRAPS[(i + step * 5) % WRAPS.length]!;
      const caseId = `header/${i}-${format.name}/${name}`;
      const s = format.make(randomFor(caseId));
      const value = format.value.replace('{}', () => s);
      return positive(caseId, kind, () => wrap(format.name, value), [s]);
    }),
  );
}
