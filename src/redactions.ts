/** How often each rule hid something. */

/** A number that is found once and counted up from then on. */
interface Counter {
  count: number;
}

export class Redactions {
  private readonly counters = new Map<string, Counter>();

  /** Counts one. */
  add(rule: string): void {
    this.of(rule).count += 1;
  }

  /** The counter of a rule, for whoever counts often. */
  of(rule: string): Counter {
    const known = this.counters.get(rule);
    if (known !== undefined) return known;
    const counter = { count: 0 };
    this.counters.set(rule, counter);
    return counter;
  }

  /** By rule, of those that hid something. */
  toRecord(): Record<string, number> {
    const counted = Array.from(this.counters, ([rule, { count }]) => [rule, count] as const);
    return Object.fromEntries(counted.filter(([, count]) => count > 0));
  }
}
