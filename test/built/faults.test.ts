/** The built package in a process of its own, while real calls of the file system fail. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../program.js';

const run = promisify(execFile);

const CALLS = [
  ...['openSync', 'closeSync', 'fstatSync', 'lstatSync', 'linkSync', 'renameSync'],
  ...['unlinkSync', 'readdirSync', 'fchmodSync', 'readSync', 'fsyncSync', 'writeSync'],
];

describe.concurrent.each([
  ['sync', 16],
  ['async', 8],
])('with a file that is written %s', (durability, count) => {
  test.each(CALLS)(
    '%s fails with eight errors: the process lives, and every line is in a file',
    async (call) => {
      const { stdout } = await run(process.execPath, ['test/built/faults.mjs', call, durability], {
        cwd: ROOT,
      });
      const cases = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(cases).toHaveLength(count);
      for (const one of cases) {
        expect(one).toMatchObject({ thrown: 0, unhandled: 0, written: 200, distinct: 200, dropped: 0 });
        // Where it cannot be set up, that is said with the path; else it simply works.
        expect(one.refused ?? true).toBe(true);
      }
    },
  );
});
