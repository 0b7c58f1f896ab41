/** Facts about a text that are computed once and asked often, so that many askers cost one reading of it. */
import { type Alphabet, isBlank, isIn } from './characters.js';

/** A run up to this long is cheap enough to walk again; longer ones are remembered. */
const SHORT_RUN = 64;
const LINE_FEED = 10;
const BACKSLASH = 92;
/** No quote has more before it. */
const MAX_SLASHES = 15;
/** How far back quotes are counted. Characters. */
const QUOTE_WINDOW = 512;
/** How far before a parameter its query may begin. Characters. */
const QUERY_WINDOW = 256;

function endsQuery(code: number): boolean {
  return isBlank(code) || code === 34 || code === 39 || code === 60 || code === 62;
}

export class TextFacts {
  /** May be replaced by a copy of itself. */
  text: string;

  /** Remembered run ends per alphabet: without them `a-a-a-...` would be walked once per word. */
  private runs: Map<Alphabet, { from: number; to: number }> | undefined = undefined;
  /** Remembered results of `find`, per literal. */
  private finds: Map<string, { from: number; to: number }> | undefined = undefined;
  /** Remembered results of `endOf`, per kind. */
  private ends: Map<string, { from: number; to: number }> | undefined = undefined;
  /** Up to where quotes were counted, per quote, from where their line begins, and whether the number is odd. */
  private quotes: Map<string, { to: number; line: number; isOdd: boolean }> | undefined = undefined;
  /** Where the query that reaches to the place asked about last begins, and that place. */
  private query = Number.NEGATIVE_INFINITY;
  private queryRead = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Where the run of this alphabet that holds `at` ends. Linear over the whole scan, however often it is asked. */
  runEnd(at: number, alphabet: Alphabet): number {
    const known = this.runs?.get(alphabet);
    if (known !== undefined && at >= known.from && at <= known.to) return known.to;
    const text = this.text;
    let end = at;
    while (end < text.length && isIn(text.charCodeAt(end), alphabet)) end++;
    if (end - at > SHORT_RUN) {
      this.runs ??= new Map();
      this.runs.set(alphabet, { from: at, to: end });
    }
    return end;
  }

  /** `indexOf` whose result is remembered, so that many askers cost one search; infinite when there is none. */
  find(literal: string, from: number): number {
    const known = this.finds?.get(literal);
    if (known !== undefined && from >= known.from && from <= known.to) return known.to;
    const found = this.text.indexOf(literal, from);
    const to = found < 0 ? Number.POSITIVE_INFINITY : found;
    this.finds ??= new Map();
    this.finds.set(literal, { from, to });
    return to;
  }

  /**
   * Where something that starts at `at` ends, remembered by its kind. Only for ends that do not depend on where one
   * starts to look, as long as that is before the end.
   */
  endOf(kind: string, at: number, compute: (text: string, at: number) => number): number {
    const known = this.ends?.get(kind);
    if (known !== undefined && at >= known.from && at <= known.to) return known.to;
    const to = compute(this.text, at);
    if (to - at > SHORT_RUN) {
      this.ends ??= new Map();
      this.ends.set(kind, { from: at, to });
    }
    return to;
  }

  /**
   * Whether an odd number of quotes, each behind so many backslashes, stands before `at` in its line: it is in a string. Of
   * a line that is longer than 512 characters up to there, nobody knows. What was read for one place is not read again for
   * the next.
   */
  isQuoted(at: number, quote: string, slashes = 0): boolean {
    const kind = slashes === 0 ? quote : quote + slashes;
    this.quotes ??= new Map();
    const known = this.quotes.get(kind);
    const least = Math.max(0, at - QUOTE_WINDOW);
    const goesOn = known !== undefined && known.to >= least && known.to <= at;
    let isOdd = goesOn && known.isOdd;
    let line = goesOn ? known.line : least === 0 ? 0 : Number.NEGATIVE_INFINITY;
    for (let i = goesOn ? known.to : least; i < at; i++) {
      const code = this.text.charCodeAt(i);
      if (code === LINE_FEED) {
        isOdd = false;
        line = i + 1;
      } else if (code === quote.charCodeAt(0) && this.slashesBefore(i) === slashes) isOdd = !isOdd;
    }
    this.quotes.set(kind, { to: at, line, isOdd });
    return isOdd && at - line <= QUOTE_WINDOW;
  }

  /** How many backslashes stand before `at`; one more than any quote has where there are more. */
  slashesBefore(at: number): number {
    let slashes = 0;
    while (slashes <= MAX_SLASHES && this.text.charCodeAt(at - slashes - 1) === BACKSLASH) slashes++;
    return slashes;
  }

  /**
   * Whether `at` stands in the query of an address: at most 256 characters behind a `?`, and no blank, quote or bracket
   * between them. What was read for one place is not read again for the next.
   */
  isInQuery(at: number): boolean {
    const { text } = this;
    let from = this.queryRead;
    if (from < at - QUERY_WINDOW || from > at) {
      from = Math.max(0, at - QUERY_WINDOW);
      this.query = Number.NEGATIVE_INFINITY;
    }
    for (; from < at; from++) {
      const code = text.charCodeAt(from);
      if (code === 63) this.query = from;
      else if (endsQuery(code)) this.query = Number.NEGATIVE_INFINITY;
    }
    this.queryRead = at;
    return at - this.query <= QUERY_WINDOW;
  }
}
