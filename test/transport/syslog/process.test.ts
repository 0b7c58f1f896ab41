import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Pki } from './pki.js';
import { countTo, Receiver, type ReceiverOptions, until } from './receiver.js';

const pki = new Pki();
const ca = pki.ca();
const pair = pki.leaf('server');
const tls = { cert: readFileSync(pair.cert), key: readFileSync(pair.key) };
const home = mkdtempSync(join(tmpdir(), 'syslog-process-'));
const bundle = join(home, 'syslog.cjs');
const receivers: Receiver[] = [];

beforeAll(async () => {
  await build({
    ...{ entryPoints: ['src/transport/syslog/syslog.ts'], outfile: bundle, bundle: true, platform: 'node' },
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    ...{ format: 'cjs', target: 'node20', logLevel: 'silent' },
  });
});
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
});
afterAll(() => {
  pki.remove();
  rmSync(home, { recursive: true, force: true });
});

async function listen(options: ReceiverOptions = {}): Promise<Receiver> {
  const receiver = await Receiver.start({ tls, ...options });
  receivers.push(receiver);
  return receiver;
}

/** Runs a program that finds `transport` and `line(n)`; resolves when it has ended. */
async function run(
  port: number,
  body: string,
  options: object = {},
): Promise<{ code: number; ms: number; said: string }> {
  const all = {
    name: 'syslog',
    servers: [{ host: '127.0.0.1', port }],
    ca,
    closeTimeoutMs: 1_000,
    ...options,
  };
  const program = `
const { openSyslogTransport } = require(${JSON.stringify(bundle)});
const listeners = () => JSON.stringify(process.eventNames().map((name) => [String(name), process.listenerCount(name)]));
const before = listeners();
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (e) => { console.log(event, e); process.exit(99); });
const transport = openSyslogTransport(${JSON.stringify(all)}, () => {});
const line = (n) => '<14>1 2026-11-22T01:02:03.456Z host app 4711 - [meta sequenceId="' + n + '"] ' + 'x'.repeat(200) + '\\n';
${body}`;
  const begin = performance.now();
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'exit');
  return { code: code as number, ms: performance.now() - begin, said };
}

describe('the process', () => {
  test('is not kept alive by an idle connection', async () => {
    const receiver = await listen();
    const { code, ms } = await run(receiver.port, 'transport.write(line(0)); setTimeout(() => {}, 300);');
    expect(code).toBe(0);
    expect(ms).toBeLessThan(2_500);
    expect(receiver.numbers).toEqual([0]);
  });

  test('is not kept alive by a server that is away', async () => {
    const dead = await Receiver.start();
    const { port } = dead;
    await dead.stop();
    const { code, ms } = await run(port, 'transport.write(line(0)); setTimeout(() => {}, 100);');
    expect(code).toBe(0);
    expect(ms).toBeLessThan(2_500);
  });

  const FLOOD = 'setTimeout(() => { for (let n = 0; n < 100000; n += 1) transport.write(line(n)); }, 300);';

  test('is let go, without close(), when a server that does not read holds a write', async () => {
    const receiver = await listen({ reads: false });
    const { code, ms } = await run(receiver.port, FLOOD);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
  });

  test('ends within the deadline of close() when a server does not read', async () => {
    const receiver = await listen({ reads: false });
    const body = `${FLOOD} setTimeout(() => { const t = performance.now(); transport.close().then(() => console.log(performance.now() - t)); }, 500);`;
    const { code, said } = await run(receiver.port, body);
    expect(code).toBe(0);
    expect(Number(said)).toBeGreaterThan(400);
    expect(Number(said)).toBeLessThan(1_300);
  });

  test('has sent everything when close() has resolved, also right after the start', async () => {
    const receiver = await listen();
    const body =
      'for (let n = 0; n < 50000; n += 1) transport.write(line(n)); transport.close().then(() => process.exit(0));';
    const { code } = await run(receiver.port, body, { closeTimeoutMs: 10_000 });
    expect(code).toBe(0);
    // What the operating system has taken is still being read by this test.
    await until(() => receiver.messages.length >= 50_000, 5_000);
    expect(receiver.numbers).toEqual(countTo(50_000));
  });

  test('has sent everything when flush() has resolved', async () => {
    const receiver = await listen();
    const body =
      'for (let n = 0; n < 50000; n += 1) transport.write(line(n)); transport.flush().then(() => process.exit(0));';
    const { code } = await run(receiver.port, body);
    expect(code).toBe(0);
    // What the operating system has taken is still being read by this test.
    await until(() => receiver.messages.length >= 50_000, 5_000);
    expect(receiver.numbers).toEqual(countTo(50_000));
  });

  test('keeps its own listeners', async () => {
    const receiver = await listen();
    const body = `for (const event of ['uncaughtException', 'unhandledRejection']) process.removeAllListeners(event);
transport.write(line(0)); transport.flush().then(() => console.log(before === listeners()));`;
    expect((await run(receiver.port, body)).said.trim()).toBe('true');
  });
});
