import { expect, test } from 'vitest';
import type { Kind } from '../corpus/case.js';
import { runCorpus } from '../corpus/run.js';
import { openLab } from '../helpers/lab.js';

/** Logs one input where its kind belongs, and gives the line. */
function loggerOf(format: 'json' | 'text'): (kind: Kind, input: unknown) => string {
  const lab = openLab({ format });
  const log = lab.logger('corpus');
  const ways: Readonly<Record<Kind, (input: unknown) => void>> = {
    message: (input) => log.info(input as string),
    text: (input) => log.info(input as string),
    arguments: (input) => log.info(...(input as [string])),
    error: (input) => log.exception(input, 'failed'),
    headers: (headers) => log.info('request', { headers }),
    object: (input) => log.info('event', input as object),
    value: (value) => log.info('event', { value }),
  };
  return (kind, input) => lab.line(() => ways[kind](input));
}

test.each(['json', 'text'] as const)(
  'no secret of the corpus is in a %s line, and every look-alike is in it as it was',
  (format) => {
    const failures = runCorpus(loggerOf(format));
    expect(failures.map(({ id, problem, text }) => `${id}: ${problem}: ${text}`)).toEqual([]);
  },
);
