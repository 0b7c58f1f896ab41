/** The state of one scan: what was found so far, and the few facts that are computed once and asked often. */
import { type Alphabet, isIn } from './characters.js';
import { placeholder } from './placeholder.js';

/** What is hidden, where, and what is printed instead. `end` is exclusive. */
export interface Span {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/** What the rules may ask about the options of their scrubber. */
export interface Rulebook {
  enabled(rule: string): boolean;
  /** Whether a key of this name holds a secret. Cached; a judgement that throws is a yes. */
  isKey(name: string): boolean;
  /** A cheap and generous no: can a sensitive name end in these three characters? */
  mayEndKey(last: number, second: number, third: number): boolean;
  /** Replaces the placeholder by a pseudonym where that is asked for. */
  pseudonym(rule: string, secret: string): string | undefined;
  readonly mask: MaskOptions;
}

export interface MaskOptions {
  /** Keep the last four digits of cards and IBANs. @default 'last4' */
  readonly numbers: 'last4' | 'full';
  /** Keep the domain of an e-mail address. @default 'full' */
  readonly email: 'full' | 'domain';
}

/** A run up to this long is cheap enough to walk again; longer ones are remembered. */
const SHORT_RUN = 64;

export class Scan {
  readonly text: string;
  readonly rules: Rulebook;
  readonly spans: Span[] = [];
  /** Everything before this position is decided. */
  floor = 0;
  /** Colons before this position belong to a resource name (`arn:`, `urn:`) and assign nothing. */
  noColonBefore = 0;

  /** Remembered run ends per alphabet: without them `a-a-a-...` would be walked once per word. */
  #runs: Map<Alphabet, { from: number; to: number }> | undefined;
  /** Remembered results of `find`, per literal. */
  #finds: Map<string, number> | undefined;

  constructor(text: string, rules: Rulebook) {
    this.text = text;
    this.rules = rules;
  }

  /** Hides `start` to `end`; the part before the floor is decided already. */
  hide(rule: string, start: number, end: number, visible = '', wrap = ''): void {
    const from = Math.max(start, this.floor);
    if (from >= end) return;
    const shown = this.rules.pseudonym(rule, this.text.slice(from, end)) ?? placeholder(rule, visible);
    this.spans.push({ rule, start: from, end, shown: wrap === '' ? shown : wrap + shown + wrap });
    this.floor = end;
  }

  /** Where the run of this alphabet that holds `at` ends. Linear over the whole scan, however often it is asked. */
  runEnd(at: number, alphabet: Alphabet): number {
    const known = this.#runs?.get(alphabet);
    if (known !== undefined && at >= known.from && at <= known.to) return known.to;
    const text = this.text;
    let end = at;
    while (end < text.length && isIn(text.charCodeAt(end), alphabet)) end++;
    if (end - at > SHORT_RUN) {
      this.#runs ??= new Map();
      this.#runs.set(alphabet, { from: at, to: end });
    }
    return end;
  }

  /** `indexOf` whose result is remembered, so that many askers cost one search. Ask with growing positions. */
  find(literal: string, from: number): number {
    const known = this.#finds?.get(literal);
    if (known !== undefined && known >= from) return known;
    const found = this.text.indexOf(literal, from);
    this.#finds ??= new Map();
    this.#finds.set(literal, found < 0 ? Number.POSITIVE_INFINITY : found);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  }
}
