/** How long to wait before the next try: exponential with full jitter, so that many clients do not come back together. */

import type { FailureKind } from './failure.js';

/** Figures of a {@link BackOff}. Milliseconds. */
export interface BackOffOptions {
  /** Upper end of the first wait. @default 500 */
  readonly firstMs: number;
  /** Upper end while the port refuses, since a daemon that restarts is back soon. @default 2000 */
  readonly refusedMs: number;
  /** Upper end for all other failures. @default 60000 */
  readonly maxMs: number;
}

export class BackOff {
  readonly #options: BackOffOptions;
  readonly #random: () => number;
  #tries = 0;
  #cap = 0;

  constructor(options: BackOffOptions, random: () => number = Math.random) {
    this.#options = options;
    this.#random = random;
  }

  /** Milliseconds to wait after one more failure: anywhere from 0 to a bound that doubles up to the cap. */
  next(kind: FailureKind): number {
    const { firstMs, refusedMs, maxMs } = this.#options;
    const cap = kind === 'refused' ? refusedMs : maxMs;
    // An hour of refusals must not turn into a minute's wait at the first slow handshake of the daemon that is back.
    if (cap !== this.#cap) this.#tries = 0;
    this.#cap = cap;
    const bound = Math.min(cap, firstMs * 2 ** this.#tries);
    this.#tries = Math.min(this.#tries + 1, 30);
    return this.#random() * bound;
  }

  /** The connection was stable: the next failure begins anew. */
  reset(): void {
    this.#tries = 0;
  }
}
