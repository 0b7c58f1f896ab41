import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CORPUS, LOOKALIKES, POSITIVES } from './corpus.js';
import { luhnDigit, mod97 } from './positives/numbers.js';
import { runCorpus, tallyBy } from './run.js';

/** A logger that hides nothing: everything in full, and the parts that inspect would shorten. */
function logsEverything(_kind: string, input: unknown): string {
  const plain = inspect(input, { depth: 20, getters: true, maxStringLength: null, breakLength: Infinity });
  const text = typeof input === 'string' ? input : '';
  const error = input instanceof Error ? `${input.message} ${input.stack}` : '';
  return [plain, text, error, JSON.stringify(input)].join('\n');
}

describe('the corpus', () => {
  test('has at least 500 positives and 300 look-alikes of every kind', () => {
    expect(POSITIVES.length).toBeGreaterThanOrEqual(500);
    expect(LOOKALIKES.length).toBeGreaterThanOrEqual(300);
    const kinds = new Set(CORPUS.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      'arguments',
      'error',
      'headers',
      'message',
      'object',
      'text',
      'value',
    ]);
  });

  test('has ids that name one case each', () => {
    const ids = CORPUS.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  test('has secrets that are long enough to be looked for, and look-alikes with something to keep', () => {
    expect(
      POSITIVES.filter(({ secrets }) => secrets.length === 0 || secrets.some((s) => s.length < 6)),
    ).toEqual([]);
    expect(LOOKALIKES.filter(({ survives, secrets }) => survives.length === 0 || secrets.length > 0)).toEqual(
      [],
    );
  });

  test('is the same in every run, and makes its inputs anew', () => {
    for (const { id, input } of CORPUS) {
      const [a, b] = [input(), input()];
      expect([id, typeof a === 'object' && a === b]).toEqual([id, false]);
    }
  });

  test('has numbers whose check digits are right', () => {
    const cards = POSITIVES.filter(({ group }) => group === 'card').flatMap(({ secrets }) => secrets);
    for (const card of cards) {
      const digits = card.replace(/\D/g, '');
      expect([card, luhnDigit(digits.slice(0, -1))]).toEqual([card, digits.at(-1)]);
    }
    const ibans = POSITIVES.filter(({ group }) => group === 'iban').flatMap(({ secrets }) => secrets);
    for (const text of ibans) {
      const iban = text.replaceAll(' ', '');
      expect([iban, mod97(iban.slice(4) + iban.slice(0, 4))]).toEqual([iban, 1]);
    }
  });
});

describe('the runner', () => {
  test('finds every secret in the output of a logger that hides nothing', () => {
    const failures = runCorpus(logsEverything);
    const failed = new Set(failures.map(({ id }) => id));
    const encoded = POSITIVES.filter(({ id }) => !failed.has(id)).map(({ id }) => id);
    expect(encoded).toEqual([]);
  });

  test('finds every look-alike in the output of a logger that hides nothing', () => {
    const ids = new Set(LOOKALIKES.map(({ id }) => id));
    expect(runCorpus(logsEverything).filter(({ id }) => ids.has(id))).toEqual([]);
  });

  test('reports a look-alike that is missing, and a logger that throws', () => {
    expect(runCorpus(() => '', LOOKALIKES).every(({ problem }) => problem === 'lost')).toBe(true);
    const broken = () => {
      throw new Error('broken');
    };
    expect(runCorpus(broken).every(({ problem }) => problem === 'threw')).toBe(true);
  });

  test('counts by kind and by group', () => {
    const failures = runCorpus(() => '');
    const total = [...tallyBy('kind', failures).values()].reduce((sum, { total: n }) => sum + n, 0);
    expect(total).toBe(CORPUS.length);
    expect(tallyBy('group', failures).get('prose')?.passed).toBe(0);
  });
});
