/** The state of one scan: what was found so far, and the few facts that are computed once and asked often. */
import { type Alphabet, isBlank, isIn } from './characters.js';
import { placeholder } from './placeholder.js';
import type { Rulebook } from './rulebook.js';
import { TablesSeen } from './tables-seen.js';

/** What is hidden, where, and what is printed instead. `end` is exclusive. */
export interface Span {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/** A sensitive name that stood in a member of its own, and how deep in its object the text was read since. */
export interface NameBeside {
  readonly name: string;
  readonly key: string;
  readonly at: number;
  readTo: number;
  depth: number;
}

/**
 * More secrets than so many, with fewer characters for each on average, are no text: what follows is hidden as one, since
 * else a megabyte of `pin=1;` is 170,000 secrets, each of which takes its time.
 */
const MOST_DENSE = 8_192;
const LEAST_DISTANCE = 72;
/** So many that look like one and are none take as long as one. */
const MISSES = 2;
/** So much of a text has to stand near to what only looks like one. */
const LEAST_MISSED = 0.84;

/** A run up to this long is cheap enough to walk again; longer ones are remembered. */
const SHORT_RUN = 64;
/** What is looked at for nothing takes so much of the text on either side. Characters. */
const MISS_WIDTH = 10;

/** Between a name and the placeholder of its value. Characters. */
const NEAR_PLACEHOLDER = 48;

/** `]`, in which a placeholder ends. */
const CLOSING = 93;

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

export class Scan {
  /** May be replaced by a copy of itself. */
  text: string;
  readonly rules: Rulebook;
  readonly spans: Span[] = [];
  /** Spans that lie behind or before what is being decided; undefined while there is none. */
  later: Span[] | undefined = undefined;
  /** What stands behind is hidden as one. */
  private denseFrom = Number.POSITIVE_INFINITY;
  /** Everything before this position is decided. */
  floor = 0;
  /** Colons before this position belong to a resource name (`arn:`, `urn:`) and assign nothing. */
  noColonBefore = 0;

  /** The last sensitive name that stood in a member of its own: `"field":"password"`. */
  named: NameBeside | undefined = undefined;
  /**
   * How often something that is rare in ordinary text was looked at for nothing: the name of a secret without a value, the
   * front of a token.
   */
  misses = 0;
  /** How much of the text that takes. Characters. */
  missed = 0;
  private missedTo = 0;
  /** Where the last statement of SQL opens that is a member; -1: none. */
  statement = -1;
  /** Whether JSON that is percent-encoded stands in the text. */
  hasEncodedJson = false;
  /** Up to where the rows of the last INSERT were read. */
  insertEnd = 0;
  /** How many of those rows were read in a second way. */
  oddRows = 0;
  /** Where the last AWS access key id ends: what stands before it was looked at. */
  awsEnd = 0;
  /** Up to where the last JSON Web Key was looked through. */
  jwkEnd = 0;
  /** Up to where the arguments of the last tool were read. */
  toolEnd = 0;
  /** Up to where members were read that `util.inspect` has printed. */
  membersEnd = 0;
  /** The same of those before a name. */
  membersBefore = 0;
  /** Up to where it was looked for statements of SQL. */
  sqlEnd = 0;
  /** Containers under a sensitive name that had no end. */
  openContainers = 0;
  /** Up to where the headers of the last list were read. */
  rawHeadersEnd = 0;
  private seenTables: TablesSeen | undefined = undefined;
  /** Up to where it was looked for what is printed into a pipe. */
  pipeEnd = 0;
  /** Up to where the last Secret of Kubernetes was looked through. */
  manifestEnd = 0;
  /** Where the values of the last members open that a name behind them could mean. */
  unnamed: number[] | undefined = undefined;

  /** Remembered run ends per alphabet: without them `a-a-a-...` would be walked once per word. */
  private runs: Map<Alphabet, { from: number; to: number }> | undefined = undefined;
  /** Remembered results of `find`, per literal. */
  private finds: Map<string, { from: number; to: number }> | undefined = undefined;
  /** Remembered results of `endOf`, per kind. */
  private ends: Map<string, { from: number; to: number }> | undefined = undefined;
  /** Where the name of a command line tool was last seen, per tool, and how far they were looked for. */
  tools: Map<string, number> | undefined = undefined;
  toolsRead = 0;

  /** Up to where quotes were counted, per quote, and whether the number is odd. */
  private quotes: Map<string, { to: number; isOdd: boolean }> | undefined = undefined;
  /** Where the query that reaches to the place asked about last begins, and that place. */
  private query = Number.NEGATIVE_INFINITY;
  private queryRead = 0;

  constructor(text: string, rules: Rulebook) {
    this.text = text;
    this.rules = rules;
  }

  /** What was seen of tables, made when a first one is looked for. */
  get tables(): TablesSeen {
    this.seenTables ??= new TablesSeen();
    return this.seenTables;
  }

  /** Hides `start` to `end`; the part before the floor is decided already. */
  hide(rule: string, start: number, end: number, visible = '', wrap = ''): void {
    const from = Math.max(start, this.floor);
    if (from >= end) return;
    const shown = this.rules.pseudonym?.(rule, this.text.slice(from, end)) ?? placeholder(rule, visible);
    this.spans.push({ rule, start: from, end, shown: wrap === '' ? shown : wrap + shown + wrap });
    this.floor = end;
  }

  /**
   * Hides all behind `from` as one, and a secret that ends there with it: two placeholders side by side would be read as
   * a value.
   */
  hideRest(rule: string, from: number): void {
    const last = this.spans.at(-1);
    if (last !== undefined && last.end >= from) {
      this.spans.pop();
      this.floor = last.start;
    } else {
      this.floor = Math.max(this.floor, from);
    }
    this.hide(rule, this.floor, this.text.length);
  }

  /** Hides a part further on (or back) without deciding about what lies between; such spans are joined at the end. */
  hideLater(rule: string, start: number, end: number, wrap = ''): void {
    if (start >= this.denseFrom) return;
    if ((this.later?.length ?? 0) > MOST_DENSE && this.later!.length * LEAST_DISTANCE > end) {
      this.denseFrom = start;
      this.later!.push({ rule: 'dense', start, end: this.text.length, shown: placeholder('dense') });
      return;
    }
    const shown = this.rules.pseudonym?.(rule, this.text.slice(start, end)) ?? placeholder(rule);
    this.later ??= [];
    this.later.push({ rule, start, end, shown: wrap + shown + wrap });
  }

  /** Whether what was read up to `end` is hardly more than secrets and what looks like them. */
  isDense(end: number): boolean {
    const { spans, misses, missed } = this;
    if (spans.length + misses / MISSES <= MOST_DENSE) return false;
    return spans.length * LEAST_DISTANCE + missed / LEAST_MISSED > end;
  }

  /** Notes that what stands at `at` was looked at for nothing, and how much of the text that takes. */
  miss(at: number, width = MISS_WIDTH): void {
    // What is hidden already was no miss: a text that was scrubbed is not scrubbed further.
    if (this.find('[REDACTED', at) < at + NEAR_PLACEHOLDER) return;
    // What is less rare is also decided sooner.
    this.misses += width < MISS_WIDTH ? 0.5 : 1;
    const to = at + width;
    if (to <= this.missedTo) return;
    this.missed += to - Math.max(at - width, this.missedTo);
    this.missedTo = to;
  }

  /** What stands before `at`, as it will be read the next time: behind what is hidden, the end of a placeholder. */
  before(at: number): number {
    return at === this.floor && at > 0 ? CLOSING : this.text.charCodeAt(at - 1);
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
   * Whether an odd number of quotes, each behind so many backslashes, stands before `at`, in the last 512 characters of
   * its line: it is in a string. What was read for one place is not read again for the next.
   */
  isQuoted(at: number, quote: string, slashes = 0): boolean {
    const kind = slashes === 0 ? quote : quote + slashes;
    this.quotes ??= new Map();
    const known = this.quotes.get(kind);
    const least = Math.max(0, at - QUOTE_WINDOW);
    const goesOn = known !== undefined && known.to >= least && known.to <= at;
    let isOdd = goesOn && known.isOdd;
    for (let i = goesOn ? known.to : least; i < at; i++) {
      const code = this.text.charCodeAt(i);
      if (code === LINE_FEED) isOdd = false;
      else if (code === quote.charCodeAt(0) && this.slashesBefore(i) === slashes) isOdd = !isOdd;
    }
    this.quotes.set(kind, { to: at, isOdd });
    return isOdd;
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
