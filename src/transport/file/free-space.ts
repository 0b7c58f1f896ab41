/** Keeps a reserve of the disk free for others: below it, lines are dropped, the least urgent first. */
import fs from 'node:fs';
import type { Urgency } from '../transport.js';
import type { Drops } from './drops.js';
import type { Site } from './site.js';

/** Below this share of the reserve, lines of that urgency are dropped too. */
const SHARE: Readonly<Record<Urgency, number>> = { 0: 1, 1: 0.75, 2: 0.5 };

/** Milliseconds between two looks at the disk: while there is enough space, and while there is not. */
const LOOK_MS = 1_000;
const LOOK_AGAIN_MS = 250;
/** Look earlier after so many characters. */
const LOOK_UNITS = 1024 * 1024;

export class FreeSpace {
  readonly #site: Site;
  readonly #drops: Drops;
  readonly #minFreeBytes: number;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #unitsSince = 0;
  #share = 1;

  constructor(site: Site, drops: Drops) {
    this.#site = site;
    this.#drops = drops;
    this.#minFreeBytes = site.options.minFreeBytes;
  }

  /** Whether the line may be written. One that may not is counted, and it is told. */
  takes(line: string, urgency: Urgency): boolean {
    const { notices } = this.#site;
    if (this.#admits(line, urgency)) {
      if (this.#share >= 1 && notices.has('space')) {
        notices.solved('space', `there is enough free space again, ${this.#drops.tell()}`);
      }
      return true;
    }
    this.#drops.add();
    notices.problem('space', `lines are dropped: less than ${this.#minFreeBytes} bytes are free`);
    return false;
  }

  #admits(line: string, urgency: Urgency): boolean {
    this.#unitsSince += line.length;
    const time = performance.now();
    const wait = this.#share < 1 ? LOOK_AGAIN_MS : LOOK_MS;
    if (time - this.#lookedAt >= wait || this.#unitsSince >= LOOK_UNITS) this.#look(time);
    return this.#share >= SHARE[urgency];
  }

  #look(time: number): void {
    this.#lookedAt = time;
    this.#unitsSince = 0;
    try {
      const { bavail, bsize } = fs.statfsSync(this.#site.folder.at('.'));
      this.#share = (bavail * bsize) / this.#minFreeBytes;
    } catch {
      // Better a line too many than silence because a figure is missing.
      this.#share = 1;
    }
  }
}
