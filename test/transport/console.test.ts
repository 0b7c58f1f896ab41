import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChildLab, makeChildLab } from './console-child.js';

let lab: ChildLab;

beforeAll(async () => {
  lab = await makeChildLab();
});
afterAll(() => lab.remove());

/** The numbers of the whole lines received; throws at a torn one. */
function numbers(text: string): number[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { n: number }).n);
}

function isAscending(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > values[i - 1]!);
}

interface HostReport {
  pure: object;
  after: object;
  untouched: boolean;
  released: number;
}

/** A shell line that makes `<name>.pipe`, open at both ends, which nobody reads. */
const stuckPipe = (name: string): string => `mkfifo ${name}.pipe; exec 9<>${name}.pipe 8<${name}.pipe`;

const received = (file: string): string => readFileSync(join(lab.folder, file), 'utf8');
const countTo = (end: number) => Array.from({ length: end }, (_, n) => n);

describe.concurrent('a slow reader', () => {
  const BODY = `
for (let n = 0; n < 10000; n += 1) out.write(line(n));
report({});
process.exit(7);`;

  test('of a pipe that sleeps 0.7 s gets 10,000 of 10,000 lines although the process exits', async () => {
    lab.program('slow', BODY);
    const { code } = await lab.shell('set -o pipefail; "$NODE" slow.cjs | { sleep 0.7; cat > slow.out; }');
    expect(code).toBe(7);
    expect(numbers(received('slow.out'))).toEqual(countTo(10_000));
    expect(lab.reported('slow').problems).toEqual([]);
  });

  test('of a socket, as a parent in Node gives it, gets them too', async () => {
    const child = spawn(process.execPath, [lab.program('socket', BODY)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    await new Promise((wake) => setTimeout(wake, 700));
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    expect((await closed)[0]).toBe(7);
    expect(numbers(text)).toEqual(countTo(10_000));
  });

  test('gets long lines whole', async () => {
    lab.program(
      'long',
      `
for (let n = 0; n < 40; n += 1) out.write(JSON.stringify({ n, message: '\u00e9\u{1f600}'.repeat(30000) }) + '\\n');
report({});
process.exit(0);`,
    );
    await lab.shell(
      '"$NODE" long.cjs | { for i in 1 2 3 4 5; do sleep 0.1; head -c 300000; done; cat; } > long.out',
    );
    const lines = received('long.out').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).message.length)).toEqual(countTo(40).map(() => 90_000));
  });
});

describe('a reader that is gone', () => {
  test('costs lines, counted, and neither exit code nor time', async () => {
    lab.program(
      'gone',
      `
sleep(300);
for (let n = 0; n < 10000; n += 1) out.write(line(n));
setTimeout(() => { report({}); process.exitCode = 5; }, 20);`,
    );
    const { code, stderr, ms } = await lab.shell('set -o pipefail; "$NODE" gone.cjs | true');
    expect(stderr).toBe('');
    expect(code).toBe(5);
    expect(ms).toBeLessThan(5_000);
    const { health, problems } = lab.reported('gone');
    expect(health).toMatchObject({
      state: 'degraded',
      dropped: 10_000,
      lastError: 'stdout: the reader is gone',
    });
    expect(problems).toHaveLength(1);
  });
});

describe('a device that takes nothing', () => {
  test('/dev/full: every line is counted, nothing is thrown', async () => {
    lab.program(
      'full',
      `
for (let n = 0; n < 10000; n += 1) out.write(line(n));
out.close().then(() => report({}));
process.exitCode = 3;`,
    );
    const { code, stderr, ms } = await lab.shell('"$NODE" full.cjs > /dev/full');
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(ms).toBeLessThan(5_000);
    const { health, problems } = lab.reported('full');
    expect(health).toMatchObject({ state: 'closed', dropped: 10_000, queuedBytes: 0 });
    expect(problems).toEqual([
      'stdout: no space left on the device; lines are dropped until it takes them again',
      'stdout: closed, 10000 lines were dropped',
    ]);
  });

  test('a stream closed before the start is no failure', async () => {
    lab.program(
      'closed',
      'for (let n = 0; n < 100; n += 1) out.write(line(n)); report({}); process.exitCode = 4;',
    );
    const { code, stderr } = await lab.shell('"$NODE" closed.cjs >&-');
    expect({ code, stderr }).toEqual({ code: 4, stderr: '' });
  });

  test('a stream closed while running is not tried again, since another file may get its number', async () => {
    lab.program(
      'reused',
      `
out.write(line(0));
fs.closeSync(1);
out.write(line(1));
const fd = fs.openSync('victim', 'w');
sleep(30);
for (let n = 2; n < 100; n += 1) out.write(line(n));
report({ fd });`,
    );
    const { code } = await lab.shell('"$NODE" reused.cjs > reused.out');
    expect(code).toBe(0);
    const { fd, health } = lab.reported<{ fd: number }>('reused');
    expect(fd).toBe(1);
    expect(received('victim')).toBe('');
    expect(health).toMatchObject({ dropped: 99, lastError: 'stdout: the stream is closed' });
  });
});

describe.concurrent('a reader that never reads', () => {
  const LINES = 300_000;
  const BODY = `
const before = process.memoryUsage.rss();
let peak = 0;
const begin = performance.now();
for (let n = 0; n < ${LINES}; n += 1) {
  out.write(line(n));
  if (n % 5000 === 0) peak = Math.max(peak, process.memoryUsage.rss());
}
report({ grown: peak - before, ms: performance.now() - begin });
setTimeout(() => process.exit(0), 100);`;

  function check(name: string, text: string): void {
    const { grown, ms, health, problems } = lab.reported<{ grown: number; ms: number }>(name);
    const arrived = numbers(text);
    expect(arrived.length + health.dropped).toBe(LINES);
    expect(arrived).toEqual(countTo(arrived.length));
    expect(health.queuedBytes).toBe(0);
    expect(grown).toBeLessThanOrEqual(16 * 1024 * 1024);
    expect(ms).toBeGreaterThan(900);
    expect(ms).toBeLessThan(6_000);
    expect(problems).toEqual([
      'stdout: the reader took nothing for 1 s; lines are dropped until it takes them again',
    ]);
  }

  test('of a pipe: memory stays, drops are counted exactly, the process ends', async () => {
    lab.program('stuck', BODY);
    // Descriptor 8 keeps what had gone in until the writer has ended.
    const { code } = await lab.shell(
      `${stuckPipe('stuck')}; "$NODE" stuck.cjs >stuck.pipe 8<&- 9<&-; c=$?; exec 9<&-; cat <&8 >stuck.out; exit $c`,
    );
    expect(code).toBe(0);
    check('stuck', received('stuck.out'));
  });

  test('of a socket: the same', async () => {
    const path = lab.program('stuck-socket', BODY);
    const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] });
    // A listener that takes nothing: without one Node reads and forgets the rest at the child's end.
    child.stdout.on('readable', () => {});
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    child.stdout.removeAllListeners('readable');
    const chunks = await child.stdout.toArray();
    check('stuck-socket', Buffer.concat(chunks).toString());
  });

  test('after it has woken up it gets lines again, none of them torn', async () => {
    lab.program(
      'woken',
      `
let n = 0;
const timer = setInterval(() => {
  for (let i = 0; i < 50; i += 1) out.write(JSON.stringify({ n: n++, message: 'y'.repeat(20000) }) + '\\n');
  if (n < 6000) return;
  clearInterval(timer);
  out.close().then(() => report({ offered: n }));
}, 10);`,
    );
    await lab.shell('"$NODE" woken.cjs | { sleep 1.6; cat; } > woken.out');
    const { offered, health, problems } = lab.reported<{ offered: number }>('woken');
    const arrived = numbers(received('woken.out'));
    expect(isAscending(arrived)).toBe(true);
    expect(arrived.at(-1)).toBe(offered - 1);
    expect(arrived.length + health.dropped).toBe(offered);
    expect(health.dropped).toBeGreaterThan(0);
    expect(problems[1]).toMatch(/^stdout: writing again, \d+ lines were dropped$/);
  });
});

describe('the host', () => {
  test.skipIf(process.platform !== 'linux')(
    'keeps its listeners, its stdout and the flags of its pipe',
    async () => {
      lab.program(
        'host',
        `
const flags = () => fs.readFileSync('/proc/self/fdinfo/1', 'utf8').match(/flags:\\s*(\\d+)/)[1];
const listeners = () => process.eventNames().map((name) => [String(name), process.listenerCount(name)]);
const descriptors = () => fs.readdirSync('/proc/self/fd').length;
const pure = { flags: flags(), listeners: listeners() };
out.write(line(0));
out.write(line(1));
const untouched = typeof Object.getOwnPropertyDescriptor(process, 'stdout').get === 'function';
const open = descriptors();
Promise.all([out.close(), out.close()]).then(() => {
  out.write(line(2));
  report({ pure, after: { flags: flags(), listeners: listeners() }, untouched, released: open - descriptors() });
});`,
      );
      await lab.shell('"$NODE" host.cjs | cat > host.out');
      const { pure, after, untouched, released, health } = lab.reported<HostReport>('host');
      expect(after).toEqual(pure);
      expect(untouched).toBe(true);
      expect(released).toBe(1);
      expect(health).toMatchObject({ state: 'closed', dropped: 1 });
      expect(numbers(received('host.out'))).toEqual([0, 1]);
    },
  );

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('dies of %s as it would without us', async (signal) => {
    const path = lab.program('signal', `setInterval(() => out.write(line(0)), 5); fs.writeSync(2, 'up');`);
    const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.resume();
    await once(child.stderr, 'data');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([null, signal]);
  });

  test('ends at process.exit within a second of the reader stopping', async () => {
    lab.program('exit', 'for (let n = 0; n < 1000; n += 1) out.write(line(n)); report({}); process.exit(6);');
    const { code, ms } = await lab.shell(`${stuckPipe('exit')}; "$NODE" exit.cjs >exit.pipe`);
    expect(code).toBe(6);
    expect(ms).toBeLessThan(4_000);
    expect(lab.reported('exit').health.dropped).toBeGreaterThan(0);
  });
});
