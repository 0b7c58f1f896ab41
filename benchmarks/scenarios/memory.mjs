/** Bytes that a line allocates on V8's heap, freed at once or not: the difference over a batch of calls. */
import { getHeapStatistics } from 'node:v8';
import { measure } from 'mitata';
import { openLogTape } from '../compare/logtape.mjs';
import { openPino, openPinoPaths } from '../compare/pino.mjs';
import { openStringify } from '../compare/redactors.mjs';
import { openWinston } from '../compare/winston.mjs';
import { cleanRecords, SECRET_PATHS } from '../fixtures.mjs';
import { recordOp } from '../line-scenario.mjs';
import { openOurs } from '../ours.mjs';

const heap = () => {
  const { used_heap_size: onHeap, malloced_memory: outside } = getHeapStatistics();
  return onHeap + outside;
};

/** mitata takes the heap before and after a batch; slow calls too are to run in batches. */
const OPTIONS = {
  heap,
  gc: () => globalThis.gc({ type: 'minor' }),
  inner_gc: true,
  batch_samples: 256,
  batch_threshold: Number.POSITIVE_INFINITY,
  warmup_threshold: Number.POSITIVE_INFINITY,
  min_cpu_time: 0,
  min_samples: 3,
  max_samples: 3,
};

export default {
  title: 'Bytes allocated for a clean record',
  goals: [{ metric: 'bytes', against: 'pino', target: 1, floor: 1.3 }],
  async run({ rounds }) {
    const contestants = [
      openOurs(),
      openPino(),
      openPinoPaths(SECRET_PATHS),
      openWinston(),
      ...openLogTape(),
      openStringify(),
    ].map((contestant) => ({ name: contestant.name, op: recordOp(cleanRecords)(contestant), samples: [] }));
    // Until V8 has compiled them all for good: code that is not yet allocates more.
    for (const { op } of contestants) for (let i = 0; i < 20_000; i += 1) op(i);
    for (let round = 0; round < Math.min(rounds, 9); round += 1) {
      for (const { op, samples } of contestants) {
        let i = 0;
        const { heap: measured } = await measure(() => op(i++), OPTIONS);
        samples.push(measured.avg);
      }
    }
    return [{ metric: 'bytes', entries: contestants.map(({ name, samples }) => ({ name, samples })) }];
  },
};
