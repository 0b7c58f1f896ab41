/** With every transport failing, the process ends all the same, and at once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../program.js';

test.each(['sync', 'async'])('a file written %s: process.exit ends within a second', async (durability) => {
  const folder = mkdtempSync(join(tmpdir(), 'stuck-'));
  const report = join(folder, 'exit');
  // Its stdout is a pipe that nobody reads from.
  const child = spawn(process.execPath, ['test/built/stuck.mjs', report, durability], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [code] = await once(child, 'exit');
  const ms = Date.now() - Number(readFileSync(report, 'utf8'));
  rmSync(folder, { recursive: true });
  expect(code).toBe(7);
  expect(ms).toBeLessThan(1_000);
});
