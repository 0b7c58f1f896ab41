/**
 * Processes that are held up at any call, for longer than a lock without a name counts as one being made, and killed at any
 * moment, all after one lock: never are two of them inside.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { owner } from '../../../src/transport/file/owner.js';
import { sized } from '../../helpers/size.js';
import { namesIn, scratch } from './scratch.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PROCESSES = 6;
/** So often the lock is to have been held in the end. */
const LEAST = 20;
const SECONDS = sized({ part: 1, normal: 6, full: 30 });

/** `inside` names the process that has the lock. A name that runs, found in there by another process, is a violation. */
const PROGRAM = `
import fs from 'node:fs';
import path from 'node:path';
import { openSite } from './src/transport/file/site.ts';
import { withLock, removeStaleLock } from './src/transport/file/lock.ts';
import { inventory } from './src/transport/file/inventory.ts';
import { isRunning } from './src/transport/file/owner.ts';
const [, , folder, task] = process.argv;
const options = { path: path.join(folder, 'app.log'), mode: 0o600 };
const site = openSite(options.path, options, () => undefined, Date.now);
const cell = new Int32Array(new SharedArrayBuffer(4));
const sleep = (ms) => Atomics.wait(cell, 0, 0, ms);
if (task === 'tidy') {
  sleep(1100);
  process.exit(removeStaleLock(site, inventory(site).rights) ? 0 : 3);
}
const plan = task === 'random' ? {} : JSON.parse(task);
const hold = (before, call, name) => {
  if (task === 'random') {
    const luck = Math.random();
    if (luck < 0.3) sleep(luck * 10);
    else if (luck > 0.995) sleep(1_100 + Math.random() * 300);
    return;
  }
  const at = plan.holds.findIndex((one) => one.before === before && one.call === call && new RegExp(one.name).test(name));
  if (at >= 0) sleep(plan.holds.splice(at, 1)[0].ms);
};
const nameOf = new Map();
for (const call of ['openSync', 'writeSync', 'linkSync', 'unlinkSync', 'readSync', 'fstatSync', 'closeSync', 'fchmodSync']) {
  const real = fs[call];
  fs[call] = (...args) => {
    const name = call === 'linkSync' ? args[1] : (nameOf.get(args[0]) ?? String(args[0]));
    hold(true, call, name);
    const result = real(...args);
    if (call === 'openSync') nameOf.set(result, args[0]);
    if (call === 'closeSync') nameOf.delete(args[0]);
    hold(false, call, name);
    return result;
  };
}
const inside = path.join(folder, 'inside');
const { writeFileSync, readFileSync, rmSync } = fs;
for (;;) {
  const isOk = withLock(site, plan.waitMs ?? 300, () => {
    let other = 0;
    try { other = Number(readFileSync(inside, 'utf8')); } catch {}
    const isAlone = !(other > 0 && other !== process.pid && isRunning(other));
    writeFileSync(inside, String(process.pid));
    sleep(plan.insideMs ?? Math.random());
    const isStillAlone = readFileSync(inside, 'utf8') === String(process.pid);
    rmSync(inside);
    return isAlone && isStillAlone;
  });
  if (isOk !== undefined) fs.writeFileSync(1, isOk ? '.' : '!');
  if (plan.insideMs !== undefined) process.exit(0);
}
`;

async function bundle(): Promise<string> {
  const program = path.join(scratch(), 'program.mjs');
  await build({
    absWorkingDir: ROOT,
    stdin: { contents: PROGRAM, resolveDir: ROOT, loader: 'js' },
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  return program;
}

interface Plan {
  /** How long the process is to wait for the lock, and to stay inside. */
  readonly waitMs: number;
  readonly insideMs: number;
  /** Once each: held up for so long before or after that call for a file of such a name. */
  readonly holds: readonly { before: boolean; call: string; name: string; ms: number }[];
  /** When it starts. */
  readonly atMs: number;
}

async function play(program: string, folder: string, plans: readonly Plan[]): Promise<string> {
  const seen = plans.map(async ({ atMs, ...plan }) => {
    await new Promise((resolve) => setTimeout(resolve, atMs));
    const child = spawn(process.execPath, [program, folder, JSON.stringify(plan)]);
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
    });
    await new Promise((resolve) => child.on('close', resolve));
    return text;
  });
  return (await Promise.all(seen)).join('');
}

const DEAD = 999_999_999;
const scope = owner().split('-')[3];

test('held up for more than a second while it makes the lock, a process is not inside together with another', async () => {
  const program = await bundle();
  const folder = scratch();
  const seen = await play(program, folder, [
    // The lock is there, and its maker has not put its name to it yet.
    {
      atMs: 0,
      waitMs: 20_000,
      insideMs: 1_500,
      holds: [{ before: true, call: 'writeSync', name: 'lock', ms: 1_900 }],
    },
    // Takes it for a leftover of a dead process, and is held up before it removes it.
    {
      atMs: 1_500,
      waitMs: 20_000,
      insideMs: 500,
      holds: [{ before: true, call: 'unlinkSync', name: 'lock$', ms: 1_000 }],
    },
  ]);
  expect(seen).toBe('..');
});

test('two that find the same stale lock, and that a third died while it removed it, are not inside together', async () => {
  const program = await bundle();
  const folder = scratch();
  fs.writeFileSync(path.join(folder, '.app.lock'), `${DEAD}-0-abc-${scope}`);
  fs.writeFileSync(path.join(folder, `.app.break.${DEAD}-0-abc-${scope}.tmp`), `${DEAD - 1}-0-abc-${scope}`);
  const seen = await play(program, folder, [
    {
      atMs: 0,
      waitMs: 20_000,
      insideMs: 1_500,
      holds: [
        { before: true, call: 'unlinkSync', name: 'break', ms: 400 },
        { before: true, call: 'unlinkSync', name: 'lock$', ms: 1_000 },
      ],
    },
    {
      atMs: 0,
      waitMs: 20_000,
      insideMs: 1_500,
      holds: [{ before: true, call: 'unlinkSync', name: 'break', ms: 700 }],
    },
  ]);
  expect(seen).toBe('..');
});

test('a lock is held by one process at a time, whoever is held up or killed', {
  timeout: 90_000,
}, async () => {
  const program = await bundle();
  const folder = scratch();
  let seen = '';
  const start = (): ChildProcess => {
    const child = spawn(process.execPath, [program, folder, 'random'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout?.on('data', (data) => {
      seen += data;
    });
    return child;
  };
  const children = Array.from({ length: PROCESSES }, start);
  const end = performance.now() + SECONDS * 1000;
  // On a busy machine a process takes its time to begin.
  while (performance.now() < end || seen.length < LEAST) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 800));
    children.push(start());
    children.splice(Math.floor(Math.random() * PROCESSES), 1)[0]?.kill('SIGKILL');
  }
  const gone = children.map((child) => new Promise((resolve) => child.on('close', resolve)));
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(gone);
  expect(seen.replaceAll('.', '')).toBe('');

  const tidy = spawn(process.execPath, [program, folder, 'tidy'], { stdio: 'inherit' });
  expect(await new Promise((resolve) => tidy.on('close', resolve))).toBe(0);
  const left = namesIn(folder).filter((name) => name.startsWith('.') && !/\.lock\.[\w-]+\.tmp$/.test(name));
  expect(left).toEqual([]);
});
