/** The report on the console. */
import { amount, bound, columns, comparison, digits, reached } from './words.mjs';

export function printScenario({ title, missing, groups }) {
  console.log(title);
  if (missing !== undefined) console.log(`  ${missing}`);
  for (const { metric, entries } of groups) {
    const rows = entries.map(({ name, median, ratio, secretsLeft }) => [
      `  ${name}`,
      amount(median, metric),
      `${digits(ratio.median)} ×`,
      `(${digits(ratio.quarter)}-${digits(ratio.threeQuarters)})`,
      secretsLeft === undefined ? '' : `${secretsLeft} secrets left`,
    ]);
    for (const line of columns([[`  ${metric}`, 'median', 'ours / this', 'quartiles', ''], ...rows]))
      console.log(line);
  }
  console.log('');
}

export function printSummary(scenarios) {
  const rows = scenarios.flatMap(({ title, missing, goals }) =>
    goals.map((goal, at) => [
      at === 0 ? title : '',
      comparison(goal),
      missing === undefined ? reached(goal) : 'not available',
      bound(goal.target, goal),
      bound(goal.floor, goal),
      missing === undefined ? goal.verdict : '',
    ]),
  );
  const head = ['Scenario', 'ours', 'measured', 'target', 'floor', ''];
  for (const line of columns([head, ...rows], 2)) console.log(line);
}
