/** The first `import` in a fresh process, from a warm disk cache; the start of Node itself is not in it. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ONCE = fileURLToPath(new URL('../import-once.mjs', import.meta.url));
const peers = createRequire(new URL('../compare/package.json', import.meta.url));

const MODULES = [
  { name: 'codomyrmex', url: new URL('../../dist/index.js', import.meta.url).href },
  { name: 'pino', url: pathToFileURL(peers.resolve('pino')).href },
  { name: 'winston', url: pathToFileURL(peers.resolve('winston')).href },
];

const importOnce = (url) => JSON.parse(execFileSync(process.execPath, [ONCE, url], { encoding: 'utf8' }));

export default {
  title: 'Import',
  goals: [{ metric: 'ms', against: 'pino', target: 1.5 }],
  run({ rounds, minRounds, budgetMs }) {
    const start = performance.now();
    const entries = MODULES.map(({ name }) => ({ name, samples: [], wall: [] }));
    for (const { url } of MODULES) importOnce(url);
    for (let round = 0; round < rounds; round += 1) {
      if (round >= minRounds && performance.now() - start > budgetMs) break;
      for (let step = 0; step < MODULES.length; step += 1) {
        const at = (step + round) % MODULES.length;
        const { cpu, wall } = importOnce(MODULES[at].url);
        entries[at].samples.push(cpu);
        entries[at].wall.push(wall);
      }
    }
    return [{ metric: 'ms', entries }];
  },
};
