/** A record of the library about what it left out. */
import type { Level } from '../record/level.js';

export interface Notice {
  readonly logger: string;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  readonly level: Level;
  readonly message: string;
  readonly fields: object | undefined;
}

/** Writes a notice. Does not throw, and does not come back to what called it. */
export type Tell = (notice: Notice) => void;
