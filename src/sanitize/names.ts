/** Names for keys that cannot keep their own: no object of a line has the same key twice. */
import type { CleanText } from '../record/encoder.js';

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

/** A proxy that claims to have every name is not asked for ever. */
const MAX_TRIES = 1_000;

/** `text`, with as many `_` behind it as it takes to be free. */
export function uniqueName(text: CleanText, isTaken: (name: string) => boolean): CleanText {
  let name: string = text;
  for (let tries = 0; tries < MAX_TRIES && isTaken(name); tries += 1) name += '_';
  return name as CleanText;
}

/** Which names are given in the object that is walked at the moment. */
export class Names {
  /** What the record's fields come from: a new name avoids the names in all of them. */
  private call: object | undefined;
  private bound: object | undefined;
  private context: object | undefined;
  /** Names given in the object at hand. */
  private given: Set<string> | undefined;

  /** Starts a record. */
  start(call: object | undefined, bound: object | undefined, context: object | undefined): void {
    this.call = call;
    this.bound = bound;
    this.context = context;
    this.given = undefined;
  }

  /** Goes into a nested object; gives what {@link leave} needs. */
  enter(): Set<string> | undefined {
    const { given } = this;
    if (given !== undefined) this.given = undefined;
    return given;
  }

  leave(given: Set<string> | undefined): void {
    if (this.given !== given) this.given = given;
  }

  /** A name that differs from every key of `object` (undefined: of the record's fields) and from those given before. */
  free(text: CleanText, object: object | undefined): CleanText {
    const given = (this.given ??= new Set());
    const free = uniqueName(text, (name) => given.has(name) || this.isKey(name, object));
    given.add(free);
    return free;
  }

  private isKey(name: string, object: object | undefined): boolean {
    if (object !== undefined) return owns(object, name);
    return owns(this.call, name) || owns(this.bound, name) || owns(this.context, name);
  }
}
