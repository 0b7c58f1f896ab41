/** What one record may cost without getting longer: objects can be shared, so that few of them make millions. */

/** Members and hidden texts that are looked at, names that are counted, keys that are decided: weighed by their time. */
const MOST = 50_000;

/** One for a record, and for the copies that are made on the way to its line. */
export class Budget {
  private spent = 0;

  get isFresh(): boolean {
    return this.spent === 0;
  }

  get isSpent(): boolean {
    return this.spent > MOST;
  }

  spend(cost: number): void {
    this.spent += cost;
  }

  /** Starts a record. */
  renew(): void {
    this.spent = 0;
  }

  /** Does some work as if nothing had been spent; what was counts for what comes behind it. */
  apart(work: () => void): void {
    const { spent } = this;
    this.spent = 0;
    work();
    this.spent += spent;
  }
}
