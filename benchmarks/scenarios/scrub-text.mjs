/**
 * `scrub(text)` alone, on 1 MB of log text with something to hide every one or two thousand characters. The limit
 * of a string is raised, or all but its start would be cut away: the speed is that of text which is written.
 */
import { alternate } from '../alternate.mjs';
import { logText } from '../fixtures.mjs';
import { openOurs, scrub } from '../ours.mjs';

const LENGTH = 1 << 20;
const OPTIONS = { limits: { string: '8M', line: '16M' } };

const texts = Array.from({ length: 4 }, (_, seed) => logText(LENGTH, seed + 1));
let kept = 0;

const over = (work) => (i) => {
  kept += work(texts[i & 3]).length;
};

/** The work has to be done to be measured: every planted token hidden, the rest of the text still there. */
function verify(text) {
  const marks = text.match(/\[REDACTED:/g)?.length ?? 0;
  const isWhole = text.length > 0.9 * LENGTH && text.length < 1.1 * LENGTH;
  if (!isWhole || marks < LENGTH / 2000 || /gh[p]_\w{36}/.test(text)) {
    throw new Error(`scrub(text) gave ${text.length} characters with ${marks} marks`);
  }
}

export default {
  title: 'scrub(text), 1 MB of log text',
  goals: [{ metric: 'MB/s', target: 200, floor: 80 }],
  missing: () => (scrub === undefined ? 'not available in this build: scrub(text)' : undefined),
  run(settings) {
    openOurs(OPTIONS);
    verify(scrub(texts[0]));
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
