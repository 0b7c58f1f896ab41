/** Tells the readers of the log now and then how much is missing from it. */
import type { Level } from '../record/level.js';
import { OWN_NAME } from '../record/own-name.js';
import { Deadline } from './deadline.js';
import type { Tell } from './notice.js';
import type { Reason } from './tally.js';

/** One report in this time, at the most. Milliseconds. */
const REPORT_MS = 60_000;
/** Loggers named in one report; what the others left out is counted under {@link OTHERS}. */
const MAX_NAMES = 20;
const OTHERS = '...';

export class Report {
  private level: Level | undefined;
  private readonly reasons = new Map<Reason, number>();
  private readonly loggers = new Map<string, number>();
  private readonly deadline = new Deadline(REPORT_MS, () => this.write());

  constructor(private readonly tell: Tell) {}

  leftOut(reason: Reason, logger: string, level: Level): void {
    const name = this.loggers.has(logger) || this.loggers.size < MAX_NAMES ? logger : OTHERS;
    this.loggers.set(name, (this.loggers.get(name) ?? 0) + 1);
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    if (this.level === undefined || level > this.level) this.level = level;
    this.deadline.ask();
  }

  close(): void {
    this.deadline.meet();
  }

  /** With the level of the gravest record that it is about: who would have read that one reads of it. */
  private write(): void {
    const { level, reasons, loggers } = this;
    const count = [...reasons.values()].reduce((sum, one) => sum + one, 0);
    const message = count === 1 ? '1 record was left out' : `${count} records were left out`;
    const fields = { ...Object.fromEntries(reasons), loggers: new Map(loggers) };
    this.level = undefined;
    reasons.clear();
    loggers.clear();
    this.tell({ logger: OWN_NAME, time: Date.now(), level: level as Level, message, fields });
  }
}
