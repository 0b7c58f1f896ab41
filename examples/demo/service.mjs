/**
 * A small web service, as an application would write it: the default set-up and a file. It logs every request with
 * its headers and its body, which no service should do; here it shows that nothing gets out.
 */
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { getLogger, setupLogging, withCorrelation } from 'codomyrmex-logging';

const { DEMO_LOG_FILE, DEMO_DATABASE_URL } = process.env;
const logging = setupLogging({ file: { path: DEMO_LOG_FILE, format: 'json', size: '64K', maxFiles: 20 } });
const log = getLogger('shop.http');

const server = createServer((request, response) => {
  withCorrelation(request.headers['x-request-id'], async () => {
    const status = await answer(request).catch((error) => {
      log.exception(error, 'request failed');
      return 500;
    });
    response.writeHead(status).end();
  });
});

async function answer(request) {
  const body = await bodyOf(request);
  log.info('%s %s', request.method, request.url, { headers: request.headers, body });
  if (request.url === '/login')
    log.info('User %s logged in from %s', body.user, request.socket.remoteAddress);
  if (request.url === '/report') await queryDatabase();
  return 200;
}

async function bodyOf(request) {
  const chunks = await request.toArray();
  const text = Buffer.concat(chunks).toString();
  return request.headers['content-type'] === 'application/json' ? JSON.parse(text) : text || undefined;
}

/** Nobody listens at the address of the database. */
async function queryDatabase() {
  try {
    await new Promise((resolve, reject) => {
      connect(Number(new URL(DEMO_DATABASE_URL).port), '127.0.0.1', resolve).on('error', reject);
    });
  } catch (error) {
    throw new Error(`cannot connect to ${DEMO_DATABASE_URL}`, { cause: error });
  }
}

process.once('message', async () => {
  server.close();
  await logging.flush();
  process.send({ stats: logging.stats(), health: logging.health() });
  await logging.close();
  process.disconnect();
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
