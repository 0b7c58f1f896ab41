/** The state of one scan: what was found so far, and up to where the text was read for what. */
import { placeholder } from './placeholder.js';
import type { Rulebook } from './rulebook.js';
import { TablesSeen } from './tables-seen.js';
import { TextFacts } from './text-facts.js';

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
const LEAST_DISTANCE = 48;
/** So many that look like one and are none take as long as one. */
const MISSES = 3;
/** So much of a text has to stand near to what only looks like one. */
const LEAST_MISSED = 0.84;
/** Or one for so many characters, wherever they stand. */
const LEAST_APART = 16;

/** What is looked at for nothing takes so much of the text on either side. Characters. */
const MISS_WIDTH = 10;

/** Between a name and the placeholder of its value. Characters. */
const NEAR_PLACEHOLDER = 48;

/** `]`, in which a placeholder ends. */
const CLOSING = 93;

export class Scan extends TextFacts {
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

  /** Where the name of a command line tool was last seen, per tool, and how far they were looked for. */
  tools: Map<string, number> | undefined = undefined;
  toolsRead = 0;

  constructor(text: string, rules: Rulebook) {
    super(text);
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
    return spans.length * LEAST_DISTANCE + missed / LEAST_MISSED > end || misses * LEAST_APART > end;
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
}
