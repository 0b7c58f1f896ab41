/** How long scrubbing takes, against `JSON.stringify` of the same text. Medians of interleaved rounds. */
import { loadScrubber } from './load.mjs';
import { logText, prose, shortValues } from './texts.mjs';

const { scrub } = await loadScrubber();
const ROUNDS = 25;

function measure(tasks) {
  const times = tasks.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    tasks.forEach(({ run, repeat }, i) => {
      const start = process.cpuUsage();
      for (let r = 0; r < repeat; r++) run();
      const { user, system } = process.cpuUsage(start);
      times[i].push(((user + system) * 1000) / repeat);
    });
  }
  return times.map((list) => list.sort((a, b) => a - b)[ROUNDS >> 1]);
}

let kept = 0;
const over = (texts, work) => () => {
  for (const text of texts) kept += work(text).length;
};

const paragraphs = Array.from({ length: 200 }, (_, i) => prose(900, i + 1));
const values = shortValues();
const log = [logText(1 << 20)];
const large = [prose(100_000)];
const sets = [
  ['900 characters of prose', paragraphs, 5],
  ['short field values', values, 20],
  ['100 KB of prose', large, 5],
  ['1 MB of log text with hits', log, 2],
];
for (const [name, texts, repeat] of sets) {
  const [plain, clean] = measure([
    { run: over(texts, JSON.stringify), repeat },
    { run: over(texts, scrub), repeat },
  ]);
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  const each = (ns) => (ns / texts.length).toFixed(0).padStart(9);
  console.log(
    `${name.padEnd(28)} stringify ${each(plain)} ns  scrub ${each(clean)} ns  ratio ${(clean / plain).toFixed(2)}  ${((size / clean) * 1000).toFixed(0)} MB/s`,
  );
}
if (kept === 0) console.log('nothing measured');
