import { inWords } from './in-words.js';
import type { Notices } from './notices.js';

/** Steps that change the file, one at a time: a line that comes in during one of them has to wait. */
export class OneAtATime {
  readonly #notices: Notices;
  /** A step is at work. Set by a caller too whose step is too hot for a closure. */
  isBusy = false;

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  /** Runs `step`, unless one is at work. A failure is told. */
  run(step: () => void): void {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      step();
    } catch (error) {
      this.failed(error);
    } finally {
      this.isBusy = false;
    }
  }

  /** Nothing below should throw. If it does all the same, it is told, and logging goes on. */
  failed(error: unknown): void {
    this.#notices.passing('internal', `unexpected: ${inWords(error)}`);
  }
}
