/**
 * Which threshold holds for a logger: the nearest setting at or above its place in the dotted tree.
 *
 * `shop` is a setting for that logger and everything below it; `shop.*` for everything below it, and for `shop`
 * itself where nothing nearer is set.
 */
export class LevelTree {
  private readonly own = new Map<string, number>();
  private readonly below = new Map<string, number>();

  constructor(
    private root: number,
    settings: Iterable<readonly [pattern: string, threshold: number]> = [],
  ) {
    for (const [pattern, threshold] of settings) this.set(pattern, threshold);
  }

  /** `threshold` undefined: the setting is taken back. The root is `''` or `*`; its setting is only replaced. */
  set(pattern: string, threshold: number | undefined): void {
    if (pattern === '' || pattern === '*') {
      if (threshold !== undefined) this.root = threshold;
      return;
    }
    const isBelow = pattern.endsWith('.*');
    const settings = isBelow ? this.below : this.own;
    const name = isBelow ? pattern.slice(0, -2) : pattern;
    if (threshold === undefined) settings.delete(name);
    else settings.set(name, threshold);
  }

  /** Like {@link set} for the whole subtree: what is set for everything below `name` gives way. */
  override(name: string, threshold: number | undefined): void {
    this.below.delete(name);
    this.set(name, threshold);
  }

  resolve(name: string): number {
    const own = this.own.get(name);
    if (own !== undefined) return own;
    for (const ancestor of lineage(name, Math.max(longestOf(this.own), longestOf(this.below)))) {
      const found = this.below.get(ancestor) ?? this.own.get(ancestor);
      if (found !== undefined) return found;
    }
    return this.root;
  }
}

/**
 * `a.b.c`, `a.b`, `a`: a name and those above it, without the root. Those longer than `longest` are left out, so that a
 * name of nothing but dots is not looked up once for each of them at its full length.
 */
export function* lineage(name: string, longest: number): Generator<string> {
  const first = name.length <= longest ? name.length : name.lastIndexOf('.', longest);
  for (let end = first; end > 0; end = name.lastIndexOf('.', end - 1)) yield name.slice(0, end);
}

/** Length of the longest name in a table of settings. */
export function longestOf(settings: ReadonlyMap<string, unknown>): number {
  let longest = 0;
  for (const name of settings.keys()) longest = Math.max(longest, name.length);
  return longest;
}
