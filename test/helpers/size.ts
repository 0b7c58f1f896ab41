/**
 * How much of the heavy tests runs. Every test runs in every size, with less input in a smaller one:
 *
 * - `TEST_SIZE=part`: for a further run of the same tests, on another version of Node.js, say. Seconds instead of
 *   minutes; what is left out is the same in each run.
 * - without: what `npm test` shows.
 * - `TEST_SIZE=full`: the figures that the documents name where a shorter form is the rule.
 */
const SIZES = ['part', 'normal', 'full'] as const;
export type Size = (typeof SIZES)[number];

function sizeOf(given: string): Size {
  const size = SIZES.find((name) => name === given);
  if (size === undefined) throw new Error(`TEST_SIZE is "${given}"; use ${SIZES.join(', ')}`);
  return size;
}

const SIZE = sizeOf(process.env['TEST_SIZE'] ?? 'normal');

/** The value for the size in force; `full` is as `normal` unless it is named. */
export function sized<T>(choices: { readonly part: T; readonly normal: T; readonly full?: T }): T {
  return SIZE === 'full' ? (choices.full ?? choices.normal) : choices[SIZE];
}

/** Every n-th of them in a `part`, all of them else. */
export function some<T>(all: readonly T[], n: number): readonly T[] {
  return sized({ part: all.filter((_, i) => i % n === 0), normal: all });
}
