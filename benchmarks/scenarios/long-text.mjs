/** A field of 100 KB of another program's log. Ours scans it, then cuts it at its limit of 64 KiB. */
import { openLogTape } from '../compare/logtape.mjs';
import { openPino } from '../compare/pino.mjs';
import { openStringify } from '../compare/redactors.mjs';
import { logText } from '../fixtures.mjs';
import { lineScenario } from '../line-scenario.mjs';
import { openOurs } from '../ours.mjs';

const opOf = ({ record }) => {
  const ring = Array.from({ length: 8 }, (_, seed) => ({ body: logText(100_000, seed + 1) }));
  return (i) => record('upstream failed', ring[i & 7]);
};

export default {
  title: '100 KB of log text in a field',
  goals: [{ against: 'pino' }, { against: 'JSON.stringify' }],
  run: (settings) =>
    lineScenario({ contestants: [openOurs(), openPino(), openLogTape()[1], openStringify()], opOf })(
      settings,
    ),
};
