/** `scrub(text)` alone, on 1 MB of log text with something to hide every one or two thousand characters. */
import { alternate } from '../alternate.mjs';
import { logText } from '../fixtures.mjs';
import { scrub } from '../ours.mjs';

const LENGTH = 1 << 20;

const texts = Array.from({ length: 4 }, (_, seed) => logText(LENGTH, seed + 1));
let kept = 0;

const over = (work) => (i) => {
  kept += work(texts[i & 3]).length;
};

export default {
  title: 'scrub(text), 1 MB of log text',
  goals: [{ metric: 'MB/s', target: 200, floor: 80 }],
  missing: () => (scrub === undefined ? 'not available in this build: scrub(text)' : undefined),
  run(settings) {
    const entries = alternate(
      [
        { name: 'codomyrmex', op: over(scrub) },
        { name: 'JSON.stringify', op: over(JSON.stringify) },
      ],
      settings,
    );
    const speeds = entries.map(({ name, samples }) => ({
      name,
      samples: samples.map((ns) => (LENGTH / ns) * 1000),
    }));
    return kept > 0 ? [{ metric: 'MB/s', entries: speeds }] : [];
  },
};
