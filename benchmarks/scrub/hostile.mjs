/** Time on inputs made to be slow: growth at each doubling, and milliseconds for 1 MB. `--quick` stops at 1 MB. */

import { loadScrubber } from './load.mjs';
import { OPT_IN } from './opt-in.mjs';
import { HOSTILE, prose } from './texts.mjs';

const quick = process.argv.includes('--quick');
const all = process.argv.includes('--all');
const { scrub } = await loadScrubber(all ? { rules: { enable: OPT_IN } } : {});
/** Doublings up to 4 MB; `--small` stops at 128 KB, for work on the rules. */
const LARGEST = process.argv.includes('--small') ? 18 : quick ? 20 : 22;
const SIZES = Array.from({ length: LARGEST - 14 }, (_, i) => 1 << (15 + i));

/** Milliseconds of processor time, the least of a few runs: other work on the machine does not count. */
function time(text) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 4; i++) {
    const start = process.cpuUsage();
    scrub(text);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const fill = (piece, size) =>
  Buffer.from(piece.repeat(Math.ceil(size / piece.length)).slice(0, size)).toString();
for (let i = 0; i < 30; i++) scrub(prose(100_000, i + 1));
const cases = HOSTILE.map((piece) => [JSON.stringify(piece), (size) => fill(piece, size)]);
for (const piece of HOSTILE.filter((text) => text.length > 3)) {
  cases.push([`${JSON.stringify(piece)} + blanks`, (size) => piece + ' '.repeat(size)]);
  cases.push([`${JSON.stringify(piece)} + letters`, (size) => piece + 'a'.repeat(size)]);
}
const rows = [];
for (const [name, make] of cases) {
  const times = SIZES.map((size) => time(make(size)));
  const growth = times.slice(1).map((ms, i) => ms / times[i]);
  rows.push({ name, worst: Math.max(...growth), megabyte: (times.at(-1) / SIZES.at(-1)) * (1 << 20) });
}
rows.sort((a, b) => b.megabyte - a.megabyte);
for (const { name, worst, megabyte } of rows.slice(0, 30)) {
  console.log(`${megabyte.toFixed(1).padStart(8)} ms/MB  growth ${worst.toFixed(2)}  ${name}`);
}
console.log('worst growth:');
rows.sort((a, b) => b.worst - a.worst);
for (const { name, worst, megabyte } of rows.slice(0, 12))
  console.log(`${worst.toFixed(2)}  ${megabyte.toFixed(1)} ms/MB ${name}`);
