/** One bar a scenario: how long ours takes where pino takes 1. */
import { digits } from './words.mjs';

const [WIDTH, LEFT, ROW, TOP] = [840, 370, 26, 46];
const SCALE = 190; // pixels for the time that pino takes
const LONGEST = 2; // bars are cut here, the figure beside them is not

const escapeText = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export function chart({ node, scenarios }) {
  const bars = scenarios.flatMap(({ title, groups }) => {
    const entry = groups[0]?.entries.find(({ name }) => name === 'pino');
    return entry === undefined || groups[0].metric !== 'ns' ? [] : [{ title, ratio: entry.ratio.median }];
  });
  const height = TOP + bars.length * ROW + 16;
  const line = LEFT + SCALE;
  const rows = bars.map(({ title, ratio }, at) => {
    const y = TOP + at * ROW;
    const length = Math.min(ratio, LONGEST) * SCALE;
    return [
      `<text x="${LEFT - 10}" y="${y + 14}" text-anchor="end">${escapeText(title)}</text>`,
      `<rect x="${LEFT}" y="${y}" width="${length.toFixed(1)}" height="18" rx="2" fill="${ratio <= 1 ? '#2f7d5b' : '#b5642d'}"/>`,
      `<text x="${(LEFT + length + 8).toFixed(1)}" y="${y + 14}">${digits(ratio)} ×</text>`,
    ].join('\n');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13" fill="#1f2328">`,
    `<title>Time per line against pino, Node ${node}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="${LEFT - 10}" y="22" text-anchor="end" font-weight="bold">codomyrmex-logging, all redaction on</text>`,
    `<text x="${line}" y="22" text-anchor="middle">pino without redaction = 1</text>`,
    ...rows,
    `<line x1="${line}" y1="30" x2="${line}" y2="${height - 10}" stroke="#57606a" stroke-dasharray="4 3"/>`,
    '</svg>',
    '',
  ].join('\n');
}
