/** Runs small programs against the library in a process of their own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramLab {
  readonly folder: string;
  /** Runs a CommonJS program; `lib` in it is the library. */
  run(body: string, options?: { env?: Record<string, string>; flags?: readonly string[] }): Finished;
  remove(): void;
}

/** Bundles the source once: Node 20 cannot run TypeScript. */
export async function makeProgramLab(): Promise<ProgramLab> {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  await build({
    entryPoints: ['src/index.ts'],
    outfile: join(folder, 'lib.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    target: 'node20',
    logLevel: 'silent',
    nodePaths: [resolve('node_modules')],
  });
  let count = 0;
  return {
    folder,
    run(body, { env = {}, flags = [] } = {}) {
      const path = join(folder, `program-${(count += 1)}.cjs`);
      writeFileSync(path, `const lib = require('./lib.cjs');\n${body}`);
      const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, path], {
        cwd: folder,
        env: { PATH: process.env['PATH'] ?? '', ...env },
        encoding: 'utf8',
        timeout: 30_000,
      });
      return { code: status, stdout, stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
