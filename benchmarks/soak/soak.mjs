/**
 * Logs for a long time with everything on, and looks whether the process grows.
 *
 *     npm run soak                       # ten minutes of logging; measuring comes on top
 *     npm run soak -- --seconds 60
 *
 * A file in sync mode that rotates, with gzip and retention; redaction, children, contexts, errors, flood control. The
 * first third, and at least half a million lines, warm up: tables fill. From then on what the process holds is summed up
 * from heap snapshots, without compiled code, and a straight line is laid through the sums by least squares: bytes a
 * line, given for ten million lines. While its standard error is not well below the limit, the run goes on, up to three
 * times as long. Ends with 1 when something grew.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { getLogger, setupLogging, withContext } from '../../dist/index.js';
import { heldBytes, listeners, openDescriptors } from './gauges.mjs';
import { slopeOf } from './slope.mjs';
import { CALLS, serve } from './work.mjs';

const MIB = 2 ** 20;
const PER_LINES = 10_000_000;
/** Heap growth for {@link PER_LINES}. */
const LIMIT_BYTES = MIB;
const SURE_BYTES = MIB / 4;
const SAMPLES = 12;
/** Lines until every table is full, also on a slow machine. */
const WARM_LINES = 500_000;
/** Requests in one turn of the event loop. */
const BATCH = 50;

if (globalThis.gc === undefined) throw new Error('run it with node --expose-gc, as npm run soak does');
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '600' } } });
const seconds = Number(values.seconds);
if (!(seconds >= 5)) throw new Error('--seconds: a number from 5');

const before = { listeners: listeners(), descriptors: openDescriptors() };
const folder = mkdtempSync(join(tmpdir(), 'soak-'));
const logging = setupLogging({
  env: {},
  console: false,
  format: 'json',
  file: { path: join(folder, 'app.log'), size: '24M', maxFiles: 3, compress: 'gzip' },
});
const log = getLogger('shop.orders');
let requests = 0;

async function workFor(ms) {
  for (const end = performance.now() + ms; performance.now() < end; ) {
    for (let i = 0; i < BATCH; i += 1) serve(log, withContext, (requests += 1));
    await turn();
  }
}

/** Until nothing is being compressed: a compression at work has buffers of its own. */
async function quiet() {
  const isAtWork = (name) => name !== 'app.log' && !/^app-.*\.gz$/.test(name);
  for (const end = performance.now() + 10_000; performance.now() < end; ) {
    if (!readdirSync(folder).some(isAtWork)) break;
    await delay(5);
  }
  await delay(50);
}

const started = performance.now();
await workFor((seconds * 1_000) / 3);
while (requests * CALLS < WARM_LINES) await workFor(1_000);
const warm = { lines: requests * CALLS, listeners: listeners(), descriptors: openDescriptors() };
const points = [];
const most = { listeners: 0, descriptors: 0 };
const growth = () => {
  const { slope, error } = slopeOf(points);
  return { bytes: slope * PER_LINES, error: error * PER_LINES };
};
const isSure = () => points.length >= SAMPLES && growth().error <= SURE_BYTES;
while (points.length < SAMPLES * 3 && !isSure()) {
  await workFor((seconds * 2_000) / 3 / SAMPLES);
  await quiet();
  points.push({ x: requests * CALLS, y: await heldBytes() });
  most.listeners = Math.max(most.listeners, listeners());
  most.descriptors = Math.max(most.descriptors, openDescriptors() ?? 0);
}
const { bytes, error } = growth();
const { lines, dropped, failures } = logging.stats();
await logging.close();
const took = (performance.now() - started) / 1_000;
const files = readdirSync(folder);
rmSync(folder, { recursive: true });

const mib = (value) => `${(value / MIB).toFixed(2)} MiB`;
const number = (value) => Math.round(value).toLocaleString('en-US');
/** Rotation and one compression have files of their own open for a moment. */
const DESCRIPTORS_AT_WORK = 6;
const checks = [
  [`growth: ${mib(bytes)} for ${number(PER_LINES)} lines, at most ${mib(LIMIT_BYTES)}`, bytes <= LIMIT_BYTES],
  [`its standard error: ${mib(error)}, at most ${mib(SURE_BYTES)}`, error <= SURE_BYTES],
  [`listeners: ${warm.listeners}, at most ${most.listeners} later`, most.listeners <= warm.listeners],
  [
    `descriptors: ${warm.descriptors}, at most ${most.descriptors} later`,
    warm.descriptors === undefined || most.descriptors <= warm.descriptors + DESCRIPTORS_AT_WORK,
  ],
  [
    `after close: ${listeners() - before.listeners} listeners and ${openDescriptors() - before.descriptors || 0} descriptors more than before`,
    listeners() === before.listeners && openDescriptors() === before.descriptors,
  ],
  [`dropped: ${dropped}, failed calls: ${failures.file}`, dropped === 0 && failures.file === 0],
  [
    `files left: ${files.join(' ')}`,
    files.length <= 4 && files.every((name) => /^app(\.log|-.*\.gz)$/.test(name)),
  ],
];
console.log(
  `Node ${process.version}: ${number(lines)} lines in ${took.toFixed(0)} s, ${number(lines / took)} a second`,
);
console.log(
  `held: ${mib(points[0].y)} after ${number(points[0].x)} lines, ${mib(points.at(-1).y)} after ${number(points.at(-1).x)}`,
);
for (const [text, holds] of checks) console.log(`${holds ? 'ok    ' : 'FAILED'}  ${text}`);
process.exitCode = checks.every(([, holds]) => holds) ? 0 : 1;
