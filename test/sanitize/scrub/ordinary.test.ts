/** Lines as programs write them: what is a secret in them stands between the marks ⟦ and ⟧, and nothing else is changed. */
import { expect, test } from 'vitest';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { isSensitiveName } from './key-names.js';

const { scrub } = createScrubber({ keyNames: isSensitiveName });
const token = ['Zx81kQm29Lp', 'Tr7Yw03NbVcE4'].join('');
const word = ['Wvwg', 'U494T75'].join('');

const HIDDEN: Readonly<Record<string, readonly string[]>> = {
  'refusals name what they refuse': [
    `Invalid token: ⟦${token}⟧`,
    `invalid password: ⟦${word}⟧`,
    `Invalid API key: ⟦${token}⟧`,
    `invalid DB_PASSWORD=⟦${word}⟧`,
    `Invalid password="⟦${word}⟧"`,
    `illegal X-Api-Key: ⟦${token}⟧`,
    'Invalid PIN: ⟦7391⟧',
  ],
  'members of an object name what others hold': [
    `{"field":"password","old":"⟦${word}⟧","new":"⟦${word}⟧"}`,
    `{\\"name\\":\\"api_key\\",\\"type\\":\\"text\\",\\"val\\":\\"⟦${token}⟧\\"}`,
    `{ "path": [ "user", "password" ], "received": "⟦${word}⟧" }`,
    `{"op":"replace","path":"/user/password","value":"⟦${word}⟧"}`,
    `{"type":"field","value":"⟦${word}⟧","msg":"Invalid value","path":"password","location":"body"}`,
    `{"label":"API Key","newValue":"⟦${token}⟧"}`,
    `{"old":"⟦${word}⟧","type":"text","field":"password"}`,
    `{"received":"⟦${word}⟧","path":["password"],"message":"too short"}`,
    `{"op":"replace","value":"⟦${word}⟧","path":"/password"}`,
    `{"limit":8,"value":"⟦${word}⟧","label":"password","key":"password"}`,
    `{"field":"password","rejectedValue":"⟦${word}⟧"}`,
  ],
  'validators name what they refuse': [
    `ValidationError: password: Path \`password\` (\`⟦${word}⟧\`) is shorter than the minimum allowed length (8).`,
    `Cast to Number failed for value "⟦${word}⟧" (type string) at path "user.pin" for model "User"`,
  ],
  'a cookie without a name is one word': [
    `cookie=⟦${token}⟧ status=200`,
    `session_cookie=⟦${token}⟧, user=bob`,
    `cookie: ⟦${token}⟧ status=200`,
  ],
  'PostgreSQL names columns and values of a key': [
    `Key (api_token)=(⟦${token}⟧) already exists.`,
    `Key (tenant_id, api_key)=(⟦12, ${token}⟧) already exists.`,
  ],
  'an @ in a parameter is no end of a user': [
    'jdbc:mysql://h:3306/d?user=u&password=⟦Zk4@vQ9tLw2⟧',
    'postgresql://h/d?user=u&password=⟦Zk4@vQ9tLw2x⟧',
    'jdbc:sqlserver://h:1433;user=u;password=⟦Zk4@v#Q9!tLw2⟧;encrypt=true',
    `postgres://app:⟦a@b?${word}⟧@db/m`,
  ],
  'passwords in SQL': [
    `ALTER USER 'root'@'localhost' IDENTIFIED WITH mysql_native_password BY '⟦${word}⟧'`,
    `CREATE USER a IDENTIFIED WITH sha256_password BY '⟦${word}⟧'`,
    `SET PASSWORD FOR 'a'@'h' = '⟦${word}⟧'`,
    `SELECT PGP_SYM_DECRYPT(c, '⟦${word}⟧')`,
    `WHERE token IN ('⟦${token}⟧')`,
    `WHERE token LIKE '⟦${token}%⟧'`,
    `WHERE token <> '⟦${token}⟧'`,
    `WHERE password != '⟦${word}⟧'`,
  ],
  'an encrypted token has an empty second part': [
    `session ⟦${['eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0', '', 'q7Vw2mTz9kLp3R8x', 'bC5nH1yU6dJ0sF4gA9eK2wXvQ', 'tM3pZ8rB6cN1hY7jL5qW0g'].join('.')}⟧ ok`,
  ],
  'behind the name of a header stands its value, whatever the scheme': [
    `["Host","h","Authorization","⟦ApiKey uqIOLbWG2pM9Mp3XavqPzocPHxABQT⟧"]`,
    `.set('Authorization', '⟦Custom ${token}⟧')`,
    `headers.append("Authorization", "⟦Bot ${token}⟧")`,
  ],
  'prose shows what it names': [
    `password changed from ⟦${word}!9⟧ to ⟦${token}⟧`,
    `Password for bob changed from "⟦${word}!9⟧" to "⟦${token}⟧"`,
    `the password for bob is ⟦${token}⟧`,
    `invalid token '⟦${token}⟧'`,
    `Invalid password ⟦${token}⟧`,
    `Token ⟦${token}⟧ rejected`,
    `password\t⟦${token}⟧`,
    `password(⟦${token}⟧) refused`,
    `password|⟦${token}⟧|`,
    `set password to ⟦${token}⟧`,
    `rotated api key ⟦${token}⟧ to ⟦${word}1a⟧`,
    `password "⟦${word}⟧" does not match "⟦${token}⟧"`,
    `Password updated: ⟦${word}⟧ -> ⟦${token}⟧`,
    `token for ⟦bob@example.org⟧ is ⟦${token}⟧`,
    `api key for ⟦${['ghp', token + token].join('_')}⟧ is ⟦${word}⟧`,
  ],
  'MySQL names the index that a value broke': [
    `Duplicate entry '⟦${token}⟧' for key 'users.api_token'`,
    `Duplicate entry '⟦${token}⟧' for key 'api_token_UNIQUE'`,
    `Duplicate entry '⟦${token}⟧' for key 'users.api_key'`,
  ],
  'the secret parts of JSON Web Keys': [
    `{"kty":"oct","k":"⟦${token}⟧"}`,
    `{"crv":"P-256","d":"⟦${token}⟧","kty":"EC"}`,
    `{ kty: 'oct', k: '⟦${token}⟧' }`,
    `{\\"kty\\":\\"RSA\\",\\"n\\":\\"a\\",\\"p\\":\\"⟦${token}⟧\\"}`,
  ],
  'a doubled quote belongs to the value': [
    `UPDATE users SET password='⟦it''s ${word}⟧' WHERE id=1`,
    `ALTER USER bob WITH PASSWORD '⟦hun''${word}⟧'`,
    `CREATE USER x IDENTIFIED BY '⟦it''s${word}⟧'`,
    `password: '⟦it''s ok ${word}⟧'`,
  ],
  'elements for a name and its value': [
    `<param><name>password</name><value>⟦${word}⟧</value></param>`,
    `<member><name>api_key</name><value><string>⟦${token}⟧</string></value></member>`,
  ],
  'far from its name, and behind other objects': [
    `{"name":"password","note":"${'x '.repeat(200)}","value":"⟦${word}⟧"}`,
    `{"name":"password","note":{"a":{}},"value":"⟦${word}⟧"}`,
    `{"value":"⟦${word}⟧","note":{"a":{}},"name":"password"}`,
    `{"id":"password","value":"⟦${word}⟧"}`,
    `{"type":"password","value":"⟦${word}⟧"}`,
    `{"keyName":"api_key","keyValue":"⟦${token}⟧"}`,
  ],
  'JSON in an address': [
    `?d=%7B%22name%22%3A%22password%22%2C%22value%22%3A%22⟦${word}⟧%22%7D`,
    `?d=%7B%22h%22%3A%5B%22Host%22%2C%22h%22%2C%22X-Api-Key%22%2C%22⟦${token}⟧%22%5D%7D`,
    `?d=%257B%2522field%2522%253A%2522password%2522%252C%2522old%2522%253A%2522⟦${word}⟧%2522%257D`,
    `?d=%7B%22Jwt%3ASecret%22%3A%22⟦${token}⟧%22%7D`,
  ],
  'names with colons': [
    `{ 'Jwt:Secret': '⟦${word}⟧' }`,
    `"Auth:Google:ClientSecret": "⟦${word}⟧"`,
    `Jwt:Secret=⟦${word}⟧`,
    `{"Jwt:Secret":"⟦${word}⟧"}`,
    `{"Session:Secret":"⟦${word}⟧"}`,
    `Auth:ClientSecret = ⟦${word}⟧`,
    `error in "token:⟦${word}⟧": not allowed`,
    `error in 'password:⟦hunter⟧': not allowed`,
  ],
  'values begin with any sign': [
    `password=⟦~${word}⟧`,
    `password=⟦$${word}⟧`,
    `{"password":"⟦$${word}⟧"}`,
    `?token=⟦~${token}⟧`,
    'password=⟦{bcrypt}$2b$10$N9qo8uLOickgx2ZMRZoMye⟧',
    'password=⟦Zk4<vQ9tLw2⟧',
  ],
  'fields of forms': [
    `<input name="__RequestVerificationToken" type="hidden" value="⟦${token}⟧" />`,
    `<input type="password" name="password" class="x" value="⟦${word}⟧">`,
    `<meta name="csrf-token" content="⟦${token}⟧">`,
    `<input value="⟦${token}⟧" name="csrf_token">`,
  ],
  'cells of tables': [`<tr><td>password</td><td>⟦${word}⟧</td></tr>`, `<dt>api key</dt><dd>⟦${token}⟧</dd>`],
  'objects that name a value, as text': [
    `[{"type":"field","path":"password","value":"⟦${word}⟧","msg":"bad"}]`,
    `{"param":"password","value":"⟦${word}⟧"}`,
    `{"value":"⟦${word}⟧","name":"password"}`,
    `NameValuePair[name=password, value=⟦${word}⟧]`,
    `EnvVar{Name:DB_PASSWORD,Value:⟦${word}⟧,}`,
    `ParameterKey=DbPassword,ParameterValue=⟦${word}⟧`,
  ],
  'a letter of a flag is no letter of the name': [
    `java -DapiKey=⟦${token}⟧ -jar x.jar`,
    `java -Dapi.key=⟦${token}⟧`,
    `java -Dprivate_key=⟦${token}⟧`,
    `java -Dpwd=⟦${word}⟧`,
    `gradle -PapiKey=⟦${token}⟧`,
    `cmake -DAPI_KEY=⟦${token}⟧`,
  ],
  curl: [`curl -su bob:⟦${word}⟧ https://example.com`, `curl -sSfu bob:⟦${word}⟧ https://example.com`],
  'protocols of Redis and mail': [
    `0 -> auth([ '⟦${word}⟧' ])`,
    `1700000000.1 [0 127.0.0.1:1] "AUTH" "default" "⟦${word}⟧"`,
    String.raw`{"log":"x\nAUTH ⟦${word}⟧"}`,
    `retry: AUTH default ⟦${word}⟧ (attempt 2)`,
  ],
  'layers of escapes': [
    String.raw`"x\nmongodb://app:⟦pa/${word}⟧@h/db"`,
    String.raw`{"log":"\u001b[32mDB_PASSWORD\u001b[0m=\u001b[33m⟦${word}⟧\u001b[0m"}`,
  ],
  'letters of other scripts before a name': [
    `参数api_key=⟦${token}⟧`,
    `ключapi_key=⟦${token}⟧`,
    `éjwt: ⟦${word}⟧`,
  ],
  'blocks below a name': [`password:\n  "⟦${word}⟧"`, `api_key:\n  - ⟦${token}⟧`],
  'a name right behind the quote of its string': [
    String.raw`{"msg":"password=\"⟦${word}⟧\" user=bob"}`,
    String.raw`{"msg":"password: \"⟦${word}⟧\""}`,
    String.raw`["bash","-c","DB_PASSWORD=\"⟦${word}⟧\" psql"]`,
    String.raw`ENV: ["A=1","SECRET_KEY=\"⟦${word}⟧\""]`,
    String.raw`{"h":"X-Api-Key: \"⟦${token}⟧\""}`,
    `config["password"]="⟦${word}⟧"`,
    `os.environ["API_TOKEN"]="⟦${word}⟧"`,
    `5" password="⟦${word}⟧",`,
  ],
  'flags that begin with the letter of another': [
    `app.exe -Password=⟦${word}⟧ -v`,
    `Connect-App -Password:⟦${word}⟧`,
    `tool -PrivateKey=⟦${token}⟧`,
    `tool -Pin=⟦471123⟧`,
  ],
  'expressions with a secret in them': [
    `password = ⟦os.getenv("PW", "${word}")⟧`,
    `password=⟦pydantic.SecretStr('${word}')⟧`,
    `export DB_PASSWORD=⟦$(echo ${word} | base64 -d)⟧`,
  ],
  'what is no expression': ['password: ⟦Blue-Whale⟧ - changed by admin', 'usecase "secret": "⟦a1b2c3d4⟧"'],
  'cookies of lenient servers': [`Cookie: a b=⟦${token}⟧; `, `Cookie: user,name=⟦${token}⟧; `],
  'elements that are cut, or whose end is escaped': [
    '<password>⟦hunter12⟧',
    String.raw`{"x":"<password>⟦Winterfell⟧<\/password>"}`,
    `<td>Password:</td><td>⟦${word}⟧</td>`,
  ],
  'no references and no variables': [
    `api_key=⟦prod.api_key.${word}⟧`,
    'password=⟦$ummerTime⟧',
    `password=⟦!${word}⟧ x`,
  ],
  'what was expected': [`Expected token: ⟦${word}⟧, got xyz`],
  'quotes within quotes': [`msg="password: "⟦${word}⟧""`, `say "the token:"⟦${word}⟧" now"`],
  'values in a wrapping': [
    `Config { host: "h", password: Some("⟦${word}⟧") }`,
    `password=SecretStr("⟦${word}⟧")`,
  ],
  'a long text before a name that is followed by a quote': [
    `{ about: "${'many words '.repeat(8)}", password:"⟦${word}⟧" }`,
    `{"about":"${'many words '.repeat(60)}",password:"⟦${word}⟧"}`,
  ],
  'values in quotes in a query': [`a=1&password="⟦${word}⟧"&b=2`, `/x?token="⟦${token}⟧"`],
  'more of the same': [
    `["Authorization","⟦OAuth oauth_consumer_key=ck, oauth_signature=x⟧"]`,
    `$pw = ConvertTo-SecureString -String '⟦${word}⟧' -AsPlainText`,
    `UPDATE u SET h = crypt('⟦${word}⟧', gen_salt(8))`,
    `ALTER USER u IDENTIFIED BY VALUES '⟦S:${word}⟧'`,
    `API key not valid: ⟦${token}⟧`,
    `Password for user bob: ⟦${token}⟧`,
    `password changed from ⟦${token}⟧ to another`,
    `ffmpeg -i rtsp://admin:⟦Zk4@v#Q9!tLw2⟧@10.0.0.9:554/s1`,
    `password = """⟦${word}⟧"""`,
    `DB_PASSWORD ?= ⟦${word}⟧`,
    `\u2502 'password' \u2502 '⟦${word}⟧' \u2502`,
    `a:1:{s:8:"password";s:11:"⟦${word}⟧";}`,
  ],
  'source text that assigns': [
    `$headers["X-Api-Key"] = "⟦${token}⟧"`,
    `process.env['DB_PASSWORD'] = '⟦${word}⟧'`,
    `{ ["password"] = "⟦${word}⟧" }`,
    `password: !!str ⟦${word}⟧`,
    `ENV password ⟦${word}⟧`,
    `password=⟦$(x)${word}⟧`,
    `npm config set password ⟦${word}⟧`,
    `app:⟦${word}⟧@tcp(127.0.0.1:3306)/db?parseTime=true`,
  ],
  'flags of other tools': [
    `az login -u bob -p ⟦${word}⟧`,
    `helm registry login -u bob -p ⟦${word}⟧ example.com`,
    `plink -pw ⟦${word}⟧ host`,
  ],
  'flags of PowerShell': [`Connect -ClientSecret '⟦${word}⟧'`, `Push -NuGetApiKey ⟦${token}⟧`],
  prose: [
    `Incorrect API key provided: ⟦${token}⟧`,
    `token not found: ⟦${token}⟧`,
    `token mismatch: ⟦${token}⟧`,
    `apiKey ⟦${token}⟧ used`,
    `client secret ⟦${token}⟧ expired`,
  ],
};

const lines = Object.entries(HIDDEN).flatMap(([kind, texts]) => texts.map((text) => [kind, text] as const));

test.each(lines)('%s: %s', (_, marked) => {
  const shown = scrub(marked.replaceAll(/[⟦⟧]/g, ''));
  for (const [, secret] of marked.matchAll(/⟦([^⟧]*)⟧/g)) expect(shown).not.toContain(secret);
  expect(shown.replaceAll(/\[REDACTED:[a-z-]+\]/g, '⟦⟧')).toBe(marked.replaceAll(/⟦[^⟧]*⟧/g, '⟦⟧'));
  expect(scrub(shown)).toBe(shown);
});

test.each([
  'Unexpected token: punc (,)',
  'Unexpected token } in JSON at position 5',
  'invalid token: expected string',
  'Type Promise<Session> is not assignable to type string, build 42',
  'Repository<Session> of List<Token> tokens found',
  'Usage: app login <user> <password> [--verbose]\nSee docs',
  'ERR AUTH <password> called without any password configured',
  'Authorization: Bearer <token>, then retry',
  'password=<password>, next',
  'https://user:<password>@host/x',
  '{"permissions":["secret:read","token:write"]}',
  'event session:start emitted',
  'npm run secrets:sync',
  'php artisan jwt:secret',
  'User validation failed: password: Path `password` is required.',
  'token: Cast to ObjectId failed',
  'password: passwords do not match',
  "password: can't be blank",
  'api_key: field required',
  "auth(['ROLE_ADMIN'])",
  'curl -vvu http://localhost:8080',
  '<td>Session</td><td>active</td>',
  'token: valid',
  'session: active',
  'session: closed',
  'DB_PASSWORD: set',
  'apiKey: configured',
  'jwt: malformed',
  '{"label":"Password: ","n":1}',
  'value "Enter password:" seen',
  '{"detail":"Password for user: ","n":1}',
  String.raw`{"b":"{\"detail\":\"password: \",\"n\":1}"}`,
  '<detail>password=&lt;password&gt;</detail>',
  String.raw`{"b":"{\"detail\":\"Enter password:\",\"n\":1}"}`,
  ['token: $', '{{ secrets.GITHUB_TOKEN }}.'].join(''),
  'run mysql -p.',
  'password= (attempt 2 of 5)',
  "case 'token': return 1;",
  'changed password bob_1984xyz',
  'secret prod/db-credentials-v2 not found',
  'read token from config2',
  'session token id 550e8400-e29b-41d4-a716-446655440000',
  'setPassword(newPassword2)',
  'ts=1 password= user=bob status=ok',
  "password='' user='x'",
  'add token to user12345',
  'sent the token to example1.com',
  'token: Token;',
  'tokens: Token[];',
  'const token = getToken(user);',
  '{"dependencies":{"js-tokens":"^4.0.0","cookie":"^0.6.0"}}',
  'token OAuth2Client failed',
  "Duplicate entry 'ann' for key 'users.name'",
  '{"d":"M0 0L10 10","k":"v","p":"q"}',
  '{"type":"Token","value":"if"}',
  '?d=%7B%22name%22%3A%22colour%22%2C%22value%22%3A%22red%22%7D',
  'GET /api/tokens/c1b8f3a2-7d4e-4f5a-9b6c-0d1e2f3a4b5c',
  'this.password = password;',
  'self.token = token',
  'password: z.string().min(8)',
  'password = config.get("db.password")',
  'password = os.environ["DB_PASSWORD"]',
  'token=$(cat token)',
  'WHERE t.secret = t2.secret',
  "{ credentials: 'include' }",
  '{"field":"colour","old":"red","new":"blue"}',
  '{"from":"idle","to":"active","name":"session"}',
  '{"name":"auth","from":"idle","to":"active"}',
  '{"field":"password","next":"email"}',
  '{"method":"POST","path":"/reset/password","from":"10.0.0.1"}',
  '[{"name":"password"},{"name":"colour","value":"red"}]',
  '{"code":"invalid_type","expected":"string","path":["password"],"message":"Required"}',
])('nothing in %j is changed', (text) => {
  expect(scrub(text)).toBe(text);
});

test('all rows of an INSERT are read, however many and however long', () => {
  const rows = Array.from({ length: 500 }, (_, row) => `(${row},'${'b'.repeat(row * 10)}','${word}${row}')`);
  expect(scrub(`INSERT INTO users (id, bio, password) VALUES ${rows.join(', ')};`)).not.toContain(word);
});

test('what stands between a command and its last word is judged as well', () => {
  const line = `AUTH redis://:${word}@cache:6379/0 ${token} now`;
  expect(scrub(line)).toBe('AUTH redis://:[REDACTED:url-userinfo]@cache:6379/0 [REDACTED:key-value] now');
});

test('a header in a string of JSON ends with the string', () => {
  const line = `{"d":"h, Authorization: ${token}","user":"bob"}`;
  expect(scrub(line)).toBe('{"d":"h, Authorization: [REDACTED:http-header]","user":"bob"}');
});

test('a key of a tool that is also a name of curl stays hidden as one', () => {
  const key = ['sk', 'test', token].join('_');
  const once = scrub(`curl -u ${key}: https://api.stripe.com`);
  expect(once).not.toContain(token);
  expect(scrub(once)).toBe(once);
});

test('a user of curl that is hidden in part stays as it is', () => {
  const once = scrub(`curl -u token=${word} https://example.com`);
  expect(once).toBe('curl -u token=[REDACTED:key-value] https://example.com');
  expect(scrub(once)).toBe(once);
});
