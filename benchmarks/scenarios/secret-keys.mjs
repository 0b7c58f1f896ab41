/** The record with secrets under two sensitive keys. The peers are told where; ours is told nothing. */
import { openLogTape } from '../compare/logtape.mjs';
import { openPino, openPinoPaths, openPinoWildcards } from '../compare/pino.mjs';
import { openFastRedact, openPinoRedact } from '../compare/redactors.mjs';
import { SECRET_PATHS, secretKeyRecords, WILDCARD_PATHS } from '../fixtures.mjs';
import { lineScenario, recordOp, secretsLeft } from '../line-scenario.mjs';
import { openOurs } from '../ours.mjs';

export default {
  title: 'Record with 2 sensitive keys',
  goals: [{ against: 'pino, 3 paths' }],
  run: (settings) =>
    lineScenario({
      contestants: [
        openOurs(),
        openPino(),
        openPinoPaths(SECRET_PATHS),
        openPinoWildcards(WILDCARD_PATHS),
        openLogTape()[1],
        openFastRedact(SECRET_PATHS),
        openPinoRedact(SECRET_PATHS),
      ],
      opOf: recordOp(secretKeyRecords),
      secrets: secretsLeft(secretKeyRecords),
    })(settings),
};
