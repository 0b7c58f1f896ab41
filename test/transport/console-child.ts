/** Runs small programs against the console transport in a process of their own, since stdout is what is tested. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { TransportHealth } from '../../src/transport/transport.js';

/** Part of every report: what was said to the operator, and the transport's own figures. */
export interface ChildReport {
  readonly problems: string[];
  readonly health: TransportHealth;
}

export interface ChildLab {
  readonly folder: string;
  /** Writes a program that begins with `console_` opened on stdout and `report(value)` at hand; returns its path. */
  program(name: string, body: string): string;
  /** What the program gave to `report`. */
  reported<T extends object = object>(name: string): T & ChildReport;
  /** Runs a shell line in the folder. */
  shell(line: string): Promise<{ code: number | null; signal: string | null; stderr: string; ms: number }>;
  remove(): void;
}

/** Bundles the source once: Node 20 cannot run TypeScript. */
export async function makeChildLab(): Promise<ChildLab> {
  const folder = mkdtempSync(join(tmpdir(), 'console-transport-'));
  await build({
    entryPoints: ['src/transport/console.ts'],
    outfile: join(folder, 'console.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    target: 'node20',
    logLevel: 'silent',
  });
  return {
    folder,
    program(name, body) {
      const path = join(folder, `${name}.cjs`);
      writeFileSync(path, prelude(join(folder, `${name}.json`)) + body);
      return path;
    },
    reported: (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')),
    shell(line) {
      const begin = performance.now();
      return new Promise((resolve) => {
        const child = spawn('bash', ['-c', line], {
          cwd: folder,
          env: { ...process.env, NODE: process.execPath },
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        let stderr = '';
        child.stderr.on('data', (chunk) => {
          stderr += chunk;
        });
        child.on('close', (code, signal) => resolve({ code, signal, stderr, ms: performance.now() - begin }));
      });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function prelude(reportPath: string): string {
  return `
const fs = require('node:fs');
const { openConsoleTransport } = require('./console.cjs');
const problems = [];
const out = openConsoleTransport({ name: 'stdout', stream: 'stdout' }, (problem) => problems.push(problem));
const line = (n) => JSON.stringify({ n, message: 'x'.repeat(200) }) + '\\n';
const report = (value) => fs.writeFileSync(${JSON.stringify(reportPath)}, JSON.stringify({ problems, health: out.health(), ...value }));
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (e) => { fs.writeSync(2, event + ' ' + e.stack); process.exit(99); });
`;
}
