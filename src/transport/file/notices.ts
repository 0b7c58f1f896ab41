/** Says each problem once, and not again until it was solved. */
export class Notices {
  readonly #tell: (text: string) => void;
  readonly #open = new Set<string>();
  /** The last problem; undefined when there was none. */
  last: string | undefined;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  problem(kind: string, text: string): void {
    this.last = text;
    if (this.#open.has(kind)) return;
    this.#open.add(kind);
    this.#tell(text);
  }

  /** A problem that is over as soon as it is told. */
  passing(kind: string, text: string): void {
    this.problem(kind, text);
    this.solved(kind, undefined);
  }

  /** Says `text` if the problem had been told. */
  solved(kind: string, text: string | undefined): void {
    if (this.#open.delete(kind) && text !== undefined) this.#tell(text);
  }

  has(kind: string): boolean {
    return this.#open.has(kind);
  }

  get isQuiet(): boolean {
    return this.#open.size === 0;
  }
}
