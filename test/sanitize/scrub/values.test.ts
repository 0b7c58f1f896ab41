/** Values with signs in them, in wrappings of all kinds: where they begin, and where they end. */
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createKeyRules } from '../../../src/sanitize/keys.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';

const rules = createKeyRules();
const { scrub } = createScrubber({ keyNames: (name) => rules.verdict(name) !== 'clear' });

test.each([
  ['{"password":"@Kx9f2mQpL7"}', 'Kx9f2mQpL7'],
  ['{"apiKey":":Kx9f2mQpL7"}', 'Kx9f2mQpL7'],
  ['password=@Kx9f2mQpL7', 'Kx9f2mQpL7'],
  ["SET password = ':Kx9f2mQpL7'", 'Kx9f2mQpL7'],
  ['<password>@Kx9f2mQpL7</password>', 'Kx9f2mQpL7'],
  ['--password @Kx9f2mQpL7', 'Kx9f2mQpL7'],
  ['<add key="password" value="@Kx9f2mQpL7"/>', 'Kx9f2mQpL7'],
  ['postgres://app:~@pF8KoLq5KJ@db:5432/x', 'pF8KoLq5KJ'],
  ['postgres://app:~:L3yBcMGyt5@db:5432/x', 'L3yBcMGyt5'],
  ['invalid token: "g2BrIj00OyQ1n8scopsHi870dTY1nyPg"', 'g2BrIj00'],
  ["Invalid token: 'VCi0BLtV8VaBHQV1MN2WpJNjBCJGbLtU' (401)", 'VCi0BLtV8'],
  ['illegal token: `VCi0BLtV8VaBHQV1MN2WpJNjBCJGbLtU`', 'VCi0BLtV8'],
  ["postgres://app:~vrja5'JCAoRB@db:5432/x", 'JCAoRB'],
  ["postgres://app:~vrja5'JCAoRB@db:5432/x", 'vrja5'],
  ["https://bob:~xojbySRy'gFNVr9sY@h.example/x", 'xojbySRy'],
  ["/login?user=a&password=LTmCb2vM'4Q1lERTD&b=1", '4Q1lERTD'],
  ["redirect https%3A%2F%2Fh%2F%3Ftoken%3DLTmCb2vM'4Q1lERTD", '4Q1lERTD'],
  ['{"u":"https://h?password=LTmCb2vM\'4Q1lERTD"}', '4Q1lERTD'],
  ["?password='JHaKE1ehlQ&b=1", 'JHaKE1ehlQ'],
  ['https://h.example/?a=1&token=LZtXIToB)bGzrSGGw', 'bGzrSGGw'],
  ['?password=)Qp2RwNj8Oe&b=1', 'Qp2RwNj8Oe'],
  ['[["a","1"],["secretKey","6FiQDaV1YqXKx114RYdrnkYC"]]', '6FiQDaV1'],
  ["{ entries: [ [ 'id', '7' ], [ 'APIKey', '4b68ad26aa11' ] ] }", '4b68ad26'],
  ['[["a","1"],["session","CB37aa11Dd"]]', 'CB37aa11Dd'],
  ['["pin","4310"]', '4310'],
  ['{"rawHeaders":["Host","x","secretKey","X4CMB9aa11"]}', 'X4CMB9aa11'],
  ["[ 'passwd', 'bwiayf-vlytslg-26' ]", 'vlytslg'],
  ['[["jwt","CB37aa11Dd"],["otp","431012"]]', '431012'],
  ['https://h.example/unsubscribe?email=jane337%2Bnews%40gmail.com', 'jane337'],
  ['tok=6521374~440%3AAAbsH1FR3YRG6wX4RarXMTDral_BJdBb1Gp', 'AAbsH1FR3'],
  ['https://api.telegram.org/file/bot8853~573758%3AAAj6GN3Ewr5bGU9P4suuKklHRKQ6NO4l-wE/x', 'GN3Ewr5b'],
  ['AWS credentials: AKIA~WE7P62OMJC6LFOIN / 8xYdPwnM1X4mFSopqgk0pCXrN1neqjvfFnrjsFut', '8xYdPwnM1X'],
  ['access_key=AKIA~WE7P62OMJC6LFOIN / 8xYdPwnM1X4mFSopqgk0pCXrN1neqjvfFnrjsFut', '8xYdPwnM1X'],
  ['Server=h;Uid=sa;Pwd=4JOvO)sGHCf1;X=1', 'sGHCf1'],
  ['Pwd=4JOvO]sGHCf1;X=1', 'sGHCf1'],
  ['password=a)sGHCf1xK', 'sGHCf1xK'],
  ['Uid=sa;Pwd=)V5ItQq2m;', 'V5ItQq2m'],
  ['Uid=sa;Pwd=]V5ItQq2m;', 'V5ItQq2m'],
  ['Uid=sa;Pwd=<V5ItQq2m;', 'V5ItQq2m'],
  ['Uid=sa;Pwd=/p8zF3kdQ;', 'p8zF3kdQ'],
  ['Uid=sa;Pwd=/JOhM9x2L;', 'JOhM9x2L'],
  ['user=bob password=",qQ6zdogzx"', 'qQ6zdogzx'],
  ['user=bob password="]o94SzaTUg"', 'o94SzaTUg'],
  ["user=bob password='}fdJjvnrf9'", 'fdJjvnrf9'],
  ["{ user: 'bob', password: '$utchvisry' }", 'utchvisry'],
  ['machine api.example.com login deploy password eagryj-uugaatb-72', 'uugaatb'],
  ["{ Name: '/prod/db/password', Type: 'SecureString', Value: 'AkTm2^Qz4v8e' }", 'AkTm2'],
  ['Authorization: none Xk9pQ2mN7vXk9pQ2', 'Xk9pQ2mN7v'],
  [
    'payload=Cookie%3A+theme%3Ddark%3B+connect.sid%3Ds%253A9FOJ0s6IKjSIKGLQZXVCXbLmAu3v9iuY%3B+lang%3Den&b=2',
    '9FOJ0s6I',
  ],
  [
    'payload=Cookie%3A%20theme%3Ddark%3B%20connect.sid%3Ds%253A9FOJ0s6IKjSIKGLQZXVCXbLmAu3v9iuY&b=2',
    '9FOJ0s6I',
  ],
  ['xml=%3Cpassword%3EXk9pQ2mN7v%3C%2Fpassword%3E', 'Xk9pQ2mN7v'],
  ['xml=%253Cpassword%253EXk9pQ2mN7v%253C%252Fpassword%253E', 'Xk9pQ2mN7v'],
  ['{"u":"\\u003cpassword\\u003eXk9pQ2mN7v\\u003c/password\\u003e"}', 'Xk9pQ2mN7v'],
  ['spring.datasource.url=jdbc\\:mysql\\://h/d?user\\=a&password\\=Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['app.note=password\\=Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['postgres\\://u\\:Xk9pQ2mN7v@h', 'Xk9pQ2mN7v'],
  ['1,"{""user"":""ada"",""password"":""Xk9pQ2mN7v""}",2', 'Xk9pQ2mN7v'],
  ['a:1:{s:3:"jwt";s:32:"Xk9pQ2mN7v";}', 'Xk9pQ2mN7v'],
  ['cookie: Some("Xk9pQ2mN7v")', 'Xk9pQ2mN7v'],
  ['["Host","x","X-Private-Key","Xk9pQ2mN7v"]', 'Xk9pQ2mN7v'],
  ['["Host","x","X-Otp","Xk9pQ2mN7v"]', 'Xk9pQ2mN7v'],
  ['password(Xk9pQ2mN7v)', 'Xk9pQ2mN7v'],
  ['password { value: "Xk9pQ2mN7v" }', 'Xk9pQ2mN7v'],
  ['password {\n  value: "Xk9pQ2mN7v"\n}', 'Xk9pQ2mN7v'],
  ["[(b'x-api-key', b'Xk9pQ2mN7v')]", 'Xk9pQ2mN7v'],
  ["[(b'x-password', b'Xk9pQ2mN7v')]", 'Xk9pQ2mN7v'],
  ['Property: app.password\n    Value: "Xk9pQ2mN7v"', 'Xk9pQ2mN7v'],
  ['{"keyName":"key1","permissions":"FULL","value":"Xk9pQ2mN7vXk9pQ2mN7v"}', 'Xk9pQ2mN7v'],
  ["('password', 'quartz-gravel-35')", 'quartz'],
  ["OrderedDict([('password', 'wombat-walnut-39')])", 'wombat'],
  ['SetEnv PASSWORD zephyr-lantern-20', 'lantern'],
  ['use \u009b31mgh~p_Xk9pQ2mN7vXk9pQ2mN7vXk9pQ2mN7vXk9pQ2\u009b0m', 'Xk9pQ2mN7v'],
  ["process.env.PASSWORD || 'opensesame'", 'opensesame'],
  ['process.env.PASSWORD ?? "opensesame"', 'opensesame'],
  ['password_hash=$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaA', 'aGFzaGhhc2'],
  ['ada:$apr1$c29tZXNh$aGFzaGhhc2hoYXNoaGFza1', 'aGFzaGhh'],
  ['root:$6$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaGFzaGhhc2hoYXNoaGFzaA1:19000:0:', 'aGFzaGhhc2'],
  ['password=abcde,Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ["{ password: 'first line\\n' +\n    'Xk9pQ2mN7v' }", 'Xk9pQ2mN7v'],
  ['["password":"User":private]=>\n string(14) "Xk9pQ2mN7v"', 'Xk9pQ2mN7v'],
  ['password=<Xk9pQ2mN7v>', 'Xk9pQ2mN7v'],
  ['Your password: <code>Xk9pQ2mN7v</code>', 'Xk9pQ2mN7v'],
  ['<b>Client secret:</b> Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['X-Api-Key%253A%2520Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['tok=19572~65484%3aAA6YXk9pQ2mN7vXk9pQ2mN7vXk9pQ2mN7vX', 'Xk9pQ2mN7v'],
  ['id,user,password\n1,ada,Xk9pQ2mN7v\n2,bob,Zk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['id,user,password\n1,ada,Xk9pQ2mN7v\n2,bob,Zk9pQ2mN7v', 'Zk9pQ2mN7v'],
  ['| id | password |\n|----|----------|\n| 1 | Xk9pQ2mN7v |', 'Xk9pQ2mN7v'],
  ['| id | password |\n|----|----------|\n| 1 | quartz-gravel |', 'gravel'],
  ['1773310272.1 [0 10.0.0.4:5] "AUTH" "Tr0ub$t2JVZcCR[m"', 't2JVZcCR'],
  ['"AUTH" "Kaffee-gwDhFnCG;w"', 'gwDhFnCG'],
  ['"AUTH" "Kaffee!eQAF0hSP,c"', 'eQAF0hSP'],
  ['AUTH default Tr0ub$MDkpw3zV\\b', 'MDkpw3zV'],
  ['AUTH default Tr0ub#RdzoaLpv<l', 'RdzoaLpv'],
  ['postgres://app:~Zx?aHgB1lBD<l@db:5432/shop', 'HgB1lBD'],
  ['{"token":"stringXk9pQ2mN7v"}', 'Xk9pQ2mN7v'],
  ['auth: basic dXNlcjpYazlwUTJtTjd2', 'dXNlcjpYazl'],
  ["password = crypt('Xk9pQ2mN7v', gen_salt('bf'))", 'Xk9pQ2mN7v'],
  ["const token = getToken('Xk9pQ2mN7vXk9p');", 'Xk9pQ2mN7v'],
  ['token: 482913', '482913'],
  ['password: 1532', '1532'],
  ['{"password":"Xk9 is good pQ2"}', 'pQ2'],
  ['["--password","Xk9pQ2mN7v"]', 'Xk9pQ2mN7v'],
  ['secret="default/Xk9pQ2mN7v"', 'Xk9pQ2mN7v'],
  ['JWT_SECRET Xk9pQ2mN7vXk9pQ2==', 'Xk9pQ2mN7v'],
  // What another may write beside a secret does not take its name away.
  ['{"user":"--token","password":"hunter2Zq9"}', 'hunter2Zq9'],
  ["Map(2) { 'user' => '--token', 'password' => 'hunter2Zq9' }", 'hunter2Zq9'],
  ["{ user: 'curl -u ', password: 'hunter2Zq9' }", 'hunter2Zq9'],
  ["{ user: '--token ', password: 'hunter2Zq9' }", 'hunter2Zq9'],
  ["{ user: 'sshpass -p ', password: 'hunter2Zq9' }", 'hunter2Zq9'],
  ['secret: password hunter2Zq9', 'hunter2Zq9'],
  ['secret: --password hunter2Zq9', 'hunter2Zq9'],
  ['token=password: hunter2Zq9', 'hunter2Zq9'],
  ['sshpass -p password: hunter2Zq9', 'hunter2Zq9'],
  // Tables in which something breaks a row, or that are told from text by their columns only.
  ['id,user,password\n1,bob,Zk9pQ2mN7v,more\n2,"al, x",Zk9pQ2mN7v\n3,a"b,Xk9pQ2mN7v', 'k9pQ2mN7v'],
  ['id,user,password\n1,bob,x1,more,Xk9pQ2mN7v\n2,al,Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['"id","user","password"\n"1","bob","Xk9pQ2mN7v"', 'Xk9pQ2mN7v'],
  ['id, user, password\n1, bob, Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['exported: id,user,password\n1,bob,Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['# users\nid,user,password\n# all\n1,bob,Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['id | user | password\n---|---|---\n1 | a\\|b | Xk9pQ2mN7v\n2 | a | b | Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['ID   USER   PASSWORD\n1    bob    Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['login failed: ID   USER   PASSWORD\n1    bob    Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['NAME   TOKEN        AGE\nbob    Xk9pQ2mN7v   3d', 'Xk9pQ2mN7v'],
  // Source text.
  ["password: process.env.PW ?? 'Xk9pQ2mN7v'", 'Xk9pQ2mN7v'],
  ['password = getPassword() || "Xk9pQ2mN7v"', 'Xk9pQ2mN7v'],
  ["password = os.getenv('PW') or 'Xk9pQ2mN7v'", 'Xk9pQ2mN7v'],
  ["const password = isTest ? 'abc' : 'Xk9pQ2mN7v'", 'Xk9pQ2mN7v'],
  ["password = 'abc1' + 'Xk9pQ2mN7v'", 'Xk9pQ2mN7v'],
  ["{ [Symbol(password)]: 'Xk9pQ2mN7v' }", 'Xk9pQ2mN7v'],
  ["{ password: [Getter/Setter: 'Xk9pQ2mN7v'] }", 'Xk9pQ2mN7v'],
  // Elements of XML.
  ['<password note="<">Xk9pQ2mN7v</password>', 'Xk9pQ2mN7v'],
  ["<password note='a > b'>Xk9pQ2mN7v</password>", 'Xk9pQ2mN7v'],
  ['<password>a<b>Xk9pQ2mN7v</b></password>', 'Xk9pQ2mN7v'],
  ['<password><!-- of bob -->Xk9pQ2mN7v</password>', 'Xk9pQ2mN7v'],
  // Standard SQL has no escape in a string.
  ["INSERT INTO users (name, password) VALUES ('\\', 'Xk9pQ2mN7v')", 'Xk9pQ2mN7v'],
  ['arn:aws:iam::1:role/x,password: Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['-----BEGIN RSA PRIVATE KEY----- password: Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  // What its place tells to be one.
  ['CREATE USER x IDENTIFIED BY "correct horse battery"', 'horse'],
  ["ALTER USER a PASSWORD 'eaeacw, zbekmt33'", 'zbekmt33'],
  ["docker run -e 'DB_PASSWORD=hunter(two)22' x", 'hunter'],
  ['password: Tr0ub4dor(x)', 'Tr0ub4dor'],
  ['[["password","ehnuxa`7645"]]', 'ehnuxa'],
  ["log.info('password','Tr0ub(4)dor')", 'Tr0ub'],
  ['Your password:\n\nXk9pQ2mN7v\n\nThanks', 'Xk9pQ2mN7v'],
  ['Command failed: - name: DB_PASSWORD\n  value: Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  [' password \n----------\n Xk9pQ2mN7v\n(1 row)', 'Xk9pQ2mN7v'],
  ['id,password_hash\n1,5f4dcc3b5aa765d61d8327deb882cf99', '5f4dcc3b'],
  ['session_cookie=bbda57525de1938c4a8ca67e&user=ada', 'bbda5752'],
  ['{"sessionCookie":"kwCzk+As4/Z72FRW/Kgy4c=="}', 'kwCzk'],
  ['https://hooks.zapier.com/hooks/catch/123456/ab7xq9z/', 'ab7xq9z'],
  ['{"password": /* of bob */ "Xk9pQ2mN7v"}', 'Xk9pQ2mN7v'],
  // Names that look as if they were drawn.
  ['openAiApiKey = Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ["$config['oauth2ClientSecret'] = 'Xk9pQ2mN7v'", 'Xk9pQ2mN7v'],
  ['"X-Client-Secret3" => "Xk9pQ2mN7v"', 'Xk9pQ2mN7v'],
  ['result: | user | password |\n|---|---|\n| ada | orange3434 |', 'orange3434'],
  ['postgres://ada@srv:hunter6829@srv.example.com/db', 'hunter6829'],
  ['machine h login ada password iioriv-cuyjc-plhkjuw', 'cuyjc'],
  ['UID=u;PWD={mTvDGyIlVsKkzwqT};', 'VsKkzw'],
  // What follows, or stands before, does not make something else of it.
  ['4111 1111 1111 1111 1226 0123', '4111 1111'],
  ['cards: 4111 1111 1111 1111 5500 0000 0000 0004', '5500 0000'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAx\nabcdefMIIEowIBAAKCAQEA: x', 'abcdefMIIE'],
  ['| id | token |\n| - | - |\n| 1 | Xk9pQ2mN7v |\n', 'Xk9pQ2mN7v'],
  ['| id | token |\n|----|-------|\n  | 1 | Xk9pQ2mN7v |\n', 'Xk9pQ2mN7v'],
  [
    JSON.stringify(JSON.stringify({ sql: `INSERT INTO "users" ("id","password") VALUES (1,'Xk9pQ2mN7v')` })),
    'Xk9pQ2mN7v',
  ],
  [String.raw`{"msg":"password=\" Xk9pQ2mN7v\""}`, 'Xk9pQ2mN7v'],
  ['/api/password= Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['password = Xk9pQ2mN7v[0]', 'Xk9pQ2mN7v'],
  ['type password = Xk9pQ2mN7v', 'Xk9pQ2mN7v'],
  ['acct 0123-DE89370400440532013000', 'DE8937'],
  ['psk: correct horse battery staple', 'correct'],
  ['run with --password swordfish', 'swordfish'],
  ['pin: orange"94Mt8', 'orange'],
  // `~` keeps what follows a vendor's format from looking like a live credential.
])('of %j the value is hidden', (written, secret) => {
  const text = written.replaceAll('~', '');
  expect(text).toContain(secret);
  expect(scrub(text)).not.toContain(secret);
});

test('what stands beside a hidden value stays', () => {
  const cell = scrub('id,user,password\n1,ada,Xk9pQ2mN7v\n2,"bob, jr",Zk9pQ2mN7v\n\nafter, all');
  expect(cell).toBe(
    'id,user,password\n1,ada,[REDACTED:key-value]\n2,"bob, jr",[REDACTED:key-value]\n\nafter, all',
  );
  expect(scrub('| id | password |\n|----|----------|\n| 1  | quartz   |\nafter | all')).toBe(
    '| id | password |\n|----|----------|\n| 1  | [REDACTED:key-value]   |\nafter | all',
  );
  expect(scrub('x=%3Cpassword%3EXk9pQ2mN7v%3C%2Fpassword%3E&y=1')).toBe(
    'x=%3Cpassword%3E[REDACTED:xml]%3C%2Fpassword%3E&y=1',
  );
  expect(scrub('payload=Cookie%3A+sid%3Ds%253A9FOJ0s6IKj%3B+lang%3Den&b=2')).toBe(
    'payload=Cookie%3A+[REDACTED:http-header]&b=2',
  );
  expect(scrub('{"msg":"token: \\"abc12345xyz\\"","user":"ada"}')).toBe(
    '{"msg":"token: \\"[REDACTED:key-value]\\"","user":"ada"}',
  );
});

test('a line end ends a value that is the name of another secret', () => {
  expect(scrub('env:\n  password: SECRET\n  - name: b')).toBe(
    'env:\n  password: [REDACTED:key-value]\n  - name: b',
  );
  expect(scrub('near "password": Xk9pQ2mN7v')).toBe('near "password": [REDACTED:json-in-string]');
});

test('what is cut off ends with its line', () => {
  expect(scrub('<password>Xk9pQ2mN7v\nNODE_ENV=production')).toBe(
    '<password>[REDACTED:xml]\nNODE_ENV=production',
  );
});

class Account {
  value = 'Xk9pQ2mN7v';
}
const itself: Record<string, unknown> = { v: 'Xk9pQ2mN7v' };
itself['self'] = itself;
const printed = (value: object, compact = true) => inspect(value, compact ? {} : { compact: false });

test.each([
  JSON.stringify(
    {
      entries: [
        ['id', '7'],
        ['session', 'Xk9pQ2mN7v'],
      ],
    },
    null,
    2,
  ),
  printed({ credentials: new Account() }),
  printed({ tokens: new Set(['Xk9pQ2mN7v']) }),
  printed({ passwords: new Map([['ada', 'Xk9pQ2mN7v']]) }),
  printed({ secrets: Object.assign(Object.create(null), { a: 'Xk9pQ2mN7v' }) }),
  printed({ secret: itself }),
  printed({ secrets: new URLSearchParams({ a: 'Xk9pQ2mN7v' }) }),
  printed({ body: JSON.stringify({ password: 'Ab3"Xk9pQ2mN7v', u: 1 }) }),
  printed({ type: 'field', value: 'Xk9pQ2mN7v', msg: 'Invalid value', path: 'password' }),
  JSON.stringify({ stdout: 'username ada\npassword Xk9pQ2mN7v\nhost x' }),
  JSON.stringify({ stdout: 'requirepass Xk9pQ2mN7v\nmaxmemory 1' }),
  JSON.stringify(printed({ rawHeaders: ['Host', 'x', 'X-Api-Key', 'Xk9pQ2mN7v'] }, false)),
  JSON.stringify(printed({ spawnargs: ['--api-key', 'Xk9pQ2mN7v', 'a'] }, false)),
  JSON.stringify(printed({ name: 'DB_PASSWORD', value: 'Xk9pQ2mN7v' }, false)),
  `Unexpected token '}', ..."ssword": "Xk9pQ2mN7v",}" is not valid JSON`,
])('what Node prints, %j, shows no value', (text) => {
  expect(text).toContain('Xk9pQ2mN7v');
  expect(scrub(text)).not.toContain('Xk9pQ2mN7v');
});

test('bytes are hidden as inspect prints them', () => {
  const bytes = Buffer.from('Xk9pQ2mN7v');
  expect(scrub(inspect({ secretKey: bytes, n: 1 }))).toBe('{ secretKey: [REDACTED:key-value], n: 1 }');
});
