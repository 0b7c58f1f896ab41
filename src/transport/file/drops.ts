/** Counts lines that were accepted and then given up, each once. */
export class Drops {
  #total = 0;
  #untold = 0;

  get total(): number {
    return this.#total;
  }

  add(lines = 1): void {
    this.#total += lines;
    this.#untold += lines;
  }

  /** Says how many there were since it was last asked. */
  tell(): string {
    const count = this.#untold;
    this.#untold = 0;
    return count === 1 ? '1 line was dropped' : `${count} lines were dropped`;
  }
}
