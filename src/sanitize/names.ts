/**
 * Names for keys that cannot keep their own: no object of a line has the same key twice. What was written decides, not
 * what the caller's object says that it has: a getter can change that between two members, and a proxy can lie.
 */
import type { CleanText } from '../record/encoder.js';
import type { KeyDecision } from './key-table.js';

/** The key of the mark that stands for entries that are not shown. */
export const REST = '...' as CleanText;

const hasOwn = Object.prototype.hasOwnProperty;

/** Whether `object` has the property; a proxy that refuses to say has not. */
export function owns(object: object | undefined, name: string): boolean {
  try {
    return object !== undefined && hasOwn.call(object, name);
  } catch {
    return false;
  }
}

/** A name that is tried more often than this is made different by a number: a thousand `_` would fill the line. */
const MOST_UNDERSCORES = 3;
/** Names left to members that come later. A proxy that claims to have every name is not asked for ever. */
const MAX_LEFT = 100;

/** `level`, `level_`, `level__`, `level___`, `level_4` and so on. */
function variant(name: string, count: number): string {
  return count <= MOST_UNDERSCORES ? name + '_'.repeat(count) : `${name}_${count}`;
}

/** Whether it is the key of the mark, or a variant of it. */
export function isNameOfRest(name: string): boolean {
  return /^\.\.\.(?:_{0,3}|_\d{1,9})$/.test(name);
}

/** The names of one object of a line. */
export class UsedNames {
  private readonly used: Set<string>;
  /** Which variant of a name was taken last. */
  private readonly counts = new Map<string, number>();

  constructor(names: Iterable<string> = []) {
    this.used = new Set(names);
  }

  has(name: string): boolean {
    return this.used.has(name);
  }

  add(name: string): void {
    this.used.add(name);
  }

  /** The first variant of `name` that is free, which it is no longer. `isLeft`: names that others are to keep. */
  take<Name extends string>(name: Name, isLeft?: (name: string) => boolean): Name {
    let count = this.counts.get(name) ?? 0;
    let free = variant(name, count);
    while (this.used.has(free) || isLeft?.(free)) {
      count += 1;
      free = variant(name, count);
    }
    if (count > 0) this.counts.set(name, count);
    this.used.add(free);
    return free as Name;
  }
}

/** Which names are given in the object that is walked at the moment. */
export class Names {
  /** The keys written so far, of the objects around the one at hand and then of itself. */
  readonly written: KeyDecision[] = [];
  /** Where those of the object at hand begin and end. */
  from = 0;
  to = 0;
  /** What the record's fields come from. Those that are bound never change. */
  private call: object | undefined;
  private bound: object | undefined;
  private context: object | undefined;
  /** The names of the object at hand; undefined while each member has its own. */
  private used: UsedNames | undefined;

  /** Starts a record. */
  start(call: object | undefined, bound: object | undefined, context: object | undefined): void {
    this.call = call;
    this.bound = bound;
    this.context = context;
    this.used = undefined;
    this.to = 0;
  }

  /** What the record's fields come from besides `object`. */
  besides(object: object): readonly object[] {
    const places = [this.call, this.bound, this.context];
    return places.filter((place) => place !== undefined && place !== object) as object[];
  }

  /** Goes into a nested object; gives what {@link leave} needs. */
  enter(): UsedNames | undefined {
    const { used } = this;
    if (used !== undefined) this.used = undefined;
    return used;
  }

  leave(used: UsedNames | undefined): void {
    if (this.used !== used) this.used = used;
  }

  /** Whether a member of the object at hand was given another name, so that the others have to be compared with it. */
  get isRenamed(): boolean {
    return this.used !== undefined;
  }

  /** Whether a member can keep its name, which it then has. */
  keep(name: string): boolean {
    const { used } = this;
    if (used === undefined) return true;
    if (used.has(name)) return false;
    used.add(name);
    return true;
  }

  /** A name for a field of the record that may not have this one. */
  other(name: string): string {
    this.usedNames().add(name);
    return this.take(name, undefined);
  }

  /** This name for a member of `object` (undefined: for a field of the record), or one made of it. */
  take<Name extends string>(name: Name, object: object | undefined): Name {
    let left = 0;
    return this.usedNames().take(name, (other) => {
      if (object === undefined && (owns(this.bound, other) || owns(this.context, other))) return true;
      left += 1;
      return left <= MAX_LEFT && owns(object ?? this.call, other);
    });
  }

  private usedNames(): UsedNames {
    if (this.used === undefined) {
      this.used = new UsedNames();
      for (let at = this.from; at < this.to; at += 1) this.used.add((this.written[at] as KeyDecision).name);
    }
    return this.used;
  }
}
