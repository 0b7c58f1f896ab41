/** What a single call asks for: `log.once()`, `log.every(n)`, `log.throttle(ms)`. */
import type { LogRecord } from '../record/record.js';
import { LEFT_OUT } from './left-out.js';
import { kindOf, MAX_KINDS } from './likeness.js';
import { Lru } from './lru.js';
import type { Tally } from './tally.js';

export interface Gate {
  readonly reason: 'once' | 'every' | 'throttle';
  /** For `every` a number of records, for `throttle` milliseconds. */
  readonly size: number;
}

interface Passage {
  /** By the monotonic clock. Milliseconds. */
  at: number;
  /** Records left out since. */
  leftOut: number;
}

/** What has passed the gates of this process. */
export class Gates {
  private readonly passages = new Lru<Passage>(MAX_KINDS);

  /** How many records like this one were left out since the last that passed, or {@link LEFT_OUT}. */
  judge(gate: Gate, logger: string, record: LogRecord, tally: Tally): number {
    const key = `${gate.reason}\n${kindOf(logger, record)}`;
    const last = this.passages.get(key);
    const now = performance.now();
    if (last !== undefined && !opens(gate, last, now)) {
      last.leftOut += 1;
      tally[gate.reason] += 1;
      return LEFT_OUT;
    }
    this.passages.set(key, { at: now, leftOut: 0 });
    return last?.leftOut ?? 0;
  }
}

function opens({ reason, size }: Gate, last: Passage, now: number): boolean {
  if (reason === 'once') return false;
  return reason === 'every' ? last.leftOut >= size - 1 : now - last.at >= size;
}
