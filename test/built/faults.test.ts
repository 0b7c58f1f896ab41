/** The built package in a process of its own, while real calls of the file system fail. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { sized } from '../helpers/size.js';
import { ROOT } from '../program.js';

const run = promisify(execFile);

const CALLS = [
  ...['openSync', 'closeSync', 'fstatSync', 'lstatSync', 'linkSync', 'renameSync'],
  ...['unlinkSync', 'readdirSync', 'fchmodSync', 'readSync', 'fsyncSync', 'writeSync'],
];

const ERRORS = sized({ part: 1, normal: 8 });

describe.concurrent.each([
  ['sync', ERRORS * 2],
  ['async', ERRORS],
])('with a file that is written %s', (durability, count) => {
  test.each(CALLS)('%s fails: the process lives, and every line is in a file', async (call) => {
    const { stdout } = await run(
      process.execPath,
      ['test/built/faults.mjs', call, durability, String(ERRORS)],
      {
        cwd: ROOT,
      },
    );
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
  });
});
