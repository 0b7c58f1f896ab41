/** When lines go to the connection: the first one at once, those behind it gathered into larger writes. */

/** A line waits no longer than this for others. Milliseconds. */
const GATHER_MS = 5;

/**
 * A write costs about the same for ten lines as for a thousand, the encryption aside. So a flow of lines is sent in
 * pieces, while a single line does not wait. Nothing is sent inside the log call.
 */
export class Pacer {
  readonly #send: () => void;
  readonly #enough: number;
  #sentAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined = undefined;
  #isDue = false;

  /** `enough`: octets that need not wait for more. */
  constructor(send: () => void, enough: number) {
    this.#send = send;
    this.#enough = enough;
  }

  /** Frames of so many octets wait. Called for every line. */
  wake(octets: number): void {
    if (this.#isDue) return;
    if (octets >= this.#enough) return this.#sendNext();
    if (this.#timer !== undefined) return;
    const rest = this.#sentAt + GATHER_MS - performance.now();
    if (rest <= 0) this.#sendNext();
    // It keeps the process alive: a program that ends by itself has its last lines sent.
    else this.#timer = setTimeout(this.#go, rest);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #sendNext(): void {
    this.#isDue = true;
    setImmediate(this.#go);
  }

  readonly #go = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isDue = false;
    this.#sentAt = performance.now();
    this.#send();
  };
}
