/** Writes a record that a logger repeats once, and then how often it came. */
import type { Level } from '../record/level.js';
import type { LogRecord } from '../record/record.js';
import { Deadline } from './deadline.js';
import { hasTemplate, isErrorLevel, MAX_KINDS, templateOf } from './likeness.js';
import { Lru } from './lru.js';
import type { Tell } from './notice.js';

export interface RepeatSettings {
  /** How long the same record is not written again. */
  readonly intervalMs: number;
  /** Whether ERROR and CRITICAL are collapsed as well. */
  readonly errors: boolean;
}

interface Run {
  readonly logger: string;
  readonly level: Level;
  readonly template: string;
  /** When its first record was written, by the monotonic clock. Milliseconds. */
  readonly startedAt: number;
  /** How often the record came again, and was not told. */
  count: number;
}

export class Repeats {
  /** The latest run of each logger. */
  private readonly runs = new Lru<Run>(MAX_KINDS, (run) => this.say(run, Date.now()));
  private readonly deadline: Deadline;

  constructor(
    private readonly settings: RepeatSettings,
    private readonly tell: Tell,
  ) {
    this.deadline = new Deadline(settings.intervalMs, () => {
      for (const run of this.runs.values()) this.say(run, Date.now());
    });
  }

  /** Whether the record is like the one that its logger wrote before it, a short while ago. */
  takes(logger: string, record: LogRecord): boolean {
    const now = performance.now();
    const template = templateOf(record);
    const run = this.runs.get(logger);
    if (run !== undefined) {
      const isAlike = run.level === record.level && run.template === template && this.collapses(record);
      if (isAlike && now - run.startedAt < this.settings.intervalMs) {
        run.count += 1;
        this.deadline.ask();
        return true;
      }
      this.say(run, record.time);
    }
    this.runs.set(logger, { logger, level: record.level, template, startedAt: now, count: 0 });
    return false;
  }

  private collapses(record: LogRecord): boolean {
    return hasTemplate(record) && (this.settings.errors || !isErrorLevel(record));
  }

  /** Says what is not told yet. */
  settle(): void {
    this.deadline.meet();
  }

  private say(run: Run, time: number): void {
    const { logger, level, template, count } = run;
    if (count === 0) return;
    run.count = 0;
    const message = `repeated ${count} ${count === 1 ? 'time' : 'times'}: ${template}`;
    this.tell({ logger, time, level, message, fields: undefined });
  }
}
