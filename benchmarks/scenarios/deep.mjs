/** Ten objects, each in the one before. */
import { openLogTape } from '../compare/logtape.mjs';
import { openPino } from '../compare/pino.mjs';
import { openStringify } from '../compare/redactors.mjs';
import { openWinston } from '../compare/winston.mjs';
import { deepRecords } from '../fixtures.mjs';
import { lineScenario, recordOp } from '../line-scenario.mjs';
import { openOurs } from '../ours.mjs';

export default {
  title: 'Ten objects deep',
  goals: [{ against: 'pino' }],
  run: (settings) =>
    lineScenario({
      contestants: [openOurs(), openPino(), openWinston(), ...openLogTape(), openStringify()],
      opOf: recordOp(deepRecords),
    })(settings),
};
