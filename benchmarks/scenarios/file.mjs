/**
 * To a real file, each line written before the call returns. Ours with everything on, rotation and mode 0600 too.
 * Wall time: what an application waits; the CPU time of a line beside it. Throughput and single calls are timed
 * in turns of their own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPinoFile } from '../compare/pino.mjs';
import { cleanRecords, MESSAGE, RING_MASK } from '../fixtures.mjs';
import { NAME, openOurs } from '../ours.mjs';
import { quantile } from '../statistics.mjs';

const LINES = 2000;

function throughput({ record, ring, speeds, work }) {
  const before = process.cpuUsage();
  const start = performance.now();
  for (let i = 0; i < LINES; i += 1) record(MESSAGE, ring[i & RING_MASK]);
  speeds.push((LINES * 1000) / (performance.now() - start));
  const { user, system } = process.cpuUsage(before);
  work.push((user + system) / LINES);
}

function latencies({ record, ring }) {
  return Float64Array.from({ length: LINES }, (_, i) => {
    const start = process.hrtime.bigint();
    record(MESSAGE, ring[i & RING_MASK]);
    return Number(process.hrtime.bigint() - start) / 1000;
  });
}

function measure(writers, { rounds, minRounds, budgetMs }) {
  const start = performance.now();
  for (const writer of writers) for (let i = 0; i < 5; i += 1) latencies(writer);
  for (let round = 0; round < rounds * 3; round += 1) {
    if (round >= minRounds && performance.now() - start > budgetMs) break;
    for (let at = 0; at < writers.length; at += 1) {
      const writer = writers[(at + round) % writers.length];
      throughput(writer);
      const calls = latencies(writer);
      writer.p50.push(quantile(calls, 0.5));
      writer.p99.push(quantile(calls, 0.99));
    }
  }
}

export default {
  title: 'To a real file, sync',
  goals: [
    { metric: 'lines/s', against: 'pino, sync', target: 1.5, floor: 1.1 },
    { metric: 'µs CPU', against: 'pino, sync' },
    { metric: 'µs p50', against: 'pino, sync' },
    { metric: 'µs p99', target: 30 },
  ],
  run(settings) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    const ours = openOurs({ transports: [], file: join(folder, 'ours.log') }, NAME);
    const peer = openPinoFile(join(folder, 'peer.log'));
    const writers = [ours, peer].map(({ name, record }) => ({
      name,
      record,
      ring: cleanRecords(),
      speeds: [],
      work: [],
      p50: [],
      p99: [],
    }));
    try {
      measure(writers, settings);
    } finally {
      peer.close();
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
