/** 16 fields in 3 objects, nothing to hide in them: the everyday record. */
import { openLogTape } from '../compare/logtape.mjs';
import { openPino, openPinoPaths, openPinoWildcards } from '../compare/pino.mjs';
import { openFastRedact, openPinoRedact, openStringify } from '../compare/redactors.mjs';
import { openWinston } from '../compare/winston.mjs';
import { cleanRecords, SECRET_PATHS, WILDCARD_PATHS } from '../fixtures.mjs';
import { lineScenario, recordOp } from '../line-scenario.mjs';
import { openOurs } from '../ours.mjs';

export default {
  title: 'Clean record, 16 fields',
  goals: [
    { against: 'pino', target: 0.5, floor: 0.8 },
    { against: 'JSON.stringify', target: 1, floor: 1.6 },
    { against: 'LogTape, field + pattern redaction', target: 1 / 20, floor: 1 / 15 },
  ],
  run: (settings) =>
    lineScenario({
      contestants: [
        openOurs(),
        openPino(),
        openPinoPaths(SECRET_PATHS),
        openPinoWildcards(WILDCARD_PATHS),
        openWinston(),
        ...openLogTape(),
        openFastRedact(SECRET_PATHS),
        openPinoRedact(SECRET_PATHS),
        openStringify(),
      ],
      opOf: recordOp(cleanRecords),
    })(settings),
};
