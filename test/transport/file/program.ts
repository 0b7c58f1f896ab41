/** Real child processes that use the transport: it is bundled once per test file, and programs import it as `transport`. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when the program has printed `text`. */
  printed(text: string): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** What every program starts with. `open(changes)` opens `file` (its first argument). */
const PRELUDE = `
import fs from 'node:fs';
import path from 'node:path';
import { openFileTransport } from './transport.mjs';
const [file, ...args] = process.argv.slice(2);
const open = (changes = {}) => openFileTransport({
  name: 'file', path: file, sizeBytes: undefined, intervalMs: undefined, maxFiles: undefined, maxAgeMs: undefined,
  maxTotalSizeBytes: undefined, compress: undefined, mode: 0o600, group: undefined, durability: 'sync', fsync: false,
  minFreeBytes: 0, reopenOn: undefined, ...changes,
}, (text) => process.stderr.write('NOTICE ' + text + '\\n'));
const tick = () => new Promise((resolve) => setImmediate(resolve));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
`;

/** Bundles the transport from its source into `folder` (sonic-boom stays outside, as in the package). */
export async function bundleInto(folder: string): Promise<void> {
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/transport/file/file-transport.ts'],
    outfile: path.join(folder, 'transport.mjs'),
    bundle: true,
    format: 'esm',
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    platform: 'node',
    target: 'node20',
    packages: 'external',
  });
}

/** Starts `source` as a program of its own; `file` and `args` are its arguments. */
export function start(folder: string, source: string, file: string, args: readonly string[] = []): Program {
  const script = path.join(folder, `program-${Math.random().toString(36).slice(2)}.mjs`);
  fs.writeFileSync(script, PRELUDE + source);
  const child = spawn(process.execPath, [script, file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const waiting: { text: string; resolve: () => void }[] = [];
  child.stdout.on('data', (data) => {
    stdout += data;
    for (const one of waiting) if (stdout.includes(one.text)) one.resolve();
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return {
    child,
    ended,
    printed: (text) =>
      new Promise((resolve, reject) => {
        if (stdout.includes(text)) resolve();
        waiting.push({ text, resolve });
        void ended.then((end) => reject(new Error(`ended without printing "${text}": ${end.stderr}`)));
      }),
  };
}

export function run(
  folder: string,
  source: string,
  file: string,
  args: readonly string[] = [],
): Promise<Ended> {
  return start(folder, source, file, args).ended;
}
