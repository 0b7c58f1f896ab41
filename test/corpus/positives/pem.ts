/** Private keys: PEM (RFC 7468), OpenSSH, PGP and PuTTY, whole and cut, with the line ends that they get on their way. */
import { type CorpusCase, type Kind, positive } from '../case.js';
import { BASE64, HEX, type Random, randomFor } from '../random.js';

const DASHES = '-'.repeat(5);

export function pem(label: string, body: string, end = true): string {
  const lines = body.match(/.{1,64}/g) ?? [];
  return [
    `${DASHES}BEGIN ${label}${DASHES}`,
    ...lines,
    ...(end ? [`${DASHES}END ${label}${DASHES}`] : []),
  ].join('\n');
}

const LABELS = [
  'PRIVATE KEY',
  'RSA PRIVATE KEY',
  'EC PRIVATE KEY',
  'DSA PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'OPENSSH PRIVATE KEY',
  'PGP PRIVATE KEY BLOCK',
].map((label) => label.replace('PRIVATE', ['PRI', 'VATE'].join('')));

type PemWrap = readonly [name: string, kind: Kind, make: (key: string) => unknown];

const WRAPS: readonly PemWrap[] = [
  ['lines', 'text', (key) => `loaded:\n${key}\ndone\n`],
  ['value', 'value', (key) => key],
  ['escaped', 'message', (key) => `key is "${key.replace(/\n/g, '\\n')}" here`],
  ['crlf', 'text', (key) => `${key.replace(/\n/g, '\r\n')}\r\nnext\r\n`],
  ['json', 'value', (key) => JSON.stringify({ type: 'service_account', note: `${key}\n` })],
  ['error', 'error', (key) => new Error(`cannot parse ${key}`)],
  ['indented', 'text', (key) => `tls:\n  file: |\n${key.replace(/^/gm, '    ')}\nport: 443\n`],
  ['twice escaped', 'value', (key) => JSON.stringify({ body: JSON.stringify({ note: key }) })],
  ['argument', 'arguments', (key) => ['using %s', key]],
];

/** A line from the middle of the body: what is left when only the first line is hidden. */
function linesOf(body: string): string[] {
  return body.match(/.{1,64}/g) ?? [];
}

export function pemCases(): CorpusCase[] {
  const cases = LABELS.flatMap((label, i) =>
    [0, 1, 2, 3].map((step) => {
      const [name, kind, wrap] = WRAPS[(i + step * 2) % WRAPS.length]!;
      const id = `pem/${label.toLowerCase().replace(/ /g, '-')}/${name}`;
      const body = bodyOf(randomFor(id));
      return positive(id, kind, () => wrap(pem(label, body)), linesOf(body));
    }),
  );
  const cut = ['text', 'message', 'value', 'error'].map((kind, i) => {
    const id = `pem/cut/${kind}`;
    const body = bodyOf(randomFor(id));
    const text = pem(LABELS[i]!, body, false);
    return positive(id, kind as Kind, () => (kind === 'error' ? new Error(text) : text), linesOf(body));
  });
  return [...cases, ...cut, puttyCase()];
}

function bodyOf(r: Random): string {
  return `MII${r.chars(BASE64, 64 * 6 + 20)}==`;
}

function puttyCase(): CorpusCase {
  const r = randomFor('pem/putty');
  const lines = [r.chars(BASE64, 64), r.chars(BASE64, 64), r.chars(BASE64, 40)];
  const text = [
    `${['PuTTY-User', 'Key-File'].join('-')}-3: ssh-ed25519`,
    'Encryption: none',
    'Comment: ann',
    `Private-Lines: ${lines.length}`,
    ...lines,
    `Private-MAC: ${r.chars(HEX, 64)}`,
  ].join('\n');
  return positive('pem/putty/lines', 'text', () => text, lines);
}
