import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Batch } from '../../../src/transport/syslog/frame-source.js';
import { Spool } from '../../../src/transport/syslog/spool/spool.js';
import { transportsOfTest } from './harness.js';
import { Pki } from './pki.js';
import { countTo, lineOf, numberOf, Receiver, until, withoutDoubles } from './receiver.js';

const pki = new Pki();
const ca = pki.ca();
const pair = pki.leaf('server');
const tls = { cert: readFileSync(pair.cert), key: readFileSync(pair.key) };
const home = mkdtempSync(join(tmpdir(), 'syslog-spool-'));
const open = transportsOfTest();
const receivers: Receiver[] = [];
let folder: string;
let folders = 0;

beforeEach(() => {
  folders += 1;
  folder = join(home, `spool-${folders}`);
});
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
});
afterAll(() => {
  pki.remove();
  rmSync(home, { recursive: true, force: true });
});

async function listen(port = 0): Promise<Receiver> {
  const receiver = await Receiver.start({ tls, port });
  receivers.push(receiver);
  return receiver;
}

async function deadPort(): Promise<number> {
  const receiver = await Receiver.start();
  const { port } = receiver;
  await receiver.stop();
  return port;
}

const files = (): string[] => readdirSync(folder);

describe('the spool by itself', () => {
  const queue = { maxBytes: 1_000_000, maxEntries: 1_000_000, windowBytes: 1 };
  const problems: string[] = [];
  const make = (maxBytes = 1_000_000) =>
    new Spool({ path: folder, maxBytes }, queue, (problem) => problems.push(problem));
  const numbersOf = (batch: Batch): number[] =>
    [...batch.bytes.toString().matchAll(/#(\d+)/g)].map(([, n]) => Number(n));
  const line = (n: number, size = 100): string => `#${n} ${'x'.repeat(size)}\n`;

  test('gives lines in order, keeps them until confirmed, and leaves an empty folder', () => {
    const spool = make();
    for (let n = 0; n < 5_000; n += 1) spool.push(line(n));
    expect(spool).toMatchObject({ entries: 5_000, accepted: 5_000, oldest: 0 });
    const batches: Batch[] = [];
    for (let batch = spool.take(30_000); batch !== undefined; batch = spool.take(30_000)) batches.push(batch);
    expect(batches.flatMap(numbersOf)).toEqual(countTo(5_000));
    expect(spool).toMatchObject({ entries: 0, bytes: 0, oldest: 5_000 });
    spool.confirm(batches);
    spool.close();
    expect(files()).toEqual([]);
  });

  test('puts back, replays, goes on', () => {
    const spool = make();
    for (let n = 0; n < 1_000; n += 1) spool.push(line(n));
    const first = [spool.take(20_000)!, spool.take(20_000)!, spool.take(20_000)!];
    spool.confirm(first.slice(0, 1));
    spool.putBack(first.slice(1));
    expect(spool.oldest).toBe(first[1]!.sequence);
    const replayed: number[] = [];
    const fresh: number[] = [];
    for (let batch = spool.take(9_000); batch !== undefined; batch = spool.take(9_000)) {
      (batch.replay ? replayed : fresh).push(...numbersOf(batch));
    }
    expect(replayed).toEqual(first.slice(1).flatMap(numbersOf));
    expect([...numbersOf(first[0]!), ...replayed, ...fresh]).toEqual(countTo(1_000));
    spool.close();
  });

  test('is taken over by the next one, from where it was confirmed', () => {
    const spool = make();
    for (let n = 0; n < 3_000; n += 1) spool.push(line(n));
    const sent = spool.take(100_000)!;
    spool.confirm([sent]);
    spool.close();
    const next = make();
    const rest = 3_000 - sent.frames;
    expect(next.entries).toBe(rest);
    next.push(line(3_000));
    const got: number[] = [];
    for (let batch = next.take(50_000); batch !== undefined; batch = next.take(50_000)) {
      got.push(...numbersOf(batch));
      next.confirm([batch]);
    }
    expect(got).toEqual(countTo(3_001, sent.frames));
    next.close();
    expect(files()).toEqual([]);
  });

  test('keeps its order when the clock was set back between two processes', () => {
    const first = make();
    first.push(line(1));
    first.close();
    const [name = ''] = files();
    const tomorrow = String(Date.now() + 86_400_000);
    renameSync(join(folder, name), join(folder, name.replace(/^\d{13}/, tomorrow)));
    const second = make();
    second.push(line(2));
    second.close();
    const third = make();
    third.push(line(3));
    third.close();
    const last = make();
    expect([1, 2, 3].map(() => numbersOf(last.take(1_000)!)[0])).toEqual([1, 2, 3]);
    last.close();
  });

  test('stays within its bytes, the oldest given up and counted', () => {
    const spool = make(100_000);
    let dropped = 0;
    for (let n = 0; n < 5_000; n += 1) dropped += spool.push(line(n));
    const size = files().reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(size).toBeLessThan(101_000);
    expect(spool.entries + dropped).toBe(5_000);
    const got: number[] = [];
    for (let batch = spool.take(50_000); batch !== undefined; batch = spool.take(50_000))
      got.push(...numbersOf(batch));
    expect(got).toEqual(countTo(5_000, dropped));
    expect(spool.push(`${'x'.repeat(200_000)}\n`)).toBe(1);
    spool.close();
  });

  test('a frame cut off by the death of its writer is left out, what stands before it is kept', () => {
    const spool = make();
    for (let n = 0; n < 10; n += 1) spool.push(line(n));
    spool.close();
    const path = join(folder, files()[0]!);
    writeFileSync(path, readFileSync(path).subarray(0, -30));
    const next = make();
    expect(next.entries).toBe(9);
    expect(numbersOf(next.take(1_000_000)!)).toEqual(countTo(9));
    next.close();
  });

  test('keeps order, counts and bound over a long random life with restarts', () => {
    let seed = 11;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      return (seed >> 8) % below;
    };
    let spool = make(200_000);
    let pushed = 0;
    let dropped = 0;
    let out: Batch[] = [];
    const got: number[] = [];
    const land = (batches: Batch[]) => {
      spool.confirm(batches);
    };
    const arrived = new Set<number>();
    const take = (bytes: number) => {
      const batch = spool.take(bytes);
      if (batch === undefined) return;
      for (const n of numbersOf(batch)) if (!arrived.has(n)) got.push(n);
      for (const n of numbersOf(batch)) arrived.add(n);
      out.push(batch);
    };
    for (let round = 0; round < 2_000; round += 1) {
      for (let n = random(30); n > 0; n -= 1) dropped += spool.push(line(pushed++, random(600)));
      for (let n = random(3); n > 0; n -= 1) take(1 + random(20_000));
      if (random(20) === 0) spool.putBack(out.splice(0));
      if (random(3) === 0) land(out.splice(0, random(5)));
      if (random(200) === 0) {
        spool.close();
        out = [];
        spool = make(200_000);
      }
    }
    for (let before = -1; before !== got.length || spool.entries > 0; ) {
      before = got.length;
      take(100_000);
    }
    expect(got.length + dropped).toBeGreaterThanOrEqual(pushed);
    expect(got.every((n, i) => i === 0 || n > got[i - 1]!)).toBe(true);
    expect(spool.entries).toBe(0);
    spool.close();
  });

  test('folder 0700, files 0600, whatever the umask', () => {
    const before = process.umask(0);
    try {
      const spool = make();
      spool.push(line(1));
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(files().map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600]);
      spool.close();
    } finally {
      process.umask(before);
    }
  });

  test('refuses a folder that others may write in, a link and a file; narrows one that they may read', () => {
    mkdirSync(folder, { mode: 0o700 });
    chmodSync(folder, 0o777);
    expect(make).toThrow(/can be written by others/);
    chmodSync(folder, 0o755);
    make().close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const [link, file] = [join(home, `link-${folders}`), join(home, `file-${folders}`)];
    symlinkSync(folder, link);
    writeFileSync(file, '');
    const at = (path: string) => () => new Spool({ path, maxBytes: 100_000 }, queue, () => {});
    expect(at(link)).toThrow(/is not a folder/);
    expect(at(file)).toThrow(/cannot be used|is not a folder/);
  });

  test.runIf(process.platform === 'linux')('says so where no folder can be made, and returns', () => {
    for (const path of ['/proc/spool', '/proc/a/b', '/dev/null/spool'])
      expect(() => new Spool({ path, maxBytes: 65_536 }, queue, () => {})).toThrow(
        /cannot be used \((?:ENOENT|ENOTDIR|EACCES|EPERM)\)/,
      );
  });

  test('keeps lines in memory while the disk refuses, in their order, and tells', async () => {
    const spool = make(200_000);
    for (let n = 0; n < 100; n += 1) spool.push(line(n));
    // Without its folder no new file can be made; the one that is open goes on to be used until it is full.
    rmSync(folder, { recursive: true });
    for (let n = 100; n < 500; n += 1) spool.push(line(n));
    expect(problems.at(-1)).toBe('syslog.spool: the disk refuses (ENOENT); lines are kept in memory');
    mkdirSync(folder, { mode: 0o700 });
    await pause(1_100);
    for (let n = 500; n < 600; n += 1) spool.push(line(n));
    expect(problems.at(-1)).toBe('syslog.spool: the disk takes lines again');
    const got: number[] = [];
    for (let batch = spool.take(5_000); batch !== undefined; batch = spool.take(5_000))
      got.push(...numbersOf(batch));
    expect(got).toEqual(countTo(600));
    spool.close();
  });

  test('two at once share a folder without touching each other', () => {
    const [one, two] = [make(), make()];
    one.push(line(1));
    two.push(line(2));
    expect([one, two].map((spool) => numbersOf(spool.take(1_000)!))).toEqual([[1], [2]]);
    one.close();
    two.close();
    const next = make();
    expect(numbersOf(next.take(1_000)!)).toEqual([1]);
    expect(numbersOf(next.take(1_000)!)).toEqual([2]);
    next.close();
  });

  test('a damaged file costs the rest of its lines, counted and told, and nothing else', () => {
    const spool = make();
    for (let n = 0; n < 900; n += 1) spool.push(line(n, 1_000));
    const [first = ''] = files().sort();
    const path = join(folder, first);
    const size = statSync(path).size;
    // The head and the first frames stay.
    const fd = openSync(path, 'r+');
    writeSync(fd, Buffer.alloc(size - 20_000, 'x'), 0, size - 20_000, 20_000);
    closeSync(fd);
    const got: number[] = [];
    for (let batch = spool.take(5_000); batch !== undefined || spool.entries > 0; batch = spool.take(5_000)) {
      if (batch !== undefined) got.push(...numbersOf(batch));
    }
    expect(problems.at(-1)).toMatch(/^syslog\.spool: a file is damaged; the \d+ lines in its rest are lost$/);
    expect(got.length + spool.lost).toBe(900);
    expect(got.slice(0, 5)).toEqual(countTo(5));
    expect(got.at(-1)).toBe(899);
    spool.close();
  });

  test('a line larger than a file of the spool is kept in memory whole while the disk refuses', () => {
    const spool = make(400_000);
    rmSync(folder, { recursive: true });
    spool.push(line(0));
    for (let n = 1; n < 200; n += 1) spool.push(line(n, 1_000));
    spool.push(line(200, 90_000));
    spool.push(line(201));
    const got: number[] = [];
    for (let batch = spool.take(200_000); batch !== undefined; batch = spool.take(200_000)) {
      got.push(...numbersOf(batch));
      spool.confirm([batch]);
    }
    expect(got).toEqual(countTo(202, 202 - got.length));
    mkdirSync(folder, { mode: 0o700 });
    spool.close();
  });

  test('takes no file that does not begin like a spool, or has another name', () => {
    make().close();
    const file = (n: number): string => join(folder, `179531292345${n}-000001-999999999-1-0.spool`);
    writeFileSync(file(1), 'not a spool at all');
    writeFileSync(file(2), '');
    writeFileSync(join(folder, 'twice'), 'precious');
    linkSync(join(folder, 'twice'), file(3));
    mkdirSync(file(4));
    const spool = make();
    expect(spool.entries).toBe(0);
    spool.push(line(1));
    expect(numbersOf(spool.take(1_000)!)).toEqual([1]);
    spool.close();
    expect(readFileSync(join(folder, 'twice'), 'utf8')).toBe('precious');
  });

  test.skipIf(process.platform !== 'linux')(
    'tells a process that runs from an earlier one of its number',
    () => {
      make().close();
      const stat = readFileSync(`/proc/${process.ppid}/stat`, 'latin1');
      const born = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
      const [theirs, dead] = [born, '1'].map((one) =>
        join(folder, `1795312923456-00000${one === born ? 1 : 2}-${process.ppid}-${one}-0.spool`),
      ) as [string, string];
      const spool = make();
      spool.push(line(7));
      spool.close();
      const [own = ''] = files();
      copyFileSync(join(folder, own), theirs);
      renameSync(join(folder, own), dead);
      const next = make();
      expect(numbersOf(next.take(1_000)!)).toEqual([7]);
      expect(next.take(1_000)).toBeUndefined();
      next.close();
      expect(files()).toContain(theirs.slice(folder.length + 1));
    },
  );

  test.skipIf(process.geteuid?.() !== 0)('refuses the folder of another user', () => {
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, 65_534, 65_534);
    expect(make).toThrow(/belongs to another user/);
  });

  test('refuses a path that leads through a file', () => {
    const file = join(home, `no-folder-${folders}`);
    writeFileSync(file, '');
    expect(() => new Spool({ path: join(file, 'spool'), maxBytes: 100_000 }, queue, () => {})).toThrow(
      /syslog\.spool /,
    );
  });

  test('leaves alone what is not its own', () => {
    make().close();
    const name = '1795312923456-000001-999999999-1-0.spool';
    const victim = join(home, `victim-${folders}`);
    writeFileSync(victim, 'precious');
    symlinkSync(victim, join(folder, name));
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const spool = make();
    expect(spool.entries).toBe(0);
    spool.close();
    expect(readFileSync(victim, 'utf8')).toBe('precious');
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });
});

describe('a transport with a spool', () => {
  let bundle: string;

  beforeAll(async () => {
    bundle = join(home, 'syslog.cjs');
    await build({
      ...{ entryPoints: ['src/transport/syslog/syslog.ts'], outfile: bundle, bundle: true, platform: 'node' },
      define: { 'import.meta.url': JSON.stringify(import.meta.url) },
      ...{ format: 'cjs', target: 'node20', logLevel: 'silent' },
    });
  });

  /** Starts a process that writes lines `from` to `to`, says `done` and waits for its end. */
  async function writer(port: number, from: number, to: number, then = 'setInterval(() => {}, 1000)') {
    const options = {
      name: 'syslog',
      servers: [{ host: '127.0.0.1', port }],
      ca,
      spool: { path: folder, maxBytes: 50_000_000 },
    };
    const quick = { firstRetryMs: 20, refusedRetryMs: 50, confirmAfterMs: 300 };
    const program = `
const { openSyslogTransport } = require(${JSON.stringify(bundle)});
const transport = openSyslogTransport(${JSON.stringify({ ...options, ...quick })}, () => {});
const line = (n) => '<14>1 2026-11-22T01:02:03.456Z host app 4711 - [meta sequenceId="' + n + '"] text\\n';
for (let n = ${from}; n < ${to}; n += 1) transport.write(line(n));
process.stdout.write('done');
${then};`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return child;
  }

  test('keeps every line of a process killed while the server is away; the next one sends each once, in order', async () => {
    const port = await deadPort();
    for (const [from, to] of [
      [0, 5_000],
      [5_000, 7_000],
    ] as const) {
      const child = await writer(port, from, to);
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      expect(await exit).toEqual([null, 'SIGKILL']);
    }
    const receiver = await listen(port);
    const { transport } = open({
      port,
      ca,
      spool: { path: folder, maxBytes: 50_000_000 },
      closeTimeoutMs: 5_000,
    });
    for (let n = 7_000; n < 8_000; n += 1) transport.write(lineOf(n));
    await transport.flush();
    await transport.close();
    expect(receiver.numbers).toEqual(countTo(8_000));
    expect(transport.stats()).toMatchObject({ accepted: 8_000, sent: 8_000, replayed: 0, dropped: 0 });
    expect(files()).toEqual([]);
  });

  test('server and process both killed again and again: nothing is lost', { timeout: 30_000 }, async () => {
    let receiver = await listen();
    const { port } = receiver;
    const got: number[] = [];
    const ROUNDS = 6;
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = await writer(port, round * 2_000, (round + 1) * 2_000);
      await pause(40 * round);
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
      await receiver.stop();
      got.push(...receiver.numbers);
      receiver = await listen(port);
    }
    const child = await writer(
      port,
      ROUNDS * 2_000,
      ROUNDS * 2_000 + 1,
      'transport.close().then(() => process.exit(0))',
    );
    await once(child, 'exit');
    got.push(...receiver.numbers);
    expect(withoutDoubles(got).sort((a, b) => a - b)).toEqual(countTo(ROUNDS * 2_000 + 1));
    expect(files()).toEqual([]);
  });

  test('four processes at once, and the leavings of two dead ones: every line once', async () => {
    const port = await deadPort();
    for (const from of [0, 500]) {
      const child = await writer(port, from, from + 500);
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }
    const receiver = await listen(port);
    const close = 'transport.close().then(() => process.exit(0))';
    const children = await Promise.all(
      [1, 2, 3, 4].map((n) => writer(port, n * 1_000, (n + 1) * 1_000, close)),
    );
    await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')));
    await until(() => receiver.messages.length >= 5_000, 5_000);
    expect(receiver.numbers.toSorted((a, b) => a - b)).toEqual(countTo(5_000));
    expect(files()).toEqual([]);
  });

  test('replays from disk what a broken connection had not confirmed', async () => {
    const receiver = await listen();
    const { transport } = open({ port: receiver.port, ca, spool: { path: folder, maxBytes: 10_000_000 } });
    for (let n = 0; n < 3_000; n += 1) transport.write(lineOf(n));
    await transport.flush();
    receiver.breakAll();
    await until(() => transport.stats().replayed === 3_000, 3_000);
    await transport.close();
    expect(receiver.numbers).toEqual([...countTo(3_000), ...countTo(3_000)]);
    expect(files()).toEqual([]);
  });

  test('close() does not wait for a server that is known to be away, and leaves the lines', async () => {
    const port = await deadPort();
    const { transport, problems } = open({
      port,
      ca,
      spool: { path: folder, maxBytes: 10_000_000 },
      closeTimeoutMs: 5_000,
    });
    transport.write(lineOf(1));
    await until(() => transport.stats().state === 'waiting');
    const begin = performance.now();
    await transport.close();
    expect(performance.now() - begin).toBeLessThan(2_000);
    expect(problems.at(-1)).toMatch(/closed with 1 lines left in the spool/);
    const receiver = await listen(port);
    const next = open({ port, ca, spool: { path: folder, maxBytes: 10_000_000 } });
    await next.transport.close();
    expect(receiver.messages.map(numberOf)).toEqual([1]);
  });
});
