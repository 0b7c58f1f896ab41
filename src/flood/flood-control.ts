/** What a set-up leaves out so that the log stays readable: sampling, then repeats, then the rate limit. */
import type { Level } from '../record/level.js';
import type { LogRecord } from '../record/record.js';
import { LEFT_OUT } from './left-out.js';
import type { Tell } from './notice.js';
import { RateLimit, type RateLimitSettings } from './rate-limit.js';
import { type RepeatSettings, Repeats } from './repeats.js';
import { Report } from './report.js';
import type { Tally } from './tally.js';

/** What is undefined is off. */
export interface FloodSettings {
  /** The part of the records of a level that is kept, 0 to 1. A level that is not named is kept whole. */
  readonly sample: ReadonlyMap<Level, number> | undefined;
  readonly repeats: RepeatSettings | undefined;
  readonly rateLimit: RateLimitSettings | undefined;
}

export class FloodControl {
  private readonly sample: FloodSettings['sample'];
  private readonly repeats: Repeats | undefined;
  private readonly rateLimit: RateLimit | undefined;
  private readonly report: Report;

  constructor(
    { sample, repeats, rateLimit }: FloodSettings,
    private readonly tally: Tally,
    tell: Tell,
  ) {
    this.sample = sample;
    this.repeats = repeats === undefined ? undefined : new Repeats(repeats, tell);
    this.rateLimit = rateLimit === undefined ? undefined : new RateLimit(rateLimit);
    this.report = new Report(tell);
  }

  /** How many records like this one were left out since the last that was not, or {@link LEFT_OUT}. */
  judge(logger: string, record: LogRecord): number {
    const { level } = record;
    const kept = this.sample?.get(level);
    if (kept !== undefined && Math.random() >= kept) {
      this.report.leftOut('sample', logger, level);
      this.tally.sample += 1;
      return LEFT_OUT;
    }
    if (this.repeats?.takes(logger, record)) {
      this.tally.collapseRepeats += 1;
      return LEFT_OUT;
    }
    const leftOut = this.rateLimit?.judge(logger, record) ?? 0;
    if (leftOut === LEFT_OUT) {
      this.report.leftOut('rateLimit', logger, level);
      this.tally.rateLimit += 1;
    }
    return leftOut;
  }

  /** Says what repeated itself so far. */
  settle(): void {
    this.repeats?.settle();
  }

  /** Says everything that is not told yet, and leaves no timer and no listener. */
  close(): void {
    this.settle();
    this.report.close();
  }
}
