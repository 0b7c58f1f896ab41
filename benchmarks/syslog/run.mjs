/**
 * Syslog over TLS on loopback: throughput against other clients, and what a server that never reads costs. Writes
 * `results/syslog.md`.
 *
 *     npm ci && npm run build            # in the root
 *     cd benchmarks/syslog && npm ci && npm run bench
 *
 * The openssl command is needed. Clients are measured in turns, each in a process of its own; what is reported is the
 * best round of each, which is the one that other programs on the machine disturbed least.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { makePki } from './pki.mjs';
import { measureStuck } from './stuck.mjs';
import { measureClient, measureOpenssl } from './throughput.mjs';

const COUNT = 300_000;
const ROUNDS = 5;
const STUCK_ROUNDS = 15;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const versionOf = (path) => JSON.parse(readFileSync(here(path), 'utf8')).version;
const peer = (name) => `${name} ${versionOf(`node_modules/${name}/package.json`)}`;
const OURS = `codomyrmex-logging ${versionOf('../../package.json')}`;

const CLIENTS = [
  { file: 'ours.mjs', mode: '--lines', name: `${OURS}, its transport` },
  { file: 'winston.mjs', mode: '--lines', name: `${peer('winston-syslog')}, its transport` },
  { file: 'pino.mjs', mode: '--lines', name: `${peer('pino-socket')}, its stream, no framing` },
  { file: 'ours.mjs', mode: '', name: `${OURS}, all redaction on` },
  { file: 'winston.mjs', mode: '', name: `${peer('winston')} with winston-syslog` },
  { file: 'pino.mjs', mode: '', name: `${peer('pino')} with pino-socket, in a worker thread` },
];
const OPENSSL = execFileSync('openssl', ['version'], { encoding: 'utf8' }).split(' ').slice(0, 2).join(' ');

function bestOf(measure) {
  const results = [];
  return async () => {
    results.push(await measure());
    return results.reduce((best, one) => (one.perSecond > best.perSecond ? one : best));
  };
}

const pki = makePki();
pki.transport = join(pki.folder, 'transport.mjs');
await build({
  ...{ entryPoints: [here('../../src/transport/syslog/syslog.ts')], outfile: pki.transport },
  ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' },
});
const runs = [
  bestOf(() => measureOpenssl(pki, COUNT)),
  ...CLIENTS.map(({ file, mode }) => bestOf(() => measureClient(pki, file, COUNT, mode))),
];
let best = [];
for (let round = 0; round < ROUNDS; round += 1) {
  best = [];
  for (const run of runs) best.push(await run());
}
const stuck = await measureStuck(pki, STUCK_ROUNDS);
pki.remove();

const [openssl, ...clients] = best;
const lines = clients.slice(0, 3);
const calls = clients.slice(3);
const thousands = (perSecond) => `${Math.round(perSecond / 1_000)},000`;
const times = (value) => `${value.toFixed(2)} ×`;

function row({ name }, result, ours) {
  const { perSecond, megabytes, cpu } = result;
  const of = [ours.perSecond / perSecond, perSecond / openssl.perSecond].map(times);
  return `| ${[name, thousands(perSecond), megabytes.toFixed(0), cpu?.toFixed(1) ?? '–', ...of].join(' | ')} |`;
}

/** What was set as a goal for the transport, and what came of it. */
const goal = (text, value, target) =>
  `${text}: ${value >= target ? 'met' : 'missed'}, at ${value.toFixed(2)} × against ${target} ×`;
const [ours, ...others] = lines;
const fastest = Math.max(...others.map(({ perSecond }) => perSecond));

const HEAD = `| | records a second | MB/s | CPU µs a record | ours / this | this / openssl |
|---|---:|---:|---:|---:|---:|`;
const micro = (ms) => `${(ms * 1_000).toFixed(1)} µs`;
const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

writeFileSync(
  here('../results/syslog.md'),
  `# Syslog over TLS on loopback

Written by \`benchmarks/syslog/run.mjs\` on Node ${process.version}, ${cpus()[0].model.trim()}, ${cpus().length} cores, ${OPENSSL}; do not edit.

${COUNT.toLocaleString('en')} records of some 400 octets, to \`openssl s_server\`, from the first call until the last record is there; each client has
sent 50,000 records before. The best of ${ROUNDS} rounds. Every record was counted at the receiver, and none was missing.
The load average at the end was ${loadavg()[0].toFixed(1)}: above the number of cores, others competed for them, and CPU time is the steadier figure.

## Finished messages, given to the transport

${HEAD}
${row({ name: `\`openssl s_client\`, frames from a file` }, openssl, lines[0])}
${lines.map((result, at) => row(CLIENTS[at], result, lines[0])).join('\n')}

- ${goal('Goal over the fastest other Node client', ours.perSecond / fastest, 3)}.
- ${goal('Goal over `openssl s_client`', ours.perSecond / openssl.perSecond, 0.5)}.

winston-syslog does not frame: it was told to end messages by a line feed. pino-socket writes what it is given.

## Log calls with a message and seven fields

${HEAD}
${calls.map((result, at) => row(CLIENTS[at + 3], result, calls[0])).join('\n')}

Only the first redacts. pino-socket encrypts on a second core, and the other two on the one that logs.

## A server that never reads

A process that logs 50 records and waits for a millisecond, again and again, with the queue full, against the same with a
server that reads; ${STUCK_ROUNDS} rounds in turns, ratios of the same round.

| | never reads | reads | ratio |
|---|---:|---:|---:|
| log call, median | ${micro(stuck.of('stuck', 'p50'))} | ${micro(stuck.of('reading', 'p50'))} | ${stuck.ratio('p50').toFixed(2)} |
| log call, 99th percentile | ${micro(stuck.of('stuck', 'p99'))} | ${micro(stuck.of('reading', 'p99'))} | ${stuck.ratio('p99').toFixed(2)} |
| memory of the process | ${megabytes(stuck.memory.stuck)} | ${megabytes(stuck.memory.reading)} | |
| lines in the queue | ${megabytes(stuck.memory.queuedBytes)} | | |
| \`close()\`, whose deadline is 5 s | ${(stuck.closeMs / 1_000).toFixed(1)} s | | |
| end of the process | ${(stuck.exitMs / 1_000).toFixed(1)} s | | |
`,
);
process.stdout.write(readFileSync(here('../results/syslog.md'), 'utf8'));
