/** Runs programs as a user would, against the built package, for the tests of examples and documents. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The clock of every text that documents show, and the one id that they show. */
const TIMESTAMP = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
const CORRELATION_ID = /cid-[0-9a-f]{12}/g;

export function normalised(text: string): string {
  return text.replace(TIMESTAMP, '2026-11-22T01:02:03.456Z').replace(CORRELATION_ID, 'cid-0123456789ab');
}

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node in the repository's root, where `codomyrmex-logging` names the built package. */
export function runNode(args: readonly string[], options: { input?: string } = {}): Finished {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(CODOMYRMEX_|NODE_|(NO|FORCE)_COLOR|VITEST)/.test(name),
    ),
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    timeout: 25_000,
    ...options,
  });
  return { status, stdout: normalised(stdout), stderr };
}
