/** A child with five bound fields, message only: what a request's logger does. */
import { openLogTape } from '../compare/logtape.mjs';
import { openPino } from '../compare/pino.mjs';
import { openWinston } from '../compare/winston.mjs';
import { boundFields, messages, RING_MASK } from '../fixtures.mjs';
import { lineScenario } from '../line-scenario.mjs';
import { openOurs } from '../ours.mjs';

const opOf = ({ child }) => {
  const ring = messages();
  const message = child(boundFields());
  return (i) => message(ring[i & RING_MASK]);
};

export default {
  title: 'Child with 5 bound fields, message only',
  goals: [{ against: 'pino', target: 0.4, floor: 0.7 }],
  run: (settings) =>
    lineScenario({ contestants: [openOurs(), openPino(), openWinston(), ...openLogTape()], opOf })(settings),
};
