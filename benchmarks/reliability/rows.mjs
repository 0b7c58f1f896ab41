/** What is tried on each writer, as rows of a table. Each row gives a short text. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allLines, linesIn, logFiles, PATIENCE_MS, run } from './child-process.mjs';
import { ENDS } from './ends.mjs';

const LINES = 10_000;
const NOT = '–';
const late = `still there after ${PATIENCE_MS / 1_000} s`;
const number = (value) => value.toLocaleString('en-US');
const mib = (bytes) => `${(bytes / 2 ** 20).toFixed(bytes < 2 ** 24 ? 1 : 0)} MiB`;

/** Runs `work` in a folder of its own; on a file system of so many kilobytes where that is asked for. */
async function inFolder(work, kilobytes) {
  const folder = mkdtempSync(join(tmpdir(), 'reliability-'));
  if (kilobytes !== undefined)
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  try {
    return await work(folder, join(folder, 'app.log'));
  } finally {
    if (kilobytes !== undefined) execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a small file system can be mounted here. */
export const canMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'reliability-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  if (status === 0) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return status === 0;
})();

function judged({ between, doubles, torn }, count) {
  const lost = count - between(0, count);
  const parts = [number(lost)];
  if (doubles > 0) parts.push(`${number(doubles)} double`);
  if (torn > 0) parts.push(`${number(torn)} torn`);
  return parts.join(', ');
}

const endOf = (how) => async (writer) => {
  const results = [];
  for (const waitMs of [0, 300]) {
    const result = await inFolder(async (folder, path) => {
      const { isLate } = await run(writer.name, 'end', { path, count: LINES, waitMs, how });
      return isLate ? late : judged(allLines(folder), LINES);
    });
    results.push(result);
  }
  return results[0] === results[1] ? results[0] : results.join(' / ');
};

async function slowPipe(writer) {
  if (!writer.can.includes('stdout')) return NOT;
  return inFolder(async (_, path) => {
    const options = { count: LINES, waitMs: 0, how: 'process.exit' };
    const { isLate } = await run(writer.name, 'end', options, `sleep 0.7; cat > '${path}'`);
    return isLate ? late : judged(linesIn([path]), LINES);
  });
}

async function fullDisk(writer) {
  if (!canMount) return NOT;
  return inFolder(async (folder, path) => {
    const options = { path, report: join(tmpdir(), `reliability-${process.pid}.json`) };
    rmSync(options.report, { force: true });
    const { isLate, report, code } = await run(writer.name, 'disk', options);
    const { between, torn } = allLines(folder);
    const counts = [between(0, 100), between(100, 1_100), between(1_100, 1_200)].map(number).join(' + ');
    const told = report?.dropped === undefined ? '' : `, ${number(report.dropped)} counted as dropped`;
    const end = isLate ? `, ${late}` : report === undefined ? `, process ended (${code})` : '';
    return `${counts}${torn > 0 ? `, ${torn} torn` : ''}${told}${end}`;
  }, 256);
}

async function fullDiskExit(writer) {
  if (!canMount) return NOT;
  const exitedAt = join(tmpdir(), `reliability-${process.pid}.time`);
  return inFolder(async (_, path) => {
    const { isLate, endedAt } = await run(writer.name, 'diskExit', { path, exitedAt });
    return isLate ? late : `${((endedAt - Number(readFileSync(exitedAt))) / 1_000).toFixed(1)} s`;
  }, 256);
}

async function stuck(writer) {
  if (!writer.can.includes('stdout')) return NOT;
  return inFolder(async (folder) => {
    const options = { count: 300_000, report: join(folder, 'report.json') };
    const { isLate, report } = await run(writer.name, 'stuck', options, 'sleep 60');
    if (report === undefined) return isLate ? `the call waits (${late})` : 'process ended';
    const told = report.dropped === undefined ? '' : `, ${number(report.dropped)} counted as dropped`;
    return `${mib(Math.max(0, report.grown))}${told}`;
  });
}

async function several(writer) {
  if (!writer.can.includes('rotate')) return NOT;
  return inFolder(async (folder, path) => {
    const count = 5_000;
    const processes = [0, 1, 2, 3].map((at) =>
      run(writer.name, 'share', {
        path,
        size: 50_000,
        count,
        from: at * count,
        report: join(folder, `done-${at}.json`),
      }),
    );
    const ends = await Promise.all(processes);
    const died = ends.filter(({ report }) => report === undefined).length;
    const result = judged(allLines(folder), count * 4);
    return died === 0 ? result : `${result}, ${died} of 4 processes ended early`;
  });
}

const modeOf = (path) => (lstatSync(path).mode & 0o777).toString(8).padStart(4, '0');

const modes = (mode) => async (writer) => {
  if (mode !== undefined && !writer.can.includes('mode')) return NOT;
  return inFolder(async (folder, path) => {
    const size = writer.can.includes('rotate') ? 30_000 : undefined;
    await run(writer.name, 'modes', { path, size, mode, report: join(folder, 'done.json') });
    const found = logFiles(folder).map((name) => [modeOf(join(folder, name)), name.endsWith('.gz')]);
    const of = (isPacked) =>
      [...new Set(found.filter(([, packed]) => packed === isPacked).map(([one]) => one))].sort();
    const packed = of(true);
    return `${of(false).join(' ')}${packed.length > 0 ? `, gz ${packed.join(' ')}` : ''}`;
  });
};

async function link(writer) {
  return inFolder(async (folder, path) => {
    const victim = join(folder, 'victim');
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(victim, 'kept\n');
    symlinkSync(victim, path);
    await run(writer.name, 'link', { path, report: join(folder, 'done.json') });
    const isKept = existsSync(victim) && readFileSync(victim, 'utf8') === 'kept\n';
    return isKept ? 'refused' : 'written through it';
  });
}

export const ROWS = [
  ...Object.keys(ENDS).map((how) => ({
    title: `lost of 10,000: ${how}`,
    run: endOf(how),
    isShort: how !== 'SIGINT' && how !== 'unhandled rejection',
  })),
  {
    title: 'lost of 10,000 on a pipe whose reader sleeps 0.7 s, then `process.exit`',
    run: slowPipe,
    isShort: true,
  },
  { title: 'disk full: written of 100 before + 1,000 meanwhile + 100 after', run: fullDisk, isShort: true },
  { title: '`process.exit` on a full disk ends the process after', run: fullDiskExit, isShort: true },
  { title: 'nobody reads stdout: memory for 300,000 lines', run: stuck, isShort: true },
  { title: 'lost of 20,000: 4 processes, one file, rotation at 50 kB, gzip', run: several, isShort: true },
  { title: 'file modes under umask 000', run: modes(undefined), isShort: true },
  { title: 'the same, mode 0600 asked for', run: modes(0o600), isShort: true },
  { title: 'a symbolic link at the path', run: link, isShort: true },
];
