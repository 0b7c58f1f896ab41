/** Wakes those who wait for something to happen, or for their time to be over. */
export class Wake {
  readonly #waiting = new Set<() => void>();

  /** Resolves when `all` is called next, or after `ms`. */
  next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
    });
  }

  all(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
