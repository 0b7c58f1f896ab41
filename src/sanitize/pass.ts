/** One record after the other, as lines. */
import { isError } from '../record/arguments.js';
import type { Bindings } from '../record/bindings.js';
import type { CallSite, CleanText, Encoder, Head } from '../record/encoder.js';
import { type ErrorParts, errorHeading, errorParts } from '../record/error.js';
import { errorOf, type LogRecord, NO_ERROR, ReadError } from '../record/record.js';
import type { BoundFields } from './bound-fields.js';
import { type Cleaner, LOOK_AHEAD } from './cleaner.js';
import type { Copier } from './copier.js';
import { interpolate } from './interpolate.js';
import type { Limits } from './limits.js';
import type { Walk } from './walk.js';
import { messageText } from './walk-text.js';

export class Pass {
  /** Those of the record's error, once they were asked for. */
  private parts: ErrorParts | undefined;

  constructor(
    private readonly limits: Limits,
    private readonly cleaner: Cleaner,
    private readonly walk: Walk,
    private readonly bindings: BoundFields,
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
    const message = messageText(walk, this.message(record), head);
    const { excess, quotes } = cleaner;
    const isBare = fields === undefined && context === undefined && error === NO_ERROR;
    if (isBare && encoder.line !== undefined && (bound === undefined || bound.leftOut === 0)) {
      const fragment = bound === undefined ? undefined : this.bindings.rendered(bound, plan);
      const bytes = message.length + excess + quotes;
      if (fragment === undefined ? bound === undefined : walk.fits(head, bytes, fragment)) {
        encoder.line(head, record.time, message, quotes > 0, fragment);
        walk.excess = excess + head.excess + (fragment?.excess ?? 0);
        return;
      }
    }
    const isPlain =
      fields !== undefined && context === undefined && bound === undefined && error === NO_ERROR;
    if (isPlain && encoder.beginFields !== undefined) {
      encoder.beginFields(head, record.time, message, quotes > 0);
      walk.excess = excess + head.excess;
      walk.line(fields);
      encoder.endFields?.();
      return;
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
      this.bindings.encode(fields, context, bound, plan);
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
    const limit = this.limits.string;
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
      verdict: (name) => this.walk.keys.verdictOfWord(name),
      countKey: this.walk.options.countKey,
      heading: (error) => (error === own ? this.partsOf(record) : errorHeading(error)),
    });
  }

  /** The record's error taken apart: once, also where it is an argument of the message too. */
  private partsOf({ error }: LogRecord): ErrorParts {
    const { breadth } = this.limits;
    this.parts ??= ReadError.is(error)
      ? errorParts(error.error, breadth, error.message)
      : errorParts(error, breadth);
    return this.parts;
  }
}
