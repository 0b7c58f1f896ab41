import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askRows, bucketAt } from '../../../src/sanitize/scrub/ask.js';
import { isBoundary } from '../../../src/sanitize/scrub/characters.js';
import { type Detector, MISS, OPT_IN_GROUPS } from '../../../src/sanitize/scrub/detector.js';
import { DETECTORS } from '../../../src/sanitize/scrub/detectors/table.js';
import { engineRows } from '../../../src/sanitize/scrub/escapes.js';
import { createKeyEndings } from '../../../src/sanitize/scrub/key-endings.js';
import { createNameMemory } from '../../../src/sanitize/scrub/name-info.js';
import { runPass } from '../../../src/sanitize/scrub/pass.js';
import { createPlan, type Plan } from '../../../src/sanitize/scrub/plan.js';
import type { Rulebook } from '../../../src/sanitize/scrub/rulebook.js';
import { Scan } from '../../../src/sanitize/scrub/scan.js';
import { selectDetectors } from '../../../src/sanitize/scrub/selection.js';
import { LONGEST_SHORT } from '../../../src/sanitize/scrub/short-pass.js';
import { CHUNK } from '../../../src/sanitize/scrub/workspace.js';
import { isSensitiveName } from './key-names.js';

interface Engine {
  readonly plan: Plan;
  readonly rules: Rulebook;
}

function engine(enable: readonly string[]): Engine {
  const detectors = selectDetectors({ enable });
  const names = new Set(detectors.map(({ name }) => name));
  const endings = createKeyEndings([]);
  const rows = engineRows((scan, at) => askRows(scan, plan, at, true));
  const all: readonly Detector[] = [...rows, ...detectors];
  const plan = createPlan(all, endings);
  const rules: Rulebook = {
    enabled: (rule) => names.has(rule),
    nameInfo: createNameMemory(isSensitiveName),
    mayEndKey: endings.mayEnd,
    pseudonym: undefined,
    mask: { numbers: 'last4', email: 'full' },
  };
  return { plan, rules };
}

/** Every row whose literal stands there is asked, at every place: no table, no cheap no. */
function askedEverywhere({ plan, rules }: Engine, text: string): Scan {
  const scan = new Scan(text, rules);
  const ask = (at: number, boundary: boolean): number => {
    for (const { literal, boundary: needs, match } of bucketAt(plan, text, at)) {
      // Two characters are what the bucket is for; of those beyond ASCII one stands for all.
      const stands = literal.length <= 2 || text.startsWith(literal, at);
      if ((needs && !boundary) || !stands) continue;
      const end = match(scan, at, at + literal.length);
      if (end !== MISS) return end;
    }
    return MISS;
  };
  for (let at = 0; at < text.length; at++) {
    if (at < scan.floor) continue;
    let end = ask(at, isBoundary(text, at));
    while (end > at) {
      scan.floor = Math.max(scan.floor, end);
      if (end >= text.length || isBoundary(text, end)) break;
      end = ask(end, true);
    }
  }
  return scan;
}

const spansOf = (scan: Scan | undefined) =>
  scan === undefined
    ? []
    : [...scan.spans, ...(scan.later ?? [])].map(({ rule, start, end }) => `${rule} ${start} ${end}`);

const SAMPLES = DETECTORS.flatMap(({ hits, misses }) => [...hits().map(({ text }) => text), ...misses()]);
const piece = fc.oneof(
  fc.constantFrom(...SAMPLES),
  fc
    .tuple(fc.constantFrom(...SAMPLES), fc.nat(40), fc.nat(60))
    .map(([text, from, length]) => text.slice(from, from + length)),
  fc.constantFrom(...DETECTORS.flatMap(({ prefilter }) => prefilter.slice(0, 8))),
  fc.constantFrom('=', ': ', '@', ' ', '"', '%22', '\\n', '[REDACTED:email]', 'password', 'é', '\u2028', '-'),
  fc.string({ maxLength: 8 }),
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

describe.each([
  ['the rules that are on by default', engine([])],
  ['all rules', engine(OPT_IN_GROUPS)],
])('no table says no where one of %s would match,', (_, rules) => {
  const check = (whole: string): void => {
    const found = spansOf(runPass(whole, rules.plan, rules.rules));
    expect(found).toEqual(spansOf(askedEverywhere(rules, whole)));
  };

  test('in short texts', () => {
    fc.assert(
      fc.property(text, (some) => check(some.slice(0, LONGEST_SHORT))),
      { numRuns: 4_000 },
    );
  });

  test('in long texts, wherever in a pair of bytes it starts', () => {
    fc.assert(
      fc.property(text, fc.nat(3), fc.constantFrom('.', ' ', 'a', '7'), (some, shift, filler) =>
        check(`${filler.repeat(shift)}${some} ${'w'.repeat(LONGEST_SHORT)}`),
      ),
      { numRuns: 4_000 },
    );
  });

  test('across the end of a chunk', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: -80, max: 6 }), fc.constantFrom(' ', 'a'), (some, shift, filler) =>
        check(`${filler.repeat(CHUNK + shift)}${some}`),
      ),
      { numRuns: 600 },
    );
  });

  test('for each sample, at each place', () => {
    for (const { hits } of DETECTORS) {
      for (const { text: sample } of hits()) {
        for (const [before, behind] of [
          ['', ''],
          ['', ' '.repeat(LONGEST_SHORT)],
          ['.', ' '.repeat(LONGEST_SHORT)],
        ])
          check(before + sample + behind);
      }
    }
  });
});
