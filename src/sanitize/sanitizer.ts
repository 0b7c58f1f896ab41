/**
 * The only way from a record to a line. Reads what the application passed, and lets an encoder have it redacted,
 * bounded and escaped, in one pass.
 */
import * as types from 'node:util/types';
import { isError } from '../record/arguments.js';
import { Bindings } from '../record/bindings.js';
import { type CallSite, type CleanText, type Encoder, Fragment, Head } from '../record/encoder.js';
import { type ErrorParts, errorHeading, errorParts } from '../record/error.js';
import type { Level } from '../record/level.js';
import { errorOf, type LogRecord, NO_ERROR, ReadError } from '../record/record.js';
import { createStackWriter, type StackOptions, type StackWriter } from '../record/stack.js';
import { Cleaner, LOOK_AHEAD, type Scrubber } from './cleaner.js';
import { Copier } from './copier.js';
import { type Explanation, Tracker } from './explain.js';
import { fitted } from './fit.js';
import { interpolate } from './interpolate.js';
import { type KeyRule, KeyTable } from './key-table.js';
import { HEAD, type Limits, more, RESERVE } from './limits.js';
import { REDACTED } from './marks.js';
import { owns, REST } from './names.js';
import type { PathRedactor } from './paths.js';
import { Budget, Walk, type WalkOptions } from './walk.js';

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
    const tracker = new Tracker();
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
    return new Pass(this, this.cleaner, walk, this.copier(1), beside, encoder);
  }
}

export class Pass {
  /** Those of the record's error, once they were asked for. */
  private parts: ErrorParts | undefined;

  constructor(
    private readonly sanitizer: Sanitizer,
    private readonly cleaner: Cleaner,
    private readonly walk: Walk,
    /** For the arguments of messages. */
    private readonly copier: Copier,
    /** For what paths lead to. */
    private readonly onPaths: Copier,
    readonly encoder: Encoder,
  ) {}

  /** UTF-8 bytes of the line encoded last, in format `index`. */
  bytes(index: number): number {
    return this.encoder.bytes(index, this.walk.excess);
  }

  /** Encodes one record. `plan` tells which of their fragments the bindings are to use. */
  encode(
    record: LogRecord,
    head: Head,
    context: Bindings | undefined,
    bound: Bindings | undefined,
    plan: number,
    site: CallSite | undefined,
  ): void {
    const { encoder, walk, cleaner } = this;
    const { fields, error } = record;
    this.parts = undefined;
    this.onPaths.start();
    walk.start(fields, bound?.values, context?.values);
    const message = walk.message(this.message(record), head);
    const { excess, quotes } = cleaner;
    const isBare = fields === undefined && context === undefined && error === NO_ERROR;
    if (isBare && encoder.line !== undefined && (bound === undefined || bound.leftOut === 0)) {
      const fragment = bound === undefined ? undefined : (this.fragmentsOf(bound)[plan] ?? undefined);
      const bytes = message.length + excess + quotes;
      if (fragment === undefined ? bound === undefined : walk.fits(head, bytes, fragment)) {
        encoder.line(head, record.time, message, quotes > 0, fragment);
        walk.excess = excess + head.excess + (fragment?.excess ?? 0);
        return;
      }
    }
    encoder.begin(head, record.time, message, quotes > 0, site);
    walk.excess = excess + head.excess;
    if (error !== NO_ERROR) {
      walk.recordError(errorOf(record), this.partsOf(record));
      this.parts = undefined;
    }
    if (context === undefined && bound === undefined) {
      if (fields !== undefined) walk.fields(fields, undefined);
    } else {
      const leftOut = this.boundFields(record, context, bound, plan);
      if (leftOut > 0) walk.mark(more(leftOut) as CleanText, walk.names.take(REST, undefined));
    }
    encoder.end();
  }

  /** The least that can be said of a record that could not be encoded. */
  encodeFailure(record: LogRecord, head: Head, problem: CleanText): void {
    this.encoder.begin(head, record.time, problem, false, undefined);
    this.walk.excess = head.excess;
    this.encoder.end();
  }

  private message(record: LogRecord): string {
    const { message, args } = record;
    const limit = this.sanitizer.limits.string;
    if (typeof message === 'string' && args.length === 0) return message;
    const { copier, cleaner } = this;
    const own = errorOf(record);
    copier.start();
    return interpolate(message, args, {
      maxLength: limit + LOOK_AHEAD,
      redact: (text) => cleaner.redact(text, limit),
      copy: (value) =>
        copier.copy(value, 'clear', value === own && isError(value) ? this.partsOf(record) : undefined),
      hasRoom: () => copier.hasRoom(),
      heading: (error) => (error === own ? this.partsOf(record) : errorHeading(error)),
    });
  }

  /** The record's error taken apart: once, also where it is an argument of the message too. */
  private partsOf({ error }: LogRecord): ErrorParts {
    const { breadth } = this.sanitizer.limits;
    this.parts ??= ReadError.is(error)
      ? errorParts(error.error, breadth, error.message)
      : errorParts(error, breadth);
    return this.parts;
  }

  /**
   * Of a name that occurs twice, the one nearest to the call wins: call, then child, then context. Gives how many fields
   * were left out when they were bound.
   */
  private boundFields(
    record: LogRecord,
    context: Bindings | undefined,
    bound: Bindings | undefined,
    plan: number,
  ): number {
    const { walk } = this;
    let { fields } = record;
    let leftOut = (context?.leftOut ?? 0) + (bound?.leftOut ?? 0);
    // A proxy could give another answer each time that it is asked for its keys, and a mark needs to know which there were.
    if (fields !== undefined && (leftOut > 0 || types.isProxy(fields))) {
      const copy = new Bindings(undefined, fields);
      fields = copy.values;
      leftOut += copy.leftOut;
      walk.names.start(fields, bound?.values, context?.values);
    }
    if (this.areReady(fields, context, bound, plan)) {
      if (context !== undefined) this.insert(context, plan);
      if (bound !== undefined) this.insert(bound, plan);
      if (fields !== undefined) walk.fields(fields, undefined);
      return leftOut;
    }
    // Values that are read before the fields may run code that adds to the fields. That comes too late for this line.
    const names = new Set(fields === undefined ? [] : Object.keys(fields));
    const inFields = (name: string): boolean => names.has(name);
    const inBound = (name: string): boolean => inFields(name) || owns(bound?.values, name);
    if (context !== undefined && (context.names.some(inBound) || !this.insert(context, plan)))
      walk.fields(context.values, inBound);
    if (bound !== undefined && (bound.names.some(inFields) || !this.insert(bound, plan)))
      walk.fields(bound.values, inFields);
    if (fields !== undefined) walk.fields(fields, (name) => !inFields(name));
    return leftOut;
  }

  /** Whether the bindings were rendered before, and can all be inserted. */
  private areReady(
    fields: object | undefined,
    context: Bindings | undefined,
    bound: Bindings | undefined,
    plan: number,
  ): boolean {
    let bytes = 0;
    for (const set of [context, bound]) {
      if (set === undefined) continue;
      const fragment = this.fragmentsOf(set)[plan];
      if (!(fragment instanceof Fragment) || meet(set, fields)) return false;
      bytes += fragment.longest + fragment.excess;
    }
    if (context !== undefined && meet(context, bound?.values)) return false;
    return this.walk.hasRoom(bytes);
  }

  /** Inserts bindings as they were rendered before; false where they have to be walked. */
  private insert(set: Bindings, plan: number): boolean {
    const { walk, encoder } = this;
    const fragments = this.fragmentsOf(set);
    let fragment = fragments[plan];
    if (fragment === undefined && walk.isSimple(set.names)) {
      fragment = new Fragment();
      // What there was no room for is read again in the next line, but not in this one.
      if (walk.render(set.values, encoder, fragment)) fragments[plan] = fragment;
    } else if (fragment === undefined) {
      fragments[plan] = null;
      return false;
    } else if (fragment === null || !walk.hasRoom(fragment.longest + fragment.excess)) {
      return false;
    }
    encoder.insert(fragment);
    walk.excess += fragment.excess;
    return true;
  }

  /** What was rendered of bindings; null where they have to be walked each time. */
  private fragmentsOf(set: Bindings): Array<Fragment | null> {
    if (set.owner !== this.sanitizer) {
      set.owner = this.sanitizer;
      set.fragments = [];
    }
    return set.fragments;
  }
}

/**
 * Whether `fields` has one of the names in `set`, or inherits it: a getter can make an inherited name an own one while
 * the fields are walked.
 */
function meet(set: Bindings, fields: object | undefined): boolean {
  if (fields === undefined) return false;
  try {
    return set.names.some((name) => name in fields);
  } catch {
    return true; // a proxy among its prototypes that does not say
  }
}
