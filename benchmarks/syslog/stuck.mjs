/** What a server that never reads costs the application: the time of a log call, memory, and the end of the process. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median, quantile } from '../statistics.mjs';
import { Receiver } from './receiver.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const CALLS = 10_000;
/** More than the queue holds, so that lines are dropped from here on. */
const FILL = 150_000;

async function client(pki, port) {
  const child = fork(here('clients/latency.mjs'), [port, pki.ca]);
  const ask = async (message) => {
    child.send(message);
    return (await once(child, 'message'))[0];
  };
  await once(child, 'message');
  return { child, ask };
}

/** Two processes log in turns, one to a server that reads and one to a server that does not. */
export async function measureStuck(pki, rounds) {
  const reader = await Receiver.start(pki);
  const stuck = fork(here('stuck-server.mjs'), [pki.cert, pki.key]);
  const [stuckPort] = await once(stuck, 'message');
  const [to, against] = [await client(pki, stuckPort), await client(pki, reader.port)];
  await Promise.all([to.ask({ count: FILL }), against.ask({ count: FILL })]);
  const samples = [];
  let memory;
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [to, against] : [against, to];
    const results = new Map();
    for (const one of order) results.set(one, await one.ask({ count: CALLS }));
    const [a, b] = [results.get(to), results.get(against)];
    samples.push({ stuck: figures(a.times), reading: figures(b.times) });
    memory = { stuck: a.rss, reading: b.rss, queuedBytes: a.queuedBytes, dropped: a.dropped };
  }
  const exit = once(to.child, 'exit');
  const begin = performance.now();
  const { closed } = await to.ask({ close: true });
  await exit;
  const exitMs = performance.now() - begin;
  await against.ask({ close: true });
  stuck.kill();
  reader.stop();
  const of = (server, part) => median(samples.map((sample) => sample[server][part]));
  const ratio = (part) => median(samples.map((sample) => sample.stuck[part] / sample.reading[part]));
  return { of, ratio, memory, closeMs: closed, exitMs };
}

const figures = (times) => ({ p50: quantile(times, 0.5), p99: quantile(times, 0.99) });
