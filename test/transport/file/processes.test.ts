/**
 * Several processes on one file, with rotation at 50 kB. The normal run takes a part of the matrix; `TEST_SIZE=full`
 * takes all of it: 2, 4 and 8 processes x 5,000 lines x plain and gzip x none and one killed. `ROUNDS=n` repeats it.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sized } from '../../helpers/size.js';
import { bundleInto, start } from './program.js';
import { linesIn, modeOf, namesIn, rotatedIn, scratch, textOf } from './scratch.js';

const ROUNDS = Number(process.env['ROUNDS'] ?? 1);
const LINES = sized({ part: 2_000, normal: 5_000 });
const LIMIT = 50_000;

const SOURCE = `
  const [id, count, compress] = args;
  const log = open({ sizeBytes: ${LIMIT}, compress: compress === 'gzip' ? 'gzip' : undefined });
  const pad = 'x'.repeat(100);
  for (let i = 0; i < Number(count); i++) {
    log.write(id + ' ' + i + ' ' + pad + '\\n');
    if (i % 100 === 0) { console.log(i); await tick(); }
  }
  await log.close();
  if (log.health().dropped > 0) console.error('dropped', log.health().dropped);
`;

interface Count {
  lost: number;
  double: number;
  torn: number;
  largest: number;
}

let programs = '';
beforeAll(async () => {
  programs = fs.mkdtempSync(path.join(os.tmpdir(), 'programs-'));
  await bundleInto(programs);
  return () => fs.rmSync(programs, { recursive: true });
});

async function together(
  processes: number,
  compress: string,
  killed: boolean,
  folder: string,
): Promise<string> {
  const file = path.join(folder, 'app.log');
  const all = Array.from({ length: processes }, (_, id) =>
    start(programs, SOURCE, file, [String(id), String(LINES), compress]),
  );
  if (killed) {
    // At a random place in its work, and at a random moment there.
    const at = Math.floor(Math.random() * (LINES / 100)) * 100;
    const victim = all[0];
    await victim?.printed(`${at}\n`);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
    victim?.child.kill('SIGKILL');
  }
  const ends = await Promise.all(all.map((one) => one.ended));
  return ends.map(({ stderr }) => stderr).join('');
}

function count(folder: string, processes: number, killed: boolean): Count {
  const seen = Array.from({ length: processes }, () => new Uint8Array(LINES));
  let torn = 0;
  for (const line of linesIn(folder)) {
    const match = /^(\d+) (\d+) x{100}$/.exec(line);
    if (match === null) torn++;
    else (seen[Number(match[1])] as Uint8Array)[Number(match[2])]!++;
  }
  let lost = 0;
  let double = 0;
  seen.forEach((lines, id) => {
    // The one that was killed has written its lines in order, up to some line.
    const end = killed && id === 0 ? lines.lastIndexOf(1) + 1 : LINES;
    for (let i = 0; i < end; i++) if (lines[i] === 0) lost++;
    for (const times of lines) if (times > 1) double++;
  });
  const sizes = namesIn(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => Buffer.byteLength(textOf(path.join(folder, name))));
  return { lost, double, torn, largest: Math.max(...sizes) };
}

const ALL = [2, 4, 8].flatMap((n) =>
  ['plain', 'gzip'].flatMap((gz) => [false, true].map((killed) => [n, gz, killed] as const)),
);
const FEW: typeof ALL = [
  [2, 'gzip', false],
  [4, 'plain', true],
  [8, 'gzip', true],
];
const matrix = sized({ part: FEW, normal: FEW, full: ALL });

describe('several processes write to one file', () => {
  for (let round = 0; round < ROUNDS; round++) {
    for (const [processes, compress, killed] of matrix) {
      const what = `${processes} processes, ${compress}${killed ? ', one killed' : ''}`;
      test(`${what}: no line lost, double or torn, and nothing left over`, async () => {
        const folder = scratch();
        fs.rmdirSync(folder);
        const notices = await together(processes, compress, killed, folder);
        const { lost, double, torn, largest } = count(folder, processes, killed);
        expect({ lost, double, torn, notices }).toEqual({ lost: 0, double: 0, torn: 0, notices: '' });
        expect(largest).toBeLessThanOrEqual(LIMIT * 1.2);
        const names = namesIn(folder);
        expect(names.filter((name) => name.startsWith('.'))).toEqual([]);
        for (const name of names) expect([name, modeOf(path.join(folder, name))]).toEqual([name, '0600']);
        if (compress === 'gzip') for (const name of rotatedIn(folder)) expect(name).toMatch(/\.gz$/);
      }, 60_000);
    }
  }
});
