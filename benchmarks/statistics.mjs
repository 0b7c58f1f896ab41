/** The value below which the given part of `values` lies. */
export function quantile(values, part) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

export const median = (values) => quantile(values, 0.5);

/** Ratios of samples taken in the same round. */
export const ratios = (over, under) => over.map((value, round) => value / under[round]);
