/**
 * The library at its main job, on real input: a web service logs requests that carry secrets and hostile text, to
 * the console and to a file that rotates. Everything that comes out is checked; ends with 1 when a check fails.
 *
 *     npm run demo
 */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findForgeries, findLeaks } from './checks.mjs';
import { startService } from './client.mjs';
import { cases, secrets, traffic } from './requests.mjs';
import { printSummary } from './summary.mjs';

const DEADLINE_MS = 60_000;

const start = performance.now();
const deadline = setTimeout(() => {
  console.error(`demo: not done after ${DEADLINE_MS / 1_000} s`);
  process.exit(1);
}, DEADLINE_MS).unref();
const folder = await mkdtemp(join(tmpdir(), 'codomyrmex-logging-demo-'));
try {
  const failures = await run(join(folder, 'logs'));
  for (const failure of failures) console.error(`demo: ${failure}`);
  if (failures.length === 0) console.log('All checks passed: no secret and no control character came out.');
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
  clearTimeout(deadline);
}

async function run(logFolder) {
  const service = await startService({
    DEMO_LOG_FILE: join(logFolder, 'shop.log'),
    DEMO_DATABASE_URL: `postgres://shop:${secrets.database}@127.0.0.1:${await freePort()}/shop`,
  });
  const requests = service.started ? [...cases, ...traffic] : [];
  for (const one of requests) await service.send(one);
  const { stats, exitCode, output } = await service.stop();
  const [stdout, stderr] = output;
  if (stats === undefined) return [`the service did not start: ${stderr}`];

  const files = await readLogs(logFolder);
  const consoleLines = stdout.split('\n').slice(0, -1);
  const fileLines = files.flatMap(({ text }) => text.split('\n').slice(0, -1));
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  const folderMode = files.length === 0 ? 'none' : await modeOf(logFolder);
  const leaks = [
    ...findLeaks('console', stdout),
    ...findLeaks('stderr', stderr),
    ...files.flatMap(({ name, text }) => findLeaks(name, text)),
  ];
  const failures = [
    ...leaks,
    ...findForgeries({ consoleLines, fileLines, stats }),
    ...findOpenFiles(files, folderMode),
    ...(stderr === '' ? [] : [`the service wrote to stderr:\n${JSON.stringify(stderr)}`]),
    ...(exitCode === 0 ? [] : [`the service ended with ${exitCode}`]),
  ];
  printSummary({ consoleLines, stats, files, folder: folderMode, requests: requests.length, seconds });
  return failures;
}

/** On Windows a mode says nothing. */
function findOpenFiles(files, folderMode) {
  const found = files.length > 1 ? [] : [`${files.length} files: the file was not rotated`];
  if (process.platform === 'win32') return found;
  if (folderMode !== '0700') found.push(`the folder's mode is ${folderMode}`);
  for (const { name, mode } of files) if (mode !== '0600') found.push(`the mode of ${name} is ${mode}`);
  return found;
}

async function readLogs(folder) {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names.sort().map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, mode: await modeOf(join(folder, name)), bytes: Buffer.byteLength(text), text };
    }),
  );
}

async function modeOf(path) {
  const { mode } = await stat(path);
  return `0${(mode & 0o777).toString(8)}`;
}

/** A port that nobody listens at. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
