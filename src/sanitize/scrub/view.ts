/** A text as a reader takes it, where that is not what is written: it is scanned as well. */
import type { Span } from './scan.js';
import { LITTLE_ENDIAN } from './workspace.js';

export interface View {
  readonly text: string;
  /** Where each unit of the view starts in the original. */
  readonly positions: Int32Array;
  /** Where it ends there, exclusive; undefined: one unit further. */
  readonly ends: Int32Array | undefined;
}

const PIECE = 8_192;

/** The view of `length` UTF-16 units. */
export function viewOf(units: Uint16Array, positions: Int32Array, length: number, ends?: Int32Array): View {
  return { text: textOf(units, length), positions, ends };
}

function textOf(units: Uint16Array, length: number): string {
  if (LITTLE_ENDIAN) return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
  let text = '';
  for (let from = 0; from < length; from += PIECE)
    text += String.fromCharCode(...units.subarray(from, Math.min(length, from + PIECE)));
  return text;
}

/** Spans of the view, as they stand in the original. */
export function spansInOriginal(spans: readonly Span[], { positions, ends }: View): Span[] {
  return spans.map((span) => ({
    ...span,
    start: positions[span.start]!,
    end: ends === undefined ? positions[span.end - 1]! + 1 : ends[span.end - 1]!,
  }));
}
