/**
 * The only way from a record to a line. Reads what the application passed, and lets an encoder have it redacted,
 * bounded and escaped, in one pass.
 */
import { types } from 'node:util';
import { Bindings } from '../record/bindings.js';
import { type CallSite, type CleanText, type Encoder, Fragment, Head } from '../record/encoder.js';
import type { Level } from '../record/level.js';
import { type LogRecord, NO_ERROR } from '../record/record.js';
import { createStackWriter, type StackOptions } from '../record/stack.js';
import { Cleaner, type Scrub } from './cleaner.js';
import { interpolate } from './interpolate.js';
import { type KeyRule, KeyTable } from './key-table.js';
import type { Limits } from './limits.js';
import { owns } from './names.js';
import type { PathRedactor } from './paths.js';
import { PlainCopy } from './plain.js';
import { Walk, type WalkOptions } from './walk.js';

export interface SanitizerOptions {
  /** Redacts secrets inside text. Total: it never throws. */
  readonly scrub: Scrub;
  /** Shorter texts are not scanned. UTF-16 units. */
  readonly shortest: number;
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

/** What is common to all passes of one set-up. */
export class Sanitizer {
  readonly limits: Limits;
  private readonly cleaner: Cleaner;
  private readonly makeOptions: (cleaner: Cleaner, applyPaths: WalkOptions['applyPaths']) => WalkOptions;
  private readonly redactor: Cleaner;
  private readonly paths: PathRedactor | undefined;

  constructor(options: SanitizerOptions) {
    const { limits, countKey, errorNames, paths } = options;
    this.limits = limits;
    this.cleaner = new Cleaner(options.scrub, options.shortest, true);
    this.redactor = new Cleaner(options.scrub, options.shortest, false);
    this.paths = paths;
    const touched = (name: string): boolean => paths?.touches(name) === true;
    const stack = createStackWriter(options.stack);
    const tables = new Map(
      [this.cleaner, this.redactor].map((cleaner) => [
        cleaner,
        new KeyTable(cleaner, options.keyRule, options.reserved, limits.key, touched),
      ]),
    );
    this.makeOptions = (cleaner, applyPaths) => ({
      cleaner,
      keys: tables.get(cleaner) as KeyTable,
      limits,
      stack,
      errorNames,
      countKey,
      applyPaths,
    });
  }

  /** The unchanging part of the lines of a logger at a level. */
  head(level: Level, name: string): Head {
    const text = this.cleaner.clean(name, this.limits.key);
    return new Head(level, text, this.cleaner.excess);
  }

  /** Text for a diagnostic, or for a call site: redacted, cut, escaped. */
  text(raw: string): CleanText {
    return this.cleaner.clean(raw, this.limits.key);
  }

  /** A pass over records, one at a time. Not re-entrant: a getter that logs needs another. */
  pass(encoder: Encoder): Pass {
    const plain = new PlainCopy();
    const copier = new Walk(
      this.makeOptions(this.redactor, (_, value) => value),
      plain,
    );
    const copy = (value: unknown): unknown => {
      plain.reset();
      copier.start();
      copier.value(value);
      return plain.result;
    };
    const applyPaths = (name: string, value: unknown): unknown => {
      const root: Record<string, unknown> = Object.create(null);
      root[name] = copy(value);
      this.paths?.redact(root);
      return root[name];
    };
    const walk = new Walk(this.makeOptions(this.cleaner, applyPaths), encoder);
    return new Pass(this, this.cleaner, walk, copy, encoder);
  }
}

export class Pass {
  constructor(
    private readonly sanitizer: Sanitizer,
    private readonly cleaner: Cleaner,
    private readonly walk: Walk,
    /** A redacted plain copy of any value. */
    private readonly copy: (value: unknown) => unknown,
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
    walk.start(fields, bound?.values, context?.values);
    const message = walk.message(this.message(record), head);
    const { excess, quotes } = cleaner;
    encoder.begin(head, record.time, message, quotes > 0, site);
    walk.excess = excess + head.excess;
    if (error !== NO_ERROR) walk.recordError(error);
    if (context === undefined && bound === undefined) {
      if (fields !== undefined) walk.fields(fields, undefined);
    } else {
      this.boundFields(record, context, bound, plan);
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
    return interpolate(message, args, {
      redact: (text) => this.cleaner.redact(text, limit),
      copy: this.copy,
    });
  }

  /** Of a name that occurs twice, the one nearest to the call wins: call, then child, then context. */
  private boundFields(
    record: LogRecord,
    context: Bindings | undefined,
    bound: Bindings | undefined,
    plan: number,
  ): void {
    const { walk } = this;
    // A proxy could give another answer each time that it is asked for its keys.
    const fields = types.isProxy(record.fields)
      ? new Bindings(undefined, record.fields).values
      : record.fields;
    if (context !== undefined) {
      const meets = meet(context, fields) || meet(context, bound?.values);
      if (meets || !this.insert(context, plan)) {
        walk.fields(context.values, (name) => owns(fields, name) || owns(bound?.values, name));
      }
    }
    if (bound !== undefined && (meet(bound, fields) || !this.insert(bound, plan))) {
      walk.fields(bound.values, (name) => owns(fields, name));
    }
    if (fields !== undefined) walk.fields(fields, undefined);
  }

  /** Inserts bindings as they were rendered before; false where they have to be walked. */
  private insert(set: Bindings, plan: number): boolean {
    if (set.owner !== this.sanitizer) {
      set.owner = this.sanitizer;
      set.fragments = [];
    }
    let fragment = set.fragments[plan];
    if (fragment === undefined) {
      fragment = this.walk.isSimple(set.names) ? this.render(set) : null;
      set.fragments[plan] = fragment;
    }
    if (fragment === null || !this.walk.hasRoom(fragment)) return false;
    this.encoder.insert(fragment);
    this.walk.excess += fragment.excess;
    return true;
  }

  private render(set: Bindings): Fragment {
    const { encoder, walk } = this;
    const fragment = new Fragment();
    const before = walk.excess;
    walk.excess = 0;
    encoder.beginFragment();
    walk.fields(set.values, undefined);
    encoder.endFragment(fragment);
    fragment.excess = walk.excess;
    walk.excess = before;
    return fragment;
  }
}

/** Whether `fields` has one of the names in `set`. */
function meet(set: Bindings, fields: object | undefined): boolean {
  if (fields === undefined) return false;
  for (const name of set.names) if (owns(fields, name)) return true;
  return false;
}
