/** Names of spool files: when made, a number, and the owner. Sample: `1795312923456-000001-4711-88123-0.spool` */

import type { SpoolOwner } from './owner.js';

const NAME = /^(\d{13})-(\d{6})-(\d{1,10})-(\d{1,20})-(\d{1,10})\.spool$/;

/** What a name says. Sorting by name sorts by age. */
export interface SegmentName {
  /** `<milliseconds>-<number>`: stays when the owner changes. */
  readonly age: string;
  readonly owner: SpoolOwner;
}

/** The age of a segment made now; `count` tells those of one millisecond apart. */
export function ageOf(now: number, count: number): string {
  return `${String(now).padStart(13, '0')}-${String(count % 1_000_000).padStart(6, '0')}`;
}

export function segmentName({ age, owner }: SegmentName): string {
  return `${age}-${owner.pid}-${owner.born}-${owner.thread}.spool`;
}

/** Undefined for a file that is not ours. */
export function parseSegmentName(name: string): SegmentName | undefined {
  const match = NAME.exec(name);
  if (match === null) return undefined;
  const [, time, count, pid, born, thread] = match;
  return { age: `${time}-${count}`, owner: { pid: Number(pid), born: born!, thread: Number(thread) } };
}
