/** Whole pieces of text and objects as they are found in real logs, with one or two secrets in each. */
import { type CorpusCase, type Kind, positive } from '../case.js';
import { BASE62, BASE64, DIGITS, HEX, opaque, password, randomFor } from '../random.js';
import { jwt, TOKEN_FORMATS } from './tokens.js';

interface Scene {
  readonly id: string;
  readonly kind: Kind;
  readonly unusual?: boolean;
  /** Makes the input from a password, an opaque token and a token with a form. */
  readonly make: (p: string, t: string, f: string) => unknown;
  /** Which of the three are in it. */
  readonly uses: string;
  readonly survives?: readonly string[];
}

const SCENES: readonly Scene[] = [
  { id: 'curl-user', kind: 'text', uses: 'p', make: (p) => `$ curl -u admin:${p} https://example.com/api\n` },
  {
    id: 'curl-user-long',
    kind: 'message',
    uses: 'p',
    make: (p) => `curl --user "admin:${p}" -X POST https://example.com`,
  },
  {
    id: 'curl-bearer',
    kind: 'text',
    uses: 't',
    make: (_, t) => `curl https://example.com/v1 \\\n  -H "Authorization: Bearer ${t}" \\\n  -d '{"a":1}'\n`,
  },
  {
    id: 'curl-data',
    kind: 'message',
    uses: 'p',
    make: (p) => `curl -d 'grant_type=password&username=ann&password=${p}' https://example.com/token`,
  },
  {
    id: 'npmrc',
    kind: 'text',
    uses: 't',
    make: (_, t) => `registry=https://registry.npmjs.org/\n//registry.npmjs.org/:_authToken=${t}\n`,
  },
  {
    id: 'aws-credentials',
    kind: 'text',
    uses: 't',
    make: (_, t) => `[default]\nregion = eu-west-1\naws_secret_access_key = ${t}\n`,
    survives: ['eu-west-1'],
  },
  {
    id: 'docker-login',
    kind: 'message',
    uses: 'p',
    make: (p) => `docker login -u ann --password ${p} registry.example.com`,
  },
  {
    id: 'kubectl-secret',
    kind: 'message',
    uses: 'p',
    make: (p) => `kubectl create secret generic db --from-literal=password=${p}`,
  },
  {
    id: 'k8s-yaml',
    kind: 'text',
    uses: 't',
    make: (_, t) => `apiVersion: v1\nkind: Secret\ndata:\n  password: ${t}\n`,
    survives: ['apiVersion: v1'],
  },
  {
    id: 'kubeconfig',
    kind: 'text',
    uses: 't',
    make: (_, t) => `users:\n- name: ann\n  user:\n    token: ${t}\n`,
  },
  {
    id: 'compose',
    kind: 'text',
    uses: 'p',
    make: (p) =>
      `services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: "${p}"\n      POSTGRES_USER: app\n`,
    survives: ['POSTGRES_USER: app'],
  },
  {
    id: 'compose-list',
    kind: 'text',
    uses: 'p',
    make: (p) => `environment:\n  - MYSQL_ROOT_PASSWORD=${p}\n  - TZ=UTC\n`,
    survives: ['TZ=UTC'],
  },
  {
    id: 'terraform',
    kind: 'text',
    uses: 'p',
    make: (p) => `resource "x" "db" {\n  username = "app"\n  password = "${p}"\n}\n`,
  },
  {
    id: 'spring',
    kind: 'text',
    uses: 'p',
    make: (p) => `spring.datasource.username=app\nspring.datasource.password=${p}\n`,
    survives: ['spring.datasource.username=app'],
  },
  {
    id: 'django-settings',
    kind: 'message',
    uses: 't',
    make: (_, t) => `SECRET_KEY = 'django-insecure-${t}'`,
  },
  {
    id: 'rails-params',
    kind: 'message',
    uses: 'p',
    make: (p) => `Parameters: {"user"=>{"email"=>"x", "password"=>"${p}"}, "commit"=>"Log in"}`,
  },
  {
    id: 'php-array',
    kind: 'text',
    uses: 'p',
    make: (p) => `Array\n(\n    [user] => ann\n    [password] => ${p}\n)\n`,
  },
  {
    id: 'java-tostring',
    kind: 'message',
    uses: 'p',
    make: (p) => `LoginRequest(username=ann, password=${p}, remember=true)`,
    survives: ['remember=true'],
  },
  {
    id: 'dotnet-record',
    kind: 'message',
    uses: 'p',
    make: (p) => `LoginRequest { Username = ann, Password = ${p}, Remember = True }`,
  },
  {
    id: 'node-inspect',
    kind: 'message',
    uses: 'p',
    make: (p) => `{ user: 'ann', password: '${p}', port: 5432 }`,
    survives: ['port: 5432'],
  },
  {
    id: 'sql-set',
    kind: 'message',
    uses: 'p',
    make: (p) => `UPDATE users SET password = '${p}' WHERE id = 7`,
    survives: ['WHERE id = 7'],
  },
  {
    id: 'sql-alter',
    kind: 'message',
    unusual: true,
    uses: 'p',
    make: (p) => `ALTER USER app WITH PASSWORD '${p}'`,
  },
  {
    id: 'sql-identified',
    kind: 'message',
    unusual: true,
    uses: 'p',
    make: (p) => `CREATE USER 'app'@'%' IDENTIFIED BY '${p}'`,
  },
  {
    id: 'graphql',
    kind: 'value',
    uses: 'p',
    make: (p) => `mutation { login(email: "x", password: "${p}") { id } }`,
  },
  {
    id: 'graphql-variables',
    kind: 'object',
    uses: 'p',
    make: (p) => ({ query: 'mutation($p: String!)', variables: { input: { password: p } } }),
  },
  {
    id: 'axios',
    kind: 'error',
    uses: 'tp',
    make: (p, t) =>
      Object.assign(new Error('Request failed with status code 401'), {
        config: {
          url: '/login',
          headers: { Authorization: `Bearer ${t}` },
          data: JSON.stringify({ password: p }),
        },
      }),
  },
  {
    id: 'got',
    kind: 'error',
    uses: 't',
    make: (_, t) =>
      Object.assign(new Error('Response code 403'), { options: { headers: { 'x-api-key': t } } }),
  },
  {
    id: 'pg',
    kind: 'error',
    uses: 'p',
    make: (p) =>
      Object.assign(new Error('password authentication failed for user "app"'), {
        connectionParameters: { host: 'db', user: 'app', password: p },
      }),
  },
  {
    id: 'redis-auth',
    kind: 'object',
    unusual: true,
    uses: 'p',
    make: (p) => ({ command: { name: 'auth', args: ['default', p] } }),
  },
  {
    id: 'process-env',
    kind: 'object',
    uses: 'pt',
    make: (p, t) => ({ env: { HOME: '/root', DB_PASSWORD: p, API_TOKEN: t, PORT: '80' } }),
    survives: ['80'],
  },
  {
    id: 'oauth-response',
    kind: 'object',
    uses: 'tf',
    make: (_, t, f) => ({ access_token: f, refresh_token: t, token_type: 'bearer', expires_in: 3600 }),
    survives: ['3600', 'bearer'],
  },
  {
    id: 'oauth-json',
    kind: 'value',
    uses: 'tf',
    make: (_, t, f) =>
      JSON.stringify({ access_token: f, token_type: 'bearer', refresh_token: t, expires_in: 3600 }),
    survives: ['3600'],
  },
  {
    id: 'lambda-event',
    kind: 'object',
    uses: 't',
    make: (_, t) => ({ event: { headers: { cookie: `a=b; session=${t}` }, body: null } }),
  },
  {
    id: 'lambda-body',
    kind: 'object',
    uses: 'p',
    make: (p) => ({ event: { body: JSON.stringify({ user: 'ann', password: p }), isBase64Encoded: false } }),
  },
  {
    id: 'sqs-record',
    kind: 'value',
    unusual: true,
    uses: 'p',
    make: (p) =>
      JSON.stringify({ Records: [{ body: JSON.stringify({ Message: JSON.stringify({ password: p }) }) }] }),
  },
  {
    id: 'stack',
    kind: 'text',
    uses: 'f',
    make: (_, __, f) =>
      `Error: bad credential ${f}\n    at login (/srv/app/auth.js:10:5)\n    at main (/srv/app/index.js:3:1)\n`,
    survives: ['auth.js:10:5'],
  },
  {
    id: 'java-stack',
    kind: 'text',
    uses: 'p',
    make: (p) =>
      `java.sql.SQLException: Access denied (using jdbc:mysql://db/app?user=a&password=${p})\n\tat com.acme.Db.open(Db.java:12)\n`,
    survives: ['Db.java:12'],
  },
  {
    id: 'git-remote',
    kind: 'text',
    uses: 'f',
    make: (_, __, f) => `origin\thttps://ann:${f}@github.com/acme/app.git (fetch)\n`,
    survives: ['github.com/acme/app.git'],
  },
  {
    id: 'git-clone',
    kind: 'message',
    uses: 'p',
    make: (p) => `fatal: unable to access 'https://ci:${p}@git.example.com/app.git/': 403`,
  },
  {
    id: 'actions-log',
    kind: 'text',
    uses: 't',
    make: (_, t) => `##[group]Run deploy\nenv:\n  DEPLOY_TOKEN: ${t}\n##[endgroup]\n`,
  },
  {
    id: 'logfmt',
    kind: 'message',
    uses: 't',
    make: (_, t) => `level=info msg="login ok" user=ann token=${t} dur=12ms`,
    survives: ['dur=12ms'],
  },
  {
    id: 'ini-colon',
    kind: 'text',
    uses: 'p',
    make: (p) => `[smtp]\nhost: mail.example.com\npassword: ${p}\nport: 25\n`,
    survives: ['port: 25'],
  },
  { id: 'properties-blank', kind: 'text', uses: 'p', make: (p) => `db.user = app\ndb.password = ${p}\n` },
  {
    id: 'xml-attribute',
    kind: 'text',
    uses: 'p',
    make: (p) => `<connection host="db" user="app" password="${p}" port="5432"/>`,
    survives: ['port="5432"'],
  },
  {
    id: 'xml-add',
    kind: 'text',
    unusual: true,
    uses: 't',
    make: (_, t) => `<add key="ApiKey" value="${t}" />`,
  },
  {
    id: 'soap',
    kind: 'text',
    uses: 'p',
    make: (p) =>
      `<wsse:Username>ann</wsse:Username><wsse:Password Type="x#PasswordText">${p}</wsse:Password>`,
    survives: ['ann'],
  },
  {
    id: 'plist',
    kind: 'text',
    unusual: true,
    uses: 'p',
    make: (p) => `<key>password</key>\n<string>${p}</string>\n`,
  },
  {
    id: 'multipart',
    kind: 'text',
    unusual: true,
    uses: 'p',
    make: (p) => `--b1\r\nContent-Disposition: form-data; name="password"\r\n\r\n${p}\r\n--b1--\r\n`,
  },
  {
    id: 'har',
    kind: 'object',
    uses: 't',
    make: (_, t) => ({
      request: {
        headers: [{ name: 'Authorization', value: `Bearer ${t}` }],
        cookies: [{ name: 'sid', value: t }],
      },
    }),
  },
  {
    id: 'postman',
    kind: 'object',
    uses: 't',
    make: (_, t) => ({ values: [{ key: 'api_key', value: t, enabled: true }] }),
  },
  {
    id: 'ecs-task',
    kind: 'object',
    uses: 'p',
    make: (p) => ({
      environment: [
        { name: 'DB_PASSWORD', value: p },
        { name: 'TZ', value: 'UTC' },
      ],
    }),
    survives: ['UTC'],
  },
  {
    id: 'class-instance',
    kind: 'object',
    uses: 'p',
    make: (p) => ({
      client: new (class Client {
        host = 'db';
        password = p;
      })(),
    }),
    survives: ['db'],
  },
  {
    id: 'getter',
    kind: 'object',
    uses: 'p',
    make: (p) => ({
      config: {
        get password() {
          return p;
        },
      },
    }),
  },
  {
    id: 'to-json',
    kind: 'object',
    uses: 't',
    make: (_, t) => ({ session: undefined, client: { toJSON: () => ({ apiKey: t }) } }),
  },
  {
    id: 'frozen',
    kind: 'object',
    uses: 'p',
    make: (p) => Object.freeze({ login: Object.freeze({ user: 'ann', password: p }) }),
  },
  {
    id: 'null-prototype',
    kind: 'object',
    uses: 'p',
    make: (p) => ({ login: Object.assign(Object.create(null), { password: p }) }),
  },
  { id: 'proxy', kind: 'object', uses: 'p', make: (p) => ({ login: new Proxy({ password: p }, {}) }) },
  {
    id: 'url-object',
    kind: 'object',
    uses: 'p',
    make: (p) => ({ target: new URL(`https://ann:${p}@example.com/a`) }),
    survives: ['example.com/a'],
  },
  {
    id: 'aggregate',
    kind: 'error',
    uses: 'tf',
    make: (_, t, f) => new AggregateError([new Error(`token=${t}`), new Error(f)], 'all failed'),
  },
  {
    id: 'cause-chain',
    kind: 'error',
    uses: 'p',
    make: (p) =>
      new Error('a', { cause: new Error('b', { cause: Object.assign(new Error('c'), { password: p }) }) }),
  },
  {
    id: 'error-json',
    kind: 'error',
    uses: 'p',
    make: (p) => new Error(`HTTP 400: {"field":"password","password":"${p}"}`),
  },
  { id: 'arguments-colon', kind: 'arguments', uses: 'p', make: (p) => ['password: %s', p] },
  {
    id: 'arguments-bearer',
    kind: 'arguments',
    uses: 't',
    make: (_, t) => ['Authorization: Bearer %s sent', t],
  },
  {
    id: 'arguments-json',
    kind: 'arguments',
    uses: 'p',
    make: (p) => ['login %s', JSON.stringify({ password: p })],
  },
  {
    id: 'arguments-inspect',
    kind: 'arguments',
    uses: 'p',
    make: (p) => ['login %O', { user: 'ann', nested: { password: p } }],
  },
  {
    id: 'arguments-fields',
    kind: 'arguments',
    uses: 'p',
    make: (p) => ['login of %s', 'ann', { password: p }],
  },
  {
    id: 'sigv4',
    kind: 'message',
    uses: 'x',
    make: (p) =>
      `AWS4-HMAC-SHA256 Credential=C/20260101/eu/s3/aws4_request, SignedHeaders=host, Signature=${p}`,
  },
  { id: 'bearer-prose', kind: 'message', uses: 't', make: (_, t) => `sent Bearer ${t} to the gateway` },
  { id: 'basic-prose', kind: 'message', uses: 'b', make: (p) => `sent Basic ${p} to the proxy` },
  { id: 'jwt-cookie', kind: 'headers', uses: 'j', make: (p) => ({ cookie: `consent=yes; jwt=${p}` }) },
  {
    id: 'mysql-cli',
    kind: 'message',
    unusual: true,
    uses: 'p',
    make: (p) => `mysql --host=db --user=app --password=${p} shop`,
  },
  {
    id: 'redis-cli',
    kind: 'message',
    unusual: true,
    uses: 'p',
    make: (p) => `redis-cli -h cache --pass ${p} ping`,
  },
  {
    id: 'sshpass',
    kind: 'message',
    unusual: true,
    uses: 'p',
    make: (p) => `SSHPASS='${p}' sshpass -e ssh ann@host1`,
  },
  {
    id: 'powershell',
    kind: 'message',
    unusual: true,
    uses: 'p',
    make: (p) => `New-User -Name ann -Password '${p}' -Force`,
  },
  {
    id: 'heroku-config',
    kind: 'text',
    uses: 't',
    make: (_, t) => `=== app Config Vars\nNODE_ENV:     production\nSESSION_SECRET: ${t}\n`,
    survives: ['production'],
  },
  {
    id: 'totp-uri',
    kind: 'message',
    unusual: true,
    uses: 't',
    make: (_, t) => `otpauth://totp/Acme:ann?secret=${t}&issuer=Acme`,
    survives: ['issuer=Acme'],
  },
  { id: 'pin-code', kind: 'object', uses: 'd', make: (p) => ({ otp: p, mfaCode: Number(p), ok: true }) },
  {
    id: 'cvv',
    kind: 'object',
    uses: 'd',
    make: (p) => ({ payment: { cvv: p, cardNumber: Number(`4000${p}`) } }),
  },
];

/** Secrets that some scenes need in another form than a password. */
function specialOf(uses: string, id: string): string {
  const r = randomFor(`${id}/special`);
  if (uses === 'x') return r.chars(HEX, 64);
  if (uses === 'b') return Buffer.from(`ann:${r.chars(BASE62, 14)}`).toString('base64');
  if (uses === 'j') return jwt(r);
  if (uses === 'd') return `9${r.chars(DIGITS, 5)}`;
  return password(r);
}

export function sceneCases(): CorpusCase[] {
  return SCENES.map((scene, i) => {
    const id = `scene/${scene.id}`;
    const r = randomFor(id);
    const p = specialOf(scene.uses, id);
    const t = `${opaque(r, 28)}${r.chars(BASE64.slice(0, 62), 4)}`;
    const f = TOKEN_FORMATS[(i * 5) % 30]!.make(r);
    const secrets = [
      /[t]/.test(scene.uses) ? t : '',
      /f/.test(scene.uses) ? f : '',
      /[^tf]/.test(scene.uses) ? p : '',
    ];
    return positive(
      id,
      scene.kind,
      () => scene.make(p, t, f),
      secrets.filter((s) => s !== ''),
      {
        survives: scene.survives ?? [],
        unusual: scene.unusual ?? false,
      },
    );
  });
}
