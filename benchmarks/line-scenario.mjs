/** The shape of most scenarios: one call of each contestant writes one line. */
import { alternate } from './alternate.mjs';
import * as fixtures from './fixtures.mjs';

/**
 * An application's logger sees messages, flat and deep records and errors in one process. So do all contestants
 * before they are measured: none is measured in code that V8 has specialised for a single shape.
 */
function mix(contestants) {
  const { RING_SIZE, cleanRecords, deepRecords, errors, messages, secretTextRecords } = fixtures;
  const [texts, failed] = [messages(11), errors(12)];
  const rings = [cleanRecords(13), deepRecords(14), secretTextRecords(15)];
  for (const contestant of contestants) {
    for (let i = 0; i < RING_SIZE; i += 1) {
      contestant.message?.(texts[i]);
      for (const ring of rings) contestant.record?.('a record', ring[i]);
      contestant.error?.('failed', failed[i]);
    }
  }
}

/** Removes what only the mix has written, so that lines can be compared with calls. */
function reset({ sink }) {
  if (sink !== undefined) Object.assign(sink, { lines: 0, chars: 0, last: '' });
}

/**
 * @param contestants what the openers in ours.mjs and compare/ give
 * @param opOf makes the measured call of one contestant: `(i) => void`; the ring is made anew for each
 * @param writes whether a call writes a line: then they are counted
 * @param secrets counts what a contestant did not hide
 */
export function lineScenario({ contestants, opOf, writes = true, secrets }) {
  return (settings) => {
    mix(contestants);
    contestants.forEach(reset);
    const entries = contestants.map((contestant) => ({
      name: contestant.name,
      op: opOf(contestant),
      sink: writes ? contestant.sink : undefined,
    }));
    const measured = alternate(entries, settings);
    if (secrets !== undefined)
      measured.forEach((entry, at) => {
        entry.left = secrets(contestants[at]);
      });
    return [{ metric: 'ns', entries: measured }];
  };
}

/** How many secrets of the ring's first record a contestant leaves in its line. */
export const secretsLeft = (makeRing) => (contestant) => {
  const [record] = makeRing();
  contestant.record(fixtures.MESSAGE, record);
  return fixtures.secretsOf(record).filter((secret) => contestant.sink.last.includes(secret)).length;
};

/** `(i) => record(message, ring[i])` over a ring of its own. */
export const recordOp = (makeRing) => (contestant) => {
  const ring = makeRing();
  const { record } = contestant;
  return (i) => record(fixtures.MESSAGE, ring[i & fixtures.RING_MASK]);
};

/** `(i) => message(ring[i])` over a ring of its own. */
export const messageOp = (makeRing) => (contestant) => {
  const ring = makeRing();
  const { message } = contestant;
  return (i) => message(ring[i & fixtures.RING_MASK]);
};
