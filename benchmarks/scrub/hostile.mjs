/** Time on inputs made to be slow: growth at each doubling, and milliseconds for 1 MB. `--quick` stops at 1 MB. */

import { loadScrubber } from './load.mjs';
import { OPT_IN } from './opt-in.mjs';
import { HOSTILE, prose } from './texts.mjs';

const quick = process.argv.includes('--quick');
const all = process.argv.includes('--all');
const { scrub } = await loadScrubber(all ? { rules: { enable: OPT_IN } } : {});
const SIZES = quick
  ? [65_536, 262_144, 1 << 20]
  : [65_536, 131_072, 262_144, 524_288, 1 << 20, 1 << 21, 1 << 22];

function time(text) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const start = process.hrtime.bigint();
    scrub(text);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6);
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
  const growth = times.slice(1).map((ms, i) => ms / times[i] / (SIZES[i + 1] / SIZES[i] / 2));
  rows.push({ name, worst: Math.max(...growth), megabyte: times[SIZES.indexOf(1 << 20)] });
}
rows.sort((a, b) => b.megabyte - a.megabyte);
for (const { name, worst, megabyte } of rows.slice(0, 30)) {
  console.log(`${megabyte.toFixed(1).padStart(8)} ms/MB  growth ${worst.toFixed(2)}  ${name}`);
}
console.log('worst growth:');
rows.sort((a, b) => b.worst - a.worst);
for (const { name, worst, megabyte } of rows.slice(0, 12))
  console.log(`${worst.toFixed(2)}  ${megabyte.toFixed(1)} ms/MB ${name}`);
