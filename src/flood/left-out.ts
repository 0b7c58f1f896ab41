/** How it is said of a record that it is left out, or that others like it were. */
import { Bindings } from '../record/bindings.js';

/** Stands where otherwise stands how many records were left out before this one. */
export const LEFT_OUT = -1;

/** The bound fields of a record that is written, with the number of those that were not. */
export function withLeftOut(bound: Bindings | undefined, count: number): Bindings | undefined {
  return count === 0 ? bound : new Bindings(bound, { suppressed: count });
}
