/** The end of the demo: what went in, what line came out, and what was counted. */
import { cases } from './requests.mjs';

const WIDTH = 320;

/** Control characters made visible, and the middle of a long text left out. */
function shown(text) {
  const visible = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  if (visible.length <= WIDTH) return visible;
  const half = WIDTH / 2;
  return `${visible.slice(0, half)} (${visible.length - WIDTH} characters) ${visible.slice(-half)}`;
}

function sent({ headers, body, note }) {
  const { authorization } = headers ?? {};
  return [authorization && `authorization: ${authorization}`, body, note].filter(Boolean).map(shown);
}

/** The lines of a case, without what is the same in all of them. A line is cut for the eye only. */
function written(lines, { id }) {
  return lines
    .filter((line) => line.includes(`correlation_id=${id}`))
    .map((line) => (line.length <= WIDTH ? line : shownEnds(line)));
}

function shownEnds(line) {
  const half = WIDTH / 2;
  return `${line.slice(0, half)} (${line.length - WIDTH} characters) ${line.slice(-half)}`;
}

export function printSummary({ consoleLines, stats, files, folder, requests, seconds }) {
  const print = (text = '') => process.stdout.write(`${text}\n`);
  print(`codomyrmex-logging demo: ${requests} requests over HTTP to a service on loopback`);
  for (const [at, one] of cases.entries()) {
    print(`\n${at + 1}. ${one.title}`);
    print(`   in   ${one.method} ${one.path}`);
    for (const text of sent(one)) print(`        ${text}`);
    for (const line of written(consoleLines, one)) print(`   out  ${line}`);
  }
  print('\nrules that fired');
  for (const [rule, count] of Object.entries(stats.redacted)) print(`   ${rule.padEnd(20)} ${count}`);
  print(`\nfiles (folder ${folder})`);
  for (const { name, mode, bytes } of files) print(`   ${mode}  ${String(bytes).padStart(7)}  ${name}`);
  print(`\n${stats.lines} lines, ${stats.bytes} bytes, ${stats.dropped} dropped, ${seconds} s`);
}
