/** Lines that nobody has been asked to write yet, in order. */
export class Pending {
  #lines: string[] = [];
  /** Length of each line, bytes. */
  #sizes: number[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(line: string, bytes: number): void {
    this.#lines.push(line);
    this.#sizes.push(bytes);
    this.#bytes += bytes;
  }

  /** The first lines, at least one, that are no longer than `maxBytes` together. They are no more in here. */
  take(maxBytes = Number.POSITIVE_INFINITY): string[] {
    if (this.#bytes <= maxBytes) {
      const all = this.#lines;
      this.#lines = [];
      this.#sizes = [];
      this.#bytes = 0;
      return all;
    }
    let count = 0;
    let bytes = 0;
    do bytes += this.#sizes[count++] as number;
    while (bytes + (this.#sizes[count] as number) <= maxBytes);
    this.#bytes -= bytes;
    this.#sizes.splice(0, count);
    return this.#lines.splice(0, count);
  }
}
