/** Records a second over TLS on loopback: from the first call until the receiver has the last record. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Receiver } from './receiver.mjs';
import { endOf, lineOf } from './record.mjs';

const WARM_UP = 50_000;

/** One client in a process of its own, warmed up. `mode`: see clients/pace.mjs. */
export async function measureClient(pki, file, count, mode) {
  const receiver = await Receiver.start(pki);
  const path = fileURLToPath(new URL(`clients/${file}`, import.meta.url));
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: pki.ca, TRANSPORT: pki.transport };
  const client = fork(path, [receiver.port, pki.ca, mode], { env, execArgv: pki.execArgv ?? [] });
  try {
    await once(client, 'message');
    const send = async (records) => {
      receiver.mark();
      client.send(records);
      const [[{ start }], { at, octets }] = await Promise.all([once(client, 'message'), receiver.last()]);
      return rates(receiver, records, octets, at - BigInt(start));
    };
    const cpu = async () => {
      client.send(0);
      const [message] = await once(client, 'message');
      return message.cpu;
    };
    await send(WARM_UP);
    const before = await cpu();
    const result = await send(count);
    return { ...result, cpu: ((await cpu()) - before) / count };
  } finally {
    client.kill();
    receiver.stop();
  }
}

/** `openssl s_client` with frames from a file as its input; its handshake does not count. */
export async function measureOpenssl(pki, count) {
  const frames = join(pki.folder, 'frames');
  writeFileSync(frames, framesOf(count));
  const receiver = await Receiver.start(pki);
  const input = openSync(frames, 'r');
  const args = ['s_client', '-quiet', '-connect', `127.0.0.1:${receiver.port}`, '-CAfile', pki.ca];
  const client = spawn('openssl', args, { stdio: [input, 'ignore', 'ignore'] });
  try {
    const { first, at, octets } = await receiver.last();
    return rates(receiver, count, octets, at - first);
  } finally {
    client.kill();
    closeSync(input);
    receiver.stop();
  }
}

function framesOf(count) {
  const lines = Array.from({ length: count }, (_, n) => (n === count - 1 ? endOf(lineOf(n)) : lineOf(n)));
  return lines.map((line) => `${Buffer.byteLength(line) - 1} ${line.slice(0, -1)}`).join('');
}

function rates(receiver, sent, octets, nanoseconds) {
  const records = receiver.records();
  if (records !== sent) throw new Error(`${records} of ${sent} records came`);
  const seconds = Number(nanoseconds) / 1e9;
  return { perSecond: records / seconds, megabytes: octets / seconds / 1e6 };
}
