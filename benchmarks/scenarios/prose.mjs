/** A message of 900 characters of clean prose. */
import { openLogTape } from '../compare/logtape.mjs';
import { openPino } from '../compare/pino.mjs';
import { paragraphs } from '../fixtures.mjs';
import { lineScenario, messageOp } from '../line-scenario.mjs';
import { openOurs, scrub } from '../ours.mjs';
import { createSink } from '../sink.mjs';

/** The bare work on the text, without a line around it. */
function textOnly(name, work) {
  const sink = createSink();
  return { name, sink, message: (text) => sink.write(work(text)) };
}

export default {
  title: '900 characters of clean prose',
  goals: [
    { against: 'JSON.stringify', target: 0.8, floor: 1.2 },
    { against: 'pino', target: 0.8, floor: 1.2 },
  ],
  run: (settings) =>
    lineScenario({
      contestants: [
        openOurs(),
        ...(scrub === undefined ? [] : [textOnly('codomyrmex scrub(text)', scrub)]),
        openPino(),
        ...openLogTape(),
        textOnly('JSON.stringify', (text) => JSON.stringify(text)),
      ],
      opOf: messageOp(paragraphs),
    })(settings),
};
