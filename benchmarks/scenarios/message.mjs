/** A message and nothing else. */
import { openLogTape } from '../compare/logtape.mjs';
import { openPino } from '../compare/pino.mjs';
import { openWinston } from '../compare/winston.mjs';
import { messages } from '../fixtures.mjs';
import { lineScenario, messageOp } from '../line-scenario.mjs';
import { openOurs } from '../ours.mjs';

export default {
  title: 'Message only',
  goals: [{ against: 'pino', target: 0.4, floor: 0.7 }],
  run: (settings) =>
    lineScenario({
      contestants: [openOurs(), openPino(), openWinston(), ...openLogTape()],
      opOf: messageOp(messages),
    })(settings),
};
