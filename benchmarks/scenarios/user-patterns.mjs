/** Three patterns of the application's own, beside the built-in rules; every fourth record has a match. */
import { openPino, openPinoPatterns } from '../compare/pino.mjs';
import { patternRecords, USER_PATTERNS } from '../fixtures.mjs';
import { lineScenario, recordOp } from '../line-scenario.mjs';
import { openOurs, refusal } from '../ours.mjs';

const OPTIONS = { scrub: { patterns: USER_PATTERNS } };

export default {
  title: 'Record, 3 user patterns',
  goals: [{ against: 'pino, 3 regexes on the line' }],
  missing: () => refusal(OPTIONS),
  run: (settings) => {
    const regexes = USER_PATTERNS.map(({ pattern }) => new RegExp(pattern, 'g'));
    const contestants = [openOurs(OPTIONS), openPino(), openPinoPatterns(regexes)];
    return lineScenario({ contestants, opOf: recordOp(patternRecords) })(settings);
  },
};
