/** Names of spool files: when made, a number, and the owner. Sample: `1795312923456-000001-4711-88123-0.spool` */

import { basename } from 'node:path';
import type { SpoolOwner } from './owner.js';

const NAME = /^(\d{13})-(\d{6})-(\d{1,10})-(\d{1,20})-(\d{1,10})\.spool$/;

const TIME_DIGITS = 13;

/** What a name says. Sorting by name sorts by age. */
export interface SegmentName {
  /** `<milliseconds>-<number>`: stays when the owner changes. */
  readonly age: string;
  readonly owner: SpoolOwner;
}

/** The age of a segment made now; `count` tells those of one millisecond apart. */
export function ageOf(now: number, count: number): string {
  return `${String(now).padStart(TIME_DIGITS, '0')}-${String(count % 1_000_000).padStart(6, '0')}`;
}

/** The milliseconds in the name of a segment at `path`. */
export function timeOf(path: string): number {
  return Number(basename(path).slice(0, TIME_DIGITS));
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
