/** The same with a token inside a string besides. The peers hide that string whole, or leave it. */
import { openLogTape } from '../compare/logtape.mjs';
import { openPino, openPinoPaths, openPinoWildcards } from '../compare/pino.mjs';
import { openFastRedact, openPinoRedact } from '../compare/redactors.mjs';
import { SECRET_PATHS, secretTextRecords, WILDCARD_PATHS } from '../fixtures.mjs';
import { lineScenario, recordOp, secretsLeft } from '../line-scenario.mjs';
import { openOurs, scrubsStrings } from '../ours.mjs';

export default {
  title: 'Record with 2 sensitive keys and a token in a string',
  goals: [{ against: 'pino, 3 paths', target: 0.4, floor: 0.6 }],
  missing: () => (scrubsStrings() ? undefined : 'not available in this build: scrubbing of strings'),
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
      opOf: recordOp(secretTextRecords),
      secrets: secretsLeft(secretTextRecords),
    })(settings),
};
