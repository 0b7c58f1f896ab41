/** A name and its secret without an assignment between them, and texts that disguise either. */
import { type CorpusCase, type Kind, positive } from '../case.js';
import { opaque, type Random, randomFor } from '../random.js';

interface Form {
  readonly id: string;
  readonly kind: Kind;
  readonly unusual?: boolean;
  readonly make: (s: string) => unknown;
}

const esc = String.fromCharCode(27);

const FORMS: readonly Form[] = [
  { id: 'is', kind: 'message', make: (s) => `the password is ${s}` },
  { id: 'is-quoted', kind: 'error', make: (s) => new Error(`the passphrase was "${s}"`) },
  { id: 'changed', kind: 'message', make: (s) => `password changed to ${s} for ann` },
  { id: 'netrc', kind: 'text', make: (s) => `machine api.example.com login ann password ${s}\n` },
  { id: 'dockerfile', kind: 'text', make: (s) => `FROM node\nENV DB_PASSWORD ${s}\nRUN true\n` },
  { id: 'aws-set', kind: 'value', make: (s) => `aws configure set aws_secret_access_key ${s}` },
  { id: 'redis-auth', kind: 'value', make: (s) => `AUTH default ${s}` },
  { id: 'redis-config', kind: 'value', make: (s) => `CONFIG SET requirepass ${s}` },
  {
    id: 'insert',
    kind: 'error',
    make: (s) => new Error(`INSERT INTO users (id, password) VALUES (7, '${s}'): duplicate key`),
  },
  {
    id: 'insert-quoted',
    kind: 'message',
    make: (s) => `insert into "users" ("email", "api_key") values ('x', '${s}')`,
  },
  { id: 'raw-headers', kind: 'value', make: (s) => JSON.stringify(['Host', 'example.com', 'X-Api-Key', s]) },
  { id: 'call', kind: 'message', make: (s) => `System.setProperty("db.password", "${s}")` },
  { id: 'argv', kind: 'object', make: (s) => ({ argv: ['node', 'run.js', '--api-key', s, '--quiet'] }) },
  { id: 'tags', kind: 'object', make: (s) => ({ tags: [{ Name: 'DB_PASSWORD', Value: s }] }) },
  {
    id: 'k8s',
    kind: 'text',
    make: (s) => `env:\n- name: DB_PASSWORD\n  value: ${s}\n- name: A\n  value: b\n`,
  },
  { id: 'yaml-block', kind: 'text', make: (s) => `db:\n  password: |\n    ${s}\n  port: 1\n` },
  { id: 'keytool', kind: 'message', make: (s) => `keytool -list -storepass ${s} -alias a` },
  { id: 'curl-attached', kind: 'message', make: (s) => `curl -uann:${s} https://example.com` },
  { id: 'android', kind: 'text', make: (s) => `<string name="api_key">${s}</string>` },
  {
    id: 'form-typed',
    kind: 'text',
    make: (s) => `form-data; name="password"\r\nContent-Type: text/plain\r\n\r\n${s}\r\n--b`,
  },
  {
    id: 'encoded-twice',
    kind: 'value',
    make: (s) =>
      `next=%2Flogin%3Fpassword%3D${encodeURIComponent(encodeURIComponent(`${s} & ${s}`))}%26a%3D1`,
  },
  { id: 'table', kind: 'text', unusual: true, make: (s) => `| name | value |\n| password | ${s} |\n` },
  { id: 'arrow', kind: 'message', unusual: true, make: (s) => `password -> ${s}` },
  { id: 'html-bold', kind: 'text', unusual: true, make: (s) => `<p><b>Password:</b> ${s}</p>` },
  { id: 'html-entity', kind: 'value', unusual: true, make: (s) => `password&#61;${s}` },
  { id: 'full-width', kind: 'message', unusual: true, make: (s) => `密码：${s} 已更新` },
  { id: 'no-break', kind: 'message', unusual: true, make: (s) => `password\u00a0=\u00a0${s}` },
  {
    id: 'colour',
    kind: 'arguments',
    unusual: true,
    make: (s) => [`${esc}[33mpassword${esc}[0m=${esc}[32m%s${esc}[0m`, s],
  },
  { id: 'no-width', kind: 'message', unusual: true, make: (s) => `p\u200bassword=${s}` },
];

const make = (r: Random) => opaque(r, 20);

export function neighbourCases(): CorpusCase[] {
  return FORMS.map(({ id, kind, unusual, make: form }) => {
    const name = `neighbour/${id}`;
    const secret = make(randomFor(name));
    return positive(name, kind, () => form(secret), [secret], { unusual: unusual ?? false });
  });
}
