/** Fields that go with many records: what `child` bound, what an async context holds. */
import type { Fragment } from './encoder.js';
import { isList } from './list.js';

/** What a set of bindings that cannot be read is shown as. */
const UNREADABLE = '[Unreadable]';
/** Bound fields kept: they are copied for each child. */
const MAX_BOUND = 1_000;

export class Bindings {
  /** Own, null-prototype, never changed. Later names win over earlier ones. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly names: readonly string[];
  /** Whose {@link fragments} these are: a new set-up cleans and renders everything again. */
  owner: object | undefined = undefined;
  /** The values as they stand in a line, by plan of that owner; `null` where they have to be walked each time. */
  fragments: Array<Fragment | null> = [];

  /** Reads each property of `fields` once; a getter that throws is a mark, not an exception. */
  constructor(parent: Bindings | undefined, fields: unknown) {
    const values: Record<string, unknown> = Object.create(null);
    if (parent !== undefined) Object.assign(values, parent.values);
    copyInto(values, fields);
    this.values = values;
    this.names = Object.keys(values);
  }
}

function copyInto(values: Record<string, unknown>, fields: unknown): void {
  if (typeof fields !== 'object' || fields === null) return;
  try {
    if (isList(fields)) {
      values['bindings'] = fields; // a list has no names to bind; its members would be read one by one
      return;
    }
    const names = Object.keys(fields);
    if (names.length > MAX_BOUND) values['...'] = `[+${names.length - MAX_BOUND} more]`;
    for (const name of names.slice(0, MAX_BOUND)) {
      try {
        values[name] = (fields as Record<string, unknown>)[name];
      } catch {
        values[name] = '[Getter threw]';
      }
    }
  } catch {
    values['bindings'] = UNREADABLE;
  }
}
