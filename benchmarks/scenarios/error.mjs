/** An error with a cause: two stacks in one line. */
import { openLogTape } from '../compare/logtape.mjs';
import { openPino } from '../compare/pino.mjs';
import { openWinston } from '../compare/winston.mjs';
import { errors, RING_MASK } from '../fixtures.mjs';
import { lineScenario } from '../line-scenario.mjs';
import { openOurs } from '../ours.mjs';

const opOf = ({ error }) => {
  const ring = errors();
  return (i) => error('order failed', ring[i & RING_MASK]);
};

export default {
  title: 'Error with cause',
  goals: [{ against: 'pino' }],
  run: (settings) =>
    lineScenario({ contestants: [openOurs(), openPino(), openWinston(), ...openLogTape()], opOf })(settings),
};
