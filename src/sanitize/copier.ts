/** Redacted plain copies of the application's values: for messages, for paths, and to be given back. */
import type { ErrorParts } from '../record/error.js';
import type { KeyVerdict } from './keys.js';
import { fillable, more } from './limits.js';
import { PlainCopy } from './plain.js';
import { Walk, type WalkOptions } from './walk.js';
import { judged } from './walk-judged.js';

export class Copier {
  private readonly plain = new PlainCopy();
  private readonly walk: Walk;
  /** How long one copy may be. UTF-16 units. */
  private readonly longest: number;
  /** How long all copies for this record may still be together. */
  private left: number;
  private isUsed = false;

  constructor(
    options: WalkOptions,
    /** How many lines the copies for one record may fill together. Each is no longer than one line. */
    private readonly lines: number,
  ) {
    this.walk = new Walk(options, this.plain);
    this.longest = fillable(options.limits);
    this.left = this.longest * lines;
  }

  /** Starts a record. */
  start(): void {
    if (!this.isUsed) return;
    this.isUsed = false;
    this.left = this.longest * this.lines;
    this.plain.reset(0);
    this.walk.start();
  }

  /** Whether the next copy can be as long as any other. */
  get hasLine(): boolean {
    return this.left >= this.longest;
  }

  /** Whether another object can be copied. Forgets the copy before. */
  hasRoom(): boolean {
    this.plain.reset(Math.max(0, this.longest - this.left));
    this.walk.startPart();
    return this.walk.hasRoomFor(0);
  }

  /** A copy of any value, as its name allows. `parts`: it is the record's own error, which was read already. */
  copy(value: unknown, verdict: KeyVerdict = 'clear', parts?: ErrorParts): unknown {
    const { plain, walk } = this;
    this.isUsed = true;
    const hasRoom = this.hasRoom();
    // Not even the names of an object are asked for, of which there can be many.
    if (typeof value === 'object' && value !== null && !hasRoom) return more(1);
    const before = plain.size;
    if (parts === undefined) judged(walk, verdict, value);
    else walk.error(value, true, parts);
    this.left -= plain.size - before;
    return plain.result;
  }

  /** Whether an object in the copy made last stands for the record's own error, or one of its causes. */
  isError(value: unknown): boolean {
    return this.plain.isError(value);
  }
}
