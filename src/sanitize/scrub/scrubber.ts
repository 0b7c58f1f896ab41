/** Strings in, redacted strings out: the whole scrubbing engine behind one function. */

import { isPlainText } from '../escape.js';
import { askRows } from './ask.js';
import type { Detector } from './detector.js';
import { plainView } from './disguise.js';
import { decodedView, encoded } from './encoded-json.js';
import { engineRows } from './escapes.js';
import { createKeyEndings } from './key-endings.js';
import { createValueFinder } from './known-values.js';
import { createNameMemory } from './name-info.js';
import { runPass } from './pass.js';
import { placeholder, placeholderEnd, ruleOfPlaceholder } from './placeholder.js';
import { createPlan, type Plan } from './plan.js';
import { createPseudonyms, type PseudonymOptions } from './pseudonym.js';
import { LONGEST_QUICK, QuickLook } from './quick.js';
import type { MaskOptions, Rulebook } from './rulebook.js';
import type { Scan, Span } from './scan.js';
import { seen } from './seen.js';
import { type RuleSelection, selectDetectors } from './selection.js';
import { createPatternFinder, type UserPattern } from './user-patterns.js';
import { spansInOriginal, type View } from './view.js';

export interface ScrubberOptions {
  /** Whether a key of this name holds a secret. Asked once per distinct name, as long as it is remembered. */
  readonly keyNames: (name: string) => boolean;
  /** Names the user has added: their ends feed the filter that frees most separators. */
  readonly addedKeys?: readonly string[];
  readonly rules?: RuleSelection;
  /** Patterns that were found to be linear. */
  readonly patterns?: readonly UserPattern[];
  /** Secrets that are known by value, at least four characters each. */
  readonly values?: readonly string[];
  readonly mask?: Partial<MaskOptions>;
  readonly pseudonym?: PseudonymOptions;
  /** Called once per hidden span with its rule. */
  readonly count?: (rule: string) => void;
}

/** Which rule fires where. `end` is exclusive. */
export interface Finding {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

export interface Scrubber {
  /** The text with its secrets hidden; the very same string when there is none. Never throws. */
  scrub(text: string): string;
  /**
   * Whether a short text can be written between quotes as it is: it holds no secret, and nothing but printable ASCII
   * without quote and backslash. A false is no proof of the contrary.
   */
  isHarmless(text: string): boolean;
  /** What `scrub` would hide, without values and without counting. */
  explainText(text: string): readonly Finding[];
  /**
   * Whether the text that `scrub` returned last may be written between quotes as it is: no control character, quote,
   * backslash, or character beyond ASCII. A false is no proof of the contrary. Read it before the next call.
   */
  readonly lastWasPlain: boolean;
  /** Names of the rules that are on. */
  readonly rules: readonly string[];
}

/** The shortest text with a secret in it: `pin=1`. Characters. */
export const SHORTEST_TEXT = 5;
const NO_SPANS: readonly Span[] = [];

/** Joins spans of several sources: where two overlap, the earlier start wins and nothing of the later one shows. */
function joinSpans(spans: Span[]): Span[] {
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last === undefined || span.start >= last.end) joined.push(span);
    else if (span.end > last.end) joined[joined.length - 1] = { ...last, end: span.end };
  }
  return joined;
}

function spansOf(scan: Scan | undefined): readonly Span[] {
  if (scan === undefined) return NO_SPANS;
  return scan.later === undefined ? scan.spans : joinSpans([...scan.spans, ...scan.later]);
}

/**
 * Whether `at` lies inside a placeholder of one of these rules, which is then left alone. A text that only looks like
 * one can hold what is searched for as the name of its rule.
 */
function insidePlaceholder(text: string, at: number, rules: ReadonlySet<string>): boolean {
  const from = Math.max(0, at - 160);
  const open = from + text.slice(from, at + 1).lastIndexOf('[');
  if (open < from || placeholderEnd(text, open) <= at) return false;
  const rule = ruleOfPlaceholder(text, open);
  return rule === '' || rules.has(rule);
}

/** The same of a known value, which also has no place behind the name of the rule. */
function insideRule(text: string, at: number, rules: ReadonlySet<string>): boolean {
  return (
    insidePlaceholder(text, at, rules) && !/[: ]/.test(text.slice(text.lastIndexOf('[REDACTED', at) + 11, at))
  );
}

export function createScrubber(options: ScrubberOptions): Scrubber {
  const detectors = selectDetectors(options.rules ?? {});
  const names = new Set(detectors.map(({ name }) => name));
  const endings = createKeyEndings(options.addedKeys ?? []);
  const pseudonym = options.pseudonym === undefined ? undefined : createPseudonyms(options.pseudonym);
  const rulebook: Rulebook = {
    enabled: (rule) => names.has(rule),
    nameInfo: createNameMemory(options.keyNames),
    mayEndKey: endings.mayEnd,
    pseudonym,
    mask: { numbers: 'last4', email: 'full', ...options.mask },
  };
  const plan: Plan = createPlan(
    [...engineRows((scan, at) => askRows(scan, plan, at, true)), ...(detectors as Detector[])],
    endings,
  );
  const findValues = createValueFinder(options.values ?? []);
  const patternFinders = (options.patterns ?? []).map(createPatternFinder);
  const shownRules = new Set([
    ...names,
    ...(options.patterns ?? []).map(({ name }) => name),
    'known-value',
    'error',
    'dense',
  ]);
  const searches = findValues !== undefined || patternFinders.length > 0;
  const { count } = options;
  let plain = false;

  function otherSpans(text: string): Span[] {
    const spans: Span[] = [];
    for (const { start, end } of findValues?.(text) ?? []) {
      const rule = 'known-value';
      if (insideRule(text, start, shownRules)) continue;
      spans.push({ rule, start, end, shown: pseudonym?.(rule, text.slice(start, end)) ?? placeholder(rule) });
    }
    for (const find of patternFinders) {
      for (const span of find(text, pseudonym))
        if (!insidePlaceholder(text, span.start, shownRules)) spans.push(span);
    }
    return spans;
  }

  function spansOfView(view: View): readonly Span[] {
    return spansInOriginal(spansOf(runPass(view.text, plan, rulebook)), view);
  }

  function findSpans(text: string): readonly Span[] {
    const scan = runPass(text, plan, rulebook);
    const isPlain = seen.plain;
    plain = isPlain;
    let found = spansOf(scan);
    // Of a text with hits, only what is shown was judged.
    const hasView = !isPlain || !found.every(({ start, end }) => isPlainText(text.slice(start, end)));
    const view = hasView ? plainView(text) : undefined;
    if (scan === undefined && view === undefined && !searches) return NO_SPANS;
    if (view !== undefined) found = joinSpans([...found, ...spansOfView(view)]);
    if (scan?.hasEncodedJson) found = joinSpans([...found, ...spansOfView(decodedView(text)).map(encoded)]);
    if (!searches) return found;
    const others = otherSpans(text);
    // A callback of the user's that logs has had other texts scrubbed meanwhile.
    plain = isPlain;
    return others.length === 0 ? found : joinSpans([...found, ...others]);
  }

  const quick = new QuickLook(plan);

  return {
    rules: [...names],
    isHarmless(text) {
      if (text.length > LONGEST_QUICK || !quick.isHarmless(text)) return false;
      return !searches || otherSpans(text).length === 0;
    },
    get lastWasPlain() {
      return plain;
    },
    scrub(text) {
      plain = false;
      if (text.length < SHORTEST_TEXT && !searches) return text;
      const spans = findSpans(text);
      if (spans.length === 0) return text;
      plain &&= spans.every(({ shown }) => isPlainPlaceholder(shown));
      let out = '';
      let from = 0;
      for (const span of spans) {
        out += text.slice(from, span.start) + span.shown;
        from = span.end;
        if (count !== undefined) report(count, span.rule);
      }
      return out + text.slice(from);
    },
    explainText(text) {
      return findSpans(text).map(({ rule, start, end }) => ({ rule, start, end }));
    },
  };
}

/** Placeholders that were found plain; most are one of a few. */
const plainPlaceholders = new Set<string>();
const MOST_PLACEHOLDERS = 512;

function isPlainPlaceholder(shown: string): boolean {
  if (plainPlaceholders.has(shown)) return true;
  const isPlain = isPlainText(shown);
  if (isPlain && plainPlaceholders.size < MOST_PLACEHOLDERS) plainPlaceholders.add(shown);
  return isPlain;
}

/** Counting must not decide whether a line is written. */
function report(count: (rule: string) => void, rule: string): void {
  try {
    count(rule);
  } catch {
    // A counter that throws has nothing to say about the text.
  }
}
