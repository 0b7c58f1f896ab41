/** The README's tables. */
import { bound, comparison, digits, reached } from './words.mjs';

/** Cells padded to their column, as the project's formatter wants tables. */
function table(head, rows) {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((cells) => cells[at].length)));
  const line = (cells) => `| ${cells.map((text, at) => text.padEnd(widths[at])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Goals, with a column for each Node version that there are results of. */
export function goalsTable(results) {
  const [first] = results;
  const rows = first.scenarios.flatMap(({ name, title, goals }) =>
    goals.map((goal, at) => [
      title,
      comparison({ metric: 'ns', ...goal }),
      ...results.map(({ scenarios }) =>
        outcome(
          scenarios.find((scenario) => scenario.name === name),
          at,
        ),
      ),
      bound(goal.target, { metric: 'ns', ...goal }),
      bound(goal.floor, { metric: 'ns', ...goal }),
    ]),
  );
  const heads = results.map(({ node }) => `Node ${node.split('.')[0]}`);
  return table(['scenario', 'ours', ...heads, 'target', 'floor'], rows);
}

function outcome(scenario, at) {
  if (scenario === undefined) return '';
  if (scenario.missing !== undefined) return 'not available in this build';
  const goal = scenario.goals[at];
  return goal.verdict === '' ? reached(goal) : `${reached(goal)} (${goal.verdict})`;
}

/** Medians of all contestants that write lines, in microseconds. */
export function mediansTable({ scenarios }) {
  const measured = scenarios.filter(({ groups }) => groups[0]?.metric === 'ns');
  const names = [...new Set(measured.flatMap(({ groups }) => groups[0].entries.map(({ name }) => name)))];
  const rows = names.map((name) => [
    name,
    ...measured.map(({ groups }) => {
      const entry = groups[0].entries.find((candidate) => candidate.name === name);
      if (entry === undefined) return '';
      const left = entry.secretsLeft > 0 ? ` (${entry.secretsLeft} left)` : '';
      return `${digits(entry.median / 1000)}${left}`;
    }),
  ]);
  return table(['µs per call', ...measured.map(({ title }) => title)], rows);
}

export function markdown(results) {
  const newest = results[0];
  const machines = results.map(({ date, description }) => `${date}: ${description}.`);
  return [
    goalsTable(results),
    '',
    `Medians on Node ${newest.node.split('.')[0]}, in microseconds; "left": secrets still readable in the line, of one record.`,
    '',
    mediansTable(newest),
    '',
    ...machines,
    'Written by `npm run bench`; what each row means is in benchmarks/README.md.',
    '',
  ].join('\n');
}
