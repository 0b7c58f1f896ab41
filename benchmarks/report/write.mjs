/** Writes what a full run has found: results, tables, chart, and the README's part between its marks. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chart } from './chart.mjs';
import { markdown } from './markdown.mjs';

const ROOT = new URL('../../', import.meta.url);
const RESULTS = new URL('benchmarks/results/', ROOT);
const PICTURE = '![Time per line against pino](benchmarks/results/chart.svg)';
const [START, END] = ['<!-- bench:start -->', '<!-- bench:end -->'];

export function writeResults({ machine, scenarios }) {
  const { loadNow, ...about } = machine;
  const result = { ...about, load: loadNow(), scenarios };
  mkdirSync(RESULTS, { recursive: true });
  const own = `${result.node.split('.')[0]}.json`;
  const texts = {
    [`benchmarks/results/${own}`]: `${JSON.stringify(result, rounded, 2)}\n`,
    'benchmarks/results/README-table.md': markdown([result, ...others(own)]),
    'benchmarks/results/chart.svg': chart(result),
  };
  const readme = newReadme(texts['benchmarks/results/README-table.md']);
  if (readme !== undefined) texts['README.md'] = readme;
  for (const [path, text] of Object.entries(texts)) writeFileSync(new URL(path, ROOT), text);
  return Object.keys(texts);
}

/** Four significant digits: more of them are noise. */
const rounded = (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);

/** Results of other Node versions, so that the table shows them side by side. */
const others = (own) =>
  readdirSync(RESULTS)
    .filter((name) => /^\d+\.json$/.test(name) && name !== own)
    .map((name) => JSON.parse(readFileSync(new URL(name, RESULTS), 'utf8')));

function newReadme(tables) {
  const file = new URL('README.md', ROOT);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(START), text.indexOf(END)];
  if (from < 0 || to < from) return undefined;
  return `${text.slice(0, from + START.length)}\n\n${PICTURE}\n\n${tables}\n${text.slice(to)}`;
}
