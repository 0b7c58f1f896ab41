/** Lines that the disk does not take now: in order, bounded in bytes. A line that does not fit is not taken at all. */
export class Backlog {
  readonly #maxBytes: number;
  #lines: string[] = [];
  #first = 0;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.#first === this.#lines.length;
  }

  get length(): number {
    return this.#lines.length - this.#first;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The line that has waited longest. */
  get first(): string | undefined {
    return this.#lines[this.#first];
  }

  /** False when the line would pass the bound. */
  push(line: string): boolean {
    const bytes = Buffer.byteLength(line);
    if (this.#bytes + bytes > this.#maxBytes) return false;
    this.#lines.push(line);
    this.#bytes += bytes;
    return true;
  }

  /** Puts a line in front of all others, beyond the bound if need be: part of it may be in the file already. */
  unshift(line: string): void {
    this.#lines.splice(this.#first, 0, line);
    this.#bytes += Buffer.byteLength(line);
  }

  shift(): void {
    const line = this.first;
    if (line === undefined) return;
    this.#bytes -= Buffer.byteLength(line);
    this.#lines[this.#first++] = '';
    if (!this.isEmpty) return;
    this.#lines = [];
    this.#first = 0;
  }

  /** Empties it and says how many lines there were. */
  clear(): number {
    const { length } = this;
    this.#lines = [];
    this.#first = 0;
    this.#bytes = 0;
    return length;
  }
}
