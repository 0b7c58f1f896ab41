/** Passwords in URLs and connection strings, signed queries, and webhooks, as the vendors document them. */
import { type CorpusCase, type Kind, positive } from '../case.js';
import {
  BASE62,
  BASE64,
  BASE64URL,
  DIGITS,
  HEX,
  opaque,
  password,
  type Random,
  randomFor,
  UPPER,
} from '../random.js';

interface UrlFormat {
  readonly id: string;
  /** The text with `{}` in the place of the secret. */
  readonly text: string;
  readonly make: (r: Random) => string;
  readonly survives?: readonly string[];
}

const hex = (length: number) => (r: Random) => r.chars(HEX, length);
const key64 = (r: Random) => `${r.chars(BASE64, 86)}==`;
const encoded = (r: Random) => encodeURIComponent(`${r.chars(BASE64, 40)}+/=`);
/** Characters that should have been percent-encoded, and often are not. */
const careless = (r: Random) =>
  `${r.chars(BASE62, 4)}@${r.chars(DIGITS, 3)}/${r.chars(BASE62, 3)}:${r.chars(DIGITS, 2)}`;
const hashed = (r: Random) => `${r.chars(BASE62, 5)}#${r.chars(BASE62, 5)}${r.chars(DIGITS, 1)}`;

const FORMATS: readonly UrlFormat[] = [
  {
    id: 'https',
    text: 'https://deploy:{}@git.example.com/app.git',
    make: password,
    survives: ['git.example.com/app.git'],
  },
  {
    id: 'https-port',
    text: 'https://ann:{}@example.com:8443/a/b?c=1',
    make: password,
    survives: ['example.com:8443/a/b?c=1'],
  },
  {
    id: 'https-token-user',
    text: 'https://{}@github.com/acme/app.git',
    make: (r) => opaque(r, 40),
    survives: ['github.com/acme/app.git'],
  },
  {
    id: 'https-token-basic',
    text: 'https://{}:x-oauth-basic@github.com/acme/app.git',
    make: (r) => opaque(r, 40),
  },
  { id: 'ftp', text: 'ftp://backup:{}@files.example.com/daily.tgz', make: password },
  { id: 'websocket', text: 'wss://bot:{}@chat.example.com/socket', make: password },
  {
    id: 'postgres',
    text: 'postgres://app:{}@db.internal:5432/orders?sslmode=require',
    make: password,
    survives: ['db.internal:5432/orders'],
  },
  {
    id: 'postgresql-careless',
    text: 'postgresql://app:{}@db.internal/orders',
    make: careless,
    survives: ['db.internal/orders'],
  },
  { id: 'postgres-hash', text: 'postgres://app:{}@db.internal/orders', make: hashed },
  {
    id: 'mysql',
    text: 'mysql://root:{}@127.0.0.1:3306/shop',
    make: password,
    survives: ['127.0.0.1:3306/shop'],
  },
  { id: 'mariadb', text: 'mariadb://shop:{}@db/shop', make: careless },
  {
    id: 'mongodb',
    text: 'mongodb://admin:{}@m1:27017,m2:27017/app?replicaSet=rs0',
    make: password,
    survives: ['m1:27017,m2:27017/app'],
  },
  { id: 'mongodb-srv', text: 'mongodb+srv://admin:{}@cluster0.ab1cd.mongodb.net/app', make: careless },
  {
    id: 'redis',
    text: 'redis://:{}@cache.internal:6379/0',
    make: password,
    survives: ['cache.internal:6379/0'],
  },
  { id: 'rediss', text: 'rediss://default:{}@cache.example.com:6380', make: careless },
  { id: 'amqp', text: 'amqp://guest:{}@rabbit:5672/%2f', make: password, survives: ['rabbit:5672/%2f'] },
  { id: 'amqps', text: 'amqps://svc:{}@mq.example.com/vhost', make: careless },
  { id: 'nats', text: 'nats://user:{}@nats.internal:4222', make: password },
  { id: 'clickhouse', text: 'clickhouse://default:{}@ch.internal:9000/logs', make: password },
  { id: 'mssql', text: 'mssql://sa:{}@sql.internal:1433/db', make: password },
  { id: 'ldaps', text: 'ldaps://cn=admin:{}@ldap.example.com:636', make: password },
  { id: 'smtp', text: 'smtp://mailer:{}@smtp.example.com:587', make: password },
  { id: 'sqlalchemy', text: 'postgresql+psycopg2://app:{}@db/orders', make: careless },
  { id: 'sqlalchemy-mysql', text: 'mysql+pymysql://app:{}@db/orders?charset=utf8', make: password },
  {
    id: 'sentry-dsn',
    text: 'https://{}@o1234.ingest.sentry.io/5678',
    make: hex(32),
    survives: ['ingest.sentry.io/5678'],
  },
  {
    id: 'jdbc-postgres',
    text: 'jdbc:postgresql://db:5432/orders?user=app&password={}&ssl=true',
    make: password,
    survives: ['ssl=true'],
  },
  {
    id: 'jdbc-sqlserver',
    text: 'jdbc:sqlserver://sql:1433;databaseName=orders;user=sa;password={};encrypt=true',
    make: password,
    survives: ['encrypt=true'],
  },
  {
    id: 'jdbc-oracle',
    text: 'jdbc:oracle:thin:scott/{}@ora.internal:1521:orcl',
    make: (r) => opaque(r, 12),
    survives: ['ora.internal:1521:orcl'],
  },
  {
    id: 'ado',
    text: 'Server=sql.internal;Database=orders;User Id=sa;Password={};Encrypt=true',
    make: password,
    survives: ['Encrypt=true'],
  },
  { id: 'ado-pwd', text: 'Data Source=sql;Initial Catalog=orders;Uid=sa;Pwd={};', make: password },
  {
    id: 'odbc',
    text: 'Driver={PostgreSQL};Server=db;UID=app;PWD={};Port=5432',
    make: password,
    survives: ['Port=5432'],
  },
  {
    id: 'libpq',
    text: 'host=db port=5432 user=app password={} dbname=orders',
    make: password,
    survives: ['dbname=orders'],
  },
  {
    id: 'azure-storage',
    text: 'DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={};EndpointSuffix=core.windows.net',
    make: key64,
    survives: ['EndpointSuffix=core.windows.net'],
  },
  {
    id: 'azure-servicebus',
    text: 'Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={}',
    make: (r) => `${r.chars(BASE64, 43)}=`,
    survives: ['acme.servicebus.windows.net'],
  },
  {
    id: 'azure-iothub',
    text: 'HostName=acme.azure-devices.net;DeviceId=d1;SharedAccessKey={}',
    make: (r) => `${r.chars(BASE64, 43)}=`,
  },
  {
    id: 'azure-sas',
    text: 'https://acme.blob.core.windows.net/c/b?sv=2023-11-03&se=2026-01-01&sr=b&sp=r&sig={}',
    make: encoded,
    survives: ['sp=r'],
  },
  {
    id: 's3-presigned',
    text: 'https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=900&X-Amz-Signature={}',
    make: hex(64),
    survives: ['X-Amz-Expires=900'],
  },
  {
    id: 's3-session',
    text: 'https://b.s3.amazonaws.com/k?X-Amz-Security-Token={}&X-Amz-Expires=900',
    make: (r) => r.chars(BASE64URL, 200),
  },
  {
    id: 'gcs-signed',
    text: 'https://storage.googleapis.com/b/o?X-Goog-Expires=900&X-Goog-Signature={}',
    make: hex(256),
  },
  {
    id: 'cloudfront',
    text: 'https://d1.cloudfront.net/a.mp4?Expires=1767225600&Signature={}&Key-Pair-Id=K1',
    make: (r) => r.chars(BASE64URL, 128),
  },
  {
    id: 'query-token',
    text: 'https://api.example.com/v1/items?token={}&page=2',
    make: (r) => opaque(r, 32),
    survives: ['page=2'],
  },
  {
    id: 'query-access-token',
    text: 'https://graph.example.com/me?fields=id&access_token={}',
    make: (r) => opaque(r, 60),
    survives: ['fields=id'],
  },
  {
    id: 'query-api-key',
    text: 'https://maps.example.com/js?api_key={}&v=3',
    make: (r) => opaque(r, 32),
    survives: ['v=3'],
  },
  { id: 'query-apikey', text: 'https://api.example.com/?apikey={}', make: (r) => opaque(r, 24) },
  { id: 'query-password', text: '/login?user=ann&password={}', make: password, survives: ['user=ann'] },
  {
    id: 'query-client-secret',
    text: 'https://login.example.com/token?client_id=web&client_secret={}',
    make: (r) => opaque(r, 36),
    survives: ['client_id=web'],
  },
  {
    id: 'oauth-code',
    text: 'https://app.example.com/cb?code={}&state=xyz',
    make: (r) => r.chars(BASE64URL, 43),
  },
  {
    id: 'oauth-fragment',
    text: 'https://app.example.com/cb#access_token={}&token_type=bearer&expires_in=3600',
    make: (r) => opaque(r, 48),
    survives: ['expires_in=3600'],
  },
  { id: 'reset-link', text: 'https://app.example.com/reset?uid=17&token={}', make: (r) => r.chars(HEX, 40) },
  {
    id: 'saml',
    text: 'https://sso.example.com/acs?SAMLResponse={}&RelayState=a',
    make: (r) => encodeURIComponent(`PHNhbWw${r.chars(BASE64, 300)}`),
  },
  {
    id: 'slack-webhook',
    text: 'https://hooks.slack.com/services/{}',
    make: (r) => `T${r.chars(UPPER, 8)}/B${r.chars(UPPER, 8)}/${r.chars(BASE62, 24)}`,
  },
  {
    id: 'discord-webhook',
    text: 'https://discord.com/api/webhooks/1163456789012345678/{}',
    make: (r) => r.chars(BASE64URL, 68),
  },
  {
    id: 'teams-webhook',
    text: 'https://acme.webhook.office.com/webhookb2/{}',
    make: (r) =>
      `${r.chars(HEX, 8)}-${r.chars(HEX, 12)}@${r.chars(HEX, 12)}/IncomingWebhook/${r.chars(HEX, 32)}`,
  },
  {
    id: 'telegram-url',
    text: 'https://api.telegram.org/bot{}/getUpdates',
    make: (r) => `6${r.chars(DIGITS, 9)}:AA${r.chars(BASE64URL, 33)}`,
    survives: ['/getUpdates'],
  },
];

type UrlWrap = readonly [name: string, kind: Kind, make: (url: string) => unknown];

const WRAPS: readonly UrlWrap[] = [
  ['value', 'value', (url) => url],
  ['message', 'message', (url) => `could not reach ${url} in 30 s`],
  ['error', 'error', (url) => new Error(`connect ECONNREFUSED (${url})`)],
  ['argument', 'arguments', (url) => ['using %s', url]],
  ['object', 'object', (url) => ({ target: { note: url } })],
  ['json', 'value', (url) => JSON.stringify({ target: url, n: 1 })],
  [
    'log',
    'text',
    (url) => `2026-01-02T03:04:05Z start\n2026-01-02T03:04:06Z using "${url}"\n2026-01-02T03:04:07Z end\n`,
  ],
];

export function urlCases(): CorpusCase[] {
  return FORMATS.flatMap((format, i) =>
    [0, 1, 2].map((step) => {
      const [name, kind, wrap] = WRAPS[(i + step * 2) % WRAPS.length]!;
      const id = `url/${format.id}/${name}`;
      const s = format.make(randomFor(id));
      const url = format.text.replace(/\{\}(?=[^{]*$)/, () => s);
      return positive(id, kind, () => wrap(url), [s], { survives: format.survives ?? [] });
    }),
  );
}
