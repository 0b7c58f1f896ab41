/**
 * To a real file, in the background: bursts of lines with a turn of the event loop between them, as requests come, and
 * at the end of a turn the wait until every line is in the file. Ours with everything on, rotation and mode 0600 too.
 * Wall time, and the CPU time of a line beside it. Single calls are timed in turns of their own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openPinoFileAsync } from '../compare/pino.mjs';
import { cleanRecords, MESSAGE, RING_MASK } from '../fixtures.mjs';
import { NAME, openOurs } from '../ours.mjs';
import { quantile } from '../statistics.mjs';

const LINES = 4000;
const BURST = 50;

async function throughput({ record, ring, drained, speeds, work }) {
  const before = process.cpuUsage();
  const start = performance.now();
  for (let i = 0; i < LINES; ) {
    for (const end = i + BURST; i < end; i += 1) record(MESSAGE, ring[i & RING_MASK]);
    await setImmediate();
  }
  await drained();
  speeds.push((LINES * 1000) / (performance.now() - start));
  const { user, system } = process.cpuUsage(before);
  work.push((user + system) / LINES);
}

async function latencies({ record, ring, drained }) {
  const calls = new Float64Array(LINES);
  for (let i = 0; i < LINES; ) {
    for (const end = i + BURST; i < end; i += 1) {
      const start = process.hrtime.bigint();
      record(MESSAGE, ring[i & RING_MASK]);
      calls[i] = Number(process.hrtime.bigint() - start) / 1000;
    }
    await setImmediate();
  }
  await drained();
  return calls;
}

async function measure(writers, { rounds, minRounds, budgetMs }) {
  const start = performance.now();
  for (const writer of writers) for (let i = 0; i < 3; i += 1) await latencies(writer);
  for (let round = 0; round < rounds * 2; round += 1) {
    if (round >= minRounds && performance.now() - start > budgetMs) break;
    for (let at = 0; at < writers.length; at += 1) {
      const writer = writers[(at + round) % writers.length];
      await throughput(writer);
      const calls = await latencies(writer);
      writer.p50.push(quantile(calls, 0.5));
      writer.p99.push(quantile(calls, 0.99));
    }
  }
}

export default {
  title: 'To a real file, async',
  goals: [
    { metric: 'lines/s', against: 'pino, async, 4096 bytes', target: 1.5 },
    { metric: 'lines/s', against: 'pino, async', target: 1.5 },
    { metric: 'µs CPU', against: 'pino, async, 4096 bytes' },
    { metric: 'µs p50', against: 'pino, async, 4096 bytes' },
    { metric: 'µs p99', target: 30 },
  ],
  async run(settings) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    const file = { path: join(folder, 'ours.log'), durability: 'async' };
    const ours = openOurs({ transports: [], file }, NAME);
    const peers = [4096, 0].map((minLength) =>
      openPinoFileAsync(join(folder, `peer-${minLength}.log`), minLength),
    );
    const writers = [ours, ...peers].map(({ name, record, drained }) => ({
      name,
      record,
      drained,
      ring: cleanRecords(),
      speeds: [],
      work: [],
      p50: [],
      p99: [],
    }));
    try {
      await measure(writers, settings);
    } finally {
      for (const peer of peers) peer.close();
      await ours.close();
      rmSync(folder, { recursive: true });
    }
    const group = (metric, key) => ({
      metric,
      entries: writers.map((writer) => ({ name: writer.name, samples: writer[key] })),
    });
    return [
      group('lines/s', 'speeds'),
      group('µs CPU', 'work'),
      group('µs p50', 'p50'),
      group('µs p99', 'p99'),
    ];
  },
};
