/** Secrets that are known by their place: `⟦kite⟧` stands for one in each text. */
import { expect, test } from 'vitest';
import { createKeyRules } from '../../../src/sanitize/keys.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';

const rules = createKeyRules();
const { scrub } = createScrubber({ keyNames: (name) => rules.verdict(name) !== 'clear' });
const SECRET = ['kQ7vX2', 'mP9sLw'].join('');

const HIDDEN: Readonly<Record<string, readonly string[]>> = {
  'arguments of tools': [
    'vault login ⟦⟧',
    'vault operator unseal ⟦⟧',
    'rabbitmqctl add_user bob ⟦⟧',
    'rabbitmqctl change_password bob ⟦⟧',
    'htpasswd -b users bob ⟦⟧',
    'htpasswd -nb bob ⟦⟧',
    'mosquitto_passwd -b users bob ⟦⟧',
    'net user bob ⟦⟧ /add',
    'net use Z: \\\\s\\x /user:bob ⟦⟧',
    'openssl enc -aes-256-cbc -k ⟦⟧',
    'openssl dgst -sha256 -hmac "⟦⟧" f',
    'snmpwalk -v3 -u bob -A ⟦⟧ -X ⟦⟧ host',
    'snmpget -v2c -c ⟦⟧ host',
    'smbclient //h/s -U bob%⟦⟧ -c ls',
    'lftp -u bob,⟦⟧ sftp://h',
    'ssh-keygen -t ed25519 -N "⟦⟧" -f k',
    'gh secret set FOO --body ⟦⟧',
    'kubectl create secret generic a --from-literal=host=⟦⟧',
    'fly secrets set HOST=⟦⟧ PORT=⟦⟧',
    'aws ssm put-parameter --name a --type SecureString --value ⟦⟧',
    'az keyvault secret set --vault-name v --name n --value ⟦⟧',
    'dotnet user-secrets set "Db:Password" "⟦⟧"',
    'http -a bob:⟦⟧ https://example.com',
    'etcdctl --user root:⟦⟧ get x',
    'oc login -u bob -p ⟦⟧',
    'security unlock-keychain -p ⟦⟧ k',
    'ACL SETUSER bob on >⟦⟧ ~* +@all',
    'redis-server --requirepass ⟦⟧ --appendonly yes',
    "app '--password' '⟦⟧'",
    'args:\n- --password\n- ⟦⟧',
    '[\n  "sshpass",\n  "-p",\n  "⟦⟧"\n]',
    '{"m":"[\\"sshpass\\",\\"-p\\",\\"⟦⟧\\"]"}',
    '{"a":"htpasswd -b f u ⟦⟧"},{"b":"htpasswd -b f u ⟦⟧"}',
  ],
  'what is printed into a pipe': [
    'echo ⟦⟧ | docker login -u bob --password-stdin',
    'echo "⟦⟧" | gh auth login --with-token',
    'echo "bob:⟦⟧" | chpasswd',
    'echo ⟦⟧ | passwd --stdin root',
    'echo ⟦⟧ | sudo -S apt update',
  ],
  'arguments of calls': [
    'new NetworkCredential("bob", "⟦⟧")',
    "db.auth('bob', '⟦⟧')",
    "new PDO('mysql:host=h', 'bob', '⟦⟧')",
    "define('DB_PASSWORD', '⟦⟧');",
    "request.setHeader('Authorization', '⟦⟧')",
    'setPassword("⟦⟧")',
  ],
  protocols: [
    'USER bob\r\nPASS ⟦⟧\r\n',
    '> PASS ⟦⟧',
    'a1 LOGIN bob ⟦⟧',
    'A001 LOGIN "bob" "⟦⟧"',
    '334 UGFzc3dvcmQ6\n⟦⟧',
    'AUTHINFO PASS ⟦⟧',
    '"CONFIG" "SET" "requirepass" "⟦⟧"',
    'userPassword:: ⟦⟧',
  ],
  'configuration and builds': [
    'proxy_set_header Authorization "Basic ⟦⟧";',
    '::add-mask::⟦⟧',
    '::set-output name=api_token::⟦⟧',
    '##vso[task.setvariable variable=a;issecret=true]⟦⟧',
    'db.internal:5432:app:bob:⟦⟧',
    'variable "db_password" {\n  default = "⟦⟧"\n}',
    '~ password = "⟦⟧" -> "⟦⟧"',
    '{"m":"password = \\"⟦⟧\\" -> \\"⟦⟧\\""}',
    '+ name  = "auth.password"\n+ value = "⟦⟧"',
    'DB_PASSWORD:                    ⟦⟧',
    "+ export 'DB_PASSWORD=two ⟦⟧'",
  ],
  'Secrets of Kubernetes': [
    'apiVersion: v1\ndata:\n  host: ⟦⟧\nkind: Secret\n',
    'kind: Secret\nstringData:\n  a.json: |\n    {"x": 1,\n     "y": "⟦⟧"}\n',
    '{"kind":"Secret","data":{"host":"⟦⟧"}}',
    '{"items":[{"data":{"host":"⟦⟧"},"kind":"Secret","metadata":{"a":{}}}]}',
    'x {\\"kind\\":\\"Secret\\",\\"stringData\\":{\\"host\\":\\"⟦⟧\\"}}',
    "{ kind: 'Secret', data: { host: '⟦⟧' } }",
    '{"m":"kind: Secret\\ndata:\\n  host: ⟦⟧\\n"}',
    "kind: 'Secret'\ndata:\n  host: ⟦⟧\n",
    'kind: Secret\ndata: {host: ⟦⟧}\n',
    '- kind: Secret\n  data: # c\n    host: ⟦⟧\n',
  ],
  'statements of SQL': [
    "INSERT INTO u (name, password) VALUES (concat('a','b'), '⟦⟧')",
    "INSERT INTO u (name, password) VALUES (\n  N'a',\n  N'⟦⟧'\n)",
    "INSERT INTO u AS x (name, password) VALUES ('a', '⟦⟧')",
    "INSERT INTO u (name, password) OUTPUT inserted.id VALUES ('a', '⟦⟧')",
    "INSERT INTO u (name, password) SELECT 'a', '⟦⟧' WHERE 1=1",
    "INSERT INTO u (password, n) VALUES (crypt('⟦⟧', gen_salt('bf')), 4)",
    "CREATE USER app IDENTIFIED BY 'two ⟦⟧'",
    "ALTER USER a IDENTIFIED BY '⟦⟧' REPLACE '⟦⟧'",
    "PASSWORD=N'⟦⟧'",
    "DECLARE @pwd nvarchar(50) = N'⟦⟧'",
    "[SQL: INSERT INTO u (name, password) VALUES (?, ?)] [parameters: ('a', '⟦⟧')]",
    'jdbc:oracle:thin:bob/"⟦⟧"@h:1521:sid',
  ],
  markup: [
    '<Name>password</Name><Value>⟦⟧</Value>',
    '<name>password</name><value type="x"><![CDATA[⟦⟧]]></value>',
    '<param-name>password</param-name><param-value>⟦⟧</param-value>',
    '<property name="password"><value>⟦⟧</value></property>',
    '<property value="⟦⟧" name="dbPassword"/>',
    '<Parameter name="Password" override="false" value="⟦⟧"/>',
    '<Password><Value>⟦⟧</Value></Password>',
  ],
  'printed objects': [
    "{ field: 'password', from: 'x', to: '⟦⟧' }",
    "{\n  field: 'apiKey',\n  oldValue: '⟦⟧'\n}",
    "ValidationError { value: '⟦⟧', property: 'password' }",
    '[password:protected] => ⟦⟧',
    '["password":protected]=>\n  string(12) "⟦⟧"',
    'password: Password("⟦⟧")',
    'Password: (string) (len=12) "⟦⟧"',
    '{"type":"SecureString","value":"⟦⟧"}',
  ],
  complaints: [
    'Path `password` (`⟦⟧`, length 20) is shorter than the minimum allowed length (60).',
    '"password" with value "⟦⟧" fails to match the required pattern',
    "field 'password': rejected value [⟦⟧]",
    'CSRF token mismatch: expected ⟦⟧, got ⟦⟧',
  ],
  prose: [
    'password for user admin on host db1 is ⟦⟧',
    'the password for bob = ⟦⟧',
    'A temporary password is generated for root@localhost: ⟦⟧',
    'Please use the following password to proceed to installation:\n\n⟦⟧\n',
    'PASSWORD elastic = ⟦⟧',
    'secret key ⟦⟧',
    'encryption key is ⟦⟧',
    'session id ⟦⟧',
    'Token received from IdP: ⟦⟧',
    'https://x.example/password/reset/⟦⟧',
  ],
};

test.each(Object.entries(HIDDEN).flatMap(([kind, texts]) => texts.map((text) => [kind, text] as const)))(
  'hidden, %s: %j',
  (_, text) => {
    const clean = scrub(text.replaceAll('⟦⟧', SECRET));
    expect(clean).not.toContain(SECRET);
    expect(scrub(clean)).toBe(clean);
  },
);

test.each([
  ['Your verification code is 482913', '482913'],
  ['Your one-time code is <strong>482913</strong>', '482913'],
  ['492943 is your verification code.', '492943'],
  ['PIN is 4821', '4821'],
  ['OTP 877676 sent', '877676'],
  ['SSN: 494 94 5991', '94 5991'],
  ['SSN 134413573 found', '134413573'],
  ['password sunshine99 rejected', 'sunshine99'],
  ['login failed with password hunter2', 'hunter2'],
  ['root password kus77abidolo', 'kus77abidolo'],
  ['password=!opensesame ip=1', 'opensesame'],
  ['password=&opensesame ip=1', 'opensesame'],
  ['Backup codes: 9roso-8hifa, vxpou-3td5o', 'vxpou'],
  ['password=Zk4>vQ9tLw2', 'vQ9tLw2'],
])('hidden in a sentence: %j', (text, secret) => {
  expect(scrub(text)).not.toContain(secret);
});

test('of a list or an element of any length nothing stays', () => {
  const long = `${'a'.repeat(70_000)}${SECRET}`;
  expect(scrub(`{"password":{"x":"${long}"}}`)).not.toContain(SECRET);
  expect(scrub(`<password>${long}</password>`)).not.toContain(SECRET);
});
