/** The fields of a record that has bound ones too: those of its call, of its logger, of its asynchronous context. */
import * as types from 'node:util/types';
import { Bindings } from '../record/bindings.js';
import { type CleanText, type Encoder, Fragment } from '../record/encoder.js';
import { more } from './limits.js';
import { owns, REST } from './names.js';
import type { Walk } from './walk.js';

export class BoundFields {
  constructor(
    /** Whose renderings of bindings are of use here. */
    private readonly owner: object,
    private readonly walk: Walk,
    private readonly encoder: Encoder,
  ) {}

  /** Encodes the fields, and a mark for those that were left out when they were bound. */
  encode(
    given: object | undefined,
    context: Bindings | undefined,
    bound: Bindings | undefined,
    plan: number,
  ): void {
    const { walk } = this;
    let fields = given;
    let leftOut = (context?.leftOut ?? 0) + (bound?.leftOut ?? 0);
    // A proxy could give another answer each time that it is asked for its keys, and a mark needs to know which there were.
    if (fields !== undefined && (leftOut > 0 || types.isProxy(fields))) {
      const copy = new Bindings(undefined, fields);
      fields = copy.values;
      leftOut += copy.leftOut;
      walk.names.start(fields, bound?.values, context?.values);
    }
    if (this.areReady(fields, context, bound, plan)) {
      if (context !== undefined) this.insert(context, plan);
      if (bound !== undefined) this.insert(bound, plan);
      if (fields !== undefined) walk.fields(fields, undefined);
    } else {
      this.join(fields, context, bound, plan);
    }
    if (leftOut > 0) walk.mark(more(leftOut) as CleanText, walk.names.take(REST, undefined));
  }

  /** Of a name that occurs twice, the one nearest to the call wins: call, then child, then context. */
  private join(
    fields: object | undefined,
    context: Bindings | undefined,
    bound: Bindings | undefined,
    plan: number,
  ): void {
    const { walk } = this;
    // Values that are read before the fields may run code that adds to the fields. That comes too late for this line.
    const names = new Set(fields === undefined ? [] : Object.keys(fields));
    const inFields = (name: string): boolean => names.has(name);
    const inBound = (name: string): boolean => inFields(name) || owns(bound?.values, name);
    if (context !== undefined && (context.names.some(inBound) || !this.insert(context, plan)))
      walk.fields(context.values, inBound);
    if (bound !== undefined && (bound.names.some(inFields) || !this.insert(bound, plan)))
      walk.fields(bound.values, inFields);
    if (fields !== undefined) walk.fields(fields, (name) => !inFields(name));
  }

  /** Bindings as they were rendered before; undefined where they were not, or cannot be. */
  rendered(set: Bindings, plan: number): Fragment | undefined {
    return this.fragmentsOf(set)[plan] ?? undefined;
  }

  /** Whether the bindings were rendered before, and can all be inserted. */
  private areReady(
    fields: object | undefined,
    context: Bindings | undefined,
    bound: Bindings | undefined,
    plan: number,
  ): boolean {
    let bytes = 0;
    for (const set of [context, bound]) {
      if (set === undefined) continue;
      const fragment = this.rendered(set, plan);
      if (fragment === undefined || meet(set, fields)) return false;
      bytes += fragment.longest + fragment.excess;
    }
    if (context !== undefined && meet(context, bound?.values)) return false;
    return this.walk.hasRoom(bytes);
  }

  /** Inserts bindings as they were rendered before; false where they have to be walked. */
  private insert(set: Bindings, plan: number): boolean {
    const { walk, encoder } = this;
    const fragments = this.fragmentsOf(set);
    let fragment = fragments[plan];
    if (fragment === undefined && walk.isSimple(set.names)) {
      fragment = new Fragment();
      // What there was no room for is read again in the next line, but not in this one.
      if (walk.render(set.values, encoder, fragment)) fragments[plan] = fragment;
    } else if (fragment === undefined) {
      fragments[plan] = null;
      return false;
    } else if (fragment === null || !walk.hasRoom(fragment.longest + fragment.excess)) {
      return false;
    }
    encoder.insert(fragment);
    walk.excess += fragment.excess;
    return true;
  }

  /** What was rendered of bindings; null where they have to be walked each time. */
  private fragmentsOf(set: Bindings): Array<Fragment | null> {
    if (set.owner !== this.owner) {
      set.owner = this.owner;
      set.fragments = [];
    }
    return set.fragments;
  }
}

/**
 * Whether `fields` has one of the names in `set`, or inherits it: a getter can make an inherited name an own one while
 * the fields are walked.
 */
function meet(set: Bindings, fields: object | undefined): boolean {
  if (fields === undefined) return false;
  try {
    return set.names.some((name) => name in fields);
  } catch {
    return true; // a proxy among its prototypes that does not say
  }
}
