/** A call below the threshold, with a record as argument: what is left in the code when DEBUG is off. */
import { openLogTape } from '../compare/logtape.mjs';
import { openPino } from '../compare/pino.mjs';
import { openWinston } from '../compare/winston.mjs';
import { cleanRecords, MESSAGE, RING_MASK } from '../fixtures.mjs';
import { lineScenario } from '../line-scenario.mjs';
import { openOurs } from '../ours.mjs';

const opOf = ({ disabled }) => {
  const ring = cleanRecords();
  return (i) => disabled(MESSAGE, ring[i & RING_MASK]);
};

export default {
  title: 'Disabled call',
  goals: [{ against: 'pino', target: 1, floor: 1.2 }],
  run: (settings) => {
    const contestants = [openOurs(), openPino(), openWinston(), openLogTape()[0]];
    return lineScenario({ contestants, opOf, writes: false })(settings);
  },
};
