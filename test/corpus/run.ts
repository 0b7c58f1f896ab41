/** Runs the corpus through a logger and says what leaked and what was lost. */
import type { CorpusCase, Kind } from './case.js';
import { CORPUS } from './corpus.js';

/** Logs one input as its kind asks for and returns everything that was written. */
export type LogForCorpus = (kind: Kind, input: unknown) => string;

export interface CorpusFailure {
  readonly id: string;
  readonly kind: Kind;
  readonly group: string;
  readonly ordinary: boolean;
  readonly problem: 'leaked' | 'lost' | 'threw';
  /** The text that leaked or is missing. */
  readonly text: string;
  readonly output: string;
}

export interface Tally {
  readonly total: number;
  readonly passed: number;
}

/** A part of a secret of this length is as bad as the whole: the rest is found in the next line. */
const PART = 12;
/** Of a shorter secret only the whole is looked for: a part of it may be a word. */
const MIN_FOR_PARTS = 20;

/** Text as it is, and as it is in JSON, once or twice: a line of JSON may hold JSON. */
function writtenForms(text: string): readonly string[] {
  const once = JSON.stringify(text).slice(1, -1);
  return [text, once, JSON.stringify(once).slice(1, -1)];
}

/** The whole of a secret, and of a long one also its beginning, its middle and its end. */
function tracesOf(secret: string): readonly string[] {
  if (secret.length < MIN_FOR_PARTS) return [secret];
  const middle = Math.floor((secret.length - PART) / 2);
  return [secret, secret.slice(0, PART), secret.slice(middle, middle + PART), secret.slice(-PART)];
}

function failureOf(item: CorpusCase, log: LogForCorpus): CorpusFailure | undefined {
  const { id, kind, group, ordinary } = item;
  const fail = (problem: CorpusFailure['problem'], text: string, output: string): CorpusFailure => {
    return { id, kind, group, ordinary, problem, text, output };
  };
  let output: string;
  try {
    output = log(kind, item.input());
  } catch (error) {
    return fail('threw', String(error), '');
  }
  const leaked = item.secrets
    .flatMap(tracesOf)
    .find((trace) => writtenForms(trace).some((form) => output.includes(form)));
  if (leaked !== undefined) return fail('leaked', leaked, output);
  const lost = item.survives.find((text) => !writtenForms(text).some((form) => output.includes(form)));
  return lost === undefined ? undefined : fail('lost', lost, output);
}

/** The failures of all cases, in the order of the corpus. */
export function runCorpus(
  log: LogForCorpus,
  cases: readonly CorpusCase[] = CORPUS,
): readonly CorpusFailure[] {
  return cases.flatMap((item) => failureOf(item, log) ?? []);
}

/** How many of the cases passed, by some property of them: `kind`, `group`. */
export function tallyBy(
  property: 'kind' | 'group',
  failures: readonly CorpusFailure[],
  cases: readonly CorpusCase[] = CORPUS,
): ReadonlyMap<string, Tally> {
  const failed = new Set(failures.map(({ id }) => id));
  const tallies = new Map<string, Tally>();
  for (const item of cases) {
    const { total, passed } = tallies.get(item[property]) ?? { total: 0, passed: 0 };
    tallies.set(item[property], { total: total + 1, passed: passed + (failed.has(item.id) ? 0 : 1) });
  }
  return tallies;
}
