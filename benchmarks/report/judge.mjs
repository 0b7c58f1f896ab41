/** Turns samples into medians, ratios, and a verdict on every goal. */
import { median, quantile, ratios } from '../statistics.mjs';

/** Metrics of which more is better. */
const MORE_IS_BETTER = new Set(['lines/s', 'MB/s']);

export function judge({ name, title, goals, missing, groups }) {
  return {
    name,
    title,
    missing,
    goals: missing === undefined ? goals.map((goal) => verdictOf(goal, groups)) : goals,
    groups: groups.map(({ metric, entries }) => ({ metric, entries: entries.map(summarize(entries[0])) })),
  };
}

/** @param ours the first contestant of every group */
const summarize =
  (ours) =>
  ({ name, samples, wall, left }) => ({
    name,
    median: median(samples),
    wallMedian: wall === undefined ? undefined : median(wall),
    ratio: spread(ratios(ours.samples, samples)),
    rounds: samples.length,
    secretsLeft: left,
  });

const spread = (values) => ({
  median: median(values),
  quarter: quantile(values, 0.25),
  threeQuarters: quantile(values, 0.75),
});

/** Goals are ratios of ours to a peer, or absolute figures where no peer is named. */
function verdictOf(goal, groups) {
  const { metric = 'ns', against, target, floor } = goal;
  const { entries } = groups.find((group) => group.metric === metric);
  const [ours] = entries;
  const peer = entries.find(({ name }) => name === against);
  const values = against === undefined ? ours.samples : ratios(ours.samples, peer.samples);
  const value = median(values);
  return { ...goal, metric, value, verdict: compare(value, { target, floor, metric }) };
}

function compare(value, { target, floor = target, metric }) {
  if (target === undefined) return '';
  const reaches = (bound) => (MORE_IS_BETTER.has(metric) ? value >= bound : value <= bound);
  if (reaches(target)) return 'met';
  return reaches(floor) ? 'floor' : 'missed';
}
