/**
 * The only way from a record to a line. Reads what the application passed, and lets an encoder have it redacted,
 * bounded and escaped, in one pass.
 */
import { type CleanText, type Encoder, Head } from '../record/encoder.js';
import type { Level } from '../record/level.js';
import { createStackWriter, type StackOptions, type StackWriter } from '../record/stack.js';
import { BoundFields } from './bound-fields.js';
import { Budget } from './budget.js';
import { Cleaner, type Scrubber } from './cleaner.js';
import { Copier } from './copier.js';
import { type Explanation, Tracker } from './explain.js';
import { fitted } from './fit.js';
import { type KeyRule, KeyTable } from './key-table.js';
import { HEAD, type Limits, RESERVE } from './limits.js';
import { REDACTED } from './marks.js';
import { Pass } from './pass.js';
import type { PathRedactor } from './paths.js';
import { Walk, type WalkOptions } from './walk.js';

export interface SanitizerOptions {
  readonly scrubber: Scrubber;
  /** Shorter texts are not scanned. UTF-16 units. */
  readonly shortest: number;
  /** What the scrubber would hide in a text. */
  readonly explain: (text: string) => ReadonlyArray<{ rule: string; start: number; end: number }>;
  readonly keyRule: KeyRule;
  readonly limits: Limits;
  readonly stack: StackOptions;
  /** Names that a formatter writes itself, for all formats in use. */
  readonly reserved: ReadonlySet<string>;
  /** Names of the parts of an error, likewise. */
  readonly errorNames: ReadonlySet<string>;
  /** What the application named by path; undefined: nothing. */
  readonly paths: PathRedactor | undefined;
  /** Called for each value redacted because of its key. */
  readonly countKey: () => void;
}

/** Copies for paths may be longer together than a line: what a path takes away makes room for others. */
const LINES_FOR_PATHS = 4;

type OnPaths = Pick<WalkOptions, 'applyPaths' | 'isErrorCopy'>;

const NO_PATHS: OnPaths = { applyPaths: (_, value) => value, isErrorCopy: () => false };

/** What is common to all passes of one set-up. */
export class Sanitizer {
  readonly limits: Limits;
  private readonly cleaner: Cleaner;
  private readonly redactor: Cleaner;
  private readonly stack: StackWriter;

  constructor(private readonly options: SanitizerOptions) {
    this.limits = options.limits;
    this.cleaner = new Cleaner(options.scrubber, options.shortest, true);
    this.redactor = new Cleaner(options.scrubber, options.shortest, false);
    this.stack = createStackWriter(options.stack);
  }

  private walkOptions(cleaner: Cleaner, onPaths: OnPaths, budget = new Budget()): WalkOptions {
    const { keyRule, reserved, limits, errorNames, countKey, paths } = this.options;
    const onPath = (name: string): boolean => paths?.touches(name) === true;
    const keys = new KeyTable(cleaner, keyRule, reserved, limits.key, onPath);
    return { cleaner, keys, limits, stack: this.stack, errorNames, countKey, budget, ...onPaths };
  }

  private copier(lines: number, budget?: Budget): Copier {
    return new Copier(this.walkOptions(this.redactor, NO_PATHS, budget), lines);
  }

  /** The unchanging part of the lines of a logger at a level. */
  head(level: Level, name: string): Head {
    const { cleaner, limits } = this;
    const room = limits.line - HEAD - RESERVE;
    let text = cleaner.clean(name, limits.key);
    if (text.length + cleaner.excess + cleaner.quotes > room) text = fitted(cleaner, name, limits.key, room);
    return new Head(level, text, cleaner.excess, cleaner.quotes);
  }

  /** Text for a diagnostic, or for a call site: redacted, cut, escaped. */
  text(raw: string): CleanText {
    return this.cleaner.clean(raw, this.limits.key);
  }

  /** Redacted as it would be in a line, but neither escaped nor cut. */
  scrubText(text: string): string {
    return this.options.scrubber.scrub(text);
  }

  /** A redacted plain copy of any value. */
  scrubValue(value: unknown): unknown {
    const copy = this.copier(1).copy(value);
    const isRecord = typeof copy === 'object' && copy !== null && !Array.isArray(copy);
    if (isRecord) this.options.paths?.redact(copy as Record<string, unknown>);
    return copy;
  }

  /** What would be hidden in a value, and by which rule; the value is not repeated. */
  explain(value: unknown): readonly Explanation[] {
    const { options } = this;
    const tracker = new Tracker((name) => options.scrubber.scrub(name));
    const scrubber = {
      lastWasPlain: false,
      isHarmless: () => false,
      scrub(text: string): string {
        for (const { rule, start, end } of options.explain(text)) tracker.note(rule, start, end);
        return text;
      },
    };
    const walk = new Walk(
      {
        ...this.walkOptions(new Cleaner(scrubber, options.shortest, false), NO_PATHS),
        countKey: () => tracker.note('key'),
      },
      tracker,
    );
    walk.start();
    walk.value(value);
    return tracker.found;
  }

  /** A pass over records, one at a time. Not re-entrant: a getter that logs needs another. */
  pass(encoder: Encoder): Pass {
    const { paths } = this.options;
    const budget = new Budget();
    const beside = this.copier(LINES_FOR_PATHS, budget);
    const applyPaths: WalkOptions['applyPaths'] = (name, value, verdict, parts) => {
      const root: Record<string, unknown> = Object.create(null);
      // Cut more than it would be in another line, so that it is not kept for one.
      if (!beside.hasLine) walk.isCut = true;
      const copied = beside.copy(value, verdict, parts);
      root[name] = copied;
      paths?.redact(root);
      const isHidden = verdict !== 'clear' && copied === REDACTED;
      // What the name hides can be removed, but not shown.
      return isHidden && root[name] !== undefined ? REDACTED : root[name];
    };
    const isErrorCopy: WalkOptions['isErrorCopy'] = (value) => beside.isError(value);
    const walk = new Walk(this.walkOptions(this.cleaner, { applyPaths, isErrorCopy }, budget), encoder);
    const bindings = new BoundFields(this, walk, encoder);
    return new Pass(this.limits, this.cleaner, walk, bindings, this.copier(1), beside, encoder);
  }
}
