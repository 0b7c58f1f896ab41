/** Keeps something that failed from being tried again at once: for `firstMs`, then twice as long each time, up to `lastMs`. */
export class BackOff {
  readonly #firstMs: number;
  readonly #lastMs: number;
  #nextMs: number;
  #until = Number.NEGATIVE_INFINITY;

  constructor(firstMs: number, lastMs: number) {
    this.#firstMs = firstMs;
    this.#lastMs = lastMs;
    this.#nextMs = firstMs;
  }

  isOver(time: number): boolean {
    return time >= this.#until;
  }

  failed(time: number): void {
    this.#until = time + this.#nextMs;
    this.#nextMs = Math.min(this.#nextMs * 2, this.#lastMs);
  }

  /** It worked, or somebody asks for it now. */
  reset(): void {
    this.#nextMs = this.#firstMs;
    this.#until = Number.NEGATIVE_INFINITY;
  }
}
