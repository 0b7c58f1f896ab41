/** Three explicit paths to fields whose names are harmless. */
import { openPino, openPinoPaths } from '../compare/pino.mjs';
import { openFastRedact, openPinoRedact } from '../compare/redactors.mjs';
import { cleanRecords, PLAIN_PATHS } from '../fixtures.mjs';
import { lineScenario, recordOp } from '../line-scenario.mjs';
import { openOurs, refusal } from '../ours.mjs';

const OPTIONS = { redact: { paths: PLAIN_PATHS } };

export default {
  title: 'Record, 3 explicit paths',
  goals: [{ against: 'pino, 3 paths' }],
  missing: () => refusal(OPTIONS),
  run: (settings) =>
    lineScenario({
      contestants: [
        openOurs(OPTIONS),
        openPino(),
        openPinoPaths(PLAIN_PATHS),
        openFastRedact(PLAIN_PATHS),
        openPinoRedact(PLAIN_PATHS),
      ],
      opOf: recordOp(cleanRecords),
    })(settings),
};
