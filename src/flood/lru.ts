/** A map that stays small: beyond its capacity, the entry that was not asked for the longest is pushed out. */
export class Lru<V> {
  private readonly entries = new Map<string, V>();

  constructor(
    private readonly capacity: number,
    private readonly pushedOut: (value: V) => void = () => {},
  ) {}

  get(key: string): V | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size <= this.capacity) return;
    const [oldestKey, oldest] = this.entries.entries().next().value as [string, V];
    this.entries.delete(oldestKey);
    this.pushedOut(oldest);
  }

  /** As they are now: what is done with one of them may use the map. */
  values(): readonly V[] {
    return [...this.entries.values()];
  }
}
