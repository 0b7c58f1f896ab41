/** What was left out since a set-up, by what left it out. */
export const REASONS = ['once', 'every', 'throttle', 'sample', 'collapseRepeats', 'rateLimit'] as const;

export type Reason = (typeof REASONS)[number];

export type Tally = Record<Reason, number>;

export function emptyTally(): Tally {
  return Object.fromEntries(REASONS.map((reason) => [reason, 0])) as Tally;
}
