/** Numbers as people read them. */

/** Three digits that say something. */
export function digits(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(value >= 10 ? 1 : value >= 0.1 ? 2 : 3);
}

const SHORT = { ns: 'ns', bytes: 'B' };

/** `1,234 ns`, `22,000 lines/s`, `12.4 µs`. */
export const amount = (value, metric) =>
  `${digits(value)} ${SHORT[metric] ?? metric.replace(/^µs .*/, 'µs')}`;

/** `≤ 0.50 × pino`, `≥ 200 MB/s`: what a goal compares, and with what. */
export function bound(value, { metric, against }) {
  if (value === undefined) return '';
  const sign = metric === 'lines/s' || metric === 'MB/s' ? '≥' : '≤';
  return `${sign} ${against === undefined ? amount(value, metric) : `${digits(value)} ×`}`;
}

export const reached = ({ value, metric, against }) =>
  against === undefined ? amount(value, metric) : `${digits(value)} ×`;

export const comparison = ({ metric = 'ns', against }) =>
  [metric === 'ns' ? 'time' : metric, against].filter(Boolean).join(' against ');

/** Lines of aligned columns: the first ones to the left, the others to the right. */
export function columns(rows, names = 1) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  const cell = (text, at) => (at < names ? text.padEnd(widths[at]) : text.padStart(widths[at]));
  return rows.map((row) => row.map(cell).join('  ').trimEnd());
}
