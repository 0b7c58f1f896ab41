/**
 * Measures this library beside others and writes the tables of the README.
 *
 *     npm run bench                          all scenarios, under five minutes; writes results/ and README.md
 *     npm run bench -- --quick               all scenarios, under a minute; prints only
 *     npm run bench -- --quick message clean those scenarios
 *
 * What makes it fair:
 *
 * - It is about calls as applications write them: a message, records whose values differ from call to call, errors,
 *   text of other programs. Each library is called in its own documented way, by one thin function of one form.
 * - Everybody writes a whole line, to the same kind of sink, which counts it: a call without a line fails the run.
 * - Ours has its default set-up, with all redaction on, and is told nothing about the records. The peers have what
 *   their manuals show, do less, and are told the paths. What they leave readable is counted and printed.
 * - All contestants of a scenario are in one process and take turns of milliseconds, each beginning as often as any
 *   other, after the same warm-up with all kinds of records; none collects another's garbage. A ratio is the median
 *   of the ratios of single rounds, so that a slow second of the machine hits both sides.
 * - Each scenario has a fresh process: none inherits the heap or the compiled code of the one before.
 * - A scenario that this build cannot run is listed as that. Results are written by this program, never by hand,
 *   the ones that we lose too.
 *
 * Not in it: what a real disk, a terminal or a network adds (one scenario goes to a file), other threads, and
 * features. A sink of nothing lets V8 keep a line as a rope of pieces, for every contestant alike.
 */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { judge } from './report/judge.mjs';
import { describeMachine } from './report/machine.mjs';
import { printScenario, printSummary } from './report/print.mjs';
import { writeResults } from './report/write.mjs';

const SCENARIOS = [
  ...['disabled', 'message', 'child', 'clean', 'secret-keys', 'secret-texts', 'deep', 'error', 'prose'],
  ...['long-text', 'scrub-text', 'user-patterns', 'paths', 'file', 'file-async', 'import', 'memory'],
];
/** Nothing may be collected while allocated bytes are counted: the young generation has room for all of them. */
const NODE_OPTIONS = { memory: ['--min-semi-space-size=128', '--max-semi-space-size=128'] };
const FULL = { totalMs: 215_000, turnMs: 12, warmMs: 300, rounds: 41, minRounds: 9 };
const QUICK = { totalMs: 38_000, turnMs: 5, warmMs: 50, rounds: 11, minRounds: 5 };

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

function requirePeers() {
  if (!existsSync(here('../dist/index.js'))) throw new Error('dist/ is missing: run `npm run build` first');
  const { dependencies } = JSON.parse(readFileSync(here('compare/package.json'), 'utf8'));
  const missing = Object.keys(dependencies).filter(
    (name) => !existsSync(here(`compare/node_modules/${name}`)),
  );
  if (missing.length === 0) return;
  console.log(`benchmarks/compare lacks ${missing.join(', ')}: running npm ci --prefix benchmarks/compare`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--prefix', here('compare')], { stdio: 'inherit' });
}

async function runScenario(name, settings) {
  const execArgv = ['--expose-gc', ...(NODE_OPTIONS[name] ?? []), ...(isProfiled ? ['--cpu-prof'] : [])];
  const child = fork(here('scenario.mjs'), [name, JSON.stringify(settings)], { execArgv });
  const [outcome] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof outcome !== 'object') throw new Error(`scenario ${name} ended with code ${outcome}`);
  return judge(outcome);
}

const args = process.argv.slice(2);
const isQuick = args.includes('--quick');
const isProfiled = args.includes('--profile');
const asked = args.filter((word) => !word.startsWith('--'));
const chosen = asked.length > 0 ? SCENARIOS.filter((name) => asked.includes(name)) : SCENARIOS;
const { totalMs, ...settings } = isQuick ? QUICK : FULL;

requirePeers();
const start = performance.now();
const machine = describeMachine();
console.log(`${machine.description}\n`);
const scenarios = [];
for (const [at, name] of chosen.entries()) {
  const left = Math.max(0, totalMs - (performance.now() - start));
  const outcome = await runScenario(name, { ...settings, budgetMs: left / (chosen.length - at) });
  printScenario(outcome);
  scenarios.push(outcome);
}
printSummary(scenarios);
console.log(`${Math.round((performance.now() - start) / 1000)} s; ${machine.loadNow()}`);
if (!isQuick && asked.length === 0) {
  for (const file of writeResults({ machine, scenarios })) console.log(`written: ${file}`);
}
