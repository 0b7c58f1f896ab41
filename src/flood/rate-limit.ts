/** A token bucket for each kind of record: so many at once, so many a second after that. */
import type { LogRecord } from '../record/record.js';
import { LEFT_OUT } from './left-out.js';
import { hasTemplate, isErrorLevel, kindOf, MAX_KINDS } from './likeness.js';
import { Lru } from './lru.js';

export interface RateLimitSettings {
  readonly perSecond: number;
  /** Records of a kind that may come at once. */
  readonly burst: number;
  /** Whether ERROR and CRITICAL are limited as well. */
  readonly errors: boolean;
}

interface Bucket {
  tokens: number;
  /** When they were counted, by the monotonic clock. Milliseconds. */
  at: number;
  /** Records left out since the last that was not. */
  leftOut: number;
}

export class RateLimit {
  private readonly buckets = new Lru<Bucket>(MAX_KINDS);

  constructor(private readonly settings: RateLimitSettings) {}

  /** How many records like this one were left out since the last that was not, or {@link LEFT_OUT}. */
  judge(logger: string, record: LogRecord): number {
    if (!hasTemplate(record) || (isErrorLevel(record) && !this.settings.errors)) return 0;
    const bucket = this.filled(kindOf(logger, record));
    if (bucket.tokens < 1) {
      bucket.leftOut += 1;
      return LEFT_OUT;
    }
    const { leftOut } = bucket;
    bucket.tokens -= 1;
    bucket.leftOut = 0;
    return leftOut;
  }

  private filled(kind: string): Bucket {
    const { perSecond, burst } = this.settings;
    const now = performance.now();
    const known = this.buckets.get(kind);
    if (known === undefined) {
      const bucket = { tokens: burst, at: now, leftOut: 0 };
      this.buckets.set(kind, bucket);
      return bucket;
    }
    known.tokens = Math.min(burst, known.tokens + ((now - known.at) * perSecond) / 1_000);
    known.at = now;
    return known;
  }
}
