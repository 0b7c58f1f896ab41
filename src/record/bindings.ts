/** Fields that go with many records: what `child` bound, what an async context holds. */
import * as types from 'node:util/types';
import { isFields, isPlain } from './arguments.js';
import type { Fragment } from './encoder.js';

/** What a set of bindings that cannot be read is shown as. */
const UNREADABLE = '[Unreadable]';
/** Fields bound at once: they are copied for each child. */
const MAX_BOUND = 1_000;

export class Bindings {
  /** Own, null-prototype, never changed. Later names win over earlier ones. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly names: readonly string[];
  /** Fields that were not bound, since there were too many. */
  readonly leftOut: number;
  /** Whose {@link fragments} these are: a new set-up cleans and renders everything again. */
  owner: object | undefined = undefined;
  /** The values as they stand in a line, by plan of that owner; `null` where they have to be walked each time. */
  fragments: Array<Fragment | null> = [];

  /** Reads each property of `fields` once; a getter that throws is a mark, not an exception. */
  constructor(parent: Bindings | undefined, fields: unknown) {
    const values: Record<string, unknown> = Object.create(null);
    if (parent !== undefined) Object.assign(values, parent.values);
    this.leftOut = (parent?.leftOut ?? 0) + bindTo(values, fields);
    this.values = values;
    this.names = Object.keys(values);
  }
}

/** Gives how many were left out. */
function bindTo(values: Record<string, unknown>, fields: unknown): number {
  if (fields === undefined || fields === null) return 0;
  try {
    if (types.isMap(fields)) return bindEntries(values, fields);
    if (isFields(fields)) return bindProperties(values, fields as Record<string, unknown>);
    values['bindings'] = fields; // it has no names to bind; the members of a list would be read one by one
  } catch {
    values['bindings'] = UNREADABLE;
  }
  return 0;
}

function bindProperties(values: Record<string, unknown>, fields: Record<string, unknown>): number {
  const names = Object.keys(fields);
  const isOfLiteral = isPlain(fields);
  // What the parent has under the same name would be wrong; another value for it takes no room.
  const isShort = names.length <= MAX_BOUND;
  const kept = isShort ? names : names.filter((name, at) => at < MAX_BOUND || name in values);
  for (const name of kept) {
    try {
      const value = fields[name];
      // What an instance can do is no field that is made when it is needed.
      values[name] = typeof value === 'function' && !isOfLiteral ? `[Function: ${name}]` : value;
    } catch {
      values[name] = '[Getter threw]';
    }
  }
  return names.length - kept.length;
}

/** The entries of a Map say what its fields are, if their keys are texts. */
function bindEntries(values: Record<string, unknown>, map: Map<unknown, unknown>): number {
  const entries: Array<readonly [string, unknown]> = [];
  let leftOut = 0;
  for (const [name, value] of Map.prototype.entries.call(map)) {
    if (typeof name !== 'string') {
      values['bindings'] = map;
      return 0;
    }
    if (entries.length < MAX_BOUND || name in values) entries.push([name, value]);
    else leftOut += 1;
  }
  for (const [name, value] of entries) values[name] = value;
  return leftOut;
}
