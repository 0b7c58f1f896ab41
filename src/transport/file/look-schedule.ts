import type { Others } from './others.js';

/** Alone, the file is looked at before every so many lines, and before a line after so many milliseconds. */
const LINES_BETWEEN_LOOKS = 16;
const LOOK_MS = 1_000;
/** Before each line for so many lines after opening, and for so long after a sign of another writer. */
const CAREFUL_LINES = 64;
const CAREFUL_MS = 2_000;

/**
 * When to look at the file that the name leads to. `LOOK_MS` is a promise to other processes: a rotated file is left
 * alone for twice that time, since no writer goes on into it for longer without looking.
 */
export class LookSchedule {
  readonly #others: Others;
  #linesLeft = 0;
  #carefulLines = CAREFUL_LINES;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(others: Others) {
    this.#others = others;
  }

  /** Counts a line that is to be written at `time`, and says whether to look first. */
  isDueForLine(time: number): boolean {
    return --this.#linesLeft < 0 || this.isDue(time);
  }

  /** Whether to look at `time`, line or not. */
  isDue(time: number): boolean {
    return time - this.#lookedAt >= LOOK_MS || this.isBesideOthers(time);
  }

  isBesideOthers(time: number): boolean {
    return time - this.#others.lastSeen < CAREFUL_MS;
  }

  looked(time: number): void {
    this.#lookedAt = time;
    this.#linesLeft = this.#carefulLines > 0 ? 0 : LINES_BETWEEN_LOOKS - 1;
    if (this.#carefulLines > 0) this.#carefulLines--;
  }

  /** Another file is in use: whoever else opens it now shows up in the next lines. */
  restart(): void {
    this.#carefulLines = CAREFUL_LINES;
    this.#linesLeft = 0;
  }
}
