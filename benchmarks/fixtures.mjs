/**
 * What is logged. Values differ from call to call: a loop over one and the same record flatters every library,
 * since its strings, numbers and branches are then always predicted. All secrets are made up, from pieces.
 */
import { createGenerator, flat } from './generator.mjs';

/** Records in a ring; a power of two, so that `i & RING_MASK` walks it. */
export const RING_SIZE = 256;
export const RING_MASK = RING_SIZE - 1;

export const MESSAGE = 'order placed';

/** The places that the peers are told to redact. Ours is told nothing. */
export const SECRET_PATHS = ['request.authorization', 'client.password', 'order.note'];
export const WILDCARD_PATHS = ['*.authorization', '*.password', '*.note'];

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const COUNTRIES = ['DE', 'FR', 'JP', 'BR', 'ZA'];
const AGENTS = ['Mozilla/5.0 (X11; Linux x86_64) Firefox/133.0', 'curl/8.5.0', 'okhttp/4.12.0'];
const WORDS =
  'the cache was warm and our service answered this request from another region within its budget while a second worker compared every price with yesterday and stored the result'.split(
    ' ',
  );

const ring = (seed, make) => {
  const generator = createGenerator(seed);
  return Array.from({ length: RING_SIZE }, (_, i) => make(generator, i));
};

const uuid = ({ hex }) => flat(`${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`);

/** 16 fields in 3 objects: text short and long, whole and broken numbers, a UUID, a time, a flag. */
const record = (generator) => {
  const { below, pick } = generator;
  return {
    request: {
      id: uuid(generator),
      method: pick(METHODS),
      path: flat(`/api/v1/orders/${below(100_000)}/items`),
      status: pick([200, 201, 204, 404]),
      bytes: below(60_000),
      durationMs: below(900_000) / 1000,
    },
    client: {
      id: below(1_000_000),
      ip: flat(`10.${below(256)}.${below(256)}.${below(256)}`),
      agent: pick(AGENTS),
      country: pick(COUNTRIES),
      isReturning: below(2) === 0,
    },
    order: {
      id: flat(`ord-${below(1_000_000)}`),
      items: below(20),
      total: below(100_000) / 100,
      currency: pick(['EUR', 'JPY', 'BRL']),
      placedAt: flat(`2026-11-22T0${below(10)}:${10 + below(50)}:${10 + below(50)}Z`),
    },
  };
};

export const cleanRecords = (seed = 1) => ring(seed, record);

const withKeys = (generator) => {
  const { request, client, order } = record(generator);
  return {
    request: { ...request, authorization: flat(`Bearer ${generator.text(32)}`) },
    client: { ...client, password: flat(generator.text(14)) },
    order,
  };
};

/** The same with a secret under each of two sensitive keys. */
export const secretKeyRecords = (seed = 2) => ring(seed, withKeys);

/** The same with a token in the middle of a string besides. */
export const secretTextRecords = (seed = 3) =>
  ring(seed, (generator) => {
    const { request, client, order } = withKeys(generator);
    const token = githubToken(generator);
    return {
      request,
      client,
      order: { ...order, note: flat(`push with ${token} was refused, trying again`) },
    };
  });

/** The secrets of a record, to look for in the line. */
export const secretsOf = ({ request, client, order }) =>
  [request.authorization?.slice(7), client.password, order.note?.split(' ')[2]].filter(Boolean);

/** What the application has named by patterns of its own, in one record of four. */
export const USER_PATTERNS = [
  { name: 'employee-id', pattern: /EMP-\d{6}/, keywords: ['EMP-'] },
  { name: 'ticket', pattern: /TCK-[0-9A-F]{8}/, keywords: ['TCK-'] },
  { name: 'contract', pattern: /contract \d{10}/, keywords: ['contract '] },
];

export const patternRecords = (seed = 10) =>
  ring(seed, (generator, i) => {
    const { request, client, order } = record(generator);
    const by = i % 4 === 0 ? `EMP-${100_000 + generator.below(900_000)}` : 'the night shift';
    return { request, client, order: { ...order, note: flat(`approved by ${by}`) } };
  });

/** Fields whose names say nothing: only the application knows that they are to be hidden. */
export const PLAIN_PATHS = ['request.path', 'client.ip', 'order.total'];

export const messages = (seed = 4) =>
  ring(seed, ({ below, pick }) => flat(`order ord-${below(100_000)} ${pick(['placed', 'paid', 'shipped'])}`));

/** Ten objects, each in the one before, three fields in each. */
export const deepRecords = (seed = 5) =>
  ring(seed, ({ below, pick }) => {
    let inner;
    for (let depth = 10; depth > 0; depth -= 1) {
      const level = { depth, state: pick(['open', 'closed', 'waiting']), weight: below(10_000) };
      inner = inner === undefined ? level : { ...level, inner };
    }
    return { tree: inner };
  });

/** What a request's logger carries. */
export const boundFields = () => ({
  requestId: uuid(createGenerator(6)),
  tenant: 'acme',
  region: 'eu-central-1',
  attempt: 2,
  route: '/api/v1/orders/:id',
});

/** Errors with a cause and a code, their stacks already rendered: making the stack is V8's work, not a logger's. */
export const errors = (seed = 7) =>
  ring(seed, ({ below }) => {
    const cause = Object.assign(new Error(`connect ECONNREFUSED 10.0.0.${below(256)}:5432`), {
      code: 'ECONNREFUSED',
    });
    const error = new TypeError(`order ${below(100_000)} could not be stored`, { cause });
    return error.stack.length + cause.stack.length > 0 ? error : cause;
  });

const sentence = ({ below, pick }) =>
  `${Array.from({ length: 6 + below(9) }, () => pick(WORDS)).join(' ')}${pick(['. ', ', ', '. '])}`;

function prose(generator, length) {
  let text = '';
  while (text.length < length) text += sentence(generator);
  return flat(text.slice(0, length));
}

/** Clean prose of 900 characters. */
export const paragraphs = (seed = 8) => ring(seed, (generator) => prose(generator, 900));

/** Log lines of another program, with something to hide every one to two thousand characters. */
export function logText(length, seed = 9) {
  const generator = createGenerator(seed);
  const { below } = generator;
  const lines = [];
  let [size, next, hits] = [0, 1000, 0];
  while (size < length) {
    let line = `2026-11-22T01:02:${10 + below(50)}.${100 + below(900)}Z - shop.orders - INFO - order ${below(100_000)} placed status=ok path=/api/v1/orders/${below(10_000)} took ${below(97)} ms; ${prose(generator, 90)}`;
    if (size > next) {
      line += HITS[hits % HITS.length](generator);
      hits += 1;
      next = size + 1000 + below(1000);
    }
    lines.push(line);
    size += line.length + 1;
  }
  return flat(lines.join('\n').slice(0, length));
}

const githubToken = ({ text }) => `${['gh', 'p_'].join('')}${text(36)}`;

const HITS = [
  ({ text }) => ` ${['pass', 'word'].join('')}=${text(16)}`,
  ({ text }) => ` ${['Author', 'ization'].join('')}: Bearer ${text(40)}`,
  ({ below }) => ` mail from jane.doe${below(1000)}@example.com`,
  (generator) => ` ${githubToken(generator)}`,
];
