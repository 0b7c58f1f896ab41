/** Keeps a reserve of the disk free for others: below it, lines are dropped, the least urgent first. */
import fs from 'node:fs';
import type { Site } from './site.js';

/** How much a line matters: 0 below WARNING, 1 WARNING, 2 ERROR and above. */
export type Urgency = 0 | 1 | 2;

/** Below this share of the reserve, lines of that urgency are dropped too. */
const SHARE: Readonly<Record<Urgency, number>> = { 0: 1, 1: 0.75, 2: 0.5 };

/** Milliseconds between two looks at the disk: while there is enough space, and while there is not. */
const LOOK_MS = 1_000;
const LOOK_AGAIN_MS = 250;
/** Look earlier after so many characters. */
const LOOK_UNITS = 1024 * 1024;

export class FreeSpace {
  readonly #site: Site;
  readonly #minFreeBytes: number;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #unitsSince = 0;
  #share = 1;

  constructor(site: Site) {
    this.#site = site;
    this.#minFreeBytes = site.options.minFreeBytes;
  }

  /** Whether the line may be written. */
  admits(line: string, urgency: Urgency): boolean {
    this.#unitsSince += line.length;
    const time = performance.now();
    const wait = this.#share < 1 ? LOOK_AGAIN_MS : LOOK_MS;
    if (time - this.#lookedAt >= wait || this.#unitsSince >= LOOK_UNITS) this.#look(time);
    return this.#share >= SHARE[urgency];
  }

  /** Whether nothing is held back. */
  get isEnough(): boolean {
    return this.#share >= 1;
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
