/** Starts `child.mjs`, and reads what it leaves behind. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));
/** A process that has not ended by then is taken as one that would not. */
export const PATIENCE_MS = 15_000;

/** @param reader a shell command that reads its stdout; undefined: nobody needs it */
export function run(writer, program, options, reader) {
  const node = [process.execPath, '--expose-gc', CHILD, writer, program, JSON.stringify(options)];
  const child =
    reader === undefined
      ? spawn(node[0], node.slice(1), { stdio: 'ignore' })
      : spawn('bash', ['-c', `"$@" | (${reader})`, 'bash', ...node], { stdio: 'ignore', detached: true });
  return new Promise((resolve) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      if (reader === undefined) child.kill('SIGKILL');
      else process.kill(-child.pid, 'SIGKILL');
    }, PATIENCE_MS);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const { report } = options;
      resolve({
        ...{ code, signal, isLate, endedAt: Date.now() },
        report: report !== undefined && existsSync(report) ? JSON.parse(readFileSync(report)) : undefined,
      });
    });
  });
}

/** Names below a folder whose contents are lines, whoever named them. */
export const logFiles = (folder) =>
  readdirSync(folder).filter((name) => /\.(log|gz|\d+)(\.gz)?$|^\d{8}-/.test(name));

function textOf(path) {
  const bytes = readFileSync(path);
  try {
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  } catch {
    return ''; // what cannot be unpacked is lost
  }
}

/** Which numbers are in the lines of these files, how many of them twice, and how many lines are none. */
export function linesIn(paths) {
  const numbers = new Map();
  let torn = 0;
  for (const line of paths.flatMap((path) => textOf(path).split('\n'))) {
    if (line === '') continue;
    try {
      const { n } = JSON.parse(line);
      numbers.set(n, (numbers.get(n) ?? 0) + 1);
    } catch {
      torn += 1;
    }
  }
  const doubles = [...numbers.values()].reduce((sum, times) => sum + times - 1, 0);
  const between = (from, to) => [...numbers.keys()].filter((n) => n >= from && n < to).length;
  return { between, doubles, torn };
}

export const allLines = (folder) => linesIn(logFiles(folder).map((name) => join(folder, name)));
