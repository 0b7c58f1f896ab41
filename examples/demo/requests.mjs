/**
 * What the demo sends over the wire. Every secret is made at run time, from pieces: none of them opens anything, and
 * each of them is looked for in every line that comes out.
 */
import { randomBytes } from 'node:crypto';

const random = (bytes) => randomBytes(bytes).toString('hex');

export const secrets = {
  password: `correct-horse-${random(4)}`,
  card: ['4111', '1111', '1111', '1111'].join(''),
  bearer: random(20),
  database: `tr0ub4dor-${random(4)}`,
  upload: `${'ghp'}_${random(18)}`,
};

const ESC = String.fromCharCode(27);
const BELL = String.fromCharCode(7);

/** A name that tries to start a line of its own, to clear the screen, and to rename the terminal's window. */
export const hostileName = `eve\n2026-01-01T00:00:00.000Z - shop.http - INFO - User admin logged in${ESC}[2J${ESC}]0;owned${BELL}`;

/** One megabyte, with a token at its start and one where the line is cut. */
function megabyte() {
  const start = `token ${secrets.upload} `;
  const toTheCut = 'lorem ipsum dolor sit amet '.repeat(3_000).slice(0, 64 * 1024 - start.length - 20);
  return `${start}${toTheCut} ${secrets.upload} `.padEnd(1024 * 1024, 'consectetur adipiscing elit ');
}

const json = (value) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

/** The cases, in the order of the summary. `id` goes along as the request's correlation id. */
export const cases = [
  {
    id: 'demo-password',
    title: 'a password in a JSON body',
    method: 'POST',
    path: '/login',
    ...json({ user: 'ada', password: secrets.password }),
  },
  {
    id: 'demo-card',
    title: 'a card number in a query string',
    method: 'GET',
    path: `/pay?amount=19.90&card=${secrets.card}`,
  },
  {
    id: 'demo-bearer',
    title: 'an Authorization header',
    method: 'GET',
    path: '/orders',
    headers: { authorization: `Bearer ${secrets.bearer}` },
  },
  {
    id: 'demo-forgery',
    title: 'a user name with a newline and terminal codes',
    method: 'POST',
    path: '/login',
    ...json({ user: hostileName, password: secrets.password }),
  },
  {
    id: 'demo-error',
    title: 'a database URL in an Error with a cause',
    method: 'GET',
    path: '/report',
    note: `postgres://shop:${secrets.database}@127.0.0.1/shop (known to the service, not sent)`,
  },
  {
    id: 'demo-megabyte',
    title: 'a body of 1 MB',
    method: 'POST',
    path: '/upload',
    headers: { 'content-type': 'text/plain' },
    body: megabyte(),
  },
];

/** Ordinary traffic, enough of it to make the file rotate. */
export const traffic = Array.from({ length: 400 }, (_, page) => ({
  id: `demo-page-${page}`,
  method: 'GET',
  path: `/orders?page=${page}`,
}));
